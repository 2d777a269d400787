"""Counsel: questions with the time left, answers that make a decision stale, precedents that only suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.store.reading import Filter, entries
from holdlaw.web import desk as desks
from holdlaw.web.actions.opining import ask_opinion, give_opinion
from holdlaw.web.queries.agencies import agency_named
from holdlaw.web.queries.cases import open_case
from holdlaw.web.registers import the_register
from holdlaw.web.roles import Role

from .conftest import ClientFor, MakePerson
from .made import CITY, JAIL, Site
from .open_cases import NOW, Case, Desk
from .test_board import decided

HOUR = timedelta(hours=1)
EQUAL = "convictions[0].equivalent_to"
THERE = "convictions[0].over_one_year.there"
JERSEY = {"statute": "NJ 2C:15-1", "class": "felony", "judgment_on": "2024-02-02", "adjudication": "adult"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counsel(quick_site: Site, client_for: ClientFor) -> Client:
    """Counsel of the city police."""
    return client_for(Role.COUNSEL)


@pytest.fixture
def desk(quick_site: Site) -> Desk:
    """Somebody who enters things."""
    return Desk(quick_site)


def page(client: Client, path: str = "") -> str:
    """Give a page of counsel's."""
    return client.get(f"/counsel/{path}").content.decode()


def form(client: Client, request: str, fact: str) -> dict[str, str]:
    """Give what the form of one question sends by itself."""
    wanted = rf'name="key" value="(\w+)"><input type="hidden" name="fact" value="{re.escape(fact)}"'
    found = re.search(wanted, page(client, f"{request}/"))
    assert found is not None
    return {"fact": fact, "key": found[1]}


def opinions(site: Site) -> list[tuple[str, str, str]]:
    """Give every question and opinion there is: kind, fact and who."""
    kinds = ("opinion.asked", "opinion.given")
    with site.register() as register:
        found = [each for kind in kinds for each in entries(register.db, where=Filter(kind=kind))]
    return [
        (each.kind, str(each.fields["fact"]), each.actor.role) for each in sorted(found, key=lambda e: e.seq)
    ]


def test_the_queue_stands_by_the_time_left(counsel: Client, desk: Desk) -> None:
    """Counsel has ten minutes between two hearings: the first line must be the one that cannot wait."""
    for name, left in (("r-late", 3), ("r-next", 1), ("r-over", -1)):
        desk.open(Case(request=name, due=5 * HOUR))
        desk.ask(name, "known_gang_member", left * HOUR)
    desk.open(Case(request="r-waits", due=HOUR / 2))
    decided(desk, "r-waits", {"hold": "not_established"}, ("papers[0].issuer",))
    desk.open(Case(request="r-theirs", agency=JAIL, due=HOUR))
    desk.ask("r-theirs", "known_gang_member", HOUR, agency=JAIL)
    shown = page(counsel)
    assert re.findall(r'href="/counsel/(r-[a-z]+)/"', shown) == ["r-over", "r-waits", "r-next", "r-late"]
    assert "Who signed the paper?" in shown


def test_the_release_comes_before_a_later_answer(counsel: Client, desk: Desk) -> None:
    """An answer asked for by tonight is of no use to somebody who walks out at noon."""
    desk.open(Case(request="r-1", due=2 * HOUR))
    desk.ask("r-1", "known_gang_member", 9 * HOUR)
    assert "2 h 0 min" in page(counsel)


def test_an_empty_queue_says_so(counsel: Client) -> None:
    """An empty page could also be a broken one."""
    assert "No question is open." in page(counsel)


def test_counsel_sees_the_question_and_the_conviction(counsel: Client, desk: Desk) -> None:
    """The statute and the dates are what is compared; without them counsel has to telephone."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    desk.ask("r-1", EQUAL, HOUR)
    shown = page(counsel, "r-1/")
    assert "The conviction: NJ 2C:15-1" in shown
    assert "2024-02-02" in shown
    assert "About Testa Testperson?" in shown
    assert "I-247A" in shown


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.AUDITOR, Role.RECORDS_OFFICER])
def test_others_see_no_conviction_here(desk: Desk, client_for: ClientFor, role: Role) -> None:
    """What counsel reads of a record is for counsel."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    desk.ask("r-1", EQUAL, HOUR)
    assert client_for(role).get("/counsel/r-1/").status_code == 403


