"""Contacts: logged in a minute with what the law of that day says; what happened is always stored."""

from __future__ import annotations

import pytest

from holdlaw.store.vault import values
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .contact_cases import AT, NUMBER, a_request, of_kind, text_of, two_agencies
from .made import CITY, OTHER, OWN, SEALED, Site, make_requests

CALL = {
    "key": "k1", "direction": "incoming", "purpose": "request", "channel": "telephone", "counterpart": "ICE",
    "at": "now", "asked-release_date": "on",
}  # fmt: skip
pytestmark = pytest.mark.django_db


def test_a_call_is_logged_with_what_the_law_says_of_its_request(site: Site, client_for: ClientFor) -> None:
    """An inspector asks on what ground something was told; the answer of that day stands beside it."""
    a_request(site)
    answer = client_for(Role.CLERK).post("/contacts/new/", {**CALL, "about": OWN})
    assert answer["Location"] == f"/requests/{OWN}/"
    (entry,) = of_kind(site, "contact.logged")
    assert (entry.request, entry.person, entry.agency) == (OWN, "p-own", CITY)
    assert (entry.fields["asked"], entry.fields["given"]) == (["release_date"], [])
    said = entry.fields["law_said"]
    assert (said["act"], said["outcome"], said["case"]) == ("notify", "must_not", "request")
    assert said["cite"].startswith("NYC Admin. Code § 14-154")


def test_a_contact_about_no_request_asks_the_law_of_the_place(
    quick_site: Site, client_for: ClientFor
) -> None:
    """Most calls name nobody; the law still says whether they may be answered."""
    told = {
        **CALL,
        "asked-court_date": "on",
        "summary": "Asked about Testa Testperson.",
        "officer": "Officer Example",
    }
    assert client_for(Role.CLERK).post("/contacts/new/", told)["Location"] == "/contacts/"
    (entry,) = of_kind(quick_site, "contact.logged")
    assert (entry.request, entry.fields["law_said"]["case"]) == (None, "place")
    assert [each["act"] for each in entry.fields["law_said"]["also"]] == ["share"] or entry.fields[
        "law_said"
    ]["act"] == "share"
    assert entry.person is not None
    assert entry.person.startswith("p-")
    assert set(entry.private) == {"summary", "officer"}
    with quick_site.register() as register:
        assert values(register, [entry.seq])[entry.seq]["summary"] == told["summary"]


def test_one_that_says_nothing_private_is_about_nobody(quick_site: Site, client_for: ClientFor) -> None:
    """An id made up for nobody would be one more record to keep."""
    client_for(Role.CLERK).post("/contacts/new/", CALL)
    (entry,) = of_kind(quick_site, "contact.logged")
    assert (entry.person, entry.private) == (None, {})


def test_the_custody_number_finds_the_request(quick_site: Site, client_for: ClientFor) -> None:
    """Whoever is on the telephone reads a wristband, not our numbers."""
    a_request(quick_site)
    client_for(Role.CLERK).post("/contacts/new/", {**CALL, "about": NUMBER})
    assert of_kind(quick_site, "contact.logged")[0].request == OWN


def test_of_several_requests_one_is_chosen(quick_site: Site, client_for: ClientFor) -> None:
    """A contact on the wrong request is told to the wrong person's counsel."""
    a_request(quick_site)
    a_request(quick_site, "r-again", person="p-own")
    client = client_for(Role.CLERK)
    page = text_of(client, "/contacts/new/", **CALL, about=NUMBER)
    assert "Several requests have this number" in page
    assert f'value="{OWN}"' in page
    assert of_kind(quick_site, "contact.logged") == []
    client.post("/contacts/new/", {**CALL, "about": NUMBER, "chosen": "r-again"})
    assert of_kind(quick_site, "contact.logged")[0].request == "r-again"


def test_what_the_law_forbids_is_marked_and_still_logged(quick_site: Site, client_for: ClientFor) -> None:
    """A form that refuses what happened teaches people not to write it down."""
    a_request(quick_site)
    told = {**CALL, "about": OWN, "given-release_date": "on"}
    client = client_for(Role.CLERK)
    assert "does not allow what was told" in text_of(client, "/contacts/new/law/", **told)
    client.post("/contacts/new/", told)
    assert of_kind(quick_site, "contact.logged")[0].fields["given"] == ["release_date"]


def test_where_the_law_cannot_be_asked_the_contact_says_so(quick_site: Site, client_for: ClientFor) -> None:
    """A made-up answer would be worse than none: the case does not say when release is due."""
    make_requests(quick_site)
    client = client_for(Role.CLERK)
    assert "The law cannot be asked" in text_of(client, "/contacts/new/law/", **CALL, about=OWN)
    client.post("/contacts/new/", {**CALL, "about": OWN})
    said = of_kind(quick_site, "contact.logged")[0].fields["law_said"]
    assert said["outcome"] == "not_asked"
    assert said["why"].startswith("HL-")


@pytest.mark.parametrize(
    ("purpose", "act"),
    [("general", "share"), ("call_pending", "notify"), ("notice", "notify"), ("response", "share")],
)
def test_the_purpose_says_which_act_it_is_where_nothing_is_ticked(
    quick_site: Site, client_for: ClientFor, purpose: str, act: str
) -> None:
    """Asking the law of the wrong act gives a true answer to another question."""
    told = {name: value for name, value in CALL.items() if not name.startswith("asked")}
    client_for(Role.CLERK).post("/contacts/new/", {**told, "purpose": purpose})
    assert of_kind(quick_site, "contact.logged")[0].fields["law_said"]["act"] == act


