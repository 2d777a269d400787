"""Attestation: the program searches and counts; what nobody searched is written down as plainly."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from holdlaw.register.kinds.attestation_given import AttestationGiven
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.store.signer import sign
from holdlaw.web.queries.attestation_form import SOURCES, subject_words
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .contact_cases import AT, NUMBER, a_contact, a_request, enter, of_kind, text_of
from .made import JAIL, OTHER, OWN, SEALED, Site, make_requests

DAYS = {"key": "k1", "about": "days", "from": "11/10/2026"}
EVENT = {"key": "k1", "about": "event", "from": "11/10/2026", "to": "11/11/2026", "event": "parade"}
pytestmark = pytest.mark.django_db


def seen_in(page: str) -> str:
    """Give the mark that says what a search showed."""
    found = re.search(r'name="seen" value="([\d.]*)"', page)
    assert found is not None
    return found[1]


def attest(client_for: ClientFor, told: dict[str, str]) -> str:
    """Search, and record what was shown; give the page of the attestation."""
    client = client_for(Role.SUPERVISOR)
    seen = seen_in(text_of(client, "/attest/", **told, do="search"))
    return text_of(client, "/attest/", **told, seen=seen, do="attest")


def test_days_are_searched_and_counted_by_the_program(site: Site, client_for: ClientFor) -> None:
    """A count that somebody typed proves nothing; what was not searched is said as loudly."""
    a_request(site)
    first = a_contact(site)
    a_contact(site, at=AT + timedelta(days=1))
    a_contact(site, OTHER, agency=JAIL)
    page = attest(client_for, {**DAYS, "searched-email": "on", "found": "7"})
    (entry,) = of_kind(site, "attestation.given")
    assert entry.fields["found"] == 1
    assert entry.fields["seqs"] == {"found": [first], "same_days": []}
    assert (entry.fields["event"], entry.fields["on"]) == ("days:2026-11-10/2026-11-10", "2026-11-10")
    assert entry.fields["searched"] == ["register", "email"]
    assert entry.fields["not_searched"] == [each for each in SOURCES if each != "email"]
    assert "1 contact was found." in page
    assert "✗ radio traffic" in page
    assert f"register.example/desk/receipt {entry.seq} " in page
    assert "this paper does not say that there was none" in page


def test_a_moment_counts_on_the_agencys_own_day(quick_site: Site, client_for: ClientFor) -> None:
    """Eleven at night in New York is the next day in UTC; the statement is about New York."""
    late = a_contact(quick_site, None, at=AT.replace(day=11, hour=4))
    attest(client_for, DAYS)
    assert of_kind(quick_site, "attestation.given")[0].fields["seqs"]["found"] == [late]


def test_an_event_counts_what_was_logged_for_it_and_shows_the_rest(
    quick_site: Site, client_for: ClientFor
) -> None:
    """A call about somebody else on that day is no coordination at the event; hiding it would be worse."""
    own = a_contact(quick_site, None, event="parade", at=AT + timedelta(days=9))
    other = a_contact(quick_site, None)
    page = attest(client_for, EVENT)
    (entry,) = of_kind(quick_site, "attestation.given")
    assert entry.fields["seqs"] == {"found": [own], "same_days": [other]}
    assert "not logged for this event, and not counted" in page
    assert "the event parade (2026-11-10 – 2026-11-11)" in page


def test_void_contacts_do_not_count_and_corrected_ones_count_where_they_belong(
    quick_site: Site, client_for: ClientFor
) -> None:
    """A contact that was taken back was none; one whose day was mended belongs to the mended day."""
    a_request(quick_site)
    void, moved = a_contact(quick_site), a_contact(quick_site, at=AT - timedelta(days=5))
    enter(quick_site, EntryCorrected(corrects=void, because="void"))
    said = {"happened_at": AT.isoformat()}
    enter(quick_site, EntryCorrected(corrects=moved, because="typing_error", fields=said))
    attest(client_for, DAYS)
    assert of_kind(quick_site, "attestation.given")[0].fields["seqs"]["found"] == [moved]


@pytest.mark.parametrize(
    ("about", "counted", "code"), [("request", 1, f"request:{OWN}"), ("person", 2, "person:p-own")]
)
def test_a_request_or_a_person_is_found_by_the_custody_number(
    quick_site: Site, client_for: ClientFor, about: str, counted: int, code: str
) -> None:
    """Counsel asks for everything said about one client, and knows no number of ours."""
    a_request(quick_site)
    a_request(quick_site, "r-again", person="p-own")
    a_contact(quick_site)
    a_contact(quick_site, "r-again", person="p-own")
    attest(client_for, {"key": "k1", "about": about, "number": NUMBER, "chosen": OWN})
    (entry,) = of_kind(quick_site, "attestation.given")
    assert (entry.fields["found"], entry.fields["event"]) == (counted, code)


def test_nobody_attests_what_they_did_not_see(quick_site: Site, client_for: ClientFor) -> None:
    """A contact entered while the form was open would be attested unread."""
    client = client_for(Role.COUNSEL)
    seen = seen_in(text_of(client, "/attest/", **DAYS, do="search"))
    a_contact(quick_site, None)
    page = text_of(client, "/attest/", **DAYS, seen=seen, do="attest")
    assert "shows something else than you looked at" in page
    assert of_kind(quick_site, "attestation.given") == []


def test_the_form_sent_twice_is_one_attestation(quick_site: Site, client_for: ClientFor) -> None:
    """Two attestations of one search would be read as two searches."""
    client = client_for(Role.SUPERVISOR)
    seen = seen_in(text_of(client, "/attest/", **DAYS, do="search"))
    text_of(client, "/attest/", **DAYS, seen=seen, do="attest")
    assert "recorded already" in text_of(client, "/attest/", **DAYS, seen=seen, do="attest")
    assert len(of_kind(quick_site, "attestation.given")) == 1
    assert "the day 2026-11-10" in text_of(client, "/attest/")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"about": "days"}, "from"),
        ({"about": "days", "from": "soon"}, "from"),
        ({"about": "days", "from": "11/10/2026", "to": "11/9/2026"}, "to"),
        ({"about": "days", "from": "11/10/2006", "to": "11/9/2026"}, "to"),
        ({"about": "days", "from": "11/10/2026", "to": "1/1/2226"}, "to"),
        ({"about": "event", "from": "11/10/2026"}, "event"),
        ({"about": "event", "from": "11/10/2026", "event": "§"}, "event"),
        ({"about": "request", "number": "r-none"}, "number"),
        ({"about": "request", "number": OTHER}, "number"),
        ({"about": "person", "number": SEALED}, "number"),
        ({"about": "person"}, "number"),
        ({"about": "weather"}, "about"),
    ],
)
def test_what_cannot_be_searched_for_is_said_and_nothing_is_recorded(
    quick_site: Site, client_for: ClientFor, told: dict[str, str], field: str
) -> None:
    """An attestation of the wrong thing is worse than none; another agency's record stays unknown."""
    make_requests(quick_site)
    page = text_of(client_for(Role.SUPERVISOR), "/attest/", **told, do="attest", seen="")
    assert f'href="#f-{field}"' in page
    assert of_kind(quick_site, "attestation.given") == []
    assert len(of_kind(quick_site, "access.denied")) == (told.get("number") in {OTHER, SEALED})


