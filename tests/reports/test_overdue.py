"""The over-detention ledger: no hour past authority is missing, and none is made up."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.reports.overdue.faces import COLUMNS, ledger_csv, ledger_lines
from holdlaw.reports.overdue.ledger import Ledger, Rate, held, held_past, hours
from holdlaw.reports.overdue.reading import overdue
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.states import catch_up
from tests.cli.shell import run
from tests.store.made import AGENCY, NOON, ORIGIN, REGISTRAR, draft, minutes, received

NEW_YORK = ZoneInfo("America/New_York")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 12 * 365 * 86_400).map(lambda seconds: BEGINNING + timedelta(seconds=seconds))


def hold(began: datetime, until: datetime, ended: datetime | None = None) -> dict[str, Any]:
    """Give a hold as the state of a case has it."""
    return {
        "seq": 5,
        "happened_at": began.isoformat(),
        "until": until.isoformat(),
        "ended_at": ended.isoformat() if ended else None,
        "ended_by": 9 if ended else None,
        "reason": "expired" if ended else None,
        "recomputed": [],
    }


def length(one: dict[str, Any], at: datetime) -> timedelta:
    """Give how long a hold was past authority."""
    return sum((each for _, each in held_past(one, at, NEW_YORK)), timedelta())


@given(
    began=MOMENTS,
    until=MOMENTS,
    at=MOMENTS,
    later=st.integers(0, 900 * 86_400).map(lambda seconds: timedelta(seconds=seconds)),
)
def test_a_hold_nobody_ends_only_ever_grows(
    began: datetime, until: datetime, at: datetime, later: timedelta
) -> None:
    """A ledger that shrinks when looked at later hides what happened."""
    one = hold(began, until)
    assert length(one, at) <= length(one, at + later)


@given(began=MOMENTS, until=MOMENTS, ended=MOMENTS, at=MOMENTS)
def test_the_months_add_up_to_the_time_that_passed(
    began: datetime, until: datetime, ended: datetime, at: datetime
) -> None:
    """Hours lost between two months, or over a clock change, would be hours nobody answers for."""
    whole = max(timedelta(), min(ended, at) - max(began, until))
    assert length(hold(began, until, ended), at) == whole


@given(
    began=MOMENTS,
    until=MOMENTS,
    at=MOMENTS,
    early=st.integers(0, 90 * 86_400).map(lambda seconds: timedelta(seconds=seconds)),
)
def test_a_hold_that_ended_in_time_is_not_in_the_ledger(
    began: datetime, until: datetime, at: datetime, early: timedelta
) -> None:
    """A jail that let somebody go in time must not be charged with it."""
    assert held(hold(began, until, until - early), ("a", "r"), at, NEW_YORK) is None


@pytest.mark.parametrize(("after", "expected"), [(-MINUTE, 0), (timedelta(), 0), (MINUTE, 60)])
def test_the_first_minute_counted_is_the_one_after_the_deadline(after: timedelta, expected: int) -> None:
    """A hold is unlawful at its deadline, so the time past it begins there."""
    until = datetime(2017, 6, 16, 13, 30, tzinfo=UTC)
    assert length(hold(until - HOUR, until), until + after).total_seconds() == expected


@pytest.mark.parametrize(
    ("day", "passed"), [(date(2017, 3, 11), 23), (date(2017, 6, 11), 24), (date(2017, 11, 4), 25)]
)
def test_a_clock_change_takes_no_hour_away(day: date, passed: int) -> None:
    """From noon to noon is 23, 24 or 25 hours; a person sat through each of them."""
    until = datetime(day.year, day.month, day.day, 12, tzinfo=NEW_YORK)
    noon = datetime(day.year, day.month, day.day + 1, 12, tzinfo=NEW_YORK)
    assert length(hold(until, until), noon) == passed * HOUR


def test_a_month_ends_where_the_agency_is() -> None:
    """An hour at night belongs to the month on the agency's wall, not to Greenwich's."""
    until = datetime(2017, 6, 30, 23, 0, tzinfo=NEW_YORK)
    split = held_past(hold(until, until), until + 3 * HOUR, NEW_YORK)
    assert split == (("2017-06", HOUR), ("2017-07", 2 * HOUR))
    december = datetime(2017, 12, 31, 23, 0, tzinfo=NEW_YORK)
    assert [month for month, _ in held_past(hold(december, december), december + 2 * HOUR, NEW_YORK)] == [
        "2017-12",
        "2018-01",
    ]


def test_a_hold_begun_after_its_deadline_counts_from_its_beginning() -> None:
    """Nobody was held before the hold began."""
    until = datetime(2017, 6, 16, 13, 30, tzinfo=UTC)
    assert length(hold(until + HOUR, until), until + 3 * HOUR) == 2 * HOUR


def test_no_rate_is_ever_assumed() -> None:
    """A cost at a rate that nobody set is a made-up number."""
    until = datetime(2017, 6, 16, 13, 30, tzinfo=UTC)
    one = held(hold(until, until), ("a", "r"), until + 90 * MINUTE, NEW_YORK)
    assert one is not None
    bare = Ledger(at=until, holds=(one,), rate=None, size=1)
    assert "cost" not in bare.as_json()["total"]
    priced = Ledger(at=until, holds=(one,), rate=Rate(Decimal("12.50"), "USD"), size=1)
    assert priced.as_json()["total"] == {"seconds": 5400, "hours": "1.50", "cost": "18.75"}


def started(until: datetime) -> HoldStarted:
    """Give a hold that is lawful until a moment."""
    return HoldStarted(
        decision=1,
        until=until.isoformat(),
        governed_by="us:regulation",
        clocks=[],
        cite="8 CFR 287.7(d)",
        basis="civil_detainer",
    )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A register with two holds: one past authority that nobody ended, one that ended in time."""
    where = Home(tmp_path / "register")
    create_register(where, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    joined = AgencyJoined(name="Invented Police", place="us-tx", zone="America/Chicago")
    with open_register(where) as register:
        intake(register, [draft(joined)], key="joined", entered_at=NOON)
        for number in (1, 2):
            drafts = [
                received(number),
                draft(started(minutes(10)), f"request-{number}", f"person-{number}"),
            ]
            intake(register, drafts, key=f"hold-{number}", entered_at=minutes(1))
        ended = draft(HoldEnded(hold=5, reason="expired"), "request-2", "person-2", minutes(9))
        intake(register, [ended], key="ended", entered_at=minutes(9))
        catch_up(register)
    return where


def test_a_hold_that_nobody_ended_is_seen(home: Home) -> None:
    """The hold that was forgotten is the one the ledger is for."""
    with open_register(home) as register:
        found = overdue(register, minutes(70))
        nobodys = overdue(register, minutes(70), agency="another-jail")
    (one,) = found.holds
    assert (one.request, one.ended_at, one.length, one.rests_on) == ("request-1", None, HOUR, (3,))
    assert found.agencies() == {AGENCY: HOUR}
    assert nobodys.holds == ()


def test_a_recomputed_clock_moves_the_hours(home: Home) -> None:
    """A holiday that was overlooked lengthens the authority; the entry that says so is named."""
    later = ClockRecomputed(
        hold=3, until=minutes(40).isoformat(), governed_by="us:regulation", clocks=[], because="new_holiday"
    )
    with open_register(home) as register:
        again = draft(later, "request-1", "person-1", minutes(5))
        intake(register, [again], key="again", entered_at=minutes(5))
        catch_up(register)
        (one,) = overdue(register, minutes(70)).holds
    assert (one.length, one.rests_on) == (30 * MINUTE, (3, 7))


def test_every_face_says_the_same_hours(home: Home) -> None:
    """The council reads the page, the auditor the rows: they may not differ."""
    with open_register(home) as register:
        found = overdue(register, minutes(70), rate=Rate(Decimal(10), "USD"))
    rows = ledger_csv(found).decode().split("\r\n")
    told = dict(zip(COLUMNS, rows[1].split(","), strict=True))
    assert (told["hours"], told["cost"], told["month"]) == ("1.00", "10.00", "2026-03")
    assert found.as_json()["total"] == {"seconds": 3600, "hours": "1.00", "cost": "10.00"}
    assert any(f"{hours(HOUR)} h, 10.00 USD" in line for line in ledger_lines(found))


def test_the_command_says_what_is_missing_of_a_rate(home: Home) -> None:
    """Half a price is refused, with what to write."""
    done = run("overdue", "--dir", str(home.folder), "--rate", "12.50")
    assert done.exit_code == 2
    assert done.stderr == (
        "HL-8081: --currency: A rate was given without its currency. A cost or a length that rests on a "
        "guess is a made-up number. Write both: --rate 12.50 --currency USD.\n"
    )


def test_the_command_prints_the_ledger(home: Home) -> None:
    """One line of JSON for a program, the same numbers as the page."""
    at = minutes(70).isoformat()
    done = run("overdue", "--dir", str(home.folder), "--at", at, "--json")
    assert json.loads(done.stdout)["total"] == {"seconds": 3600, "hours": "1.00"}