def test_an_interview_is_asked_of_its_own_act(quick_site: Site, client_for: ClientFor) -> None:
    """Access to a cell is another act than a word on the telephone."""
    told = {name: value for name, value in CALL.items() if not name.startswith("asked")}
    client_for(Role.CLERK).post("/contacts/new/", {**told, "asked-interview": "on"})
    assert of_kind(quick_site, "contact.logged")[0].fields["law_said"]["act"] == "interview"


def test_a_late_contact_needs_a_reason(quick_site: Site, client_for: ClientFor) -> None:
    """A call found in last month's booking remarks is still a call, and its delay is part of the record."""
    client = client_for(Role.CLERK)
    late = {**CALL, "at": "11/10/2025 10:00"}
    assert "choose why it is entered so late" in text_of(client, "/contacts/new/", **late)
    client.post("/contacts/new/", {**late, "late_reason": "learned_later"})
    (entry,) = of_kind(quick_site, "contact.logged")
    assert (entry.late_reason, entry.happened_at[:10]) == ("learned_later", "2025-11-10")


def test_the_form_sent_twice_is_one_contact(quick_site: Site, client_for: ClientFor) -> None:
    """A double click, or a form sent again after a lost line, must not count twice in the yearly report."""
    client = client_for(Role.CLERK)
    told = {**CALL, "summary": "Asked for a date."}
    client.post("/contacts/new/", told)
    assert "stored already, as entry" in text_of(client, "/contacts/new/", **told)
    assert len(of_kind(quick_site, "contact.logged")) == 1


def test_what_has_to_be_mended_loses_nothing_that_was_typed(quick_site: Site, client_for: ClientFor) -> None:
    """At three in the morning nobody types it twice."""
    told = {
        **CALL,
        "counterpart": "§§",
        "summary": "A long story.",
        "about": "r-none",
        "direction": "",
        "event": "!",
    }
    page = text_of(client_for(Role.CLERK), "/contacts/new/", **told)
    assert page.count("A long story.") == 1
    for field in ("counterpart", "about", "direction", "event"):
        assert f'href="#f-{field}"' in page
    empty = text_of(client_for(Role.CLERK), "/contacts/new/", **{**CALL, "counterpart": " "})
    assert "Write which agency it was." in empty
    assert of_kind(quick_site, "contact.logged") == []


@pytest.mark.parametrize("barred", [OTHER, SEALED])
def test_another_agencys_request_or_a_sealed_one_is_not_used_and_the_try_is_an_entry(
    quick_site: Site, client_for: ClientFor, barred: str
) -> None:
    """Whether a record exists elsewhere, or is sealed, must not be found out through this form."""
    make_requests(quick_site)
    page = text_of(client_for(Role.CLERK), f"/contacts/new/?request={barred}")
    assert "No request that you may use has this number." in page
    assert "Testa" not in page
    (entry,) = of_kind(quick_site, "access.denied")
    assert entry.fields == {"route": "contact_new", "asked_request": barred}


def test_from_a_request_the_form_opens_with_it_and_with_the_answer(
    quick_site: Site, client_for: ClientFor
) -> None:
    """One key press from the page of the request: fewer fields, fewer wrong ones."""
    two_agencies(quick_site)
    page = text_of(client_for(Role.COUNSEL), f"/contacts/new/?request={OWN}")
    assert f'name="about" value="{OWN}"' in page
    assert "Testa Testperson" in page
    assert "must not" in page


def test_without_a_script_the_law_is_asked_by_a_button(quick_site: Site, client_for: ClientFor) -> None:
    """A browser without script must not be a desk without law."""
    page = text_of(client_for(Role.CLERK), "/contacts/new/", **CALL, do="ask")
    assert "What the law of that day says" in page
    assert of_kind(quick_site, "contact.logged") == []
    assert client_for(Role.CLERK).get("/contacts/new/law/")["Location"] == "/contacts/new/"


def test_the_law_is_that_of_the_day_of_the_contact(quick_site: Site, client_for: ClientFor) -> None:
    """A note of 2013 is judged by the law of 2013, whenever it was found."""
    told = {**CALL, "asked-court_date": "on", "at": "3/2/2016 15:00", "late_reason": "learned_later"}
    client_for(Role.CLERK).post("/contacts/new/", told)
    said = of_kind(quick_site, "contact.logged")[0].fields["law_said"]
    versions = {each.get("version") for each in (said, *said.get("also", ()))} - {None}
    assert versions
    assert all(version <= "2016-03-02" for version in versions)
    assert AT.year > 2016


def test_a_form_whose_key_was_tampered_with_is_stored_under_a_new_one(
    quick_site: Site, client_for: ClientFor
) -> None:
    """What somebody put into a hidden field must not stand in the register for good."""
    client_for(Role.CLERK).post("/contacts/new/", {**CALL, "key": "Testa Testperson"})
    (entry,) = of_kind(quick_site, "contact.logged")
    assert "Testa" not in entry.key


def test_another_forms_key_is_refused_and_nothing_typed_is_lost(
    quick_site: Site, client_for: ClientFor
) -> None:
    """One key is one step: a second, different one under it would hide the first."""
    a_request(quick_site)
    own = {"do": "claim", "key": "k1", "claim-due_at": "+2h"}
    client = client_for(Role.CLERK)
    client.post(f"/requests/{OWN}/identity/", own)
    page = text_of(client, "/contacts/new/", **CALL, summary="A long story.")
    assert "HL-6004" in page
    assert "A long story." in page
    assert of_kind(quick_site, "contact.logged") == []
