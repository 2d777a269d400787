"""Right person: a doubt stops everything until two people settle it; a citizenship claim has a deadline."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.register.kinds.citizenship_claimed import CitizenshipClaimed
from holdlaw.register.kinds.citizenship_reviewed import CitizenshipReviewed
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.web.accounts.models import User
from holdlaw.web.actions.deciding import not_stopped
from holdlaw.web.desk import Desk
from holdlaw.web.queries.agencies import agency_named
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.identity import level_of, open_reviews
from holdlaw.web.registers import the_register
from holdlaw.web.roles import Role

from .conftest import ClientFor, MakePerson
from .contact_cases import AT, a_request, enter, of_kind, text_of
from .made import CITY, OWN, Site

PATH = f"/requests/{OWN}/identity/"
VALUES = {"birth_date": {"on_paper": "1990-05-01", "in_custody": "1991-05-01"}}
pytestmark = pytest.mark.django_db


def a_doubt(site: Site, by: str = "city-police-clerk-9") -> int:
    """Enter a request whose birth date is not that of the custody record."""
    a_request(site)
    return enter(site, IdentityQuestioned(mismatched=["birth_date"], values=VALUES), by=by)


def answer(client: Client, doubt: int, same: str, key: str) -> str:
    """Answer a doubt as somebody at the desk does."""
    own = {f"settle{doubt}-same": same, f"settle{doubt}-grounds": "Compared fingerprints."}
    return text_of(client, PATH, do="settle", entry=str(doubt), key=key, **own)


def desk_for(user: User) -> Desk:
    """Give the desk of somebody, now."""
    return Desk(user, agency_named(the_register(), CITY), the_register(), shipped(), timezone.now())


def test_two_different_people_settle_a_doubt_and_one_alone_does_not(
    site: Site, client_for: ClientFor
) -> None:
    """The wrong person would be held: one tired pair of eyes is not enough, however often it looks."""
    doubt = a_doubt(site)
    first, second = client_for(Role.CLERK), client_for(Role.RECORDS_OFFICER)
    page = text_of(first, PATH)
    assert "Stopped" in page
    assert "1990-05-01" in page
    assert "1991-05-01" in page
    assert "2 still missing" in page
    assert "1 still missing" in answer(first, doubt, "yes", "k1")
    assert "You answered this already." in answer(first, doubt, "yes", "k2")
    page = answer(second, doubt, "yes", "k3")
    assert "Settled: two people say it is the same person." in page
    assert "The link stands" in page
    assert len(of_kind(site, "identity.settled")) == 2


def test_answers_that_differ_settle_nothing_and_a_no_keeps_the_link_stopped(
    quick_site: Site, client_for: ClientFor
) -> None:
    """One officer who says it is somebody else must be enough to keep hands off."""
    doubt = a_doubt(quick_site)
    first, second = client_for(Role.CLERK), client_for(Role.SUPERVISOR)
    answer(first, doubt, "yes", "k1")
    assert "the answers differ" in answer(second, doubt, "no", "k2")
    page = answer(first, doubt, "no", "k3")
    assert "two people say it is another person" in page
    assert "Stopped" in page


def test_nothing_rests_on_a_link_that_is_stopped(
    quick_site: Site, client_for: ClientFor, person: MakePerson
) -> None:
    """Every step that touches the person asks this first."""
    a_doubt(quick_site)
    case = open_case(desk_for(person(Role.CLERK)), OWN)
    with pytest.raises(HoldlawError, match="HL-7004"):
        not_stopped(case)
    assert "Two people have to settle it" in text_of(client_for(Role.CLERK), f"/requests/{OWN}/")


def test_a_case_nobody_doubts_goes_on(quick_site: Site, client_for: ClientFor, person: MakePerson) -> None:
    """Most requests are about the right person, and must not wait for anybody."""
    a_request(quick_site)
    not_stopped(open_case(desk_for(person(Role.CLERK)), OWN))
    assert "Nobody has entered a doubt." in text_of(client_for(Role.CLERK), PATH)


def test_a_doubt_is_found_by_comparing_what_was_typed(quick_site: Site, client_for: ClientFor) -> None:
    """Nobody has to decide whether two dates differ: the program compares, people settle."""
    a_request(quick_site)
    told = {
        "do": "doubt", "key": "k1", "doubt-subject_name": "Testa Testperson",
        "doubt-custody_name": "TESTPERSON, Testa",
        "doubt-subject_birth_date": "5/1/1990", "doubt-custody_birth_date": "5/1/1991",
        "doubt-looks-photograph": "on",
    }  # fmt: skip
    page = text_of(client_for(Role.CLERK), PATH, **told)
    (entry,) = of_kind(quick_site, "identity.questioned")
    assert entry.fields["mismatched"] == ["birth_date", "photograph"]
    assert "Photograph" in page
    assert "stored already" in text_of(client_for(Role.CLERK), PATH, **told)
    assert "Nothing differs" in text_of(client_for(Role.CLERK), PATH, do="doubt", key="k2")
    assert len(of_kind(quick_site, "identity.questioned")) == 1


def test_what_only_eyes_can_compare_is_a_doubt_too(quick_site: Site, client_for: ClientFor) -> None:
    """The papers may agree, and the face may not."""
    a_request(quick_site)
    text_of(client_for(Role.CLERK), PATH, **{"do": "doubt", "key": "k1", "doubt-looks-fingerprints": "on"})
    assert of_kind(quick_site, "identity.questioned")[0].fields["mismatched"] == ["fingerprints"]


def test_an_answer_needs_its_doubt_and_what_was_compared(quick_site: Site, client_for: ClientFor) -> None:
    """A yes without a reason is a guess; what was typed stays on the page."""
    doubt = a_doubt(quick_site)
    client = client_for(Role.CLERK)
    page = text_of(client, PATH, do="settle", entry=str(doubt), key="k1", **{f"settle{doubt}-same": "yes"})
    assert f'href="#f-settle{doubt}-grounds"' in page
    assert "There is no such doubt" in answer(client, 0, "yes", "k2")
    assert "Choose one." in text_of(client, PATH, do="settle", entry="x", key="!")
    assert of_kind(quick_site, "identity.settled") == []


def test_a_claim_of_citizenship_opens_a_review_with_a_deadline(site: Site, client_for: ClientFor) -> None:
    """A citizen was held three days because nobody had to look by when; now somebody has to."""
    a_request(site)
    first, second = client_for(Role.CLERK), client_for(Role.SUPERVISOR)
    told = {"do": "claim", "key": "k1", "claim-due_at": "+2h", "claim-note": "Says to have been born here."}
    page = text_of(first, PATH, **told)
    assert "Review open, due" in page
    assert "1 h 59 min" in page
    assert "Says to have been born here." in page
    assert "another person closes its review" in page
    (claim,) = of_kind(site, "citizenship.claimed")
    assert set(claim.private) == {"note"}
    own = {f"review{claim.seq}-result": "proof_seen", f"review{claim.seq}-grounds": "Saw a passport."}
    closing = {"do": "review", "entry": str(claim.seq), **own}
    assert "You entered this claim yourself." in text_of(first, PATH, key="k2", **closing)
    page = text_of(second, PATH, key="k3", **closing)
    assert "proof seen" in page
    assert "Saw a passport." in page
    (fact,) = of_kind(site, "fact.stated")
    assert fact.fields == {"fact": "proof_of_citizenship_or_lawful_status", "source": "citizenship_review"}
    assert "No such review is open." in text_of(second, PATH, key="k4", **closing)
    assert len(of_kind(site, "citizenship.reviewed")) == 1


@pytest.mark.parametrize("result", ["no_proof_seen", "not_settled"])
def test_a_review_without_proof_states_no_fact(quick_site: Site, client_for: ClientFor, result: str) -> None:
    """That nobody saw a paper is no proof that there is none."""
    a_request(quick_site)
    claim = enter(quick_site, CitizenshipClaimed(due_at=AT.isoformat()))
    own = {f"review{claim}-result": result, f"review{claim}-grounds": "Asked at home."}
    text_of(client_for(Role.CLERK), PATH, do="review", entry=str(claim), key="k1", **own)
    assert len(of_kind(quick_site, "citizenship.reviewed")) == 1
    assert of_kind(quick_site, "fact.stated") == []


@pytest.mark.parametrize("due", ["", "11/1/2026 06:00", "soon", "-30m"])
def test_a_review_is_due_at_a_time_to_come(quick_site: Site, client_for: ClientFor, due: str) -> None:
    """A deadline that is over when it is set binds nobody."""
    a_request(quick_site)
    page = text_of(client_for(Role.CLERK), PATH, **{"do": "claim", "key": "k1", "claim-due_at": due})
    assert 'href="#f-claim-due_at"' in page
    assert of_kind(quick_site, "citizenship.claimed") == []


def test_open_reviews_are_listed_with_the_most_pressing_first(quick_site: Site, person: MakePerson) -> None:
    """The board asks this: a review that is over stays in sight until somebody closes it."""
    a_request(quick_site)
    due = [(AT + timedelta(hours=hours)).isoformat() for hours in (3, 1, 2, 4)]
    late, first, closed, void = (enter(quick_site, CitizenshipClaimed(due_at=each)) for each in due)
    enter(quick_site, CitizenshipReviewed(claim=closed, result="not_settled"))
    enter(quick_site, EntryCorrected(corrects=void, because="void"))
    found = open_reviews(desk_for(person(Role.CLERK)))
    assert [each.seq for each in found] == [first, late]
    assert {(each.level, each.request, each.note) for each in found} == {("hl-overdue", OWN, "")}


def test_the_board_shows_an_open_review_until_somebody_closes_it(
    quick_site: Site, client_for: ClientFor
) -> None:
    """A citizen in a cell waits for this: it must not be seen only by whoever opens the request."""
    a_request(quick_site)
    client = client_for(Role.CLERK)
    assert "Claims of citizenship to be reviewed" not in text_of(client, "/board/")
    due = (timezone.now() + timedelta(minutes=30)).isoformat()
    claim = enter(quick_site, CitizenshipClaimed(due_at=due, note="Names a passport."))
    page = text_of(client, "/board/")
    assert "Claims of citizenship to be reviewed" in page
    assert '<li class="hl-hour">' in page
    assert "passport" not in page
    enter(quick_site, CitizenshipReviewed(claim=claim, result="no_proof_seen"))
    assert "Claims of citizenship to be reviewed" not in text_of(client, "/board/")


def test_how_pressing_a_review_is_changes_at_its_limits() -> None:
    """At the deadline itself it is over."""
    hour = timedelta(hours=1)
    spans = [timedelta(), timedelta(seconds=1), hour, hour * 4, hour * 5]
    assert [level_of(each) for each in spans] == ["hl-overdue", "hl-hour", "hl-hour", "hl-soon", "hl-later"]


def test_an_earlier_request_that_was_withdrawn_is_shown(quick_site: Site, client_for: ClientFor) -> None:
    """ICE withdrew it last month for a reason: whoever reads the new one should know."""
    a_request(quick_site)
    a_request(quick_site, "r-before", person="p-before")
    enter(quick_site, RequestCancelled(withdrawn_by="ICE"), "r-before", person="p-before")
    page = text_of(client_for(Role.CLERK), PATH)
    assert "Withdrawn by ICE, Tue 10 November 2026 10:00 EST." in page
    assert "/requests/r-before/" in page


def test_no_two_fields_of_the_page_share_an_id(quick_site: Site, client_for: ClientFor) -> None:
    """A label that names another form's field is read out wrongly, and fills in the wrong one."""
    a_doubt(quick_site)
    enter(
        quick_site, IdentityQuestioned(mismatched=["name"], values={"name": {"paper": "A", "custody": "B"}})
    )
    enter(quick_site, CitizenshipClaimed(due_at=AT.isoformat()))
    page = text_of(client_for(Role.CLERK), PATH)
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert "over by" in page
