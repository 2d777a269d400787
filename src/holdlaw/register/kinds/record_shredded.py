"""The entry `record.shredded`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, number


@frozen(kw_only=True)
class RecordShredded(Kind):
    """A person's private values and key were destroyed. The entries and every proof stand."""

    NAME: ClassVar[str] = "record.shredded"
    SENTENCE: ClassVar[str] = (
        "{actor} shredded the private values of {rows} entries, as asked in entry {asked}."
    )

    asked: int = number()
    rows: int = number()
