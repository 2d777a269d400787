"""How a request came out: the word on the board, and the word every count rests on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from holdlaw.register.case_state import hold_state
from holdlaw.register.case_status import HoldState, Status
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded

from .desk import Desk, moment
from .happenings import a_case, decided, fact, hold, moved, void

SECOND = 1 / 3600
RELEASED = PersonReleased(how="bail")
CANCELLED = RequestCancelled(withdrawn_by="ICE")


def a_hold(until: float = 72) -> tuple[Desk, int]:
    """A desk where somebody is held, lawfully until then."""
    desk = a_case()
    decision = desk.enters(decided("may", until=until), at=2)
    return desk, desk.enters(hold(decision, until), at=24)


def recomputed(of: int, until: float) -> ClockRecomputed:
    """The deadline of a hold moved."""
    return ClockRecomputed(
        hold=of, until=moment(until), governed_by="form", clocks=[], because="release_time_corrected"
    )


def test_a_request_nobody_has_decided_is_open() -> None:
    """The board must show it until somebody has asked the law."""
    state = a_case().state()
    assert (state.status, state.due_at) == (Status.OPEN, moment(24))


def test_a_refused_request_was_not_honored() -> None:
    """New York City counts refusals once a year; this is the word that is counted."""
    desk = a_case()
    desk.enters(decided("must_not"))
    assert (desk.state().status, desk.state().due_at) == (Status.NOT_HONORED, None)


def test_a_request_the_law_allows_is_decided_until_somebody_acts() -> None:
    """That the agency may hold somebody does not mean that it did."""
    desk = a_case()
    desk.enters(decided("may", until=72))
    assert (desk.state().status, desk.state().due_at) == (Status.DECIDED, moment(24))


def test_a_request_whose_hold_was_not_asked_is_judged_by_what_was() -> None:
    """A notification request is not refused because the law would not allow a hold that nobody wants."""
    desk = a_case()
    desk.enters(decided("must_not", asks=["notify"]))
    assert desk.state().status is Status.DECIDED


def test_a_request_that_asks_nothing_is_not_refused() -> None:
    """Nothing was asked, so nothing can have been turned down."""
    desk = a_case()
    desk.enters(decided("must_not", asks=[]))
    assert desk.state().status is Status.DECIDED


def test_a_decision_overridden_by_a_person_counts_as_the_person_left_it() -> None:
    """A supervisor who refuses what the law would allow has refused it, and the count must say so."""
    desk = a_case()
    decision = desk.enters(decided("may", until=72))
    desk.enters(
        DecisionOverridden(
            decision=decision, act="hold", outcome="must_not", cite="Policy 7", reason="No cell."
        )
    )
    assert desk.state().status is Status.NOT_HONORED
    assert desk.state().deadline is None


def test_an_open_fact_waits() -> None:
    """A request that waits for a fact must not look like one that was answered."""
    desk = a_case()
    desk.enters(decided("not_established"))
    assert (desk.state().status, desk.state().due_at) == (Status.WAITING_FACTS, moment(24))


def test_a_question_to_counsel_waits_until_it_is_answered() -> None:
    """The counsel queue and the board must agree on what is open."""
    desk = a_case()
    asked = desk.enters(OpinionAsked(fact="convictions[0].equivalent_to", due_at=moment(20)))
    assert desk.state().status is Status.WAITING_FACTS
    desk.enters(OpinionGiven(asked=asked, fact="convictions[0].equivalent_to", value="none"))
    assert desk.state().status is Status.OPEN


def test_a_stale_decision_is_open_again() -> None:
    """A warrant that arrives after the refusal must bring the request back to the top of the board."""
    desk = a_case()
    desk.enters(decided("must_not"))
    desk.enters(fact("known_gang_member"))
    assert desk.state().status is Status.OPEN


def test_a_doubt_who_it_is_stops_the_request() -> None:
    """A man was nearly held on another man's detainer; nothing goes on until two people looked."""
    desk = a_case()
    desk.enters(decided("may", until=72))
    desk.enters(IdentityQuestioned(mismatched=["birth_date"]))
    assert (desk.state().status, desk.state().due_at) == (Status.STOPPED, moment(24))


def test_a_running_hold_is_held_and_due_at_its_deadline() -> None:
    """The board sorts by the moment at which somebody must walk out."""
    desk, _ = a_hold(until=72)
    assert (desk.state().status, desk.state().due_at) == (Status.HELD, moment(72))


