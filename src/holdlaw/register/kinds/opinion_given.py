"""The entry `opinion.given`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, number, text


@frozen(kw_only=True)
class OpinionGiven(Kind):
    """Counsel settled an open fact, for this case."""

    NAME: ClassVar[str] = "opinion.given"
    SENTENCE: ClassVar[str] = "{actor} answered question {asked} about {fact}."

    asked: int = number()
    """The number of the question's entry."""
    fact: str = text()
    value: str = text(private=PERSON)
    grounds: str | None = text(private=PERSON, optional=True)
