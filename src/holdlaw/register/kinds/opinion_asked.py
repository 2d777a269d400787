"""The entry `opinion.asked`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, moment, text


@frozen(kw_only=True)
class OpinionAsked(Kind):
    """Counsel was asked to settle an open fact."""

    NAME: ClassVar[str] = "opinion.asked"
    SENTENCE: ClassVar[str] = "{actor} asked counsel about {fact}; an answer is needed by {due_at}."

    fact: str = text()
    due_at: str = moment()
    question: str | None = text(private=PERSON, optional=True)
