"""Keeping what is typed, and throwing it away.

Drafts are no part of the register: they are gone once entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction

from holdlaw.sources.i247a_pdf import PdfRead
from holdlaw.web.desk import Desk
from holdlaw.web.drafts.models import Draft, DraftPage
from holdlaw.web.drafts.sealing import seal, seal_data
from holdlaw.web.queries.drafts import KEPT_FOR, PaperSeen, place_of


@transaction.atomic
def keep(desk: Desk, key: str, told: Mapping[str, str], turn: int) -> bool:
    """Keep what a form says. False: something that was typed later is kept already."""
    sealed = seal_data(desk.register, place_of(desk, key), dict(told))
    now = {"updated_at": desk.now, "turn": turn, "sealed": sealed}
    _, made = Draft.objects.get_or_create(owner=desk.user, key=key, defaults=now)
    return made or bool(Draft.objects.filter(owner=desk.user, key=key, turn__lte=turn).update(**now))


@transaction.atomic
def keep_paper(desk: Desk, key: str, data: bytes, read: PdfRead) -> PaperSeen:
    """Keep the pages of the PDF that was dropped on a form, and what was read. The PDF itself is not kept."""
    seen = PaperSeen(sha256(data).hexdigest(), len(read.pages), read.as_json())
    empty = {"updated_at": desk.now, "sealed": seal_data(desk.register, place_of(desk, key), {})}
    draft, _ = Draft.objects.get_or_create(owner=desk.user, key=key, defaults=empty)
    draft.pages.all().delete()
    told = {"digest": seen.digest, "pages": seen.pages, "read": seen.read}
    DraftPage.objects.create(
        draft=draft, number=0, sealed=seal_data(desk.register, place_of(desk, key, "paper"), told)
    )
    for number, image in enumerate(read.pages, start=1):
        sealed = seal(desk.register, place_of(desk, key, f"page {number}"), image)
        DraftPage.objects.create(draft=draft, number=number, sealed=sealed)
    return seen


def drop(desk: Desk, key: str) -> None:
    """Throw away a draft of the person at the desk."""
    Draft.objects.filter(owner=desk.user, key=key).delete()


def drop_old(desk: Desk) -> int:
    """Throw away every draft that waited too long; give how many."""
    _, found = Draft.objects.filter(updated_at__lte=desk.now - KEPT_FOR).delete()
    return found.get("drafts.Draft", 0)
