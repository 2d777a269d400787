"""Logging a contact with federal immigration authorities."""

from __future__ import annotations

from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.receipts import Receipt
from holdlaw.store.people import new_person_id
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.contact_lookup import Found
from holdlaw.web.queries.request_asks import Happened


def log_contact(
    desk: Desk, content: ContactLogged, about: Found | None, happened: Happened, key: str
) -> Receipt:
    """Enter a contact, also one that the law forbade: what happened is always recorded.

    One that is about no request and says something private is sealed under an id of its own, so that it
    can be
    erased.
    """
    request, person = (about.request, about.person) if about else (None, None)
    if person is None and content.private():
        person = new_person_id(desk.register.entropy)
    return write(desk, [draft(desk, content, (request, person), happened)], key)[-1]
