"""The one door to the register: drafts of one person's one step, stored together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from holdlaw.clocks.instants import span
from holdlaw.register.entry import LATE_AFTER, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.receipts import Receipt
from holdlaw.store.intake import intake
from holdlaw.store.states import catch_up
from holdlaw.web.desk import Desk


def write(desk: Desk, drafts: Sequence[Draft], key: str) -> tuple[Receipt, ...]:
    """Store drafts in one transaction and fold them. The same key again gives the same receipts."""
    receipts = intake(desk.register, drafts, key=key, entered_at=desk.now)
    catch_up(desk.register)
    return receipts


def draft(
    desk: Desk,
    content: Kind,
    case: tuple[str | None, str | None],
    happened: tuple[datetime, str] | None = None,
) -> Draft:
    """Make a draft of this person at this desk. `case`: request and person id.

    `happened`: when, and why so late; the reason is kept only where the entry is late.
    """
    at, reason = happened or (desk.now, "")
    late = span(at, desk.now) > LATE_AFTER
    return Draft(
        content=content,
        agency=desk.agency.id,
        actor=desk.user.actor,
        happened_at=at,
        request=case[0],
        person=case[1],
        late_reason=(reason or None) if late else None,
    )
