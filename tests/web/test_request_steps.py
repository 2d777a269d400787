"""The steps on a request: what each one stores, what each refuses, and that the same form is stored once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.vault import values
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .requesting import COUNTY, NAME, NOW, REQUEST, Work, county_work, text_of

PROOF = "proof_of_citizenship_or_lawful_status"
SUPERVISOR, SECOND, COUNSEL = (Role.SUPERVISOR, 1), (Role.SUPERVISOR, 2), (Role.COUNSEL, 1)
OVERRIDE = {
    "act": "hold",
    "outcome": "must_not",
    "cite": "County policy 4.2",
    "reason": "The paper is not signed.",
}


@pytest.fixture
def work(quick_site: Site, client_for: ClientFor) -> Iterator[Work]:
    """The county's request, received and searched."""
    with time_machine.travel(NOW, tick=False):
        yield county_work(quick_site, client_for).received()


def opened(work: Work, seq: int) -> dict[str, Any]:
    """Read the private values of one entry."""
    with work.site.register() as register:
        return values(register, [seq])[seq]


STEPS = [
    "request_decide",
    "request_fact",
    "request_counsel",
    "request_custody",
    "request_search",
    "request_paper",
    "request_hold",
    "request_hold_end",
    "request_release",
    "request_transfer",
    "request_notice",
    "request_cancel",
    "request_link",
]


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_a_page_of_its_own_that_needs_no_script(work: Work, name: str) -> None:
    """A desk whose browser runs no script must still be able to record a release."""
    page = work.get(name)
    assert '<form method="post"' in page
    assert 'name="key" value="' in page


def test_nobody_signs_their_own_decision(work: Work) -> None:
    """The second person is the whole point of a signature."""
    work.done("request_decide", SUPERVISOR)
    assert "You took this decision yourself." in work.refused("request_sign", SUPERVISOR)
    work.done("request_sign", SECOND)
    assert "You signed it already." in work.refused("request_sign", SECOND)


def test_nothing_is_signed_before_there_is_a_decision_or_after_it_grew_old(work: Work) -> None:
    """A signature under an old answer says yes to something else than what stands there."""
    assert "There is none yet." in work.refused("request_sign", SUPERVISOR)
    work.done("request_decide")
    work.done("request_fact", fact=PROOF, value="yes", source="the_person")
    assert "Ask the law again first." in work.refused("request_sign", SUPERVISOR)


def test_an_override_needs_a_reason_a_citation_and_another_person(work: Work) -> None:
    """Deciding against the law's answer is allowed to few, and never to one alone."""
    work.decided()
    page = work.refused("request_override", SUPERVISOR, **{**OVERRIDE, "reason": "", "cite": ""})
    assert page.count("an override without it cannot stand") == 4
    work.done("request_override", SUPERVISOR, **OVERRIDE)
    stated = work.state().all(DecisionOverridden)[-1]
    assert opened(work, stated.seq) == {"reason": OVERRIDE["reason"]}
    assert "You decided otherwise yourself." in work.refused("request_sign", SUPERVISOR)
    page = text_of(work.get())
    assert "hold · decided otherwise must not The paper is not signed. (County policy 4.2)" in page
    assert "✗ Not signed" in page
    work.done("request_sign", SECOND)
    assert "✓ Signed" in text_of(work.get())


def test_a_signature_stands_for_what_was_read(work: Work) -> None:
    """Between opening the page and signing, somebody may have decided otherwise, or asked the law again."""
    work.decided()
    decision = work.state().decision
    assert decision is not None
    work.done("request_override", SUPERVISOR, **OVERRIDE)
    assert "It changed after you read it." in work.refused("request_sign", SECOND, seen=decision.made.seq)
    assert "It changed after you read it." in work.refused("request_sign", SECOND, seen="")
    assert "It is not the latest one." in work.refused(
        "request_override", COUNSEL, **OVERRIDE, seen=decision.made.seq - 1
    )


def test_a_stale_decision_is_not_overridden(work: Work) -> None:
    """Whoever overrides must have read the answer to the case as it is."""
    work.decided().done("request_fact", fact=PROOF, value="yes", source="the_person")
    assert "Something was entered after it." in work.refused("request_override", SUPERVISOR, **OVERRIDE)


def test_a_form_sent_twice_is_stored_once_and_says_so(work: Work) -> None:
    """A double click, or a resend after the line was lost, must not count two papers."""
    told = {"key": "once", "paper-0-kind": "I-200", "at": "now"}
    work.done("request_paper", **told)
    before = work.size()
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        answer = work.client().post(
            reverse("request_paper", kwargs={"request_id": REQUEST}), told, follow=True
        )
    assert work.size() == before
    assert "This form was stored already, as entry" in text_of(answer.content.decode())


def test_nothing_typed_is_lost_where_something_has_to_be_mended(work: Work) -> None:
    """At three in the morning nobody types a long reason twice."""
    page = work.post("request_override", SUPERVISOR, **{**OVERRIDE, "cite": ""}).content.decode()
    assert OVERRIDE["reason"] in page
    assert 'href="#f-cite"' in page