def test_a_sealed_record_is_neither_shown_nor_linked(counsel: Client, desk: Desk) -> None:
    """A court closed it; that a question is open is all that may be known."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    desk.ask("r-1", EQUAL, HOUR)
    desk.seal("r-1")
    assert "The record is sealed." in page(counsel)
    assert "/counsel/r-1/" not in page(counsel)
    assert counsel.get("/counsel/r-1/").status_code == 403


def test_an_opinion_is_stored_and_makes_the_decision_stale(counsel: Client, desk: Desk) -> None:
    """The law was asked before the answer was known: what it said then must not be acted on."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    desk.ask("r-1", EQUAL, HOUR)
    decided(desk, "r-1", {"hold": "not_established"}, (EQUAL,))
    told = {**form(counsel, "r-1", EQUAL), "value": "NY PL 160.10", "grounds": "Force, and a taking."}
    assert counsel.post("/counsel/r-1/", told).status_code == 302
    assert opinions(desk.site) == [("opinion.asked", EQUAL, "clerk"), ("opinion.given", EQUAL, "counsel")]
    with desk.site.register() as register:
        row = register.db.one("SELECT body FROM state_case WHERE request = 'r-1'")
    assert row is not None
    assert '"stale":true' in row[0]
    assert "NY PL 160.10" not in row[0]


def test_a_form_sent_twice_is_one_opinion(counsel: Client, desk: Desk) -> None:
    """The line was lost, and nobody knew whether it had gone through."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    decided(desk, "r-1", {"hold": "not_established"}, (EQUAL, THERE))
    desk.ask("r-1", THERE, HOUR)
    told = [
        {**form(counsel, "r-1", EQUAL), "value": "none", "grounds": ""},
        {**form(counsel, "r-1", THERE), "value": "yes", "grounds": ""},
    ]
    for each in (*told, *told):
        assert counsel.post("/counsel/r-1/", each).status_code == 302
    assert opinions(desk.site) == [
        ("opinion.asked", THERE, "clerk"), ("opinion.asked", EQUAL, "counsel"),
        ("opinion.given", EQUAL, "counsel"), ("opinion.given", THERE, "counsel"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": ""}, "There is no answer."),
        ({"value": "robbery"}, "statute"),
        ({"key": ""}, "The form came without its question."),
    ],
)
def test_an_answer_that_cannot_be_taken_keeps_what_was_typed(
    counsel: Client, desk: Desk, change: dict[str, str], says: str
) -> None:
    """Half an hour of grounds must not be lost to a missing section sign."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    desk.ask("r-1", EQUAL, HOUR)
    told = {
        **form(counsel, "r-1", EQUAL),
        "value": "NY PL 160.10",
        "grounds": "Force, and a taking.",
        **change,
    }
    answer = counsel.post("/counsel/r-1/", told)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert says in shown
    assert "Force, and a taking." in shown
    assert opinions(desk.site) == [("opinion.asked", EQUAL, "clerk")]


def test_an_earlier_opinion_on_the_same_statute_is_suggested_and_never_applied(
    counsel: Client, desk: Desk
) -> None:
    """The same offence should not be compared from nothing each time; and no case is decided by another's."""
    desk.open(Case(request="r-old", convictions=(JERSEY,)))
    earlier = desk.answer("r-old", desk.ask("r-old", EQUAL, HOUR), EQUAL, "NY PL 160.10")
    written = {**JERSEY, "statute": "NJ  2C:15-1"}
    desk.open(Case(request="r-new", convictions=({**JERSEY, "statute": "PA 18 3701"}, written)))
    fact = "convictions[1].equivalent_to"
    desk.ask("r-new", fact, HOUR)
    shown = page(counsel, "r-new/")
    assert "What counsel said before about this statute" in shown
    assert "city-police-counsel-9" in shown
    assert "The elements are the same." in shown
    assert 'value="NY PL 160.10"' not in shown
    copied = page(counsel, f"r-new/?q=1&copy={earlier}")
    assert 'value="NY PL 160.10"' in copied
    assert f"Copied from entry {earlier}. Nothing is stored until you give the opinion." in copied
    assert len(opinions(desk.site)) == 3


