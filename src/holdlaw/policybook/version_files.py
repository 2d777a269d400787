"""Reads one enacted version of a place's policy into `holdlaw.core.clauses.Version`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import evolve, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import (
    ActRule,
    Clause,
    InForce,
    Version,
)
from holdlaw.core.offences import OffenceList
from holdlaw.core.truth import Truth
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.condition_files import Reading
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.questions import Questions
from holdlaw.policybook.version_parts import (
    ACTS,
    read_caution,
    read_choice,
    read_clock,
    read_duty,
    read_unknowns,
    read_when,
    read_window,
)

VERSION_KEYS = (
    "policy",
    "amends",
    "corrects",
    "reason",
    "title",
    "cite",
    "in_force_from",
    "in_force_unverified",
    "recorded",
    "enacted_by",
    "sources",
    "unread",
    "unverified",
    "lists",
    "unknown_counts_as_no",
    "search_window",
    "define",
    "acts",
    "clocks",
    "duties",
    "cautions",
    "choices",
)
REQUIRED = ("policy", "title", "cite", "in_force_from", "recorded", "enacted_by", "sources")
CLAUSE_KEYS = (
    "cite",
    "effect",
    "when",
    "says",
    "words",
    "until",
    "overrides",
    "derived",
    "unverified",
    "unread",
)
OTHERWISE_KEYS = ("outcome", "cite", "says", "words", "derived", "unverified", "unread")
OUTCOMES = tuple(outcome.value for outcome in Outcome if outcome is not Outcome.NOT_ESTABLISHED)

Lists = Callable[[str, str], OffenceList | None]
"""Gives an offence list by name and edition."""


@frozen
class Source:
    """One law file: its consolidated nodes, its id, its digest, and what it needs to be read."""

    node: Node
    id: str
    digest: str
    questions: Questions
    offences: Lists
    calendars: tuple[str, ...]


def read_version(source: Source, checking: Checking) -> Version | None:
    """Read a version; note every mistake in `checking` and give None if there is one."""
    node, before = source.node, len(checking.problems)
    if not checking.keys(node, VERSION_KEYS, REQUIRED):
        return None
    reading = _reading(source, checking)
    version = _Reader(source, checking, reading).version()
    return version if len(checking.problems) == before else None


def read_in_force(node: Node, checking: Checking) -> InForce | None:
    """Read the first day of a version, or the days between which it lies."""
    part = node.get("in_force_from")
    if part is None:
        return None
    if isinstance(part.value, str):
        day = checking.day(part)
        return InForce(day, day) if day else None
    checking.keys(part, ("not_before", "by", "why"), ("not_before", "by", "why"))
    first, last = checking.day(part.get("not_before")), checking.day(part.get("by"))
    if first is None or last is None:
        return None
    if first >= last:
        checking.add(
            "HL-2001",
            part.where,
            (
                "'not_before' does not lie before 'by'.",
                "The first day lies between the two.",
                "Write the earlier day first.",
            ),
        )
    return InForce(first, last, checking.text(part.get("why")) or "")


def _reading(source: Source, checking: Checking) -> Reading:
    node, questions = source.node, source.questions
    cite = checking.text(node.get("cite")) or ""
    lists, window = _lists(source, checking), node.get("search_window")
    define, clocks = node.get("define"), node.get("clocks")

    def in_full(local: str) -> str:
        return full_cite(cite, local)

    windowed = checking.names(
        window.get("facts") if window else None, (*questions.testable(), "convictions", "papers")
    )
    return Reading(
        place=checking.text(node.get("policy")) or "",
        checking=checking,
        questions=questions,
        definitions=dict(checking.pairs(define)),
        lists=lists,
        clocks=dict(checking.pairs(clocks)),
        unknowns=read_unknowns(node.get("unknown_counts_as_no"), questions, checking),
        window=read_window(window, in_full, checking) if window else None,
        windowed=frozenset(windowed),
        full_cite=in_full,
        calendars=source.calendars,
    )


def full_cite(instrument: str, local: str) -> str:
    """Write a citation in full: `(b)(1)` becomes `NYC Admin. Code § 14-154(b)(1)`.

    Edges: a part that begins with a bracket, a section sign or a slash follows the instrument; anything
    else is a citation of its own.
    """
    if local.startswith(("(", "/")):
        return f"{instrument}{local}"
    if local.startswith("§"):
        return f"{instrument} {local}"
    return local


def _lists(source: Source, checking: Checking) -> dict[str, OffenceList]:
    found: dict[str, OffenceList] = {}
    node = source.node.get("lists")
    for alias, part in checking.pairs(node):
        if not checking.keys(part, ("list", "edition"), ("list", "edition")):
            continue
        name, edition = (checking.text(part.get(key)) or "" for key in ("list", "edition"))
        offences = source.offences(name, edition)
        if offences is None:
            checking.add(
                "HL-2001",
                part.where,
                (
                    f"There is no edition '{edition}' of a list '{name}'.",
                    "Convictions could not be looked up.",
                    "Name a file of offences/ and one of its editions.",
                ),
            )
        else:
            found[alias] = offences
    return found


class _Reader:
    """Reads the parts of one version."""

    def __init__(self, source: Source, checking: Checking, reading: Reading) -> None:
        self.source, self.checking, self.reading = source, checking, reading
        self.node = source.node
        self.text = checking.text

    def version(self) -> Version | None:
        for name, definition in self.reading.definitions.items():
            self.reading.named(definition, name)
        in_force, recorded = (
            read_in_force(self.node, self.checking),
            self.checking.day(self.node.get("recorded")),
        )
        place = self.reading.place
        clocks = {
            f"{place}:{name}": read_clock(name, part, self.reading) for name, part in self._items("clocks")
        }
        acts = self._acts()
        assert in_force is not None, "a file without its first day is refused before this"
        assert recorded is not None, "a file without its day of recording is refused before this"
        return Version(
            place=place,
            id=self.source.id,
            in_force=in_force,
            recorded=recorded,
            cite=self.text(self.node.get("cite")) or "",
            title=self.text(self.node.get("title")) or "",
            sources=self._texts("sources"),
            acts=acts,
            clocks=clocks,
            duties=tuple(read_duty(name, part, self.reading) for name, part in self._items("duties")),
            cautions=tuple(read_caution(part, self.reading) for part in self._parts("cautions")),
            choices=tuple(read_choice(name, part, self.reading) for name, part in self._items("choices")),
            lists=self.reading.lists,
            first_day_doubt=self.text(self.node.get("in_force_unverified")),
            corrects=self.text(self.node.get("corrects")),
            digest=self.source.digest,
        )

    def _items(self, key: str) -> list[tuple[str, Node]]:
        return list(self.checking.pairs(self.node.get(key)))

    def _parts(self, key: str) -> tuple[Node, ...]:
        return self.checking.members(self.node.get(key))

    def _texts(self, key: str) -> tuple[str, ...]:
        return tuple(text for part in self._parts(key) if (text := self.text(part)) is not None)

    def _acts(self) -> Mapping[Act, ActRule]:
        unread = self.text(self.node.get("unread"))
        if unread is not None:
            clause = Clause(
                "otherwise", self._cite(self.node), Outcome.NOT_ESTABLISHED, unread=unread, says=unread
            )
            return {act: ActRule(clause) for act in Act}
        rules = {}
        for name, part in self._items("acts"):
            if name not in ACTS:
                self.checking.add(
                    "HL-2001",
                    part.where,
                    (
                        f"'{name}' is not an act.",
                        "Nothing could ask for it.",
                        f"The acts are: {', '.join(ACTS)}.",
                    ),
                )
                continue
            rules[Act(name)] = self._rule(part)
        return rules

    def _rule(self, node: Node) -> ActRule:
        self.checking.keys(node, ("otherwise", "clauses"), ("otherwise",))
        listed = self.checking.pairs(node.get("clauses"))
        ids = tuple(name for name, _ in listed)
        clauses = tuple(self._clause(name, part, ids) for name, part in listed)
        otherwise = node.get("otherwise")
        if otherwise is not None:
            self.checking.keys(otherwise, OTHERWISE_KEYS, ("cite",))
        return ActRule(self._body("otherwise", otherwise or node, "outcome"), clauses)

    def _clause(self, name: str, node: Node, ids: tuple[str, ...]) -> Clause:
        self.checking.keys(node, CLAUSE_KEYS, ("cite", "when"))
        return evolve(
            self._body(name, node, "effect"),
            when=read_when(node, self.reading),
            until=self.reading.clock_id(node.get("until")),
            overrides=frozenset(self.checking.names(node.get("overrides"), ids)),
        )

    def _body(self, name: str, node: Node, effect_key: str) -> Clause:
        unread = self.text(node.get("unread"))
        effect = self.checking.one_of(node.get(effect_key), OUTCOMES)
        if (effect is None) == (unread is None):
            self.checking.add(
                "HL-2001",
                node.where,
                (
                    f"'{name}' needs either '{effect_key}' or 'unread'.",
                    "Without one of them it says nothing, and with both it says two things.",
                    f"Write `{effect_key}:` or `unread:`.",
                ),
            )
        return Clause(
            id=name,
            cite=self._cite(node),
            effect=Outcome(effect) if effect else Outcome.NOT_ESTABLISHED,
            says=self.text(node.get("says")) or unread or "",
            words=self.text(node.get("words")) or "",
            derived=self.checking.truth(node.get("derived")) is Truth.YES,
            unverified=tuple(
                t for part in (node, self.node) if (t := self.text(part.get("unverified"))) is not None
            ),
            unread=unread,
        )

    def _cite(self, node: Node) -> str:
        local = self.text(node.get("cite")) or ""
        return local if node is self.node else self.reading.full_cite(local)
