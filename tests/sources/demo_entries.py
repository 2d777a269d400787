"""A demo as entries, without a store: each step entered as a register would, with salts that hide nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from typing import Any

from attrs import frozen

from holdlaw.policybook import shipped
from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.entry import Entry, Place, enter
from holdlaw.sources.demo.plan import ORIGIN, Plan

SALT = bytes(32)
FIXED_TODAY = "2018-04-02T09:00:00-04:00"
"""The first day on which a demo may lie: its years are little more than the fixed history."""


@frozen(eq=False)
class Told:
    """The entries of a demo, and what is private in each."""

    entries: tuple[Entry, ...]
    opened: dict[int, dict[str, Any]]

    def cases(self) -> dict[str, CaseState]:
        """Fold the entries of each request."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.request is not None:
                found[entry.request].append(entry)
        return {request: case_state(own, self.opened) for request, own in found.items()}


def plan(today: str, *parts: str, seed: int = 1) -> Plan:
    """Plan a demo, or some parts of it."""
    whole = Plan(seed, datetime.fromisoformat(today), shipped())
    return Plan(seed, whole.today, whole.law, frozenset(parts) or whole.parts)


@lru_cache(maxsize=16)
def told(today: str, *parts: str, seed: int = 1) -> Told:
    """Enter a demo's steps one after another."""
    made, opened, numbers = list[Entry](), dict[int, dict[str, Any]](), dict[str, int]()
    for step in plan(today, *parts, seed=seed).steps():
        numbers |= step.named(len(made) + 1)
        for number, draft in enumerate(step.drafts(numbers)):
            key = f"{len(made)}/{number}"
            place = Place(origin=ORIGIN, seq=len(made) + 1, entered_at=step.entered_at, key=key)
            entry, openings = enter(draft, place, lambda: SALT)
            made.append(entry)
            opened[entry.seq] = {name: each.value for name, each in openings.items()}
    return Told(tuple(made), opened)