@pytest.mark.parametrize(
    "why", ["another statute", "another element", "sealed", "corrected", "not conviction"]
)
def test_what_is_not_the_same_is_not_suggested(counsel: Client, desk: Desk, why: str) -> None:
    """A suggestion that does not fit is read in haste as if it did."""
    other = {**JERSEY, "statute": "NJ 2C:15-2"} if why == "another statute" else JERSEY
    fact = THERE if why == "another element" else "known_gang_member" if why == "not conviction" else EQUAL
    desk.open(Case(request="r-old", convictions=(other,)))
    given = desk.answer("r-old", desk.ask("r-old", fact, HOUR), fact, "yes" if fact != EQUAL else "none")
    if why == "corrected":
        desk.say("r-old", EntryCorrected(corrects=given, because="void"))
    if why == "sealed":
        desk.seal("r-old")
    desk.open(Case(request="r-new", convictions=(JERSEY,)))
    desk.ask("r-new", EQUAL, HOUR)
    assert "What counsel said before" not in page(counsel, "r-new/")


def test_what_was_not_suggested_cannot_be_copied(counsel: Client, desk: Desk) -> None:
    """An address that names any entry would open any case's answer."""
    desk.open(Case(request="r-old", convictions=({**JERSEY, "statute": "NJ 2C:15-2"},)))
    earlier = desk.answer("r-old", desk.ask("r-old", EQUAL, HOUR), EQUAL, "NY PL 160.10")
    desk.open(Case(request="r-new", convictions=(JERSEY,)))
    desk.ask("r-new", EQUAL, HOUR)
    assert "NY PL 160.10" not in page(counsel, f"r-new/?q=1&copy={earlier}").replace("as NY PL 160.10", "")


@pytest.fixture
def at_desk(quick_site: Site, person: MakePerson) -> desks.Desk:
    """The desk of a counsel, as an action is handed it."""
    register = the_register()
    zoned = NOW.astimezone()
    return desks.Desk(person(Role.COUNSEL), agency_named(register, CITY), register, shipped(), zoned)


def test_counsel_is_asked_once_and_in_time(desk: Desk, at_desk: desks.Desk) -> None:
    """Two open questions about one fact could get two answers; one due yesterday gets none."""
    desk.open(Case(request="r-1"))
    asked = OpinionAsked(fact="known_gang_member", due_at=(NOW + HOUR).isoformat(), question="Which list?")
    first = ask_opinion(at_desk, open_case(at_desk, "r-1"), asked, "key-1")
    assert ask_opinion(at_desk, open_case(at_desk, "r-1"), asked, "key-1") == first
    with pytest.raises(HoldlawError, match="Counsel was asked this"):
        ask_opinion(at_desk, open_case(at_desk, "r-1"), asked, "key-2")
    late = OpinionAsked(fact="terrorist_database_match", due_at=NOW.isoformat())
    with pytest.raises(HoldlawError, match="It is over"):
        ask_opinion(at_desk, open_case(at_desk, "r-1"), late, "key-3")


def test_an_answer_belongs_to_its_question(desk: Desk, at_desk: desks.Desk) -> None:
    """An answer to another case's question, or to an answered one, would be acted on in the wrong place."""
    desk.open(Case(request="r-1"))
    desk.open(Case(request="r-2"))
    number = desk.ask("r-1", "known_gang_member", HOUR)
    given = OpinionGiven(asked=number, fact="known_gang_member", value="no")
    with pytest.raises(HoldlawError, match="There is no such question"):
        give_opinion(at_desk, open_case(at_desk, "r-2"), given, "key-1")
    give_opinion(at_desk, open_case(at_desk, "r-1"), given, "key-2")
    with pytest.raises(HoldlawError, match="It has an answer already"):
        give_opinion(at_desk, open_case(at_desk, "r-1"), given, "key-3")


def test_a_closed_record_takes_no_opinion(desk: Desk, at_desk: desks.Desk, counsel: Client) -> None:
    """Between opening the page and sending it a court closed the record."""
    desk.open(Case(request="r-1", convictions=(JERSEY,)))
    desk.ask("r-1", EQUAL, HOUR)
    told = {**form(counsel, "r-1", EQUAL), "value": "none", "grounds": ""}
    desk.seal("r-1")
    assert counsel.post("/counsel/r-1/", told).status_code == 403
    assert len(opinions(desk.site)) == 1


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        ("custody.arrested_on", 'type="date"'),
        ("custody.informed_by", 'value="government"'),
        ("known_gang_member", 'value="yes"'),
    ],
)
def test_each_question_takes_the_answers_it_has(counsel: Client, desk: Desk, fact: str, shown: str) -> None:
    """Counsel answers what the law asks, in the form the law reads."""
    desk.open(Case(request="r-1"))
    desk.ask("r-1", fact, HOUR)
    assert shown in page(counsel, "r-1/")
