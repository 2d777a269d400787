"""The entry `request.duplicated`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code


@frozen(kw_only=True)
class RequestDuplicated(Kind):
    """The same paper had been entered before: this request counts no second time."""

    NAME: ClassVar[str] = "request.duplicated"
    SENTENCE: ClassVar[str] = "{actor} marked the request as the same paper as {of_request}."

    of_request: str = code()
