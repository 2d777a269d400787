"""The drafts of the person at the desk: which are waiting, and what they say. Nobody reads another's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from holdlaw.web.desk import Desk
from holdlaw.web.drafts.models import Draft, DraftPage
from holdlaw.web.drafts.sealing import unseal, unseal_data

KEPT_FOR = timedelta(days=3)
"""How long a draft waits for its owner. A request that nobody entered in three days is on paper somewhere."""


@frozen
class Waiting:
    """A draft that waits: its form's key, and when it was last typed in."""

    key: str
    updated_at: datetime


@frozen
class PaperSeen:
    """The PDF that was dropped on a form. Its digest and number of pages go into the register."""

    digest: str
    pages: int
    read: Mapping[str, Any]

    @property
    def file(self) -> dict[str, Any]:
        """Give what an entry keeps of the file."""
        return {"sha256": self.digest, "pages": self.pages}


def place_of(desk: Desk, key: str, part: str = "form") -> str:
    """Name the one place where something of a draft opens: this person's form, at this agency."""
    return f"{desk.agency.id}|{desk.user.pk}|{key}|{part}"


def waiting(desk: Desk) -> list[Waiting]:
    """Give the drafts that wait for the person at the desk, the newest first."""
    zone = desk.now.tzinfo
    found = Draft.objects.filter(owner=desk.user, updated_at__gt=desk.now - KEPT_FOR).order_by("-updated_at")
    return [Waiting(draft.key, draft.updated_at.astimezone(zone)) for draft in found]


def draft_told(desk: Desk, key: str) -> dict[str, str] | None:
    """Give what a draft says. None: there is none of this person's, or it cannot be opened."""
    draft = Draft.objects.filter(owner=desk.user, key=key).first()
    told = unseal_data(desk.register, place_of(desk, key), bytes(draft.sealed)) if draft else None
    return told if isinstance(told, dict) else None


def paper_seen(desk: Desk, key: str) -> PaperSeen | None:
    """Give what was read from the PDF that was dropped on a form, if there is one."""
    page = _page(desk, key, 0)
    said = unseal_data(desk.register, place_of(desk, key, "paper"), page) if page else None
    return PaperSeen(**said) if isinstance(said, dict) else None


def page_image(desk: Desk, key: str, number: int) -> bytes | None:
    """Give one page of that PDF as PNG."""
    page = _page(desk, key, number) if number > 0 else None
    return unseal(desk.register, place_of(desk, key, f"page {number}"), page) if page else None


def _page(desk: Desk, key: str, number: int) -> bytes | None:
    found = DraftPage.objects.filter(draft__owner=desk.user, draft__key=key, number=number).first()
    return bytes(found.sealed) if found else None
