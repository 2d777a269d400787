"""The entry `entry.corrected`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, group, number, text


@frozen(kw_only=True)
class EntryCorrected(Kind):
    """An earlier entry was wrong; it stays, and this says what should have stood there.

    It belongs to the same request. `void` takes the earlier entry out of the case; its fields stay to be
    read. A correction can itself be corrected, or made void.
    """

    NAME: ClassVar[str] = "entry.corrected"
    SENTENCE: ClassVar[str] = "{actor} corrected entry {corrects}: {because}."

    corrects: int = number()
    because: str = choice("typing_error", "misread_paper", "wrong_person", "new_information", "void")
    fields: Mapping[str, Any] | None = group(optional=True)
    """Public fields, as they should have stood; null is not stated. `happened_at` may be among them."""
    values: Mapping[str, Any] | None = group(private=PERSON, optional=True)
    """Private fields, as they should have stood; null is not stated."""
    note: str | None = text(private=PERSON, optional=True)