def test_the_paper_names_the_checkpoint_that_covers_it(quick_site: Site, client_for: ClientFor) -> None:
    """A receipt says that the entry stood; only a checkpoint outside shows that it still stands."""
    page = attest(client_for, DAYS)
    assert "The register has no checkpoint yet." in page
    sign(quick_site.home)
    (entry,) = of_kind(quick_site, "attestation.given")
    client = client_for(Role.AUDITOR)
    assert f"The checkpoint of {entry.seq + 1} entries covers this entry." in text_of(
        client, f"/attest/{entry.seq}/"
    )
    content = AttestationGiven(event="fair", on="2026-11-10", searched=[], not_searched=[], found=0, seqs=[])
    later = enter(quick_site, content, None)
    page = text_of(client, f"/attest/{later}/")
    assert "does not cover this entry yet" in page
    assert "Nothing on the list was left out." in page


def test_an_attestation_is_shown_to_its_own_agency_alone(quick_site: Site, client_for: ClientFor) -> None:
    """Another agency's statement is theirs to show."""
    content = AttestationGiven(event="fair", on="2026-11-10", searched=[], not_searched=[], found=0, seqs=[])
    theirs = enter(quick_site, content, None, agency=JAIL)
    client = client_for(Role.SUPERVISOR)
    assert [client.get(f"/attest/{seq}/").status_code for seq in (theirs, 0, 9999)] == [404, 404, 404]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("days:2026-01-01/2026-01-02", "the days from 2026-01-01 to 2026-01-02"),
        ("event:a/b/2026-01-01/2026-01-01", "the event a/b (2026-01-01)"),
        ("event-2018-01-11", "event-2018-01-11"),
    ],
)
def test_the_subject_is_said_in_words(code: str, words: str) -> None:
    """The paper is read by people who have never seen a code."""
    assert subject_words(code) == words
