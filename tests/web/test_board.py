"""The board: what is most pressing stands first, and nothing of another agency stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from holdlaw.register.case_status import Status
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.web.alerts.models import Heartbeat
from holdlaw.web.queries.board import LATER, NO_TIME, OVERDUE, UNDER_FOUR, UNDER_HOUR, Band, band_of
from holdlaw.web.queries.open_requests import OPEN, STANDING, STANDING_IDS
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import CITY, JAIL, Site
from .open_cases import NAME, NOW, Case, Desk

SECOND = timedelta(seconds=1)
HOURS = timedelta(hours=1)
DECIDED = {"hold": "must_not", "notify": "must_not"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clerk(quick_site: Site, client_for: ClientFor) -> Client:
    """A clerk of the city police."""
    return client_for(Role.CLERK)


@pytest.fixture
def desk(quick_site: Site) -> Desk:
    """Somebody who enters things."""
    return Desk(quick_site)


def shown(client: Client, query: str = "", **headers: str) -> str:
    """Give the board as it is sent."""
    answer = client.get(f"/board/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def order(page: str) -> list[str]:
    """Give the requests of a board in their order."""
    return re.findall(r"C-(r-[a-z0-9-]+)</a>", page)


def decided(desk: Desk, request: str, outcomes: dict[str, str], open_facts: tuple[str, ...] = ()) -> int:
    """Enter a decision of some outcome."""
    made = DecisionMade(
        place="us-ny-nyc-police", at=NOW.isoformat(), known_on="2026-11-23", asks=["hold", "notify"],
        outcomes=outcomes, decided_by={}, law=[], clocks=[], duties=[], warnings=[], case={}, answer={},
        open_facts=[{"fact": name, "who": "agency counsel", "by": NOW.isoformat()} for name in open_facts],
    )  # fmt: skip
    return desk.say(request, made)


@pytest.mark.parametrize(
    ("left", "band"),
    [
        (-SECOND, OVERDUE), (timedelta(), OVERDUE), (SECOND, UNDER_HOUR),
        (HOURS - SECOND, UNDER_HOUR), (HOURS, UNDER_FOUR), (HOURS + SECOND, UNDER_FOUR),
        (4 * HOURS - SECOND, UNDER_FOUR), (4 * HOURS, LATER), (4 * HOURS + SECOND, LATER),
        (None, NO_TIME),
    ],
)  # fmt: skip
def test_a_deadline_is_overdue_at_its_very_moment(left: timedelta | None, band: Band) -> None:
    """The hold is unlawful at the deadline, not after it; said otherwise, somebody is kept too long."""
    assert band_of(left) is band


def test_the_most_pressing_stands_first(clerk: Client, desk: Desk) -> None:
    """At three in the morning only the first line is read."""
    for name, left in (("r-far", 9), ("r-over", -1), ("r-near", 2), ("r-worse", -3)):
        desk.open(Case(request=name, due=timedelta(hours=-30), held=left * HOURS))
    desk.open(Case(request="r-soon", due=HOURS / 2))
    page = shown(clerk)
    assert order(page) == ["r-worse", "r-over", "r-soon", "r-near", "r-far"]
    assert "Overdue: 2, Under 1 hour: 1, Under 4 hours: 1, Later: 1" in page


def test_another_agencys_rows_are_not_there(clerk: Client, desk: Desk, client_for: ClientFor) -> None:
    """Two agencies share a register, and neither may see whom the other holds."""
    desk.open(Case(request="r-ours", held=HOURS))
    desk.open(Case(request="r-theirs", agency=JAIL, held=HOURS))
    assert order(shown(clerk)) == ["r-ours"]
    assert order(shown(client_for(Role.SUPERVISOR, JAIL))) == ["r-theirs"]


def test_no_name_stands_on_the_board(clerk: Client, desk: Desk) -> None:
    """Everybody who walks past the wall reads it."""
    desk.open(Case(request="r-1", held=HOURS))
    assert NAME not in shown(clerk) + shown(clerk, "?wall=1")


def test_a_sealed_record_keeps_its_deadline_and_nothing_else(clerk: Client, desk: Desk) -> None:
    """A court closed the record; the person is still being held, and has to be let go in time."""
    desk.open(Case(request="r-sealed", held=-HOURS))
    desk.seal("r-sealed")
    page = shown(clerk)
    assert "The record is sealed." in page
    assert "over by 1 h 0 min" in page
    assert "C-r-sealed" not in page
    assert "/requests/r-sealed/" not in page


def test_whoever_may_end_the_hold_of_a_sealed_record_comes_to_it_from_the_board(
    desk: Desk, client_for: ClientFor
) -> None:
    """A deadline that is over and leads nowhere is a person who stays in a cell."""
    desk.open(Case(request="r-sealed", held=-HOURS))
    desk.seal("r-sealed")
    for role in (Role.SUPERVISOR, Role.RECORDS_OFFICER):
        assert 'href="/requests/r-sealed/"' in shown(client_for(role))


def test_overdue_stays_until_a_person_ends_it(clerk: Client, desk: Desk, client_for: ClientFor) -> None:
    """A deadline that vanished by itself would hide that somebody is still in a cell."""
    hold = desk.open(Case(request="r-1", due=-50 * HOURS, held=-HOURS))
    assert order(shown(clerk)) == ["r-1"]
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        assert order(shown(client_for(Role.CLERK))) == ["r-1"]
    assert hold is not None
    desk.end("r-1", hold)
    assert order(shown(clerk)) == []


def test_when_the_hold_expires_the_row_says_what_is_owed(clerk: Client, desk: Desk) -> None:
    """Under the city's law the person has to be let go, and federal authorities must not be told of it."""
    match = {"terrorist_database_match": "yes"}
    desk.open(Case(request="r-1", due=-150 * HOURS, held=-HOURS, searched=match, ago=150 * HOURS))
    page = shown(clerk)
    assert "Release the person when they would otherwise walk out." in page
    assert "Do not notify federal immigration authorities of the release." in page


