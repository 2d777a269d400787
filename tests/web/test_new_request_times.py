"""Times as a desk types them: read in the agency's zone, and asked about where they could be two moments."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.web.actions.writing import draft
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.typed_moments import Toward, read_day, read_moment
from holdlaw.web.roles import Role

from .conftest import MakePerson
from .made import Site
from .typing_in import desk_of

NEW_YORK = ZoneInfo("America/New_York")
NIGHT = datetime(2026, 11, 23, 3, 12, 40, tzinfo=NEW_YORK)
FALL = datetime(2026, 10, 31, 23, 12, tzinfo=NEW_YORK)
SPRING = datetime(2027, 3, 13, 23, 12, tzinfo=NEW_YORK)


def iso(text: str, now: datetime = NIGHT, toward: Toward = Toward.COMING) -> str | None:
    """Read a text; give the moment as ISO 8601 has it."""
    at = read_moment(text, now, toward).at
    return at.isoformat() if at else None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("now", "2026-11-23T03:12:00-05:00"),
        ("AHORA", "2026-11-23T03:12:00-05:00"),
        ("+45m", "2026-11-23T03:57:00-05:00"),
        ("+45", "2026-11-23T03:57:00-05:00"),
        ("+2h30m", "2026-11-23T05:42:00-05:00"),
        ("+1d", "2026-11-24T03:12:00-05:00"),
        ("-20 min", "2026-11-23T02:52:00-05:00"),
        ("14:30", "2026-11-23T14:30:00-05:00"),
        ("1430", "2026-11-23T14:30:00-05:00"),
        ("2:30 pm", "2026-11-23T14:30:00-05:00"),
        ("12am", None),
        ("tomorrow 12am", "2026-11-24T00:00:00-05:00"),
        ("tomorrow 06:00", "2026-11-24T06:00:00-05:00"),
        ("mañana 6am", "2026-11-24T06:00:00-05:00"),
        ("fri 06:00", "2026-11-27T06:00:00-05:00"),
        ("viernes 0600", "2026-11-27T06:00:00-05:00"),
        ("mon 03:00", "2026-11-23T03:00:00-05:00"),
        ("mon 02:00", "2026-11-30T02:00:00-05:00"),
        ("11/25/2026 06:00", "2026-11-25T06:00:00-05:00"),
        ("Nov 25, 2026 6 am", "2026-11-25T06:00:00-05:00"),
        ("2026-11-25 06:00 EST", "2026-11-25T06:00:00-05:00"),
        ("2026-11-25T06:00:00-05:00", "2026-11-25T06:00:00-05:00"),
        ("2026-11-25 06:00 PST", None),
        ("", None),
        ("soon", None),
        ("tomorrow", None),
        ("soon 06:00", None),
        ("25:00", None),
        ("13:30 pm", None),
        ("11/25/26 06:00", None),
        ("feb 2 2015", None),
        ("+99999999999d", None),
    ],
)
def test_a_time_is_read_as_a_desk_means_it(text: str, read: str | None) -> None:
    """Every clock of the law starts from what is typed here; a wrong reading holds somebody too long."""
    assert iso(text) == read


@pytest.mark.parametrize(
    ("text", "toward", "choices"),
    [
        ("02:12", Toward.COMING, None),
        ("02:11", Toward.COMING, ("today 02:11", "tomorrow 02:11")),
        ("03:17", Toward.PAST, None),
        ("03:18", Toward.PAST, ("yesterday 03:18", "today 03:18")),
    ],
)
def test_a_time_on_the_wrong_side_of_now_is_asked_about(
    text: str, toward: Toward, choices: tuple[str, ...] | None
) -> None:
    """At 23:00, 06:00 is tomorrow; taking it for today would say that the person should be free already."""
    read = read_moment(text, NIGHT, toward)
    assert (read.at is None, read.choices or None) == (choices is not None, choices)


def test_a_time_that_the_clocks_show_twice_is_asked_about() -> None:
    """One hour more or less is one hour of somebody's liberty."""
    read = read_moment("tomorrow 01:30", FALL, Toward.COMING)
    assert read.choices == ("2026-11-01 01:30 EDT", "2026-11-01 01:30 EST")
    assert [iso(choice, FALL) for choice in read.choices] == [
        "2026-11-01T01:30:00-04:00",
        "2026-11-01T01:30:00-05:00",
    ]


