"""The entry `report.drafted`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code, day, number


@frozen(kw_only=True)
class ReportDrafted(Kind):
    """Somebody counted a report and put it before others. Another person has to review it."""

    NAME: ClassVar[str] = "report.drafted"
    SENTENCE: ClassVar[str] = "{actor} drafted {report} for {period_from} to before {period_before}."

    report: str = code()
    period_from: str = day()
    period_before: str = day()
    sha256: str = code()
    """Of the table, in its public form."""
    size: int = number()
    """Entries the draft counts over."""
