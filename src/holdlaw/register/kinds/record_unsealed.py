"""The entry `record.unsealed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, number


@frozen(kw_only=True)
class RecordUnsealed(Kind):
    """A sealed record was opened again."""

    NAME: ClassVar[str] = "record.unsealed"
    SENTENCE: ClassVar[str] = "{actor} unsealed the record, as asked in entry {asked}."

    asked: int = number()