@pytest.mark.parametrize(
    "paper",
    [CANCELLED, RequestDuplicated(of_request="req-0"), RequestSuperseded(by_request="req-2")],
    ids=str,
)
def test_no_paper_hides_somebody_who_is_still_held(paper: RequestCancelled) -> None:
    """The worst case on the board is a person kept on a request that was withdrawn."""
    desk, _ = a_hold()
    desk.enters(paper)
    assert (desk.state().status, desk.state().due_at) == (Status.HELD, moment(72))


def test_two_running_holds_are_due_at_the_earlier_deadline() -> None:
    """If a hold was entered twice, the earlier deadline is the safe one."""
    desk, first = a_hold(until=72)
    desk.enters(hold(first - 1, until=60), at=25)
    assert desk.state().due_at == moment(60)


@pytest.mark.parametrize(
    "reason", ["transferred", "expired", "disavowed", "released_early", "unlawful", "warrant"]
)
def test_a_hold_that_ended_was_honored(reason: str) -> None:
    """The person was kept past release on the request, however it ended; that is what is counted."""
    desk, held = a_hold()
    desk.enters(HoldEnded(hold=held, reason=reason), at=30)
    assert (desk.state().status, desk.state().due_at) == (Status.HONORED, None)


def test_a_transfer_to_a_federal_agency_was_honored() -> None:
    """Nobody was held a minute longer, and the request was followed all the same."""
    desk = a_case()
    desk.enters(decided("may", until=72))
    desk.enters(moved("federal_criminal"), at=24)
    assert desk.state().status is Status.HONORED


def test_a_release_after_a_decision_was_not_honored() -> None:
    """The agency might have held the person, and did not: no hold is no hold."""
    desk = a_case()
    desk.enters(decided("may", until=72))
    desk.enters(RELEASED, at=24)
    assert desk.state().status is Status.NOT_HONORED


def test_a_release_before_anybody_asked_the_law_is_its_own_outcome() -> None:
    """A court released the person within the hour; the agency refused nothing and allowed nothing."""
    desk = a_case()
    desk.enters(RELEASED, at=2)
    assert desk.state().status is Status.RELEASED


@pytest.mark.parametrize(("hours", "status"), [
    (72 - SECOND, Status.MOVED_BEFORE_EXPIRY), (72, Status.NOT_HONORED), (72 + SECOND, Status.NOT_HONORED),
], ids=["just-before", "at", "just-after"])  # fmt: skip
def test_a_move_counts_as_before_expiry_up_to_the_deadline(hours: float, status: Status) -> None:
    """Three people in New York City's count qualified and were moved first: neither honored nor refused."""
    desk = a_case()
    desk.enters(decided("may", until=72))
    desk.enters(moved(), at=hours)
    assert desk.state().status is status


def test_a_move_without_a_lawful_hold_was_not_honored() -> None:
    """Where no hold was lawful there is nothing that the move came before."""
    desk = a_case()
    desk.enters(decided("must_not"))
    desk.enters(moved(), at=20)
    assert desk.state().status is Status.NOT_HONORED


@pytest.mark.parametrize(("hours", "status"), [(60, Status.MOVED_BEFORE_EXPIRY), (72, Status.HONORED)])
def test_a_hold_that_ended_with_a_move_is_counted_by_when_it_ended(hours: float, status: Status) -> None:
    """The clerk may enter the end of the hold, the transfer, or both; the count must not depend on it."""
    desk, held = a_hold(until=72)
    desk.enters(HoldEnded(hold=held, reason="moved_to_another_agency"), at=hours)
    assert desk.state().status is status


def test_a_hold_ends_when_the_person_is_moved() -> None:
    """Nobody is being held who is in another county's jail, even if the end of the hold was forgotten."""
    desk, _ = a_hold(until=72)
    desk.enters(moved(), at=60)
    state = desk.state()
    assert state.status is Status.MOVED_BEFORE_EXPIRY
    assert (state.holds[0].reason, state.holds[0].as_json()["ended_at"]) == ("transferred", moment(60))


def test_a_hold_ends_when_the_person_walks_out() -> None:
    """A released person must not stay on the board as overdue."""
    desk, _ = a_hold(until=72)
    desk.enters(RELEASED, at=60)
    assert (desk.state().status, desk.state().holds[0].reason) == (Status.HONORED, "released")


