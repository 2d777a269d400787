"""The entry `request.received`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, code, codes, group, text


@frozen(kw_only=True)
class RequestReceived(Kind):
    """A paper from outside asked the agency for something."""

    NAME: ClassVar[str] = "request.received"
    SENTENCE: ClassVar[str] = (
        "Form {form} from {requester} was received at {happened_at}, by {channel}; {actor} entered it."
    )

    form: str = code()
    """As the case file writes it: I-247A, letter, other, unknown."""
    asks: Sequence[str] | None = codes(optional=True)
    """What it asks, where that is not what its form asks."""
    channel: str = choice("fax", "email", "hand", "electronic", "telephone", "unknown")
    """How it came."""
    requester: Mapping[str, Any] | None = group(optional=True)
    """Agency and duties, as the case file has them."""
    subject: Mapping[str, Any] | None = group(private=PERSON, optional=True)
    """Name, birth_date, file_number, custody_number: whoever the paper names."""
    box: str | None = code(private=PERSON, optional=True)
    """The ground that is ticked. A ground such as a final order is a status fact, and private."""
    note: str | None = text(private=PERSON, optional=True)
