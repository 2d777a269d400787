"""Bills with every kind of limit in time: the statement ends each hold when core's own clock does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from holdlaw.clocks import Limit, starts
from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.truth import Truth
from holdlaw.decide.moments import clocks_of, local_day
from holdlaw.decide.program import program
from holdlaw.policybook import Book, shipped
from holdlaw.simulate.clock_order import orders, sooner
from holdlaw.simulate.clock_sql import Timed, Years, over, timed
from holdlaw.simulate.forking import fork, law_named
from holdlaw.simulate.from_cases import source_of
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.simulating import Simulation

from .harness import defined, differing, rows, rows_of
from .made import Maker
from .test_agreement import SOAK

COUNT = 4_000 if SOAK else 400
ACTS = (Act.HOLD, Act.NOTIFY)
HOURS = r"hours: 48\n( +excluding: \[.*\]\n)?"
BILLS = {
    "New York until one minute to midnight": ("us-ny-nyc-police", 'until_local_time: "23:59"\n'),
    "New York until an hour that is shown twice": ("us-ny-nyc-police", 'until_local_time: "01:30"\n'),
    "New York until an hour that the clocks skip": ("us-ny-nyc-police", 'until_local_time: "02:30"\n'),
    "New York until midnight": ("us-ny-nyc-police", 'until_local_time: "00:00"\n'),
    "New York a day": ("us-ny-nyc-police", "hours: 24\n"),
    "New York a working day": ("us-ny-nyc-police", "hours: 24\n    excluding: [saturday, sunday]\n"),
    "New York half a day, no Friday": ("us-ny-nyc-police", "hours: 12\n    excluding: [friday]\n"),
    "New York three days": ("us-ny-nyc-police", "hours: 72\n"),
    "California until the evening": ("us-ca", 'until_local_time: "17:00"\n'),
    "the regulation until noon": ("us", 'until_local_time: "12:00"\n'),
    "the regulation and the form until the same hour": ("us", 'until_local_time: "03:00"\n'),
}  # fmt: skip


def bill(place: str, instead: str, folder: Path) -> Book:
    """A copy of a place's law with another limit in place of its 48 hours."""
    own, changed = fork(shipped(), place, folder / "bill"), 0
    for file in own.glob("*-*-*.yaml"):
        text, times = re.subn(HOURS, instead, file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        changed += times
    assert changed, "no limit was changed"
    return law_named(str(folder / "bill"), shipped()).book


def near_the_end(cases: Iterator[Case], book: Book, rng: Random) -> Iterator[Case]:
    """Cases asked just before, at and just after a moment at which one of the clocks runs out."""
    for case in cases:
        request = evolve(case.request, form="I-247A", asks=None, agency="ICE")
        allowing = ("terrorist_database_match", "sex_or_arson_registrant")
        facts = {**case.facts, **dict.fromkeys(allowing, Truth.YES)}
        made = evolve(released(case, rng), request=request, facts=facts)
        law = program(book, made.place, local_day(book.place(made.place), made))
        clocks = clocks_of(book, law)
        ends = [clocks.get(made, name).until for name in law.clock_rules]
        moment = rng.choice(ends).astimezone(UTC) + rng.choice((-1, 0, 1)) * timedelta(microseconds=1)
        start = starts(made.custody.release_due_at, made.custody.search_done_at).astimezone(UTC)
        yield evolve(made, at=by_offset(max(moment, start), case.at.tzinfo))


CHANGES = ((2016, 3, 13), (2016, 11, 6), (2019, 3, 10), (2019, 11, 3), (2015, 1, 1), (2014, 12, 31))
"""Days on which clocks in the United States change, and the ends of a year."""


def released(case: Case, rng: Random) -> Case:
    """The same case with its moments as a case file has them, half of them around a change of the clocks."""
    zone, release = case.custody.release_due_at.tzinfo, case.custody.release_due_at
    if rng.random() < 0.5:
        day = datetime(*rng.choice(CHANGES), 12, tzinfo=zone).astimezone(UTC)
        release = day + rng.randint(-24, 24) * timedelta(minutes=30)
    search = rng.choice((None, release.astimezone(UTC) + rng.randint(-5, 5) * timedelta(minutes=40)))
    custody = evolve(
        case.custody,
        release_due_at=by_offset(release, zone),
        search_done_at=search and by_offset(search, zone),
    )
    return evolve(case, custody=custody, at=custody.release_due_at)


def by_offset(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment as a file writes it: by its hours from UTC; New York's where a place has no zone."""
    local = moment.astimezone(UTC).astimezone(ZoneInfo("America/New_York") if zone is UTC else zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)


def checked(batch: Sequence[Case], book: Book, place: str) -> int:
    """Compare every row; say how many holds a limit ended."""
    law = law_of(book, place)
    said = rows(batch, law, ACTS)
    different = next(differing(batch, said, book), None)
    assert different is None, f"{different}: {batch[different[0]]}"
    names = {span.law.clock_rules[name][0].name for span in law.spans for name in span.limits()}
    return sum(row[Act.HOLD].by.rpartition(" ")[2] in names for row in said)


@pytest.mark.parametrize("name", BILLS)
def test_a_limit_that_a_bill_writes_ends_the_hold_when_core_says(name: str, tmp_path: Path) -> None:
    """A bill that shortens the time would otherwise be counted as if it had none."""
    place, instead = BILLS[name]
    book = bill(place, instead, tmp_path)
    made = list(near_the_end(Maker(book, place, 2_718).cases(COUNT), book, Random(name)))
    assert checked([*made, *Maker(book, place, 2_719).cases(COUNT // 4)], book, place) > COUNT // 20


def test_a_window_that_columns_cannot_place_leaves_the_answer_open(tmp_path: Path) -> None:
    """Without a zone nobody can say when local days began: no row may be told a yes or a no."""
    own = fork(shipped(), "us-ia", tmp_path / "bill")
    place = own / "place.yaml"
    text = place.read_text(encoding="utf-8")
    assert "timezone:" in text
    place.write_text(re.sub(r"timezone:.*", "timezone: null", text), encoding="utf-8")
    law_file = own / "2018-04-10.yaml"
    text = law_file.read_text(encoding="utf-8")
    plain = 'when: detainer_request,\n        says: "The agency shall hand the person over'
    assert plain in text
    text = text.replace(plain, plain.replace("detainer_request", "terrorist_database_match"))
    law_file.write_text(text, encoding="utf-8")
    book = law_named(str(tmp_path / "bill"), shipped()).book
    batch = list(Maker(book, "us-ia", 3).cases(300))
    law = law_of(book, "us-ia")
    windows = [
        clock for span in law.spans for clock in span.timed.values() if clock.limit.days_before_release
    ]
    assert windows
    assert {over(clock, Years(date(2018, 1, 1), date(2020, 1, 1))) for clock in windows} == {None}
    said = rows(batch, law, tuple(Act))
    for case, row in zip(batch, said, strict=True):
        for act, (outcome, _) in defined(case, book, tuple(Act)).items():
            assert row[act].outcome in (outcome, Outcome.NOT_ESTABLISHED)
    open_rows = [row[act] for row in said for act in row if row[act].outcome is Outcome.NOT_ESTABLISHED]
    assert any("custody.release_due_at" in row.hinges for row in open_rows)


@pytest.mark.parametrize("moment", ["9999-12-31", "0999-03-01", "infinity", "290000-01-01", "1899-12-31"])
def test_a_moment_that_no_calendar_reaches_spoils_no_other_row(moment: str) -> None:
    """Systems write the year 9999 where nobody knows; the rows beside it must be counted as ever."""
    batch = list(Maker(shipped(), "us-ny-nyc-police", 4).cases(50))
    asked, source = law_of(shipped(), "us-ny-nyc-police"), source_of(batch, shipped())
    before = rows_of(Simulation(source, asked, ACTS))
    source.con.execute(f"UPDATE t_requests SET release_due_at = TIMESTAMP '{moment}' WHERE row_id = 7")
    after = rows_of(Simulation(source, asked, ACTS))
    assert len(after) == len(before)
    assert [row for i, row in enumerate(after) if i != 7] == [row for i, row in enumerate(before) if i != 7]


@pytest.mark.parametrize("place", shipped().place_names())
def test_the_shipped_laws_need_no_comparison_of_limits_by_row(place: str) -> None:
    """It would cost every row of a nation time, for a question that these laws do not raise."""
    for span in law_of(shipped(), place).spans:
        limits = {name: span.timed[name] for name in span.limits()}
        assert list(orders(limits, Years(date(2015, 1, 1), date(2016, 1, 1)))) == []


def limit(**stated: object) -> Timed:
    """A limit of New York."""
    return timed(Limit(name="made", cite="-", **stated), ZoneInfo("America/New_York"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (limit(hours=24), limit(hours=48), True),
        (limit(hours=48), limit(hours=48), False),
        (limit(hours=72), limit(hours=48), False),
        (limit(hours=48, excluding_weekdays=frozenset({5, 6})), limit(hours=48), False),
        (limit(hours=48), limit(hours=48, excluding_weekdays=frozenset({5, 6})), None),
        (limit(hours=47), limit(hours=48, excluding_weekdays=frozenset({5, 6})), True),
        (limit(hours=49), limit(hours=48, excluding_weekdays=frozenset({5, 6})), None),
        (limit(hours=24, excluding_weekdays=frozenset({2})), limit(hours=24), False),
        (limit(hours=12, excluding_weekdays=frozenset({2})), limit(hours=24), None),
        (limit(until_local_time=time(23, 59)), limit(hours=26), True),
        (limit(until_local_time=time(23, 59)), limit(hours=12), None),
        (limit(hours=12), limit(until_local_time=time(23, 59)), None),
    ],
)
def test_which_limit_runs_out_first_is_said_only_where_no_row_can_differ(
    one: Timed, other: Timed, said: bool | None
) -> None:
    """The provision that ended a hold is what a court is shown."""
    assert sooner(one, other) is said
