"""Is there a conviction such that …? A three-valued OR over the record, never SQL's bool_or.

Source: NYC Admin. Code § 14-154(a)(2); California Government Code § 7282.5(a)(3).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from attrs import frozen

from holdlaw.core.case import Conviction
from holdlaw.core.offences import OffenceList, Reading
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth, all_of, truth_of

Check = Callable[[Conviction], Reading]
"""One question about what one conviction states, its dates apart."""


@frozen
class LookBack:
    """How far back a judgment may lie. `until` is arrest, act or request: the day the years run back from.

    `extended_by_jail`: days in jail for a listed crime after the judgment move the limit back a day each.
    `anniversary_counts`: whether a judgment exactly that many years before still counts.
    """

    years: int
    until: str
    extended_by_jail: bool = False
    anniversary_counts: bool = False


@frozen(cache_hash=True)
class ConvictionTest:
    """What a conviction must be to count. Every part left out is not asked.

    `fields` are stated fields with the values allowed. `elsewhere` are stated fields asked only of a
    conviction from outside the list's own state.
    """

    listed: OffenceList | None = None
    not_listed: OffenceList | None = None
    jurisdictions: frozenset[str] = frozenset()
    fields: tuple[tuple[str, frozenset[Truth | str]], ...] = ()
    elsewhere: tuple[str, ...] = ()
    within: LookBack | None = None

    def checks(self) -> tuple[Check, ...]:
        """Give the questions to ask of each conviction, the cheapest first; the look-back comes after."""
        asked: list[Check] = []
        if self.jurisdictions:
            asked.append(_jurisdiction_check(self.jurisdictions))
        asked += [_field_check(name, allowed) for name, allowed in self.fields]
        asked.append(_judgment_check)
        if self.listed is not None:
            asked.append(_listed_check(self.listed))
        if self.not_listed is not None:
            asked.append(_not_listed_check(self.not_listed))
        asked += [_elsewhere_check(name, self.listed) for name in self.elsewhere]
        return tuple(asked)


def years_before(day: date, years: int) -> date:
    """Go back whole years; 29 February goes to 28 February where the year has no 29th.

    >>> years_before(date(2016, 2, 29), 5)
    datetime.date(2011, 2, 28)
    """
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def jail_days(convictions: tuple[Conviction, ...], from_on: date, before_on: date) -> int:
    """Count the days in jail for a listed crime between two days, each day once.

    Edges: half-open; time whose crime is not known to be listed is not counted.
    """
    spans = sorted(
        (max(jail.from_on, from_on), min(jail.before_on, before_on))
        for conviction in convictions
        for jail in conviction.jail
        if jail.for_listed is Truth.YES
    )
    total, reached = 0, from_on
    for start, end in spans:
        total += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return total


def _jurisdiction_check(allowed: frozenset[str]) -> Check:
    def check(conviction: Conviction) -> Reading:
        if conviction.statute is None:
            return Truth.UNKNOWN, "conviction.statute"
        return truth_of(conviction.statute.jurisdiction in allowed), "conviction.statute"

    return check


def _field_check(name: str, allowed: frozenset[Truth | str]) -> Check:
    label = f"conviction.{name}"

    def check(conviction: Conviction) -> Reading:
        stated = conviction.stated.get(name, Truth.UNKNOWN)
        if stated is Truth.UNKNOWN:
            return Truth.UNKNOWN, label
        return (Truth.YES if stated in allowed else Truth.NO), label

    return check


def _judgment_check(conviction: Conviction) -> Reading:
    known = conviction.judgment_on is not None
    return (Truth.YES if known else Truth.UNKNOWN), "conviction.judgment_on"


def _listed_check(offences: OffenceList) -> Check:
    return offences.reading


def _not_listed_check(offences: OffenceList) -> Check:
    def check(conviction: Conviction) -> Reading:
        statute = conviction.statute
        if statute is None:
            return Truth.UNKNOWN, "conviction.statute"
        found = [Truth.UNKNOWN if entry.needs_target else reach for entry, reach in offences.find(statute)]
        return all_of(~reach for reach in found), "conviction.statute"

    return check


def _elsewhere_check(name: str, home: OffenceList | None) -> Check:
    ask = _field_check(name, frozenset((Truth.YES,)))

    def check(conviction: Conviction) -> Reading:
        statute = conviction.statute
        if statute is None or home is None or statute.jurisdiction == home.jurisdiction:
            return Truth.YES, "conviction.statute"
        return ask(conviction)

    return check


def look_back(within: LookBack, conviction: Conviction, situation: Situation) -> Reading:
    """Say whether a judgment lies inside a look-back; unknown names the date that is missing."""
    judged, until = conviction.judgment_on, _look_back_end(within.until, situation)
    if judged is None:
        return Truth.UNKNOWN, "conviction.judgment_on"
    if until is None:
        return Truth.UNKNOWN, _END_FIELDS[within.until]
    limit = years_before(until, within.years)
    if within.extended_by_jail and judged <= limit:
        limit -= timedelta(days=jail_days(situation.convictions or (), judged, until))
    counts = judged > limit or (within.anniversary_counts and judged == limit)
    return truth_of(counts), "conviction.judgment_on"


_END_FIELDS = {"arrest": "custody.arrested_on", "act": "at", "request": "request.received_at"}


def _look_back_end(until: str, situation: Situation) -> date | None:
    match until:
        case "arrest":
            return situation.case.custody.arrested_on
        case "act":
            return situation.today
        case _:
            received_at = situation.case.request.received_at
            return None if received_at is None else received_at.date()
