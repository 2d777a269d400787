"""What is to be entered, and when: lines that may name one another, and steps of lines entered together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from heapq import heappop, heappush

from attrs import field, frozen

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind

Numbers = Mapping[str, int]
"""The entry number of each named line that stands in the register, or is about to."""

Made = Callable[[Numbers], Kind]
"""Makes the content of a line once the numbers it refers to are known."""


@frozen(kw_only=True)
class Line:
    """One entry to be. `name` lets later lines refer to it."""

    make: Made = field(repr=False)
    happened_at: datetime
    actor: Actor
    name: str | None = None


@frozen(kw_only=True)
class Step:
    """Lines about one request that a clerk enters together, in one transaction."""

    agency: str
    entered_at: datetime
    lines: tuple[Line, ...]
    request: str | None = None
    person: str | None = None
    late_reason: str | None = None

    def named(self, first: int) -> dict[str, int]:
        """Give the number that each named line gets if the first line gets `first`."""
        return {line.name: first + place for place, line in enumerate(self.lines) if line.name}

    def drafts(self, numbers: Numbers) -> list[Draft]:
        """Make the entries, the numbers they refer to being known."""
        return [
            Draft(
                content=line.make(numbers),
                agency=self.agency,
                actor=line.actor,
                happened_at=line.happened_at,
                request=self.request,
                person=self.person,
                late_reason=self.late_reason,
            )
            for line in self.lines
        ]


Story = tuple[datetime, tuple[Step, ...]]
"""When a story begins, and its steps in order. No step is entered before it begins."""


def in_order(stories: Iterable[Story]) -> Iterator[Step]:
    """Give the steps of all stories by the moment of entry; the stories come by their beginning.

    A register is written as the day goes, so steps of different stories lie between one another.
    """
    waiting: list[tuple[datetime, int, Step]] = []
    count = 0
    for begins, steps in stories:
        while waiting and waiting[0][0] < begins:
            yield heappop(waiting)[2]
        for step in steps:
            heappush(waiting, (step.entered_at, count, step))
            count += 1
    while waiting:
        yield heappop(waiting)[2]
