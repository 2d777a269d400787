"""The entry `entry.corrected`."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, number, structure, text


@frozen(kw_only=True)
class EntryCorrected(Kind):
    """An earlier entry was wrong; it stays, and this says what should have stood there."""

    NAME: ClassVar[str] = "entry.corrected"
    SENTENCE: ClassVar[str] = "{actor} corrected entry {corrects}: {because}."

    corrects: int = number()
    because: str = choice("typing_error", "misread_paper", "wrong_person", "new_information", "void")
    fields: Any = structure(optional=True)
    """Public fields, as they should have stood; `happened_at` may be among them."""
    values: Any = structure(private=PERSON, optional=True)
    """Private fields, as they should have stood."""
    note: str | None = text(private=PERSON, optional=True)
