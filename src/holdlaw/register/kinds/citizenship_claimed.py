"""The entry `citizenship.claimed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, moment, text


@frozen(kw_only=True)
class CitizenshipClaimed(Kind):
    """The person, or somebody for them, said that they are a citizen: a review is open until it is closed."""

    NAME: ClassVar[str] = "citizenship.claimed"
    SENTENCE: ClassVar[str] = "{actor} recorded a claim of citizenship; its review is due by {due_at}."

    due_at: str = moment()
    """By when the review has to be done."""
    note: str | None = text(private=PERSON, optional=True)
    """What was said, and which papers were named."""