def test_a_day_in_court_ends_no_hold() -> None:
    """The person comes back from court in the evening, and the clock has run all day."""
    desk, _ = a_hold(until=72)
    desk.enters(moved("court"), at=30)
    assert (desk.state().status, desk.state().left) == (Status.HELD, None)


def test_an_earlier_release_ends_no_later_hold() -> None:
    """A release entered for the day before is not the end of a hold that began after it."""
    desk = a_case()
    desk.enters(RELEASED, at=1)
    decision = desk.enters(decided("may", until=72), at=2)
    desk.enters(hold(decision), at=24)
    assert desk.state().status is Status.HELD


def test_a_void_release_ends_no_hold() -> None:
    """A release entered on the wrong person must not take the right one off the board."""
    desk, _ = a_hold()
    wrong = desk.enters(RELEASED, at=30)
    desk.enters(void(wrong))
    assert (desk.state().status, desk.state().left) == (Status.HELD, None)


@pytest.mark.parametrize(
    ("paper", "status"),
    [
        (CANCELLED, Status.CANCELLED),
        (RequestDuplicated(of_request="req-0"), Status.DUPLICATE),
        (RequestSuperseded(by_request="req-2"), Status.SUPERSEDED),
    ],
    ids=["cancelled", "duplicate", "superseded"],
)
def test_a_paper_that_ends_a_request_is_its_outcome(paper: RequestCancelled, status: Status) -> None:
    """A request that was withdrawn, entered twice or replaced is not one that was refused."""
    desk = a_case()
    desk.enters(decided("must_not"))
    desk.enters(paper)
    assert desk.state().status is status


def test_a_hold_that_was_served_stays_honored_when_the_request_is_withdrawn_later() -> None:
    """The days in a cell happened; a later letter does not take them out of the count."""
    desk, held = a_hold()
    desk.enters(HoldEnded(hold=held, reason="disavowed"), at=30)
    desk.enters(CANCELLED)
    assert desk.state().status is Status.HONORED


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(72 - SECOND, HoldState.RUNNING), (72, HoldState.OVERDUE), (72 + SECOND, HoldState.OVERDUE)],
    ids=["just-before", "at", "just-after"],
)
def test_a_hold_is_unlawful_at_its_deadline(hours: float, expected: HoldState) -> None:
    """At the deadline itself the person must be out; a minute of grace is a minute of false arrest."""
    desk, _ = a_hold(until=72)
    now = datetime.fromisoformat(moment()) + timedelta(hours=hours)
    assert hold_state(desk.state(), now) is expected


def test_a_recomputed_clock_is_the_one_that_counts() -> None:
    """A corrected release time moves the deadline, and the board with it, the same minute."""
    desk, held = a_hold(until=72)
    desk.enters(recomputed(held, 60), at=30)
    desk.enters(recomputed(held, 48), at=31)
    desk.enters(recomputed(held + 99, 90), at=32)
    state = desk.state()
    assert (state.due_at, state.holds[0].as_json()["governed_by"]) == (moment(48), "form")
    assert hold_state(state, datetime.fromisoformat(moment(48))) is HoldState.OVERDUE


def test_a_hold_that_ended_is_neither_running_nor_overdue() -> None:
    """An alert about somebody who is long gone teaches the desk to ignore alerts."""
    desk, held = a_hold(until=72)
    desk.enters(HoldEnded(hold=held, reason="expired"), at=72)
    assert hold_state(desk.state(), datetime.fromisoformat(moment(99))) is HoldState.ENDED
    assert hold_state(a_case().state(), datetime.fromisoformat(moment(99))) is HoldState.NONE


@pytest.mark.parametrize(("hours", "late"), [(72 - SECOND, False), (72, False), (72 + SECOND, True)])
def test_a_hold_that_ended_after_its_deadline_says_so(hours: float, late: bool) -> None:
    """People have been kept for weeks without authority; the count of those is the one that is asked for."""
    desk, held = a_hold(until=72)
    desk.enters(HoldEnded(hold=held, reason="expired"), at=hours)
    assert desk.state().holds[0].ended_late is late


def test_a_running_hold_has_not_ended_late() -> None:
    """Whether it is overdue depends on the hour, and a stored state knows no hour."""
    desk, _ = a_hold()
    assert (desk.state().holds[0].ended_late, desk.state().holds[0].reason) == (False, None)