@pytest.mark.parametrize("value", ["yes", "no", "unknown"])
def test_a_question_is_answered_yes_no_or_not_known(work: Work, value: str) -> None:
    """Unknown is an answer; a form without it makes people guess."""
    work.done("request_fact", fact=PROOF, value=value, source="the_person", fact_note="Brings papers.")
    stated = work.state().all(FactStated)[-1]
    assert opened(work, stated.seq) == {"value": value, "note": "Brings papers."}
    assert value not in stated.entry.sentence().split()


def test_an_answer_that_is_none_is_not_taken(work: Work) -> None:
    """A blank must never become a yes, nor a question nobody asks an entry."""
    assert "Answer, or choose not known." in work.refused("request_fact", fact=PROOF)
    assert "Choose a question." in work.refused("request_fact", fact="favourite_colour", value="yes")


def test_counsel_is_asked_with_the_time_by_which_an_answer_helps(work: Work) -> None:
    """An opinion that comes after release helps nobody."""
    page = work.get("request_counsel")
    assert "2026-11-23 10:00 CST" in page
    work.done(
        "request_counsel", fact=PROOF, due_at="2026-11-23 09:15 CST", question="A licence of another state?"
    )
    asked = work.state().all(OpinionAsked)[-1]
    assert asked.content.due_at == "2026-11-23T09:15:00-06:00"
    assert work.state().status.value == "waiting_facts"
    assert "Choose a question." in work.refused("request_counsel", fact="", due_at="now")


def test_counsel_is_not_asked_the_same_twice_nor_for_a_time_that_is_over(work: Work) -> None:
    """Two open questions about one fact could get two answers; nobody can answer by yesterday."""
    late = work.refused("request_counsel", fact=PROOF, due_at="11/23/2026 08:30 CST")
    assert "Nobody can answer by then." in late
    work.done("request_counsel", fact=PROOF, due_at="+15m")
    page = work.refused("request_counsel", fact=PROOF, due_at="+15m")
    assert "Counsel was asked this, and has not answered." in page


def test_nothing_is_decided_while_it_is_in_doubt_who_the_person_is(work: Work) -> None:
    """An answer on the record is acted on: it must not be about somebody else."""
    doubt = work.say(IdentityQuestioned(mismatched=["birth_date"]))
    page = work.get()
    assert reverse("identity", kwargs={"request_id": REQUEST}) in page
    assert "Open Right person" in page
    assert "The law has not been asked on the record." not in page
    assert "It could be done to the wrong person." in work.refused("request_decide")
    for number in (1, 2):
        path = reverse("identity", kwargs={"request_id": REQUEST})
        told = {f"settle{doubt}-same": "yes", f"settle{doubt}-grounds": "Fingerprints."}
        work.client(Role.CLERK, number).post(
            path, {"do": "settle", "entry": doubt, "key": f"s{number}", **told}
        )
    work.done("request_decide")


def test_notes_are_shown_where_they_were_written(work: Work) -> None:
    """What somebody added in words is lost to the next shift where no page shows it."""
    work.done("request_fact", fact=PROOF, value="no", source="the_person", fact_note="Brings papers at noon.")
    work.done("request_cancel", withdrawn_by="ICE", at="now", cancel_note="They named somebody else.")
    page = text_of(work.get())
    assert "Note: Brings papers at noon." in page
    assert "Note: They named somebody else." in page


@pytest.mark.parametrize("word", ["unknown", "Desconocido", "no se sabe", ""])
def test_that_nobody_knows_can_be_written_in_both_languages(work: Work, word: str) -> None:
    """Whoever reads the page in Spanish writes on it in Spanish."""
    work.done("request_fact", fact="custody.arrested_on", value=word, source="booking_sheet")
    assert opened(work, work.state().all(FactStated)[-1].seq)["value"] == "unknown"


def test_a_record_search_keeps_what_was_and_was_not_searched(work: Work) -> None:
    """That nothing was found means little where nothing was looked at."""
    work.done(
        "request_search",
        **{
            "at": "now",
            "systems-state_criminal_history": "on",
            "record": "found",
            "conviction-0-statute": "TX PC 31.03",
            "conviction-0-class": "misdemeanor",
            "conviction-0-judgment_on": "3/2/2018",
        },
    )
    search = work.state().all(RecordSearched)[-1]
    assert search.content.not_searched == ["federal_criminal_history", "interstate_index"]
    found = opened(work, search.seq)["convictions"]
    assert found == [{"statute": "TX PC 31.03", "class": "misdemeanor", "judgment_on": "2018-03-02"}]
    assert "TX PC 31.03, misdemeanor, 2018-03-02" in text_of(work.get())


