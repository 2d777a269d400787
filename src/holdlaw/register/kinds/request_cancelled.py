"""The entry `request.cancelled`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, code, text


@frozen(kw_only=True)
class RequestCancelled(Kind):
    """The requester withdrew the request."""

    NAME: ClassVar[str] = "request.cancelled"
    SENTENCE: ClassVar[str] = "{withdrawn_by} withdrew the request at {happened_at}; {actor} entered it."

    withdrawn_by: str = code()
    note: str | None = text(private=PERSON, optional=True)
