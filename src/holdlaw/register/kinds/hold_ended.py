"""The entry `hold.ended`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, number


@frozen(kw_only=True)
class HoldEnded(Kind):
    """A hold ended."""

    NAME: ClassVar[str] = "hold.ended"
    SENTENCE: ClassVar[str] = "{actor} ended hold {hold} at {happened_at}: {reason}."

    hold: int = number()
    reason: str = choice(
        "transferred",
        "expired",
        "disavowed",
        "released_early",
        "warrant",
        "moved_to_another_agency",
        "unlawful",
    )