def test_the_search_form_starts_from_what_the_last_search_found(work: Work) -> None:
    """Searching again at release should take two keys, not the whole record again."""
    found = {"statute": "TX PC 22.01", "class": "felony", "wobbler": "no", "judgment_on": "2019-05-06"}
    work.say(RecordSearched(systems=["state_criminal_history"], convictions=[found]))
    page = work.get("request_search")
    assert 'value="TX PC 22.01"' in page
    row = {
        "conviction-0-statute": "TX PC 22.01",
        "conviction-0-class": "felony",
        "conviction-0-judgment_on": "2019-05-06",
    }
    work.done(
        "request_search", **{"at": "now", "systems-state_criminal_history": "on", "record": "found"}, **row
    )
    again = work.state().all(RecordSearched)[-1]
    assert opened(work, again.seq)["convictions"] == [found]


def test_a_search_needs_a_result_and_where_it_was_made(work: Work) -> None:
    """A search without a result that looked like an empty record would let anybody be anything."""
    page = work.refused("request_search", at="now", record="found")
    assert "Tick which records were searched." in page
    assert "Write at least one conviction" in page
    more = work.post("request_search", at="now", record="found", more="1").content.decode()
    assert "conviction-1-statute" in more


def test_a_paper_is_kept_as_what_it_is(work: Work) -> None:
    """An I-200 looks like a warrant and is signed by no judge; the page says so in words."""
    work.done(
        "request_paper", **{"paper-0-kind": "I-205", "paper-0-issuer": "article_iii_judge", "at": "now"}
    )
    paper = work.state().all(PaperAttached)[-1]
    assert (paper.content.paper, paper.content.issuer) == ("administrative_warrant", None)
    judged = {
        "paper-0-probable_cause": "yes",
        "paper-0-names_subject": "no",
        "paper-0-issuer": "federal_magistrate",
    }
    work.done("request_paper", **{"paper-0-kind": "warrant", "at": "now", **judged})
    page = text_of(work.get())
    assert "No judge has seen it: it is not a judge's warrant." in page
    assert "✓ yes: A federal judge or magistrate signed it" in page
    assert "✗ no: It names this person" in page
    assert "? not known: It authorises federal immigration custody of this person" in page


def test_what_happened_long_ago_needs_a_reason_why_it_is_entered_now(work: Work) -> None:
    """A backdated entry without a reason cannot be told from one made up afterwards."""
    told = {"paper-0-kind": "order", "at": "11/23/2026 06:00"}
    assert "choose why it is entered so late" in work.refused("request_paper", **told)
    work.done("request_paper", **told, late_reason="busy_desk")
    assert work.state().entries[-1].late_reason == "busy_desk"
    assert "This is still to come." in work.refused("request_paper", **{**told, "at": "11/23/2026 23:00"})


def test_a_notice_keeps_what_in_which_language_with_what_proof(work: Work) -> None:
    """A detainer that was never served has, on its own terms, no effect."""
    told = {"what": "copy_of_request", "language": "es", "proof": "refused_to_sign", "counsel_told": "yes"}
    work.done("request_notice", at="now", **told)
    notice = work.state().all(NoticeServed)[-1].content
    assert (notice.what, notice.language, notice.proof, notice.counsel_told) == tuple(told.values())
    assert "copy of request (es), refused to sign; counsel told: yes" in text_of(work.get())
    assert "Choose one." in work.refused("request_notice", at="now")


def test_a_withdrawn_request_says_so_and_keeps_everything(work: Work) -> None:
    """A request withdrawn is not one that never came: the year's report counts it."""
    work.done("request_cancel", withdrawn_by="ICE", at="now")
    assert work.state().status.value == "cancelled"
    assert "withdrawn" in text_of(work.get())
    assert "Write a short name" in work.refused("request_cancel", withdrawn_by="Mr. O'Brien & Co", at="now")


@pytest.mark.parametrize(("link", "status"), [("duplicate", "duplicate"), ("superseded", "superseded")])
def test_a_request_is_linked_with_another_one_of_the_agency(work: Work, link: str, status: str) -> None:
    """A duplicate counted twice makes a year's figure false; one linked to nothing hides a request."""
    other = Work(work.site, work.sign_in, request="r-second")
    other.say(RequestReceived(form="I-247A", channel="fax", subject={"name": NAME}))
    assert "There is no such other request." in work.refused("request_link", link=link, other="r-nowhere")
    assert "There is no such other request." in work.refused("request_link", link=link, other=REQUEST)
    work.done("request_link", link=link, other="r-second")
    assert work.state().status.value == status
    assert reverse("request", kwargs={"request_id": "r-second"}) in work.get()


def test_a_clerk_neither_signs_nor_overrides(work: Work) -> None:
    """What a clerk may not do must be refused at the door, not hidden on the page."""
    work.done("request_decide")
    for name in ("request_sign", "request_override"):
        assert work.post(name, **OVERRIDE).status_code == 403


def test_the_law_is_asked_only_about_a_case_it_can_answer(work: Work, quick_site: Site) -> None:
    """An entry that says the law was asked, without an answer, would be believed."""
    bare = Work(quick_site, work.sign_in, request="r-bare", agency=COUNTY)
    bare.say(RequestReceived(form="I-247A", channel="fax", subject={"name": NAME}))
    assert "HL-1010" in bare.refused("request_decide")
