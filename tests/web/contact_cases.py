"""Requests and contacts that tests of contacts, attestations and identity start from. Nobody is real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from django.test import Client

from holdlaw.register.entry import Actor, Draft, Entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.intake import intake
from holdlaw.store.reading import Filter, entries
from holdlaw.store.states import catch_up

from .made import CITY, JAIL, OTHER, OWN, PERSON_OF, Site

NUMBER = "BOOK-77"
AT = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)
"""When everything of these cases happened: ten in the morning in New York."""

SUBJECT = {"name": "Testa Testperson", "birth_date": "1990-05-01", "custody_number": NUMBER}
_numbers = count(1)


def enter(site: Site, content: Kind, request: str | None = OWN, **more: str | datetime) -> int:
    """Enter one thing; give its number. `more`: agency, person, by, at."""
    at = more.get("at", AT)
    assert isinstance(at, datetime)
    person = more.get("person", PERSON_OF.get(request or ""))
    draft = Draft(
        content=content,
        agency=str(more.get("agency", CITY)),
        actor=Actor(str(more.get("by", "city-police-clerk-9")), "clerk"),
        happened_at=at,
        request=request,
        person=str(person) if person else None,
    )
    with site.register() as register:
        receipt = intake(register, [draft], key=f"case-{next(_numbers)}", entered_at=at)[-1]
        catch_up(register)
    return receipt.seq


def a_request(site: Site, request: str = OWN, **more: str | datetime) -> None:
    """Enter a detainer, and when the person would be released."""
    subject = {**SUBJECT, "custody_number": str(more.pop("number", NUMBER))}
    received = RequestReceived(form="I-247A", channel="fax", requester={"agency": "ICE"}, subject=subject)
    enter(site, received, request, **more)
    due = CustodyStated(release_due_at=(AT + timedelta(days=20)).isoformat())
    enter(site, due, request, **more)


def two_agencies(site: Site) -> None:
    """Enter a request of the police, and one of the jail."""
    a_request(site)
    a_request(site, OTHER, agency=JAIL, number="JAIL-1")


def a_contact(site: Site, request: str | None = OWN, **more: str | datetime) -> int:
    """Log a contact. `more`: agency, person, at, event, counterpart, purpose, direction."""
    fresh = {"direction": "incoming", "purpose": "request", "counterpart": "ICE", "event": "no-event"}
    said = {name: str(more.pop(name, value)) for name, value in fresh.items()}
    content = ContactLogged(
        direction=said["direction"],
        purpose=said["purpose"],
        channel="telephone",
        counterpart=said["counterpart"],
        event=said["event"] if said["event"] != "no-event" else None,
    )
    return enter(site, content, request, **more)


def of_kind(site: Site, kind: str) -> list[Entry]:
    """Give the entries of one type."""
    with site.register() as register:
        return entries(register.db, where=Filter(kind=kind))


def text_of(client: Client, path: str, **told: str) -> str:
    """Open a page, or send a form to it, and give what it says on one line."""
    answer = client.post(path, told, follow=True) if told else client.get(path)
    return " ".join(answer.content.decode().split())
