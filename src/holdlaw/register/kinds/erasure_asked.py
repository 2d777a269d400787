"""The entry `erasure.asked`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, citation


@frozen(kw_only=True)
class ErasureAsked(Kind):
    """Somebody asked that a record be sealed, unsealed or shredded, on a legal ground.

    Another person has to do it.
    """

    NAME: ClassVar[str] = "erasure.asked"
    SENTENCE: ClassVar[str] = "{actor} asked to {what} the record ({cite})."

    what: str = choice("seal", "unseal", "shred")
    cite: str = citation()
    """The legal ground."""
