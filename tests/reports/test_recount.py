"""A second count, with code of its own, comes to the same numbers in every cell of every report."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from holdlaw.policybook import shipped
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.reports.statutory.declaration import Report
from holdlaw.reports.statutory.places import report_named, reports
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.sources.demo.building import build
from holdlaw.store.erasing import ask, shred
from holdlaw.store.home import Home
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.registers import Register
from tests.sources.demo_entries import FIXED_TODAY, plan

from .lots import CLERK, ENTERED, OTHER, Lots, by, edges, exported, opened, people
from .recount import REPORTS, Recount

CITY = ("us-ny-nyc-police/14-154-f", "us-ny-nyc/10-178-d")
FROM_2018 = date(2018, 1, 30)


def _endings(report: Report) -> list[date]:
    """The first two periods of each version that somebody has read, and the one of 2026."""
    found = []
    for basis in report.versions:
        if basis.items is not None:
            second = basis.every.next_end(basis.first_ending + timedelta(days=1))
            found += [basis.first_ending, second if basis.asks_for(second) else basis.first_ending]
    wide = date(2026, 6, 30)
    return sorted({*found, *([wide] if report.versions[-1].asks_for(wide) else [])})


def _same(register: Register, name: str, ending: date, agency: str) -> None:
    report = report_named(name)
    table = run(register, report, Asked(ending=ending, agency=agency), shipped())
    second = Recount(exported(register), opened(register), agency)
    wider = report.place.startswith("us-ny-nyc-")
    counted = REPORTS[name](second.over(table.period.from_, table.period.to, wider=wider))
    assert table.items() == counted, f"{name} for the period to {ending}"


def test_every_report_has_a_second_count() -> None:
    """A report that nobody counts a second time could be wrong for years."""
    assert set(REPORTS) == set(reports())


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", sorted(REPORTS))
def test_a_second_count_of_odd_registers_agrees(tmp_path: Path, name: str, seed: int) -> None:
    """Corrections, void entries, doubled papers and shredded people are where two counts drift apart."""
    report = report_named(name)
    place = "us-ny-nyc-police" if report.place == "us-ny-nyc" else report.place
    endings = _endings(report)
    periods = [basis.every.period(day) for day in endings for basis in report.versions if basis.asks_for(day)]
    days = edges(*(day for period in periods for day in (period.from_, period.to)), FROM_2018)
    home = Home(tmp_path / "register")
    create_register(home, origin="lots.example", opened_at=ENTERED, actor=CLERK)
    with open_register(home) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        lots = Lots(register, place, days, seed)
        lots.requests(32)
        for person in list(people(register, lots.agency))[::9]:
            asked = ask(
                register, person, ErasureAsked(what="shred", cite="Invented Code § 3"), by(lots.agency)
            )
            shred(register, asked.seq, by(lots.agency, OTHER))
        for ending in endings:
            _same(register, name, ending, lots.agency)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo up to the first day it can be built for: the published years of the city."""
    home = Home(tmp_path_factory.mktemp("demo") / "register")
    build(plan(FIXED_TODAY), home)
    return home


@pytest.mark.parametrize("ending", ["2015-09-30", "2016-09-30", "2017-09-30", "2018-06-30"])
def test_a_second_count_of_the_demo_agrees(demo: Home, ending: str) -> None:
    """The published numbers have to come out by two roads."""
    with open_register(demo) as register:
        _same(register, CITY[0], date.fromisoformat(ending), "pxpd")


@pytest.mark.parametrize("ending", ["2017-09-30", "2017-12-31", "2018-03-31"])
def test_a_second_count_of_the_demo_jail_agrees(demo: Home, ending: str) -> None:
    """A monthly count of who sits in a jail is quoted by the month."""
    with open_register(demo) as register:
        _same(register, "us-tx/511-0101", date.fromisoformat(ending), "excj")


def test_a_second_count_of_the_quarter_agrees(demo: Home) -> None:
    """The quarterly summary begins in the middle of a quarter."""
    with open_register(demo) as register:
        _same(register, CITY[1], date(2018, 3, 31), "pxpd")
