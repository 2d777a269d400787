"""Saving a request: all of it or nothing, once however often it is sent, with its reason where it is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import Actor, Draft, Entry
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.store.erasing import By, ask, seal
from holdlaw.store.intake import intake
from holdlaw.store.reading import Filter, entries
from holdlaw.store.states import catch_up
from holdlaw.store.vault import values
from holdlaw.web.actions import taking_in
from holdlaw.web.actions.taking_in import Taken, take_in
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.queries.intake import intake_of, stored_under
from holdlaw.web.roles import Role

from .conftest import ClientFor, MakePerson
from .made import JAIL, Site
from .typing_in import AT, JUDGE, KEY, NEW, SIX, WHO, desk_of, post, request_id, save


@pytest.fixture(autouse=True)
def at_night() -> Iterator[None]:
    """It is 03:12 at every desk."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def clerk(quick_site: Site, client_for: ClientFor) -> Client:
    """A clerk at a desk."""
    return client_for(Role.CLERK)


def entered(site: Site, request: str) -> list[Entry]:
    """Give the entries of a request."""
    with site.register() as register:
        return entries(register.db, where=Filter(request=request))


def kinds(site: Site, request: str) -> list[str]:
    """Give the kinds of the entries of a request."""
    return [entry.kind for entry in entered(site, request)]


def test_six_facts_make_a_request_with_its_answer(site: Site, client_for: ClientFor) -> None:
    """At three in the morning the whole of it has to be one step, on either engine."""
    request = request_id(save(client_for(Role.CLERK), SIX))
    assert kinds(site, request) == [
        "request.received",
        "paper.attached",
        "custody.stated",
        "record.searched",
        "decision.made",
    ]
    made = entered(site, request)[-1]
    assert made.fields["outcomes"]["hold"] == "must_not"
    assert made.fields["asks"] == ["hold", "notify"]


def test_with_script_the_page_is_told_where_to_go(clerk: Client) -> None:
    """The page leaves only once everything is stored."""
    answer = post(clerk, NEW, SIX, do="save")
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/requests/r-")


READ = {
    "received_at_read": "now|2026-11-23T03:12:00-05:00",
    "release_due_at_read": "+45m|2026-11-23T03:57:00-05:00",
    "search_done_at_read": "now|2026-11-23T03:12:00-05:00",
}
"""How the times of the six facts were read, as the page keeps it."""


@pytest.mark.parametrize("send", ["twice", "later"])
def test_the_same_form_sent_again_is_stored_once(quick_site: Site, clerk: Client, send: str) -> None:
    """A double click, or a line that broke before the answer came, must not make two requests of one."""
    first = save(clerk, {**SIX, **READ})
    with time_machine.travel(AT + timedelta(minutes=0 if send == "twice" else 5), tick=False):
        again = save(clerk, {**SIX, **READ})
    assert first["Location"] == again["Location"]
    assert len(entered(quick_site, request_id(first))) == 5


@pytest.mark.parametrize("changed", [{"release_due_at": "+2h"}, {"note": "called back"}, WHO])
def test_a_form_changed_after_it_was_stored_says_so(clerk: Client, changed: dict[str, str]) -> None:
    """Silence would leave the officer sure that the new time is in the record."""
    first = request_id(save(clerk, SIX))
    again = save(clerk, {**SIX, **changed})
    page = again.content.decode()
    assert again.status_code == 422
    assert "It is stored already" in page
    assert f"/requests/{first}/" in page


def test_without_a_time_of_release_it_is_asked_for(quick_site: Site, clerk: Client) -> None:
    """Without it there is no clock and no answer; leaving it out must be meant."""
    answer = save(clerk, {**SIX, "release_due_at": ""})
    assert answer.status_code == 422
    assert 'href="#release_due_at"' in answer.content.decode()


def test_nobody_knows_the_time_of_release_is_an_answer(quick_site: Site, clerk: Client) -> None:
    """A request that came is a request, even if nobody can say yet when the person would go."""
    told = {**SIX, "release_due_at": "unknown", "arrested_on": "yesterday", "informed_by": "court"}
    request = request_id(save(clerk, told))
    assert kinds(quick_site, request) == [
        "request.received", "paper.attached", "fact.stated", "fact.stated", "record.searched",
    ]  # fmt: skip


@pytest.mark.parametrize(("ago", "status"), [("-59m", 303), ("-1h", 303), ("-1h1m", 422)])
def test_a_request_of_more_than_an_hour_ago_needs_a_reason(clerk: Client, ago: str, status: int) -> None:
    """A backdated entry without a reason cannot be told from one made up afterwards."""
    assert save(clerk, {**SIX, "received_at": ago}).status_code == status


def test_the_reason_stands_where_the_entry_is_late_and_nowhere_else(quick_site: Site, clerk: Client) -> None:
    """What was entered in time must not look as if it had been late."""
    told = {**SIX, "received_at": "-3h", "late_reason": "outage"}
    made = entered(quick_site, request_id(save(clerk, told)))
    assert [entry.late_reason for entry in made] == ["outage", "outage", None, None, None]


