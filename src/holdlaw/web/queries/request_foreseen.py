"""A case as it will be once some entries are made: what they do to its answer and its clocks."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from holdlaw.core.case import Act
from holdlaw.decide import Answer
from holdlaw.decide.moments import RunningClock
from holdlaw.register.commitments import SALT_BYTES
from holdlaw.register.entry import Draft, Place, enter
from holdlaw.web.queries.cases import OpenCase


def foreseen(case: OpenCase, drafts: Sequence[Draft]) -> OpenCase:
    """Give the case with some entries more. Nothing is stored."""
    entries, values = list(case.entries), dict(case.values)
    for draft in drafts:
        place = Place(
            origin=case.desk.register.origin,
            seq=entries[-1].seq + 1,
            entered_at=case.desk.now,
            key="foreseen",
        )
        entry, openings = enter(draft, place, lambda: bytes(SALT_BYTES))
        entries.append(entry)
        values[entry.seq] = {name: each.value for name, each in openings.items()}
    return evolve(case, entries=tuple(entries), values=values)


def governing(answer: Answer) -> RunningClock | None:
    """Give the clock that ends a hold: the one the answer names, or the earliest; None if none applies."""
    name = answer.acts[Act.HOLD].governed_by
    named = [clock for clock in answer.clocks if clock.rule.name == name]
    return min(named or answer.clocks, key=lambda clock: clock.count.until, default=None)
