"""The entry `person.released`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice


@frozen(kw_only=True)
class PersonReleased(Kind):
    """A person walked out."""

    NAME: ClassVar[str] = "person.released"
    SENTENCE: ClassVar[str] = "{actor} recorded the release at {happened_at} ({how})."

    how: str = choice("court", "bail", "charges_dropped", "sentence_served", "hold_ended", "other", "unknown")