def test_what_the_law_knows_of_a_person_stays_private(quick_site: Site, clerk: Client) -> None:
    """The open part of the register is for everybody; a name or a ground in it could never be taken back."""
    told = {**JUDGE, **WHO, "note": "Testnote", "box": "final_order", "paper-1-kind": "I-205"}
    request = request_id(save(clerk, told))
    written = b"".join(entry.as_bytes() for entry in entered(quick_site, request))
    assert not any(
        word in written for word in (b"TESTPERSON", b"1990", b"Testnote", b"final_order", b"I-205", b"160.10")
    )


def test_all_there_is_to_a_request_is_kept(quick_site: Site, clerk: Client) -> None:
    """What somebody typed and cannot find again was typed for nothing."""
    told = {
        **JUDGE, **WHO, "form": "letter", "asks-share": "on", "channel": "email", "agency": "CBP",
        "duties-other": "on", "served_at": "-5m", "served_language": "fr", "served_proof": "witness",
        "note": "A note", "box": "biometrics",
        "subject_file_number": "A099", "fact-reentered_after_removal": "yes", "fact-known_gang_member": "no",
        "conviction-0-attempt": "yes", "conviction-0-jail_from": "2/2/2024",
        "conviction-0-jail_before": "3/2/2024",
        "paper-0-signed_on": "yesterday",
    }  # fmt: skip
    made = entered(quick_site, request_id(save(clerk, told)))
    with quick_site.register() as register:
        opened = values(register, [entry.seq for entry in made if entry.private])
    received, paper, _custody, searched, fact, served, _decision = made
    assert {**received.fields, **opened[received.seq]} == {
        "form": "letter", "asks": ["share"], "channel": "email",
        "requester": {"agency": "CBP", "duties": ["other"]},
        "subject": {"name": "TESTPERSON, Testa", "birth_date": "1990-03-17", "file_number": "A099"},
        "box": "biometrics", "note": "A note",
    }  # fmt: skip
    assert paper.fields["signed_on"] == "2026-11-22"
    (conviction,) = opened[searched.seq]["convictions"]
    assert conviction["incarcerated"] == [{"from": "2024-02-02", "before": "2024-03-02"}]
    assert opened[searched.seq]["facts"] == {
        "terrorist_database_match": "no",
        "reentered_after_removal": "yes",
    }
    assert (fact.fields["fact"], opened[fact.seq]["value"]) == ("known_gang_member", "no")
    assert served.fields == {"what": "copy_of_request", "language": "fr", "proof": "witness"}


def test_a_person_who_may_not_be_the_one_stops_the_link(quick_site: Site, clerk: Client) -> None:
    """People have been held for weeks on the papers of somebody else with the same name."""
    told = {**SIX, **WHO, "custody_name": "testa Testperson", "custody_birth_date": "3/18/1990"}
    request = request_id(save(clerk, told))
    doubt = next(entry for entry in entered(quick_site, request) if entry.kind == "identity.questioned")
    assert doubt.fields["mismatched"] == ["birth_date"]
    with quick_site.register() as register:
        (status,) = register.db.one("SELECT status FROM state_case WHERE request = ?", [request]) or ("",)
    assert status == "stopped"


@pytest.mark.parametrize(
    ("meant", "kind", "about_new"),
    [("again", "request.duplicated", True), ("replaces", "request.superseded", False), ("same", None, True)],
)
def test_an_earlier_request_of_the_same_person_is_named(
    site: Site, client_for: ClientFor, meant: str, kind: str | None, about_new: bool
) -> None:
    """One paper counted twice, or a replaced one still open, makes every published number wrong."""
    clerk = client_for(Role.CLERK)
    old = request_id(save(clerk, {**SIX, **WHO}))
    shown = post(clerk, "/requests/new/answer/", {**SIX, **WHO}, key="1" * 32).content.decode()
    assert f"{meant}:{old}" in shown
    new = request_id(save(clerk, {**SIX, **WHO, "earlier": f"{meant}:{old}"}, key="1" * 32))
    first, second = entered(site, old), entered(site, new)
    assert {entry.person for entry in (*first, *second)} == {first[0].person}
    assert kind is None or kind in [entry.kind for entry in (second if about_new else first)]


def test_without_a_word_it_is_somebody_else(quick_site: Site, clerk: Client) -> None:
    """Two people of one name and birthday exist; only an officer may say that they are one."""
    old, new = (request_id(save(clerk, {**SIX, **WHO}, key=key * 32)) for key in "12")
    assert entered(quick_site, old)[0].person != entered(quick_site, new)[0].person


