"""The law of a place over time, made ready for many rows: which program holds on which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.clauses import Version
from holdlaw.core.conditions import Leaf, leaves
from holdlaw.decide.moments import Clocks, clocks_of
from holdlaw.decide.program import Program, program, year_after
from holdlaw.policybook import Book
from holdlaw.simulate.clock_sql import Timed, timed
from holdlaw.simulate.derived import Derived, derived_of
from holdlaw.simulate.keys import digest_of

_A_DAY = timedelta(days=1)


@frozen(eq=False)
class Span:
    """The law of a place on some days: from the first until before the last, None leaving that side open."""

    first: date | None
    before: date | None
    law: Program
    clocks: Clocks

    @cached_property
    def timed(self) -> Mapping[str, Timed]:
        """Give the clocks of the law by name."""
        zone = zone_of(self.law)
        return {name: timed(self.clocks.limit(name), zone) for name in self.law.clock_rules}

    @cached_property
    def _derived(self) -> dict[Leaf, Derived | None]:
        """The columns found so far: naming one reads a whole list of offences."""
        return {}

    def derived(self, leaf: Leaf) -> Derived | None:
        """Give the column that a test reads, or None where the request's own columns are enough."""
        if leaf not in self._derived:
            self._derived[leaf] = derived_of(leaf, self.timed)
        return self._derived[leaf]

    def leaves(self, acts: Sequence[Act]) -> tuple[Leaf, ...]:
        """List the tests that the rules of these acts use, each once."""
        rules = (version.rule(act) for layer in self.law.layers for version in layer.versions for act in acts)
        found = (leaf for rule in rules for clause in rule.clauses for leaf in leaves(clause.when))
        return tuple(dict.fromkeys(found))

    def asked(self, acts: Sequence[Act]) -> tuple[Leaf, ...]:
        """List the tests of these acts and those that say whether a clock may end a hold, each once."""
        rules = (self.law.clock_rules[name][0] for name in self.limits())
        found = (leaf for rule in rules for leaf in leaves(rule.applies))
        return tuple(dict.fromkeys((*self.leaves(acts), *found)))

    def limits(self) -> tuple[str, ...]:
        """List the clocks that may end a hold: the federal ones first, in the order of `decide`."""
        rules, own = self.law.clock_rules, self.law.federal.place.id
        named = [name for name, (rule, _) in rules.items() if rule.days_before_release is None]
        return tuple(sorted(named, key=lambda name: rules[name][1].place != own))


@frozen(eq=False)
class Law:
    """The law of one place for every row of a file. One span: the same day's law for all."""

    name: str
    book: Book
    spans: tuple[Span, ...]
    on: date | None

    def needed(self, acts: Sequence[Act]) -> tuple[Derived, ...]:
        """List the columns to derive for these acts, each once."""
        found: dict[str, Derived] = {}
        for span in self.spans:
            for leaf in span.asked(acts):
                derived = span.derived(leaf)
                if derived is not None:
                    found[derived.column] = derived
        return tuple(found.values())

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of every version used, in hexadecimal."""
        return digest_of([[v.place, v.id, v.digest] for v in self.versions])

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """List the versions of every layer used, each once; `none` stands for the time before a first one."""
        found = (v for span in self.spans for layer in span.law.layers for v in layer.versions)
        return tuple({(version.place, version.id): version for version in found}.values())


def law_of(book: Book, place: str, on: date | None = None) -> Law:
    """Make the law of a place ready: of one day for every row, or of each row's own day."""
    if on is not None:
        return Law(place, book, (_span(book, place, None, None, on),), on)
    days = sorted(_turns(book, place))
    starts: list[date | None] = [None, *days]
    made: list[Span] = []
    for first, before in zip(starts, [*days, None], strict=True):
        day = first or (before - _A_DAY if before else date.max)
        span = _span(book, place, first, before, day)
        if made and made[-1].law is span.law:
            made[-1] = Span(made[-1].first, before, span.law, span.clocks)
        else:
            made.append(span)
    return Law(place, book, tuple(made), None)


def zone_of(law: Program) -> tzinfo | None:
    """Give the zone whose days the law counts, or None for that of the request."""
    return ZoneInfo(law.place.timezone) if law.place.timezone else None


def _span(book: Book, place: str, first: date | None, before: date | None, day: date) -> Span:
    law = program(book, place, day)
    return Span(first, before, law, clocks_of(book, law))


def _turns(book: Book, place: str) -> set[date]:
    """List the days on which the law may turn: a version begins, or its last check grows too old."""
    found: set[date] = set()
    for layer in book.chain(place):
        for file in layer.files:
            found |= {file.in_force.not_before, file.in_force.by}
            checked = layer.checked_on(file.recorded)
            found.add(year_after(checked) + _A_DAY)
    return found
