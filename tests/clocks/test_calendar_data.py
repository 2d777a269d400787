"""A calendar file with a mistake is refused in one sentence that names the entry; nothing is guessed."""

import copy
from datetime import UTC, date, datetime
from typing import Any

import pytest

from holdlaw.clocks import CalendarError, calendar_from_data

DAY_FORMS = (
    'write a day as "January 1", "third Monday of January", "last Monday of May" '
    'or "Tuesday after the first Monday of November"'
)
GOOD: dict[str, Any] = {
    "calendar": "small",
    "title": "A small calendar",
    "source": "Law 1",
    "recorded": "2026-11-22",
    "texts_read": ["Law 1"],
    "in_lieu": {"Sunday": "the day after"},
    "holidays": [
        {"name": "Founders' Day", "on": "May 5", "source": "Law 1"},
        {"name": "Fair Day", "on": "first Monday of July", "source": "Law 1", "in_lieu": "no"},
    ],
    "one_off": [
        {"name": "Flood", "on": "2020-05-06", "cite": "Order 1", "source": "seen", "verified": "yes"}
    ],
    "open_questions": [{"question": "?", "owner": "counsel"}],
}
MISSING = object()


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Copy the good data with one place changed, or taken out."""
    data = copy.deepcopy(GOOD)
    *way, last = path
    place: Any = data
    for part in way:
        place = place[part]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return data


def test_good_data_gives_the_calendar_it_describes() -> None:
    """The refusals below mean something only if the unchanged data passes."""
    calendar = calendar_from_data(GOOD)
    assert (calendar.name, calendar.title, calendar.source) == ("small", "A small calendar", "Law 1")
    assert calendar.unverified == ()
    assert calendar.holidays(2020) == {
        date(2020, 5, 5): "Founders' Day",
        date(2020, 5, 6): "Flood (Order 1)",
        date(2020, 7, 6): "Fair Day",
    }
    assert calendar.holiday_on(date(2019, 5, 6)) == "Founders' Day (in lieu of Sunday 5 May)"


@pytest.mark.parametrize("yes", ["yes", True])
@pytest.mark.parametrize("day", ["2020-05-06", date(2020, 5, 6)])
def test_words_and_typed_values_mean_the_same(yes: object, day: object) -> None:
    """YAML 1.2 leaves yes a word and makes a date a date; JSON does the opposite."""
    entry = {"name": "Flood", "on": day, "cite": "Order 1", "source": "seen", "verified": yes}
    assert calendar_from_data(changed(("one_off",), [entry])) == calendar_from_data(GOOD)


def test_the_doubt_about_a_whole_list_comes_first() -> None:
    """It outweighs the doubts about single days."""
    data = changed(("unverified",), "nobody read the law")
    data["holidays"][0]["unverified"] = "the day is recalled"
    assert calendar_from_data(data).unverified == (
        "nobody read the law",
        "Founders' Day (May 5): the day is recalled",
    )


SMALL = 'calendar "small"'
WEEKDAY_FORMS = "write a weekday with the day before or the day after"
HOLIDAY = 'calendar "small", holidays, entry 1 (Founders\' Day)'
SINGLE = 'calendar "small", one_off, entry 1 (Flood)'


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("title",), MISSING, 'calendar "small": title: needs words, found None'),
        (("calendar",), MISSING, 'calendar "without a name": calendar: needs words, found None'),
        (("source",), "  ", "calendar \"small\": source: needs words, found '  '"),
        (("title",), 7, 'calendar "small": title: needs words, found 7'),
        (
            ("holiday",),
            [],
            f"{SMALL}: holiday: is not a key of this entry; the keys are calendar, title, source, holidays, "
            "one_off, in_lieu, unverified, recorded, texts_read, open_questions",
        ),
        (
            ("holidays",),
            MISSING,
            f"{SMALL}: holidays: needs at least one holiday; a clock without holidays names no calendar",
        ),
        (("holidays",), "May 5", "calendar \"small\": holidays: needs a list, found 'May 5'"),
        (("holidays",), None, 'calendar "small": holidays: needs a list, found None'),
        (
            ("in_lieu",),
            "Monday",
            "calendar \"small\": in_lieu: needs weekdays, such as Sunday: the day after, found 'Monday'",
        ),
        (
            ("in_lieu", "Sunday"),
            "Monday",
            f"{SMALL}: in_lieu: Sunday: Monday: {WEEKDAY_FORMS}",
        ),
        (
            ("in_lieu", "Sonntag"),
            "the day after",
            f"{SMALL}: in_lieu: Sonntag: the day after: {WEEKDAY_FORMS}",
        ),
        (
            ("in_lieu", "Sunday"),
            ["the day after"],
            f"{SMALL}: in_lieu: Sunday: ['the day after']: {WEEKDAY_FORMS}",
        ),
        (("unverified",), "", "calendar \"small\": unverified: needs words, found ''"),
        (
            ("holidays", 0, "on"),
            "June 31",
            f'{HOLIDAY}: on: "June 31" is not a day of every year; {DAY_FORMS}',
        ),
        (
            ("holidays", 0, "on"),
            "5 May",
            f'{HOLIDAY}: on: "5 May" is not a day this calendar can read; {DAY_FORMS}',
        ),
        (
            ("holidays", 0, "on"),
            date(2020, 5, 5),
            f"{HOLIDAY}: on: needs words, found datetime.date(2020, 5, 5)",
        ),
        (("holidays", 0, "source"), MISSING, f"{HOLIDAY}: source: needs words, found None"),
        (
            ("holidays", 0, "from"),
            "2020-01-01",
            f"{HOLIDAY}: from: is not a key of this entry; the keys are name, on, source, in_force_from, "
            "in_force_before, in_lieu, unverified",
        ),
        (
            ("holidays", 0, "in_force_from"),
            "2020",
            f"{HOLIDAY}: in_force_from: needs a date such as 2021-06-17, found '2020'",
        ),
        (("holidays", 0, "in_lieu"), "never", f"{HOLIDAY}: in_lieu: needs yes or no, found 'never'"),
        (("holidays", 0, "in_lieu"), 1, f"{HOLIDAY}: in_lieu: needs yes or no, found 1"),
        (("one_off", 0, "verified"), MISSING, f"{SINGLE}: verified: needs yes or no, found None"),
        (
            ("one_off", 0, "verified"),
            "no",
            f"{SINGLE}: verified: no goes with a reason in unverified, and yes goes without one",
        ),
        (
            ("one_off", 0, "unverified"),
            "recalled",
            f"{SINGLE}: verified: no goes with a reason in unverified, and yes goes without one",
        ),
        (("one_off", 0, "source"), MISSING, f"{SINGLE}: source: needs words, found None"),
        (("one_off", 0, "cite"), MISSING, f"{SINGLE}: cite: needs words, found None"),
        (
            ("one_off", 0, "day"),
            "x",
            f"{SINGLE}: day: is not a key of this entry; "
            "the keys are name, on, cite, source, verified, unverified",
        ),
        (
            ("one_off", 0, "on"),
            datetime(2020, 5, 6, tzinfo=UTC),
            f"{SINGLE}: on: needs a date such as 2021-06-17, found "
            "datetime.datetime(2020, 5, 6, 0, 0, tzinfo=datetime.timezone.utc)",
        ),
    ],
)
def test_a_mistake_is_refused_in_one_sentence(
    path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    """The person who mends the file is a lawyer: the sentence says where, what, and what to write."""
    with pytest.raises(CalendarError) as refused:
        calendar_from_data(changed(path, value))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("path", "value", "leads_to"),
    [
        (("title",), MISSING, ("title",)),
        (("holidays", 1, "on"), "June 31", ("holidays", 1, "on")),
        (("holidays", 1), "June 30", ("holidays", 1)),
        (("one_off", 0, "cite"), MISSING, ("one_off", 0, "cite")),
    ],
)
def test_the_error_leads_to_the_place_in_the_file(
    path: tuple[str | int, ...], value: object, leads_to: tuple[str | int, ...]
) -> None:
    """The reader of the file turns the path into a line number."""
    with pytest.raises(CalendarError) as refused:
        calendar_from_data(changed(path, value))
    assert refused.value.path == leads_to


def test_an_entry_without_a_name_is_still_pointed_at() -> None:
    """The number of the entry is enough to find it."""
    with pytest.raises(CalendarError) as refused:
        calendar_from_data(changed(("holidays", 0, "name"), MISSING))
    assert str(refused.value) == (
        'calendar "small", holidays, entry 1 (no name): name: needs words, found None'
    )


def test_an_entry_that_is_not_a_group_of_keys_is_refused() -> None:
    """A bare date in the list is the likeliest slip of all."""
    with pytest.raises(CalendarError) as refused:
        calendar_from_data(changed(("holidays", 1), "June 30"))
    assert str(refused.value) == (
        "calendar \"small\", holidays, entry 2: needs keys such as name and on, found 'June 30'"
    )


@pytest.mark.parametrize(
    ("before", "refused"), [("2020-01-01", True), ("2020-01-02", True), ("2020-01-03", False)]
)
def test_a_law_that_ends_before_it_begins_is_refused(before: str, refused: bool) -> None:
    """Two dates swapped would make a holiday vanish without a word."""
    data = changed(("holidays", 0, "in_force_from"), "2020-01-02")
    data["holidays"][0]["in_force_before"] = before
    if not refused:
        assert calendar_from_data(data).rules[0].in_force_before == date(2020, 1, 3)
        return
    with pytest.raises(CalendarError) as error:
        calendar_from_data(data)
    assert str(error.value) == f"{HOLIDAY}: in_force_before: {before} is not after in_force_from, 2020-01-02"


def test_a_calendar_error_is_a_value_error() -> None:
    """Callers outside this package need to know only that."""
    with pytest.raises(ValueError, match="needs words"):
        calendar_from_data({})
