"""A desk that enters what a test tells it: entries of one request, and the private values beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from attrs import define, field

from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.entry import Actor, Draft, Entry, Place, enter
from holdlaw.register.kind import Kind

ORIGIN = "register.example"
NOON = datetime.fromisoformat("2026-03-02T12:00:00-05:00")


def salts() -> Callable[[], bytes]:
    """Give salts that are never twice the same, and the same in every run."""
    numbers = count(1)
    return lambda: next(numbers).to_bytes(32, "big")


def moment(hours: float = 0) -> str:
    """Give the moment so many hours after the noon at which a test begins."""
    return (NOON + timedelta(hours=hours)).isoformat()


@define
class Desk:
    """Enters what happens to one request. Each entry is made an hour after the one before, unless told."""

    entries: list[Entry] = field(factory=list)
    opened: dict[int, dict[str, Any]] = field(factory=dict)
    salt: Callable[[], bytes] = field(factory=salts)
    first: int = 7
    clock: float = 0

    def enters(self, content: Kind, *, at: float | None = None, by: str = "clerk-1") -> int:
        """Enter one thing and give its number. `at`: hours after noon."""
        self.clock = self.clock + 1 if at is None else at
        happened_at = NOON + timedelta(hours=self.clock)
        seq = self.first + len(self.entries)
        draft = Draft(
            content=content,
            agency="example-jail",
            actor=Actor(by, "clerk"),
            happened_at=happened_at,
            request="req-1",
            person="person-1",
        )
        place = Place(origin=ORIGIN, seq=seq, entered_at=happened_at, key=f"key-{seq}")
        entry, openings = enter(draft, place, self.salt)
        self.entries.append(entry)
        self.opened[seq] = {name: opening.value for name, opening in openings.items()}
        return seq

    def state(self) -> CaseState:
        """Fold what was entered so far, with every private value opened."""
        return case_state(self.entries, self.opened)

    def case_file(self) -> dict[str, Any]:
        """Give the case file of what was entered so far."""
        return self.state().case_file()
