"""The entry `identity.settled`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, number, text


@frozen(kw_only=True)
class IdentitySettled(Kind):
    """One of two people said whether the request is about the person in custody.

    The link is open again once two different people say yes, and nobody says no. A person's latest answer
    counts.
    """

    NAME: ClassVar[str] = "identity.settled"
    SENTENCE: ClassVar[str] = "{actor} answered question {questioned}: same person, {same}."

    questioned: int = number()
    same: str = choice("yes", "no")
    grounds: str | None = text(private=PERSON, optional=True)
