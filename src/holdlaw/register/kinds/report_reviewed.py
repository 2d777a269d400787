"""The entry `report.reviewed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code, number


@frozen(kw_only=True)
class ReportReviewed(Kind):
    """A second person went through a draft, and its numbers came out again."""

    NAME: ClassVar[str] = "report.reviewed"
    SENTENCE: ClassVar[str] = "{actor} reviewed the draft of entry {draft}."

    draft: int = number()
    """The number of the draft's entry."""
    sha256: str = code()
    """Of the table that was reviewed: the draft's own."""
