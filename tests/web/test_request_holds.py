"""Holds, releases, transfers: begun only on a signed answer, ended always, their clock never left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from holdlaw.register.entry import Actor
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.store.erasing import By, ask, seal
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .requesting import CITY, COUNTY, NAME, NOW, Work, county_work, text_of

SUPERVISOR, SECOND = (Role.SUPERVISOR, 1), (Role.SUPERVISOR, 2)
PROOF = "proof_of_citizenship_or_lawful_status"
HOLD = {"basis": "civil_detainer", "at": "now"}


@pytest.fixture
def work(quick_site: Site, client_for: ClientFor) -> Iterator[Work]:
    """The county's request, received and searched."""
    with time_machine.travel(NOW, tick=False):
        yield county_work(quick_site, client_for).received()


def test_a_hold_begins_on_a_signed_answer_and_names_its_deadline(work: Work) -> None:
    """A hold without a deadline is a person forgotten."""
    work.held()
    (hold,) = work.state().all(HoldStarted)
    assert hold.content.until == "2026-11-25T09:20:00-06:00"
    assert hold.content.governed_by == "form"
    assert hold.content.cite.startswith("Tex. Code Crim. Proc. art. 2A.060")
    page = text_of(work.get())
    assert "The hold is lawful until 2 d 0 h 20 min Wed 25 November 2026 09:20 CST" in page
    assert "Hold: running" in page


def test_a_hold_without_what_it_needs_is_refused_with_everything_that_is_missing(work: Work) -> None:
    """One refusal after another keeps an officer at the screen while the person waits."""
    page = work.refused("request_hold", **HOLD)
    assert "The law has not been asked." in page
    assert "HL-7004" in page
    work.done("request_decide")
    assert "A second person has not signed the decision." in work.refused("request_hold", **HOLD)
    work.done("request_sign", SUPERVISOR)
    work.done("request_fact", fact=PROOF, value="unknown", source="the_person")
    assert "ask the law again" in work.refused("request_hold", **HOLD)


def test_no_hold_begins_while_it_is_in_doubt_who_the_person_is(work: Work) -> None:
    """People have been held for weeks because somebody else has their name."""
    work.decided()
    work.say(IdentityQuestioned(mismatched=["birth_date"]), NOW)
    assert "It is not settled that the request is about the person" in work.refused("request_hold", **HOLD)
    assert "Two people have to settle it." in text_of(work.get())


def test_no_hold_begins_after_its_time_has_run_out(work: Work) -> None:
    """A hold is unlawful at its deadline; one begun then would be unlawful from its first minute."""
    work.decided()
    with work.later(timedelta(hours=49)):
        assert "The time to hold has run out." in work.refused("request_hold", **HOLD)


def test_a_second_hold_on_the_same_request_is_refused(work: Work) -> None:
    """Two running holds would have two deadlines, and the later one would be believed."""
    work.held()
    assert "A hold runs already." in work.refused("request_hold", **HOLD)


def test_an_override_against_the_hold_stops_it_and_one_for_it_needs_a_signature(work: Work) -> None:
    """What people decided counts, and only once another person stands behind it."""
    work.decided()
    told = {"act": "hold", "outcome": "must_not", "cite": "County policy 4.2", "reason": "Not signed."}
    work.done("request_override", SUPERVISOR, **told)
    assert "The decision does not allow it." in work.refused("request_hold", **HOLD)
    work.done("request_override", SUPERVISOR, **{**told, "outcome": "may"})
    assert "A second person has not signed" in work.refused("request_hold", **HOLD)
    work.done("request_sign", SECOND)
    work.done("request_hold", **HOLD)
    assert work.state().all(HoldStarted)[-1].content.cite == "County policy 4.2"


def test_an_overdue_hold_is_shown_until_somebody_ends_it_with_what_is_owed(work: Work) -> None:
    """A hold that ended itself on the screen would leave a person in a cell that no list shows."""
    work.held()
    for days in (3, 30):
        with work.later(timedelta(days=days)):
            page = text_of(work.get())
            assert "Hold: OVERDUE" in page
            assert "The time to hold is over. Release the person. (8 CFR 287.7(d)) Record the release" in page
            assert "TIME OVER" in page
            assert "The hold was lawful until over by" in page
    work.done("request_hold_end", reason="unlawful", at="now")
    assert "Hold: ended" in text_of(work.get())


