"""The entry `attestation.given`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code, codes, day, number, structure


@frozen(kw_only=True)
class AttestationGiven(Kind):
    """Somebody attested what the records show of an event or a subject, and what was not searched."""

    NAME: ClassVar[str] = "attestation.given"
    SENTENCE: ClassVar[str] = (
        "{actor} attested {found} contacts for {event} on {on}; searched: {searched}; not "
        "searched: {not_searched}."
    )

    event: str = code()
    on: str = day()
    searched: Sequence[str] = codes()
    not_searched: Sequence[str] = codes()
    found: int = number()
    seqs: Any = structure()
    """The contacts found."""
