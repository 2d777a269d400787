"""The entry `contact.logged`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, code, codes, structure, text


@frozen(kw_only=True)
class ContactLogged(Kind):
    """Somebody communicated with federal immigration authorities."""

    NAME: ClassVar[str] = "contact.logged"
    SENTENCE: ClassVar[str] = (
        "{actor} logged a contact ({direction}, {purpose}, {channel}) with {counterpart} at {happened_at}."
    )

    direction: str = choice("incoming", "outgoing")
    purpose: str = choice(
        "request",
        "response",
        "notice",
        "warrant_verification",
        "court_date_inquiry",
        "call_pending",
        "general",
    )
    channel: str = choice("telephone", "email", "fax", "hand", "electronic", "unknown")
    counterpart: str = code()
    """The agency on the other side."""
    asked: Sequence[str] | None = codes(optional=True)
    """What was asked: incarceration_status, release_date, court_date, appointment, other."""
    given: Sequence[str] | None = codes(optional=True)
    """What was disclosed, of the same."""
    law_said: Any = structure(optional=True)
    """Act, outcome and citation under the law of that day."""
    event: str | None = code(optional=True)
    """The event it was about, if any."""
    summary: str | None = text(private=PERSON, optional=True)
    officer: str | None = text(private=PERSON, optional=True)
    """Who was on the other side."""
