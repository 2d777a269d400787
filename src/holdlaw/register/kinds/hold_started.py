"""The entry `hold.started`."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, citation, code, moment, number, structure


@frozen(kw_only=True)
class HoldStarted(Kind):
    """The agency kept a person past the time of release, on a request."""

    NAME: ClassVar[str] = "hold.started"
    SENTENCE: ClassVar[str] = "{actor} started a hold at {happened_at}; it is lawful until {until} ({cite})."

    decision: int = number()
    until: str = moment()
    governed_by: str = code()
    """The clock that ends it."""
    clocks: Any = structure()
    """Each clock: name, starts_at, until, days_excluded."""
    cite: str = citation()
    basis: str = choice("civil_detainer", "judicial_warrant", "criminal_warrant")
    """What allowed it."""
