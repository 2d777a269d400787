"""The ledger of hours held past authority: each hold, split by local month, at a rate that the agency sets.

A hold is past authority from the moment it becomes unlawful until it ends, or until the moment of the ledger
if nobody has ended it. All time is elapsed time: a clock change takes nothing from it and adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from attrs import frozen

from holdlaw.clocks.instants import day_begins, in_utc, span

_NONE = timedelta()
_CENT = Decimal("0.01")
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


@frozen
class Rate:
    """What an hour costs, as the agency sets it; no rate is ever assumed."""

    per_hour: Decimal
    currency: str

    def cost(self, length: timedelta) -> Decimal:
        """Give what a length of time costs, to the hundredth; a half is rounded up."""
        seconds = Decimal(length // _SECOND)
        return (seconds * self.per_hour / 3600).quantize(_CENT, ROUND_HALF_UP)


@frozen(kw_only=True)
class HeldPast:
    """One hold past authority. `ended_at` None: nobody has ended it.

    `months`: the time by local month (2017-06). `rests_on`: the entries that say so.
    """

    agency: str
    request: str
    hold: int
    held_from: datetime
    until: datetime
    ended_at: datetime | None
    reason: str | None
    months: tuple[tuple[str, timedelta], ...]
    rests_on: tuple[int, ...]

    @property
    def length(self) -> timedelta:
        """Give how long it was past authority."""
        return sum((length for _, length in self.months), _NONE)


@frozen(kw_only=True)
class MonthPast:
    """The hours past authority of one agency in one local month, and on how many holds."""

    agency: str
    month: str
    length: timedelta
    holds: int


@frozen(kw_only=True)
class Ledger:
    """The ledger at a moment, over so many entries of the register (`size`)."""

    at: datetime
    holds: tuple[HeldPast, ...]
    rate: Rate | None
    size: int

    @property
    def length(self) -> timedelta:
        """Give all time past authority."""
        return sum((hold.length for hold in self.holds), _NONE)

    def months(self) -> tuple[MonthPast, ...]:
        """Give the time by agency and local month, in order; months without any are left out."""
        found: dict[tuple[str, str], list[timedelta]] = {}
        for hold in self.holds:
            for month, length in hold.months:
                found.setdefault((hold.agency, month), []).append(length)
        return tuple(
            MonthPast(agency=agency, month=month, length=sum(lengths, _NONE), holds=len(lengths))
            for (agency, month), lengths in sorted(found.items())
        )

    def agencies(self) -> dict[str, timedelta]:
        """Give the time by agency, in order."""
        found: dict[str, timedelta] = {}
        for each in self.months():
            found[each.agency] = found.get(each.agency, _NONE) + each.length
        return found

    def as_json(self) -> dict[str, Any]:
        """Give the whole ledger as JSON values. Times are in seconds; hours are for reading."""
        return {
            "at": self.at.isoformat(),
            "size": self.size,
            "rate": {"per_hour": str(self.rate.per_hour), "currency": self.rate.currency}
            if self.rate
            else None,
            "total": self._amount(self.length),
            "agencies": {agency: self._amount(length) for agency, length in self.agencies().items()},
            "months": [
                {"agency": each.agency, "month": each.month, "holds": each.holds, **self._amount(each.length)}
                for each in self.months()
            ],
            "holds": [self._hold(hold) for hold in self.holds],
        }

    def _hold(self, hold: HeldPast) -> dict[str, Any]:
        return {
            "agency": hold.agency,
            "request": hold.request,
            "hold": hold.hold,
            "held_from": hold.held_from.isoformat(),
            "until": hold.until.isoformat(),
            "ended_at": hold.ended_at.isoformat() if hold.ended_at else None,
            "reason": hold.reason,
            **self._amount(hold.length),
            "months": {month: length // _SECOND for month, length in hold.months},
            "rests_on": list(hold.rests_on),
        }

    def _amount(self, length: timedelta) -> dict[str, Any]:
        cost = {"cost": str(self.rate.cost(length))} if self.rate else {}
        return {"seconds": length // _SECOND, "hours": hours(length), **cost}


def hours(length: timedelta) -> str:
    """Write a length of time in hours, to the hundredth.

    >>> hours(timedelta(hours=14, minutes=30))
    '14.50'
    """
    return str((Decimal(length // _SECOND) / 3600).quantize(_CENT, ROUND_HALF_UP))


def held_past(hold: Mapping[str, Any], at: datetime, zone: tzinfo) -> tuple[tuple[str, timedelta], ...]:
    """Split the time a hold was past authority by local month; empty if it was not.

    Parts of a second are left off both ends. `hold` is as `register.case_parts.Hold.as_json` gives it: its
    clock as last recomputed.
    """
    began, until = _moment(hold["happened_at"]), _moment(hold["until"])
    ended = _moment(hold["ended_at"]) if hold["ended_at"] else at
    start = max(in_utc(began, "held"), in_utc(until, "until")).replace(microsecond=0)
    end = min(in_utc(ended, "ended"), in_utc(at, "at")).replace(microsecond=0)
    return tuple(_by_month(start, end, zone))


def held(hold: Mapping[str, Any], whose: tuple[str, str], at: datetime, zone: tzinfo) -> HeldPast | None:
    """Give a hold as the ledger has it; None if it was never past authority by then.

    `whose`: the agency and the request.
    """
    months = held_past(hold, at, zone)
    if not months:
        return None
    agency, request = whose
    said = (hold["seq"], *(each["seq"] for each in hold["recomputed"]), hold["ended_by"])
    return HeldPast(
        agency=agency,
        request=request,
        hold=hold["seq"],
        held_from=_moment(hold["happened_at"]),
        until=_moment(hold["until"]),
        ended_at=_moment(hold["ended_at"]) if hold["ended_at"] else None,
        reason=hold["reason"],
        months=months,
        rests_on=tuple(seq for seq in said if seq is not None),
    )


def ordered(holds: Sequence[HeldPast]) -> tuple[HeldPast, ...]:
    """Put holds in order: by agency, then by when they became unlawful."""
    return tuple(sorted(holds, key=lambda hold: (hold.agency, hold.until.astimezone(UTC), hold.hold)))


def _by_month(start: datetime, end: datetime, zone: tzinfo) -> Iterator[tuple[str, timedelta]]:
    while start < end:
        local = start.astimezone(zone)
        following = date(local.year + local.month // 12, local.month % 12 + 1, 1)
        before = min(end, day_begins(following, zone, after=start))
        yield f"{local:%Y-%m}", span(start, before)
        start = before


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