def test_a_time_that_the_clocks_never_show_is_asked_about() -> None:
    """Nobody is released at half past two on that night."""
    read = read_moment("tomorrow 02:30", SPRING, Toward.COMING)
    assert read.at is None
    assert read.choices == ("2027-03-14 01:30 EST", "2027-03-14 03:30 EDT")


@pytest.mark.parametrize(
    ("text", "read"), [("+3h", "2026-11-01T01:12:00-05:00"), ("+2h", "2026-11-01T01:12:00-04:00")]
)
def test_a_span_counts_hours_that_pass(text: str, read: str) -> None:
    """Three hours are three hours, also in the night in which the clocks are put back."""
    assert iso(text, FALL) == read


@pytest.mark.parametrize("text", ["mon 23:50", "sunday 23:50"])
def test_a_weekday_lies_behind_where_the_past_is_meant(text: str) -> None:
    """A fax of Sunday night is not one that comes next Sunday."""
    read = iso(text, NIGHT, Toward.PAST)
    assert read is not None
    assert datetime.fromisoformat(read) < NIGHT


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2/28/2015", date(2015, 2, 28)),
        ("28 Feb 2015", date(2015, 2, 28)),
        ("2015-02-28", date(2015, 2, 28)),
        ("today", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 22)),
        ("2/29/2015", None),
        ("28/2/2015", None),
        ("2/28/15", None),
    ],
)
def test_a_day_is_read_with_its_century(text: str, read: date | None) -> None:
    """A look-back of five years turns on the year; two digits do not say it."""
    assert read_day(text, NIGHT.date()) == read


@given(st.text(max_size=40), st.sampled_from(Toward))
def test_any_text_is_read_or_refused(text: str, toward: Toward) -> None:
    """Whatever a tired hand types must end in a reading or a question, never in an error page."""
    read = read_moment(text, NIGHT, toward)
    assert (read.at is None) == bool(read.problem)
    read_day(text, NIGHT.date())


def test_what_was_read_once_stays_so() -> None:
    """Somebody types +45m at 03:12 and saves at 03:40: the person is still released at 03:57."""
    first = Reader({"release_due_at": "+45m"}, NIGHT)
    first.moment("release_due_at", Toward.COMING)
    kept = {"release_due_at": "+45m", "release_due_at_read": first.kept("release_due_at")}
    later = Reader(kept, NIGHT.replace(minute=40))
    assert later.moment("release_due_at", Toward.COMING) == datetime(2026, 11, 23, 3, 57, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    "kept", ["+30m|2026-11-23T03:42:00-05:00", "+45m|soon", "+45m|2026-11-23T03:42:00", "+45m"]
)
def test_a_reading_of_something_else_is_not_taken(kept: str) -> None:
    """Once the text is changed, what it was read as before is over."""
    later = Reader({"release_due_at": "+45m", "release_due_at_read": kept}, NIGHT)
    assert later.moment("release_due_at", Toward.COMING) == datetime(2026, 11, 23, 3, 57, tzinfo=NEW_YORK)


def test_an_entry_is_late_by_the_time_that_passed_and_not_by_the_wall_clock(
    quick_site: Site, person: MakePerson
) -> None:
    """The night the clocks go back, forty minutes look like minus twenty; in spring, like a hundred."""
    back = (
        datetime(2026, 11, 1, 1, 50, tzinfo=NEW_YORK),
        datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK),
    )
    long_back = datetime(2026, 11, 1, 1, 20, tzinfo=NEW_YORK), back[1]
    forward = datetime(2027, 3, 14, 1, 50, tzinfo=NEW_YORK), datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK)
    with quick_site.register() as register:
        for (happened, now), late in ((back, False), (long_back, True), (forward, False)):
            desk = desk_of(person(Role.CLERK), register, now)
            made = draft(desk, PersonReleased(how="bail"), ("r-1", "p-1"), (happened, "busy_desk"))
            assert (made.late_reason == "busy_desk") is late