def test_a_cancelled_request_is_shown_as_such(quick_site: Site, clerk: Client) -> None:
    """Holding somebody on a request that was withdrawn is holding them on nothing."""
    old = request_id(save(clerk, {**SIX, **WHO}))
    with quick_site.register() as register:
        content = RequestCancelled(withdrawn_by="ICE")
        cancelled = Draft(
            content=content, agency="city-police", actor=Actor("c", "clerk"), happened_at=AT, request=old
        )
        intake(register, [cancelled], key="cancelled", entered_at=AT)
        catch_up(register)
    shown = post(clerk, "/requests/new/answer/", {**SIX, **WHO}, key="1" * 32).content.decode()
    assert "cancelled" in shown


def test_another_agencys_requests_are_not_shown(quick_site: Site, client_for: ClientFor) -> None:
    """What the jail knows of a person is the jail's."""
    old = request_id(save(client_for(Role.CLERK, JAIL), {**SIX, **WHO}))
    clerk = client_for(Role.CLERK)
    shown = post(clerk, "/requests/new/answer/", {**SIX, **WHO}, key="1" * 32).content.decode()
    assert old not in shown
    new = request_id(save(clerk, {**SIX, **WHO, "earlier": f"again:{old}"}, key="1" * 32))
    assert kinds(quick_site, new).count("request.duplicated") == 0


JAIL_DAY = {"record": "found", "conviction-0-jail_from": "1/1/2020"}
NOTHING_SEARCHED = {"systems-state_criminal_history": "", "systems-federal_criminal_history": ""}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"release_due_at": "soon"}, "release_due_at"),
        ({"received_at": "+10m"}, "received_at"),
        ({"arrested_on": "31/31/2026"}, "arrested_on"),
        ({"record": "found"}, "conviction-0-statute"),
        ({"record": "found", "conviction-0-statute": "robbery"}, "conviction-0-statute"),
        ({**JAIL_DAY, "conviction-0-statute": "unknown"}, "conviction-0-jail_before"),
        ({"form": "I-999"}, "form"),
        ({"fact-terrorist_database_match": "maybe"}, "fact-terrorist_database_match"),
        (NOTHING_SEARCHED, "systems-state_criminal_history"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_leads_to_its_field(clerk: Client, told: dict[str, str], field: str) -> None:
    """A refusal that does not say where is a riddle at the worst hour."""
    answer = post(clerk, NEW, {**SIX, **told}, do="save")
    assert answer.status_code == 200
    assert "HX-Redirect" not in answer
    assert f'href="#{field}"' in answer.content.decode()


def test_two_sendings_at_the_same_moment_make_one_request(
    quick_site: Site, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look before either has stored: the register's own key decides, and both lead to one request."""
    user = person(Role.CLERK)
    with quick_site.register() as register:
        desk = desk_of(user, register)
        first = take_in(desk, intake_of(desk, SIX), KEY)
        seen = iter([None, (first.request, AT)])
        monkeypatch.setattr(taking_in, "stored_under", lambda *_: next(seen))
        assert take_in(desk, intake_of(desk, SIX), KEY) == Taken(first.request, before=True)


def test_a_key_used_for_something_else_is_refused(quick_site: Site, person: MakePerson) -> None:
    """Silently taking another's key would lead to another's request."""
    with quick_site.register() as register:
        desk = desk_of(person(Role.CLERK), register)
        content = FactStated(fact="known_gang_member", source="desk", value="no")
        write(desk, [draft(desk, content, (None, "p-1"))], KEY)
        assert stored_under(desk, KEY) is None
        with pytest.raises(HoldlawError, match="HL-6004"):
            take_in(desk, intake_of(desk, SIX), KEY)


def test_a_form_with_something_to_mend_is_never_stored(quick_site: Site, person: MakePerson) -> None:
    """Whoever comes past the page must not get past this."""
    with quick_site.register() as register:
        desk = desk_of(person(Role.CLERK), register)
        with pytest.raises(HoldlawError, match="HL-7004"):
            take_in(desk, intake_of(desk, {**SIX, "release_due_at": "soon"}), KEY)


def test_a_form_of_a_sealed_request_leads_to_what_may_be_seen(quick_site: Site, person: MakePerson) -> None:
    """Sent again after a court sealed the record, it can no longer be compared, and stores nothing."""
    user = person(Role.CLERK)
    with quick_site.register() as register:
        desk = desk_of(user, register)
        request = take_in(desk, intake_of(desk, SIX), KEY).request
        (received, *_) = entries(register.db, where=Filter(request=request))
        by = By(desk.user.actor, desk.agency.id, AT)
        asked = ask(register, str(received.person), ErasureAsked(what="seal", cite="NY CPL 160.50"), by)
        seal(register, asked.seq, By(Actor("other", "records_officer"), desk.agency.id, AT))
        assert take_in(desk, intake_of(desk, {**SIX, "note": "x"}), KEY).before


def test_without_script_a_stored_form_leads_to_its_request(clerk: Client) -> None:
    """The button to ask the law must not go on with what is stored."""
    request = request_id(save(clerk, SIX))
    assert request in clerk.post(NEW, {**SIX, "key": KEY, "do": "ask"})["Location"]