def test_where_the_law_says_so_the_end_of_the_time_forbids_the_notice_too(work: Work) -> None:
    """New York City's law ends the hold and the notice together; a call made out of habit breaks it."""
    work.agency, work.request = CITY, "r-city"
    work.received()
    found = {
        "statute": "NY PL 160.10",
        "class": "felony",
        "judgment_on": "2024-03-02",
        "adjudication": "adult",
    }
    facts = {"reentered_after_removal": "yes", "terrorist_database_match": "no"}
    work.say(RecordSearched(systems=["state_criminal_history"], convictions=[found], facts=facts))
    hold: dict[str, Any] = {
        "until": "2026-11-25T10:20:00-05:00",
        "governed_by": "city_48h",
        "clocks": [],
        "cite": "(b)(2)",
    }
    work.say(HoldStarted(decision=0, basis="civil_detainer", **hold))
    with work.later(timedelta(days=3)):
        page = text_of(work.get())
        assert "Do not notify federal immigration authorities of the release." in page
        assert "Record the release" in page


def test_a_hold_is_ended_with_a_reason_and_not_before_it_began(work: Work) -> None:
    """How a hold ended is what the year's report counts."""
    work.held()
    assert "Choose one." in work.refused("request_hold_end", at="now")
    early = {"reason": "released_early", "at": "11/23/2026 08:30"}
    assert "The hold had not begun by then." in work.refused("request_hold_end", **early)
    work.done("request_hold_end", reason="disavowed", at="now")
    assert work.state().holds[-1].reason == "disavowed"
    assert "No hold runs on this request." in work.refused("request_hold_end", reason="expired", at="now")


def test_a_corrected_release_time_moves_the_deadline_and_says_why(work: Work) -> None:
    """A court's paper found in the morning shows release had been due at night: the hold is over sooner."""
    work.held()
    work.done("request_custody", release_due_at="11/23/2026 06:00", arrested_on="11/20/2026", at="now")
    (moved,) = work.state().all(ClockRecomputed)
    assert (moved.content.because, moved.content.until) == ("release_corrected", "2026-11-25T08:30:00-06:00")
    page = text_of(work.get())
    assert "The deadline moved: Wed 25 November 2026 09:20 CST → Wed 25 November 2026 08:30 CST" in page
    assert "because the time of release was corrected" in page
    assert work.state().due_at == "2026-11-25T08:30:00-06:00"


def test_what_does_not_move_the_deadline_recomputes_nothing(work: Work) -> None:
    """An entry that says a clock moved, where none did, makes every later one doubtful."""
    work.held()
    work.done("request_paper", **{"paper-0-kind": "other", "at": "now"})
    assert work.state().all(ClockRecomputed) == ()


def test_without_a_hold_a_new_release_time_recomputes_nothing(work: Work) -> None:
    """There is no hold whose clock could move."""
    work.done("request_custody", release_due_at="11/23/2026 11:00", at="now")
    assert work.state().all(ClockRecomputed) == ()
    assert "Write when the person would otherwise walk out" in work.refused("request_custody", at="now")


def test_a_release_ends_the_hold_with_it(work: Work) -> None:
    """One form when the door opens: a hold left running on paper is a false alarm all night."""
    work.held()
    assert "Choose one." in work.refused("request_release", how="hold_ended", at="now")
    work.done("request_release", how="hold_ended", reason="released_early", at="now")
    assert work.kinds()[-2:] == ["hold.ended", "person.released"]
    assert "The person has left custody already." in work.refused("request_release", how="court", at="now")


