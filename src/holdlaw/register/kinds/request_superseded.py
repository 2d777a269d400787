"""The entry `request.superseded`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code


@frozen(kw_only=True)
class RequestSuperseded(Kind):
    """A later request replaced this one."""

    NAME: ClassVar[str] = "request.superseded"
    SENTENCE: ClassVar[str] = "{actor} marked the request as replaced by {by_request}."

    by_request: str = code()
