"""The entry `record.sealed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, number


@frozen(kw_only=True)
class RecordSealed(Kind):
    """A record was closed to everybody but those a court names. Nothing is removed."""

    NAME: ClassVar[str] = "record.sealed"
    SENTENCE: ClassVar[str] = "{actor} sealed the record, as asked in entry {asked}."

    asked: int = number()
