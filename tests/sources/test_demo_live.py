"""What is open at the moment of the demo: each named situation stands, whatever day it is built on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from holdlaw.register.case_state import CaseState, case_state, hold_state
from holdlaw.register.case_status import HoldState, Status
from holdlaw.register.kinds.decision_overridden import DecisionOverridden

from .demo_entries import told

DAYS = {
    "an ordinary night": "2026-11-23T03:00:00-05:00",
    "the eve of a clock change": "2027-03-13T12:00:00-05:00",
    "the night of a clock change": "2026-11-01T01:30:00-04:00",
    "Thanksgiving": "2026-11-26T10:00:00-05:00",
    "midnight at the turn of the year": "2027-01-01T00:00:00-05:00",
    "a leap day": "2024-02-29T23:30:00-05:00",
    "a leap day long after the law was last checked": "2028-02-29T08:00:00-05:00",
    "the first of a month": "2026-08-01T00:05:00-04:00",
}

every_day = pytest.mark.parametrize("today", DAYS.values(), ids=DAYS.keys())


def live(today: str) -> dict[str, CaseState]:
    """The open cases, by what they are called."""
    return {request.partition("-L-")[2]: state for request, state in told(today, "live").cases().items()}


def clocks(state: CaseState) -> dict[str, dict[str, str]]:
    """The clocks of the latest decision by their names."""
    assert state.decision is not None
    return {clock["name"]: clock for clock in state.decision.made.content.clocks}


@every_day
def test_nothing_is_entered_after_the_moment_of_the_demo(today: str) -> None:
    """A register that knows tomorrow is a made-up one, and looks broken on the board."""
    entered = [datetime.fromisoformat(entry.entered_at) for entry in told(today, "live").entries]
    assert entered == sorted(entered)
    assert entered[-1] <= datetime.fromisoformat(today)


@every_day
def test_one_hold_has_forty_minutes_left_and_one_is_overdue(today: str) -> None:
    """The board has to show both at once; nobody should have to wait for it to happen."""
    now, cases = datetime.fromisoformat(today), live(today)
    assert hold_state(cases["closing"], now) is HoldState.RUNNING
    assert cases["closing"].holds[0].until == now + timedelta(minutes=40)
    assert hold_state(cases["overdue"], now) is HoldState.OVERDUE
    assert cases["overdue"].holds[0].until == now - timedelta(hours=2)


@every_day
def test_one_clock_runs_over_a_clock_change(today: str) -> None:
    """Forty-eight hours there look like 47 or 49 on the wall; a jail has to see which it is."""
    form = clocks(live(today)["clock-change"])["form"]
    starts, until = (datetime.fromisoformat(form[end]) for end in ("starts_at", "until"))
    assert starts.utcoffset() != until.utcoffset()
    assert until - starts == timedelta(hours=48)


@every_day
def test_one_clock_runs_over_thanksgiving(today: str) -> None:
    """The form's 48 hours run through the holiday and the regulation's do not: the earlier one governs."""
    found = clocks(live(today)["thanksgiving"])
    excluded = [datetime.fromisoformat(day) for day in found["regulation"]["days_excluded"]]
    assert any(day.month == 11 and day.weekday() == 3 and 22 <= day.day <= 28 for day in excluded)
    assert found["form"]["until"] < found["regulation"]["until"]


@every_day
def test_each_named_situation_stands(today: str) -> None:
    """A visitor who is told of a wrong-person stop looks for one, on whatever day they come."""
    status = {name: state.status for name, state in live(today).items()}
    assert status["search"] is Status.OPEN
    assert status["arrest-day"] is Status.WAITING_FACTS
    assert status["counsel"] is Status.WAITING_FACTS
    assert status["claim"] is Status.WAITING_FACTS
    assert status["cancelled"] is Status.CANCELLED
    assert status["superseded"] is Status.SUPERSEDED
    assert status["superseded-2"] is Status.OPEN
    assert status["wrong-person"] is Status.STOPPED


@every_day
def test_an_unknown_is_named_and_waits_for_somebody(today: str) -> None:
    """An unknown never becomes a yes: the open fact is listed, and counsel's question has no answer yet."""
    cases = live(today)
    decision = cases["arrest-day"].decision
    assert decision is not None
    assert "custody.arrested_on" in {fact["fact"] for fact in decision.made.content.open_facts}
    opinions = cases["counsel"].opinions
    assert {opinion.asked.content.fact for opinion in opinions} >= {"convictions[0].equivalent_to"}
    assert all(opinion.given is None for opinion in opinions)


@every_day
def test_one_override_waits_for_a_second_person_and_one_has_them(today: str) -> None:
    """Nobody overrides the law's answer alone; the page has to show the difference."""
    for name, signed in (("override", False), ("override-signed", True)):
        state = live(today)[name]
        assert len(state.all(DecisionOverridden)) == 1
        assert state.decision is not None
        assert state.decision.signed is signed
        assert state.decision.outcomes["hold"] == "must_not"


@every_day
def test_each_case_decided_is_the_one_its_entries_state(today: str) -> None:
    """A decision rests on what was entered before it; a fact from nowhere could not be audited."""
    found = told(today, "live")
    for request, state in found.cases().items():
        for decision in state.decisions:
            before = tuple(entry for entry in state.entries if entry.seq < decision.made.seq)
            place = decision.made.content.place
            stated = case_state(before, found.opened).case_file(place=place)
            assert stated == found.opened[decision.made.seq]["case"], request
