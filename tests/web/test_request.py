"""The page of one request: what it answers, what it says of time, and what it never shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from holdlaw.register.entry import Actor
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.erasing import By, ask, seal, shred
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .requesting import CITY, COUNTY, NAME, NOW, REQUEST, Work, county_work, text_of

PROOF = "proof_of_citizenship_or_lawful_status"


@pytest.fixture
def work(quick_site: Site, client_for: ClientFor) -> Iterator[Work]:
    """The county's request at nine in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield county_work(quick_site, client_for)


def closed(work: Work, how: str) -> None:
    """Have the record sealed or shredded, by two people."""
    at = NOW - timedelta(minutes=10)
    first, second = By(Actor("c-1", "clerk"), COUNTY, at), By(Actor("r-1", "records_officer"), COUNTY, at)
    with work.site.register() as register:
        asked = ask(register, f"p-{REQUEST}", ErasureAsked(what=how, cite="NY CPL 160.50"), first)
        (seal if how == "seal" else shred)(register, asked.seq, second)


def test_the_page_says_the_answer_the_time_left_and_who_it_is_about(work: Work) -> None:
    """At three in the morning an officer has five seconds: whose paper, what may be done, until when."""
    page = text_of(work.received().get())
    assert NAME in page
    assert "Release is due 20 min Mon 23 November 2026 09:20 CST" in page
    assert "You must hold the person past release, until Wed 25 Nov 2026 09:20" in page
    assert "Not recorded." in page
    assert "The law has not been asked on the record. Ask the law" in page


def test_a_recorded_answer_is_shown_with_who_took_and_who_signed_it(work: Work) -> None:
    """An answer nobody signed must not look like one that two people stand behind."""
    work.received().done("request_decide")
    assert "✗ Not signed" in work.get().replace("<strong>", "").replace("</strong>", "")
    work.done("request_sign", (Role.SUPERVISOR, 1))
    page = text_of(work.get())
    assert f"✓ Signed by {COUNTY}-supervisor-" in page
    assert "A second person has to sign" not in page


def test_whatever_is_entered_after_an_answer_marks_it_stale(work: Work) -> None:
    """An answer from before the person showed a passport is the most dangerous page there is."""
    work.received().decided()
    work.say(FactStated(fact=PROOF, source="the_person", value="yes"), NOW - timedelta(minutes=1))
    page = text_of(work.get())
    assert "STALE This answer was taken before:" in page
    assert "Ask the law again" in page
    work.done("request_decide")
    page = text_of(work.get())
    assert "STALE" not in page
    assert "hold may" in page


def test_each_line_of_the_checklist_says_who_stated_it_and_when(work: Work) -> None:
    """A condition with a mark and no source is an opinion; with one, it can be checked by telephone."""
    page = text_of(work.received().get())
    assert f"— search; {COUNTY}-clerk-99, 2026-11-23 08:30, entry 7" in page
    assert f"— the request; {COUNTY}-clerk-99, 2026-11-23 08:30, entry 4" in page


def test_the_clock_is_shown_day_by_day_with_what_did_not_count(work: Work) -> None:
    """Forty-eight hours are three days over a weekend in one rule and two in another."""
    page = work.received(NOW + timedelta(days=3)).get()
    assert "Thanksgiving" in page
    assert "not counted" in page


def test_without_a_release_time_the_page_asks_for_it_and_gives_no_answer(work: Work) -> None:
    """No clock begins without a release time; a page that guessed one would be believed."""
    work.say(RequestReceived(form="I-247A", channel="fax", subject={"name": NAME}))
    page = text_of(work.get())
    assert "The law cannot be asked as the case stands." in page
    assert "Nobody has said when release is due" in page


def test_the_next_question_is_asked_and_answered_in_place(work: Work) -> None:
    """The fewest questions the law allows, each with its own form: nobody hunts for the right page."""
    page = work.with_warrant("NY PL 160.10").get()
    assert "On which day was the person arrested this time?" in page
    assert 'name="fact" value="custody.arrested_on"' in page
    work.done("request_fact", fact="custody.arrested_on", value="11/21/2026", source="booking_sheet")
    stated = work.state().all(CustodyStated)[-1]
    assert stated.content.arrested_on == "2026-11-21"
    assert "On which day was the person arrested this time?" not in work.get()


def test_a_question_that_counsel_has_says_until_when_it_waits(work: Work) -> None:
    """Asking counsel twice wastes the hour that is left."""
    page = work.with_warrant("NJ 2C:15-1", "2026-11-21").get()
    assert reverse("request_counsel", kwargs={"request_id": REQUEST}) in page
    fact = page.partition('name="fact" value="')[2].partition('"')[0]
    work.say(OpinionAsked(fact=fact, due_at=(NOW + timedelta(minutes=10)).isoformat()))
    assert "Counsel has been asked. An answer is needed by Mon 23 November 2026 10:10 EST" in text_of(
        work.get()
    )


