"""The entry `report.published`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code, day, number


@frozen(kw_only=True)
class ReportPublished(Kind):
    """A report was published, with the hash of its table and the register's size at that time."""

    NAME: ClassVar[str] = "report.published"
    SENTENCE: ClassVar[str] = "{actor} published {report} for {period_from} to before {period_before}."

    report: str = code()
    period_from: str = day()
    period_before: str = day()
    sha256: str = code()
    size: int = number()
    """Entries the report counts over."""
    amends: int | None = number(optional=True)
    """An earlier publication."""
    draft: int | None = number(optional=True)
    """The draft that was published, which another person reviewed."""
    checkpoint: int | None = number(optional=True)
    """The size of the newest checkpoint, which covers the entries that are counted."""
    root: str | None = code(optional=True)
    """The root of that checkpoint, as hex."""
