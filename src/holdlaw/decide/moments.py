"""A case made ready for the law: what its form asks by default, and when each clock runs out."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen

from holdlaw.clocks import Clock, Limit, opens, run, starts
from holdlaw.core.case import Act, Case
from holdlaw.core.clauses import ClockRule
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth, truth_of
from holdlaw.decide.program import Program
from holdlaw.policybook import Book
from holdlaw.policybook.forms import Form
from holdlaw.policybook.place_files import Place
from holdlaw.policybook.version_parts import limit_of

KEPT_MAX = 20_000
"""Counts kept at once for one chain of law."""


@frozen
class RunningClock:
    """A clock that applies to a hold: the rule as the law states it, and the count."""

    rule: ClockRule
    layer: str
    version: str
    count: Clock


class Clocks:
    """The clocks of one chain of law. A count is pure, so the last ones are kept."""

    def __init__(self, book: Book, program: Program) -> None:
        """Keep what the counting needs; count nothing yet."""
        self._program = program
        self._limits = {
            name: _limit(book, rule, program.place.calendars)
            for name, (rule, _) in program.clock_rules.items()
        }
        self._counted: dict[tuple[str, datetime, tzinfo], Clock] = {}

    def limit(self, name: str) -> Limit:
        """Give the limit that one clock of the chain counts."""
        return self._limits[name]

    def get(self, case: Case, name: str) -> Clock:
        """Give one clock of the chain, counted for a case."""
        custody, limit = case.custody, self._limits[name]
        window = limit.days_before_release is not None
        start = custody.release_due_at if window else starts(custody.release_due_at, custody.search_done_at)
        key = (name, start, zone_of(self._program.place, case))
        if key not in self._counted:
            if len(self._counted) >= KEPT_MAX:
                self._counted.clear()
            self._counted[key] = (opens if window else run)(limit, start, key[2])
        return self._counted[key]

    def still_running(self, case: Case, name: str, moment: datetime) -> bool:
        """Say whether a clock still runs at a moment; of a window before release, if it is yet to open."""
        if self._limits[name].days_before_release is not None:
            return moment < self.get(case, name).starts_at
        return moment <= case.custody.release_due_at or moment < self.get(case, name).until

    def running(self, situation: Situation) -> dict[str, RunningClock]:
        """Give the limits on a hold whose own condition is not known to be unmet, by their name."""
        stand = self._program.clock_tree.of(situation)
        return {
            name: RunningClock(rule, version.place, version.id, self.get(situation.case, name))
            for (name, (rule, version)), holds in zip(self._program.clock_rules.items(), stand, strict=True)
            if rule.days_before_release is None and holds is not Truth.NO
        }


@lru_cache(maxsize=512)
def clocks_of(book: Book, program: Program) -> Clocks:
    """Give the clocks of a chain of law."""
    return Clocks(book, program)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(place: Place, case: Case) -> tzinfo:
    """Give the zone whose days the law counts: the place's, or the offset the case is written in."""
    if place.timezone is not None:
        return _zone(place.timezone)
    zone = case.custody.release_due_at.tzinfo
    assert zone is not None
    return zone


def _limit(book: Book, rule: ClockRule, place_calendars: tuple[str, ...]) -> Limit:
    names = [
        name for wanted in rule.calendars for name in (place_calendars if wanted == "place" else (wanted,))
    ]
    return limit_of(rule, tuple(book.calendar(name) for name in names))


def situation_of(case: Case, book: Book, clocks: Clocks, today: date) -> Situation:
    """Make a case ready on the local day of the act: fill in what its form asks and who sends it."""
    request = case.request
    form = form_of(case, book)
    return Situation(
        request.form,
        _names(form.asks if request.asks is None else request.asks),
        request.box,
        request.agency or form.sender,
        request.duties,
        case.custody.informed_by,
        request.papers,
        case.convictions,
        case.facts,
        today,
        clocks.still_running,
        case,
    )


@lru_cache(maxsize=64)
def _names(asks: frozenset[Act]) -> frozenset[str]:
    return frozenset(act.value for act in asks)


def local_day(place: Place, case: Case) -> date:
    """Give the day of the act where the place is."""
    return case.at.astimezone(zone_of(place, case)).date()


def with_derived(situation: Situation, program: Program, time_is_over: bool) -> Situation:
    """Add the facts that follow from the case, which duties and cautions may test."""
    case = situation.case
    stale = any(window.shuts_out(case.custody) for window in program.windows)
    served = case.request.served_at is not None and case.request.served_at <= case.at
    derived = {
        "copy_served": truth_of(served),
        "search_is_stale": truth_of(stale),
        "hold_time_is_over": truth_of(time_is_over),
    }
    return situation._replace(facts={**case.facts, **derived})


def form_of(case: Case, book: Book) -> Form:
    """Give the request's form; raise HoldlawError if neither the form nor the case says what is asked."""
    form = book.forms[case.request.form or "other"]
    if not (form.asks if case.request.asks is None else case.request.asks):
        raise HoldlawError(
            [
                Problem(
                    "HL-1014",
                    f"{case.where} (request.asks)",
                    "The case says neither which form came nor what it asks for.",
                    "Every answer is an answer to something asked.",
                    "Add `asks:` with one or more of hold, notify, transfer, interview, share.",
                )
            ]
        )
    return form
