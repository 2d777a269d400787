"""The period guard: may these two periods be compared, and what has to stand beside the comparison?

It knows no place. Whoever compares says what is known of each side: the period, the kind of year it is, until
when there is data, since when a field was recorded, and what changed on which day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from holdlaw.reports.period import Period
from holdlaw.reports.table import Note

LEAP_DAYS = 1
"""Days by which two years differ without anybody having to say so."""
UNLIKE_FROM = 0.1
"""Periods whose lengths differ by more than this share of the longer are not compared: months pass, quarters
and years do not."""


class Why(StrEnum):
    """Why a comparison is refused, or what has to be said beside it."""

    UNLIKE_LENGTH = "unlike_length"
    """One period is longer than the other."""
    UNLIKE_YEAR = "unlike_year"
    """The two follow different years: calendar, statutory, fiscal."""
    PART_OF_OTHER = "part_of_other"
    """One period lies inside the other: a part against a whole."""
    OVERLAP = "overlap"
    """Some days are counted on both sides."""
    INCOMPLETE = "incomplete"
    """There is no data yet, or no more, for all days of a period."""
    NOT_RECORDED = "not_recorded"
    """A field that the count needs was not recorded in a period."""
    PARTLY_RECORDED = "partly_recorded"
    """A field that the count needs was recorded in a part of a period only."""
    DEFINITION_CHANGED = "definition_changed"
    """What is counted was defined anew."""
    LAW_CHANGED = "law_changed"
    """The law changed between the two, or inside one of them."""


@frozen(kw_only=True)
class Side:
    """One side of a comparison.

    `year` names the kind of year or span it is (`calendar`, `statutory`, `fiscal`, `month`; the same word
    means the same kind). `data_from` and `data_before` bound the days for which there is data; None is
    unbounded.
    """

    period: Period
    year: str
    data_from: date | None = None
    data_before: date | None = None


@frozen(kw_only=True)
class Recorded:
    """A field of the data, the days on which it was recorded, and where that is said."""

    field: str
    from_: date
    before: date | None = None
    why: str = ""


@frozen(kw_only=True)
class Change:
    """Something that changed on a day: a definition, or the law. `what` is a sentence."""

    on: date
    what: str
    why: Why = Why.LAW_CHANGED


@frozen(kw_only=True)
class Background:
    """What is known of the data as a whole, whichever periods are compared."""

    recorded: tuple[Recorded, ...] = ()
    changes: tuple[Change, ...] = ()


NOTHING_KNOWN = Background()


@frozen
class Guarded:
    """What the guard says. Refused where `refused` names a reason; footnotes stand beside an allowed one."""

    refused: tuple[Note, ...] = ()
    footnotes: tuple[Note, ...] = field(default=())

    @property
    def allowed(self) -> bool:
        """Tell whether the comparison may be made."""
        return not self.refused

    @property
    def notes(self) -> tuple[Note, ...]:
        """Give everything it says, the refusals first."""
        return (*self.refused, *self.footnotes)

    def as_json(self) -> dict[str, Any]:
        """Give the answer with its reasons, each a code and a sentence."""
        return {
            "allowed": self.allowed,
            "refused": [{"code": each.code, "text": each.text} for each in self.refused],
            "footnotes": [{"code": each.code, "text": each.text} for each in self.footnotes],
        }


def guard(
    one: Side, other: Side, background: Background = NOTHING_KNOWN, needs: Iterable[str] = ()
) -> Guarded:
    """Say whether a count of one side may be set against a count of the other; `needs`: fields it rests on.

    Refused: lengths more than a tenth apart, a part against its whole, days without data, a field that was
    not recorded at all. Footnoted: different kinds of year, days in both, a field recorded in part, a
    definition or a law that changed inside or between the two.
    """
    sides = (one, other)
    refused = [*_lengths(sides, refuse=True), *_part(sides), *_incomplete(sides)]
    refused += _fields(sides, background, needs, Why.NOT_RECORDED)
    notes = [*_lengths(sides, refuse=False), *_years(sides), *_overlap(sides)]
    notes += [*_fields(sides, background, needs, Why.PARTLY_RECORDED), *_changes(sides, background)]
    return Guarded(tuple(refused), tuple(notes))


Sides = tuple[Side, Side]


def _lengths(sides: Sides, *, refuse: bool) -> Iterator[Note]:
    days = sorted(side.period.days for side in sides)
    apart = days[1] - days[0]
    too_far = apart > UNLIKE_FROM * days[1]
    if apart > LEAP_DAYS and too_far is refuse:
        yield _note(Why.UNLIKE_LENGTH, f"One period has {days[1]} days and the other {days[0]}.")


def _years(sides: Sides) -> Iterator[Note]:
    one, other = sides
    if one.year != other.year:
        said = f"They follow different years: {one.period} ({one.year}), {other.period} ({other.year})."
        yield _note(Why.UNLIKE_YEAR, said)


def _part(sides: Sides) -> Iterator[Note]:
    common = _common(sides)
    if common is not None and common in {side.period for side in sides}:
        outer = next(side.period for side in sides if side.period != common)
        yield _note(Why.PART_OF_OTHER, f"{common} lies inside {outer}.")


def _overlap(sides: Sides) -> Iterator[Note]:
    common = _common(sides)
    if common is not None and common not in {side.period for side in sides}:
        yield _note(Why.OVERLAP, f"The {common.days} days {common} are counted in both.")


def _common(sides: Sides) -> Period | None:
    """Give the days in both; the same period twice (two places) has nothing in common that would matter."""
    one, other = (side.period for side in sides)
    return None if one == other else one.common(other)


def _incomplete(sides: Sides) -> Iterator[Note]:
    for side in sides:
        if side.data_before is not None and side.data_before < side.period.before:
            said = f"There is data before {side.data_before} only, so {side.period} is not complete."
            yield _note(Why.INCOMPLETE, said)
        if side.data_from is not None and side.data_from > side.period.from_:
            said = f"There is data from {side.data_from} on only, so {side.period} is not complete."
            yield _note(Why.INCOMPLETE, said)


def _fields(sides: Sides, background: Background, needs: Iterable[str], why: Why) -> Iterator[Note]:
    wanted = frozenset(needs)
    for recorded in background.recorded:
        if recorded.field not in wanted:
            continue
        for period in dict.fromkeys(side.period for side in sides):
            if _how_recorded(recorded, period) is why:
                until = f" and before {recorded.before}" if recorded.before else ""
                part = "in a part of" if why is Why.PARTLY_RECORDED else "in"
                source = f" {recorded.why}" if recorded.why else ""
                name = recorded.field.replace("_", " ")
                said = f"'{name}' was recorded from {recorded.from_}{until}, so {part} {period} it is "
                yield _note(why, f"{said}missing.{source}")


def _how_recorded(recorded: Recorded, period: Period) -> Why | None:
    before = recorded.before or date.max
    if recorded.from_ >= period.before or before <= period.from_:
        return Why.NOT_RECORDED
    whole = recorded.from_ <= period.from_ and before >= period.before
    return None if whole else Why.PARTLY_RECORDED


def _changes(sides: Sides, background: Background) -> Iterator[Note]:
    first = min(side.period.from_ for side in sides)
    before = max(side.period.before for side in sides)
    for change in background.changes:
        if first < change.on < before:
            inside = [
                str(side.period) for side in sides if side.period.from_ < change.on < side.period.before
            ]
            where = f"inside {' and inside '.join(inside)}" if inside else "between the two"
            yield _note(change.why, f"On {change.on}, {where}: {change.what}")


def _note(why: Why, text: str) -> Note:
    return Note(code=why.value, text=text)
