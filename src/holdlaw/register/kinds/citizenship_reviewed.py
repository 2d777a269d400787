"""The entry `citizenship.reviewed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, number, text


@frozen(kw_only=True)
class CitizenshipReviewed(Kind):
    """Somebody looked into a claim of citizenship, and closed its review.

    What was found is a status fact, and private.
    """

    NAME: ClassVar[str] = "citizenship.reviewed"
    SENTENCE: ClassVar[str] = "{actor} closed the review of claim {claim}."

    claim: int = number()
    """The number of the claim's entry."""
    result: str = choice("proof_seen", "no_proof_seen", "not_settled", private=PERSON)
    grounds: str | None = text(private=PERSON, optional=True)
    """What was looked at."""
