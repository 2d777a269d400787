"""Recording that somebody was refused: an auditor asks who tried to see what was not theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from holdlaw.register.entry import Draft
from holdlaw.register.kinds.access_denied import AccessDenied
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register
from holdlaw.web.accounts.models import User


class Asking(Protocol):
    """What is asked of a desk here: who sits at it, the register, the moment."""

    @property
    def user(self) -> User:
        """Give who is signed in."""

    @property
    def register(self) -> Register:
        """Give the register."""

    @property
    def now(self) -> datetime:
        """Give the moment."""


def record_refusal(desk: Asking, route: str, named: Mapping[str, object]) -> None:
    """Enter that the person at the desk was refused a page.

    One entry a minute for the same page, however often it is asked.

    `named` is what the page's address names; only an id that the register knows is repeated.
    """
    minute = desk.now.replace(second=0, microsecond=0)
    request = known(desk.register, "request", named.get("request_id"))
    person = known(desk.register, "person", named.get("person_id"))
    content = AccessDenied(route=route, asked_request=request, asked_person=person)
    actor = desk.user.actor
    draft = Draft(content=content, agency=desk.user.agency, actor=actor, happened_at=minute)
    about = "/".join((route, request or "", person or ""))
    key = f"denied/{actor.id}/{about}/{minute.isoformat()}"
    intake(desk.register, [draft], key=key, entered_at=desk.now)


def known(register: Register, column: str, asked: object) -> str | None:
    """Give an id if an entry carries it. What somebody else typed into an address is not kept."""
    if not isinstance(asked, str):
        return None
    row = register.db.one(f"SELECT 1 FROM entries WHERE {column} = ? LIMIT 1", [asked])
    return asked if row else None
