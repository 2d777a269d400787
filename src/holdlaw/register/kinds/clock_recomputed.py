"""The entry `clock.recomputed`."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code, moment, number, structure


@frozen(kw_only=True)
class ClockRecomputed(Kind):
    """A corrected release time, a new holiday or a new fact moved a hold's deadline."""

    NAME: ClassVar[str] = "clock.recomputed"
    SENTENCE: ClassVar[str] = (
        "{actor} had the clock of hold {hold} recomputed because of {because}: it is lawful until {until}."
    )

    hold: int = number()
    until: str = moment()
    governed_by: str = code()
    clocks: Any = structure()
    because: str = code()