def test_what_is_owed_after_the_deadline_is_not_said_before_it(clerk: Client, desk: Desk) -> None:
    """A duty shown too early is one that nobody believes when it is due."""
    desk.open(Case(request="r-1", due=-HOURS, held=HOURS, searched={"terrorist_database_match": "yes"}))
    page = shown(clerk)
    assert "Do not notify" not in page
    assert "Held. Release by the deadline" in page


def test_each_row_says_what_is_next(clerk: Client, desk: Desk) -> None:
    """Nobody should have to open seven requests to find the one that waits for them."""
    for name in ("r-new", "r-doubt", "r-counsel", "r-refused", "r-allowed", "r-open"):
        desk.open(Case(request=name))
    desk.say("r-doubt", IdentityQuestioned(mismatched=["birth_date"], values={}))
    desk.say("r-counsel", OpinionAsked(fact="known_gang_member", due_at=(NOW + HOURS).isoformat()))
    decided(desk, "r-refused", DECIDED)
    made = decided(desk, "r-allowed", {"hold": "may", "notify": "may"})
    desk.say("r-allowed", DecisionSigned(decision=made), role="supervisor")
    decided(desk, "r-open", {"hold": "not_established"}, ("convictions[0].over_one_year.there",))
    page = shown(clerk)
    says = dict(re.findall(r"C-(r-\w+)</a>.*?What is next\">\s*(.*?)</td>", page, re.DOTALL))
    assert "Ask the law." in says["r-new"]
    assert "Is it the right person?" in says["r-doubt"]
    assert "Does the search list the person as a known gang member?" in says["r-counsel"]
    assert "A second person has to sign the decision." in says["r-refused"]
    assert "Do not hold." in says["r-refused"]
    assert "At release: start the hold, or release the person." in says["r-allowed"]
    assert "Was more than one year authorised where the conviction was entered?" in says["r-open"]


