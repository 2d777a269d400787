"""The entry `agency.joined`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code, text


@frozen(kw_only=True)
class AgencyJoined(Kind):
    """An agency began to use this register."""

    NAME: ClassVar[str] = "agency.joined"
    SENTENCE: ClassVar[str] = "{actor} added {agency}: {name}, under the law of {place}."

    name: str = text()
    place: str = code()
    """Whose law: `us-ny-nyc-police`."""
    zone: str = code()
    """The time zone of its desk."""