@pytest.mark.parametrize("how", ["seal", "shred"])
@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.RECORDS_OFFICER])
def test_of_a_closed_record_the_page_says_only_that_it_is_closed(work: Work, how: str, role: Role) -> None:
    """A court sealed it: the page may say so, and must say nothing else."""
    work.received()
    closed(work, how)
    page = work.get(who=(role, 1))
    assert ("This record is sealed" if how == "seal" else "This record was shredded") in page
    assert "NY CPL 160.50" in page
    for private in (NAME, "1990-01-02", "A-000-000-001", "I-200", "I-247A"):
        assert private not in page


@pytest.mark.parametrize("name", ["request_card", "request_deadline", "request_hold", "request_paper"])
def test_no_other_page_of_a_sealed_record_opens(work: Work, name: str) -> None:
    """A name on a printed card would be out of the building before anybody noticed."""
    work.received()
    closed(work, "seal")
    address = reverse(name, kwargs={"request_id": REQUEST})
    assert work.client(Role.SUPERVISOR).get(address).status_code == 403


@pytest.mark.parametrize("name", ["request", "request_card", "request_release"])
def test_another_agency_sees_and_does_nothing(work: Work, client_for: ClientFor, name: str) -> None:
    """Who is in the county's jail is no business of the city's police."""
    work.received()
    stranger = client_for(Role.SUPERVISOR, CITY)
    address = reverse(name, kwargs={"request_id": REQUEST})
    assert stranger.get(address).status_code == 403
    assert stranger.post(address, {"key": "k"}).status_code == 403


def test_an_auditor_sees_the_request_and_no_step(work: Work) -> None:
    """Whoever checks the work must not be able to do it, nor be led to try."""
    page = work.received().get(who=(Role.AUDITOR, 1))
    assert reverse("request_search", kwargs={"request_id": REQUEST}) not in page
    assert reverse("request_decide", kwargs={"request_id": REQUEST}) not in page


def test_the_timeline_has_every_entry_with_its_number_and_receipt(work: Work) -> None:
    """What was entered is proved by its number; what is not in the timeline did not happen."""
    work.received()
    page = work.get()
    for entry in work.state().entries:
        assert f'id="entry-{entry.seq}"' in page
        assert reverse("request_receipt", kwargs={"request_id": REQUEST, "seq": entry.seq}) in page


def test_a_receipt_is_the_same_each_time_and_signed(work: Work) -> None:
    """The paper in the file must be the one that the register would print again in ten years."""
    work.received()
    seq = work.state().entries[0].seq
    first, again = (work.get("request_receipt", seq=seq) for _ in range(2))
    assert "/receipt" in first
    assert text_of(first) == text_of(again)
    missing = reverse("request_receipt", kwargs={"request_id": REQUEST, "seq": 9999})
    assert work.client().get(missing).status_code == 404


def test_other_requests_about_the_same_paper_are_linked(work: Work) -> None:
    """A duplicate that cannot be followed to its first is counted twice."""
    work.received()
    work.say(RequestDuplicated(of_request="r-first"))
    page = work.get()
    assert reverse("request", kwargs={"request_id": "r-first"}) in page
    assert "the same paper was entered before" in page


def test_the_card_holds_what_an_officer_needs_at_the_cell(work: Work) -> None:
    """A card that leaves out the number of the decision cannot be checked by whoever is shown it."""
    work.received().decided()
    page = text_of(work.get("request_card"))
    decision = work.state().decision
    assert decision is not None
    for part in (
        NAME,
        "hold: must",
        "Release is due Mon 23 November 2026 09:20 CST",
        "I-200",
        "Duties",
        f"decision: entry {decision.made.seq}",
        "signed by",
        "The limit that governs:",
    ):
        assert part in page
    assert "checkpoint of" in page or "checkpoint" not in page


def test_the_calendar_file_names_the_moment_and_nobody(work: Work) -> None:
    """A calendar is read over shoulders and synchronised to telephones."""
    work.received()
    answer = work.client().get(reverse("request_deadline", kwargs={"request_id": REQUEST}))
    told = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTEND:20261123T152000Z\r\n" in told
    assert f"SUMMARY:Release is due: request {REQUEST}\r\n" in told
    assert NAME not in told
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("what", ["copy_of_request", "decision", "rights", "notice_of_transfer"])
def test_every_notice_can_be_printed_in_both_languages(work: Work, what: str, language: str) -> None:
    """A person who cannot read the notice was not served; an uncertified translation says that it is one."""
    work.received().decided()
    page = work.get("request_notice_text", what=what, language=language)
    assert ("Traducción no certificada" in page) is (language == "es")
    assert "terrorist" not in page.casefold()


def test_a_notice_nobody_wrote_is_not_found(work: Work) -> None:
    """A guessed address must not print an empty notice with the agency's name on it."""
    work.received()
    for what, language in (("rights", "xx"), ("nothing", "en")):
        named = {"request_id": REQUEST, "what": what, "language": language}
        assert work.client().get(reverse("request_notice_text", kwargs=named)).status_code == 404