def sealed(work: Work) -> Work:
    """Have a court's order close the record while somebody is held on it."""
    officer, other = (Actor(f"{COUNTY}-records-{number}", "records_officer") for number in (1, 2))
    with work.site.register() as register:
        wanted = ErasureAsked(what="seal", cite="TX CCP 55A.351")
        asked = ask(register, f"p-{work.request}", wanted, By(officer, COUNTY, NOW))
        seal(register, asked.seq, By(other, COUNTY, NOW))
    return work


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.RECORDS_OFFICER])
def test_the_hold_of_a_sealed_record_is_ended_without_opening_it(work: Work, role: Role) -> None:
    """The person is let go at night, and the paper must not say until morning that they are held."""
    sealed(work.held())
    page = text_of(work.get(who=(role, 1)))
    assert "When the person is let go, record here that it ended." in page
    assert re.search(r"Entry \d+, Mon 23 November 2026 09:00 CST\.", page)
    form = work.get("request_sealed_hold_end", (role, 1))
    assert NAME not in form
    work.done("request_sealed_hold_end", (role, 1), reason="released_early", at="now")
    assert work.kinds()[-1] == "hold.ended"
    ended = work.state().entries[-1]
    assert ended.actor.role == role
    assert ended.private == {}
    assert "A hold still runs" not in work.get(who=(role, 1))


def test_who_may_not_end_it_is_told_whom_to_tell(work: Work) -> None:
    """A clerk who sees the clock run out has to know whom to wake."""
    sealed(work.held())
    assert "Tell a supervisor or the records officer now." in text_of(work.get())
    assert work.post("request_sealed_hold_end", reason="expired", at="now").status_code == 403


def test_the_hold_of_an_open_record_is_ended_where_all_of_it_is_seen(work: Work) -> None:
    """The way around a sealed record must not be a way around the page that shows the case."""
    work.held()
    told = {"reason": "released_early", "at": "now"}
    page = work.refused("request_sealed_hold_end", (Role.SUPERVISOR, 1), **told)
    assert "The record is not sealed." in page


def test_a_release_without_a_hold_is_one_entry(work: Work) -> None:
    """Most people simply walk out."""
    work.done("request_release", how="court", at="now")
    assert work.kinds()[-1] == "person.released"
    page = work.get()
    assert "The person was released" not in page


def test_a_transfer_the_answer_does_not_allow_is_recorded_only_as_what_happened(work: Work) -> None:
    """The form must not make it easy; and what happened must never be without an entry."""
    told = {"to": "federal_immigration", "agency_to": "ICE", "basis": "civil_detainer", "at": "now"}
    assert "If it happened all the same, say so on the form" in work.refused("request_transfer", **told)
    work.done("request_transfer", all_the_same="on", **told)
    assert work.state().status.value == "honored"


def test_a_transfer_on_a_signed_answer_ends_the_hold_as_transferred(work: Work) -> None:
    """To whom, on what ground, under which law: three things the report is made of."""
    work.held()
    told = {"to": "federal_immigration", "agency_to": "ICE", "basis": "civil_detainer", "cite": "art. 2A.060"}
    work.done("request_transfer", at="now", **told)
    assert work.kinds()[-2:] == ["hold.ended", "person.transferred"]
    assert work.state().holds[-1].reason == "transferred"


def test_moving_to_another_agency_before_expiry_is_its_own_outcome(work: Work) -> None:
    """Counted as a hold honored, it would be a false figure of somebody else's custody."""
    work.held()
    work.done(
        "request_transfer",
        to="another_local_agency",
        agency_to="state prison",
        basis="local_custody",
        at="now",
    )
    assert work.state().holds[-1].reason == "moved_to_another_agency"
    assert work.state().status.value == "moved_before_expiry"


def test_going_to_court_ends_nothing(work: Work) -> None:
    """They come back in the afternoon, and the clock has not stopped."""
    work.held()
    work.done("request_transfer", to="court", agency_to="county-court", basis="local_custody", at="now")
    assert work.state().holds[-1].ended is None
    assert "Write a short name" in work.refused(
        "request_transfer", to="court", agency_to="!", basis="local_custody", at="now"
    )


def test_the_search_is_asked_for_again_at_release(work: Work) -> None:
    """New York City counts only what a search at or about the time of release shows."""
    work.request = "r-city"
    work.with_warrant("NY PL 160.10", "2026-11-21")
    work.done("request_custody", release_due_at="11/23/2026 20:00", arrested_on="11/21/2026", at="now")
    assert "Search again from 14:00 on: an earlier search does not count at release" in text_of(work.get())
    with work.later(timedelta(hours=9)):
        for page in (work.get(), work.get("request_hold"), work.get("request_release")):
            assert "Search the record again: the last search was more than 6 hours before" in text_of(page)
        work.done("request_search", **{"at": "now", "systems-state_criminal_history": "on", "record": "none"})
        assert "Search the record again" not in text_of(work.get())
