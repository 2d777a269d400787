"""The entry `access.denied`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, code


@frozen(kw_only=True)
class AccessDenied(Kind):
    """Somebody who was signed in asked for what their role does not allow, and was refused."""

    NAME: ClassVar[str] = "access.denied"
    SENTENCE: ClassVar[str] = "{actor} was refused {route} at {happened_at}."

    route: str = code()
    """The name of the page or action that was asked for."""
    asked_request: str | None = code(optional=True)
    """The request it was about, which may be another agency's: the entry is not part of that case."""
    asked_person: str | None = code(optional=True)
