"""What the harness enters: invented intakes, made again from a seed and a key alone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any, Final

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.request_received import RequestReceived

ORIGIN: Final = "register.example/testa-county"
CLERK: Final = Actor("staff-07", "clerk")
ENTERED_AT: Final = datetime(2026, 3, 7, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
"""The night every intake of the harness is entered in: time is an argument, so it may stand still."""

PEOPLE: Final = 8
"""How many people come again: an intake in three is about one of them."""


def identity_of(person: str) -> dict[str, str]:
    """Give the invented name, birth date and file number of a person; the same person has the same ones."""
    rng = Random(person)
    return {
        "name": f"Testa Testperson {rng.randrange(10**6):06}",
        "birth_date": f"19{rng.randrange(50, 100)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
        "file_number": f"A{rng.randrange(10**9):09}",
    }


def drafts_for(seed: int, key: str) -> list[Draft]:
    """Make the drafts of one intake: from one entry to five, nearly all with private values."""
    rng = Random(f"{seed} {key}")
    known = Random(f"{seed} person {rng.randrange(PEOPLE)}")
    person = (known if rng.random() < 0.35 else rng).randbytes(16).hex()
    contents: list[Kind] = [_received(rng, person), *rng.sample(_later(rng), rng.randrange(5))]
    if rng.random() < 0.15:
        contents = [_contact(rng)]
    minutes = sorted((rng.randrange(55) for _ in contents), reverse=True)
    return [
        Draft(
            content=content,
            agency=("testa-jail", "testa-police")[len(key) % 2],
            actor=CLERK,
            happened_at=ENTERED_AT - timedelta(minutes=ago),
            request=None if isinstance(content, ContactLogged) else f"r-{key}",
            person=person if content.private() else None,
        )
        for content, ago in zip(contents, minutes, strict=True)
    ]


def _received(rng: Random, person: str) -> Kind:
    return RequestReceived(
        form="I-247A",
        channel=rng.choice(("fax", "email", "hand")),
        requester={"agency": "ICE"},
        subject=identity_of(person),
        box=rng.choice((None, "final_order", "pending_proceedings")),
        note=_words(rng),
    )


def _later(rng: Random) -> list[Kind]:
    """What may follow on a request, each at most once."""
    return [
        CustodyStated(release_due_at="2026-03-08T09:30:00-04:00", arrested_on="2026-03-06"),
        FactStated(fact="terrorist_database_match", source="record_search", value=rng.choice(("yes", "no"))),
        FactStated(fact="reentered_after_removal", source="request", value="unknown", note=_words(rng)),
        PaperAttached(paper="administrative_warrant", issuer="dhs_officer", signed="yes", form="I-200"),
        NoticeServed(what="copy_of_request", language="es", proof="signed_copy"),
    ]


def _contact(rng: Random) -> Kind:
    private: dict[str, Any] = {"summary": _words(rng)} if rng.random() < 0.6 else {}
    return ContactLogged(
        direction="incoming",
        purpose="general",
        channel="telephone",
        counterpart="ICE",
        asked=("release_date",),
        **private,
    )


def _words(rng: Random) -> str:
    """A line of free text, at times a long one and at times one that is not plain ASCII."""
    words = ("seen", "at the desk", "señal", "two pages", "unreadable", "拘留", "called back", "fax 2 of 3")
    return " ".join(rng.choice(words) for _ in range(rng.randrange(2, 40)))
