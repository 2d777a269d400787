"""The entry `records.disclosed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, code, number


@frozen(kw_only=True)
class RecordsDisclosed(Kind):
    """Records were given out in answer to a records request, an audit or a court."""

    NAME: ClassVar[str] = "records.disclosed"
    SENTENCE: ClassVar[str] = (
        "{actor} gave out {entries} entries for the role {role} ({purpose}), with {removals} removals."
    )

    role: str = choice("public", "person", "auditor", "court")
    purpose: str = code()
    """What it answers: the number of the records request, the audit or the order."""
    scope: str = code()
    """The SHA-256 of what was asked for, and for whom."""
    size: int = number()
    """Entries of the register that the answer rests on."""
    entries: int = number()
    removals: int = number()