def test_a_refusal_stays_until_the_person_is_let_go(clerk: Client, desk: Desk) -> None:
    """The answer was no, and the person is still there: that is when people were held for weeks."""
    desk.open(Case(request="r-1", due=-HOURS))
    decided(desk, "r-1", DECIDED)
    assert "The release was due." in shown(clerk)
    desk.say("r-1", PersonReleased(how="court"))
    assert order(shown(clerk)) == []


def test_a_refusal_stays_while_the_person_is_only_at_court(clerk: Client, desk: Desk) -> None:
    """From court people come back to the cell; nobody may drop off the board on the way."""
    desk.open(Case(request="r-1", due=-HOURS))
    decided(desk, "r-1", DECIDED)
    desk.say("r-1", PersonTransferred(to="court", agency_to="example-court", basis="local_custody"))
    assert order(shown(clerk)) == ["r-1"]


def test_an_empty_board_says_so(clerk: Client) -> None:
    """An empty table could also be a broken one."""
    assert "Nothing is open. Nobody is being held." in shown(clerk)
    assert "Enter a request" in shown(clerk)


def test_the_renewal_brings_the_table_alone(clerk: Client, desk: Desk) -> None:
    """Where the eye and the keyboard are must stay; and a kept part must not come back as a page."""
    desk.open(Case(request="r-1"))
    answer = clerk.get("/board/", headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert part.lstrip().startswith(
        '<div id="board-table" data-at="2026-11-23T10:00:00-05:00" data-time="10:00"'
    )
    assert "<nav" not in part
    assert answer["Cache-Control"] == "private, no-store"


def test_the_wall_has_no_menus_and_keeps_its_language(clerk: Client, desk: Desk) -> None:
    """On a wall nobody clicks, and a screen reader still has to know what it reads."""
    desk.open(Case(request="r-1"))
    clerk.cookies["language"] = "es"
    page = shown(clerk, "?wall=1")
    assert "<nav" not in page
    assert '<html lang="es">' in page
    assert 'hx-get="/board/?wall=1"' in page


@pytest.mark.parametrize(("ago", "stopped"), [(89, False), (90, False), (91, True)])
def test_a_worker_that_stopped_shows_and_changes_no_deadline(
    clerk: Client, desk: Desk, ago: int, stopped: bool
) -> None:
    """Whoever relies on alerts has to know that none will come; the hold ends when it ends."""
    desk.open(Case(request="r-1", due=-HOURS, held=HOURS))
    Heartbeat.objects.create(at=NOW - ago * SECOND)
    page = shown(clerk)
    assert ("No alerts are being sent" in page) is stopped
    assert "1 h 0 min" in page


def test_a_worker_that_never_ran_shows(clerk: Client) -> None:
    """A site that was set up without its worker would stay silent for ever."""
    assert "The alert worker has never run." in shown(clerk)


def test_the_board_reads_by_index_however_many_requests_are_over(site: Site) -> None:
    """The board is asked four times a minute by every screen; past requests must not slow it down."""
    with site.register() as register:
        for sql in (STANDING, STANDING_IDS):
            if register.db.engine == "sqlite":
                asked = ["x", *OPEN, "x", Status.NOT_HONORED]
                plan = [str(row[3]) for row in register.db.rows(f"EXPLAIN QUERY PLAN {sql}", asked)]
                reads = [each for each in plan if "state_case" in each]
                assert len(reads) == 2
                assert all("SEARCH" in each and "state_case_status" in each for each in reads)
            else:
                assert register.db.one("SELECT 1 FROM pg_indexes WHERE indexname = 'state_case_status'")


def test_the_board_reads_the_same_on_both_engines(site: Site, client_for: ClientFor) -> None:
    """A desk on PostgreSQL must see what a desk on SQLite sees."""
    desk = Desk(site)
    desk.open(Case(request="r-held", due=-HOURS, held=-HOURS))
    desk.open(Case(request="r-no"))
    decided(desk, "r-no", DECIDED)
    assert order(shown(client_for(Role.AUDITOR, CITY))) == ["r-held", "r-no"]
