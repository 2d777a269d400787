"""Statutory reports: their periods, their numbers on the demo, their traps, and what they refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.register.entry import Draft
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.reports.faces.csv_face import csv_files, file_name
from holdlaw.reports.life import Amends, amend, draft, life, publish, review, table_bytes
from holdlaw.reports.statutory.asking import basis_for
from holdlaw.reports.statutory.declaration import Due, Every
from holdlaw.reports.statutory.places import report_named, reports
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.table import Table
from holdlaw.sources.demo.building import build
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign
from tests.sources.demo_entries import FIXED_TODAY, plan

from .lots import CLERK, ENTERED, OTHER, Lots, by

POLICE = "us-ny-nyc-police/14-154-f"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo's published years."""
    home = Home(tmp_path_factory.mktemp("demo") / "register")
    build(plan(FIXED_TODAY, "city"), home)
    return home


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """A register with one invented Illinois agency that received nothing."""
    home = Home(tmp_path / "register")
    create_register(home, origin="small.example", opened_at=ENTERED, actor=CLERK)
    with open_register(home) as register:
        Lots(register, "us-il", [date(2023, 5, 5)], 1)
    return home


def _table(register: Register, name: str, ending: str) -> Table:
    return run(register, report_named(name), Asked(ending=date.fromisoformat(ending)), shipped())


def _refused(error: pytest.ExceptionInfo[HoldlawError]) -> str:
    return str(error.value)


@pytest.mark.parametrize(("ending", "received", "honored"), [("2016-09-30", 80, 2), ("2017-09-30", 1526, 0)])
def test_the_published_years_come_out(demo: Home, ending: str, received: int, honored: int) -> None:
    """80 and 2, 1,526 and 0: the numbers that were quoted, each for its statutory year."""
    with open_register(demo) as register:
        table = _table(register, POLICE, ending)
    beside = {cell.item: cell.value for cell in table.information}
    assert (table.items()["f.1"], beside["honored"]) == (received, honored)
    assert (table.items()["f.2"], table.items()["f.3"]) == (0, 0)
    assert beside["honored.criminal_warrant"] == honored


def test_a_statutory_year_is_never_a_bare_number(demo: Home) -> None:
    """Who reads "2017" takes it for the calendar year."""
    with open_register(demo) as register:
        table = _table(register, POLICE, "2017-09-30")
    assert table.label == "the twelve months to 30 September 2017 (statutory year)"
    footnote = next(note.text for note in table.notes if note.code == "statutory-year")
    assert footnote == "A statutory year: 2016-10-01 to 2017-09-30. It is not the calendar year 2017."


def test_every_number_leads_to_its_entries(demo: Home) -> None:
    """A number nobody can trace is a number nobody can correct."""
    with open_register(demo) as register:
        table = _table(register, POLICE, "2016-09-30")
    cells = {cell.item: cell for cell in table.cells}
    assert len(cells["f.1"].rests_on) == 80
    assert len(set(cells["f.4"].rests_on)) == 78


def test_three_months_fall_in_two_reports_and_both_say_so(demo: Home) -> None:
    """Adding the two reports would count July to September 2017 twice."""
    with open_register(demo) as register:
        told = [
            {note.code for note in _table(register, POLICE, end).notes}
            for end in ("2017-09-30", "2018-06-30")
        ]
        earlier = {note.code for note in _table(register, POLICE, "2016-09-30").notes}
    assert all("in-two-reports" in codes for codes in told)
    assert "in-two-reports" not in earlier


def test_item_5_is_asked_for_from_2018_alone(demo: Home) -> None:
    """A zero for a year in which nobody was asked to count would be made up."""
    with open_register(demo) as register:
        before, after = (_table(register, POLICE, end).items() for end in ("2017-09-30", "2018-06-30"))
    assert [item for item in before if item.startswith("f.5")] == []
    assert after["f.5.requests"] is not None


def test_a_day_with_which_no_period_ends_is_refused_with_its_neighbours() -> None:
    """Somebody who asks for the calendar year has to be told which years there are."""
    with pytest.raises(HoldlawError) as error:
        basis_for(report_named(POLICE), date(2017, 12, 31))
    assert _refused(error) == (
        "HL-8002: us-ny-nyc-police/14-154-f 2017-12-31: No period of this report ends with 2017-12-31. "
        "Numbers over "
        "other days than the law's cannot be compared with any that were reported. Ask for 2017-09-30 or "
        "2018-06-30."
    )


def test_a_period_before_the_law_is_refused() -> None:
    """No report was owed, and none is made up."""
    with pytest.raises(HoldlawError) as error:
        basis_for(report_named(POLICE), date(2012, 9, 30))
    assert _refused(error) == (
        "HL-8002: us-ny-nyc-police/14-154-f 2012-09-30: No law asked for this report on a period that ends "
        "with "
        "2012-09-30; the first ends with 2013-09-30. Numbers over other days than the law's cannot be "
        "compared with any "
        "that were reported. Ask for 2013-09-30."
    )


def test_a_version_nobody_read_is_refused() -> None:
    """Items that nobody has read cannot be counted, however likely they look."""
    with pytest.raises(HoldlawError) as error:
        basis_for(report_named("us-ny-nyc-correction/9-131-f"), date(2013, 9, 30))
    assert _refused(error) == (
        "HL-8003: us-ny-nyc-correction/9-131-f 2013-09-30: Nobody has read what NYC Admin. Code § 9-131(f) "
        "asked for "
        "from 2013-07-16 (Local Law 22 of 2013). A number under an item that nobody has read would be made "
        "up. Read it, "
        "and declare its items; other versions can be asked for."
    )


def test_an_agency_of_another_place_makes_no_such_report(demo: Home) -> None:
    """A police report over a jail's rows would look right and be wrong."""
    with open_register(demo) as register, pytest.raises(HoldlawError) as error:
        _table(register, "us-il/805-25", "2022-12-31")
    assert _refused(error) == (
        "HL-8004: us-il/805-25: No agency of this register makes it. The law that asks for this report is "
        "that of us-il. "
        "Ask for a report of the agency's own place."
    )


def test_an_unknown_report_is_refused_with_the_nearest() -> None:
    """A slip of one letter must not cost a search."""
    with pytest.raises(HoldlawError) as error:
        report_named("us-ny-nyc-police/14-154")
    assert _refused(error) == (
        "HL-8001: report: 'us-ny-nyc-police/14-154' is not a report that is declared here. Nothing was "
        "counted. Did you "
        "mean 'us-ny-nyc-police/14-154-f'? `holdlaw report list` shows all."
    )


def test_illinois_certifies_twice_where_nothing_came(small: Home) -> None:
    """The statute wants two certificates of its own, not one zero."""
    with open_register(small) as register:
        table = _table(register, "us-il/805-25", "2022-12-31")
    assert len(table.certificates) == 2
    assert table.due_on == date(2023, 3, 1)


def test_illinois_names_nobody(small: Home) -> None:
    """5 ILCS 805/25(b): no name and no other personal data, so no id either."""
    with open_register(small) as register:
        lots = Lots(register, "us-il-village", [date(2022, 5, 5)], 2)
        lots.requests(12)
        asked = Asked(ending=date(2022, 12, 31), agency=lots.agency)
        table = run(register, report_named("us-il/805-25"), asked, shipped())
    assert table.rows
    told = {name for row in table.rows for name, _ in row.told}
    assert told.isdisjoint({"person", "request", "name"})
    assert f"{lots.agency}-p" not in table_bytes(table).decode()
    assert f"{lots.agency}-r" not in table_bytes(table).decode()


def test_no_nil_report_is_owed_in_oregon() -> None:
    """A month without requests needs no paper."""
    oregon = report_named("us-or/181a-826")
    assert oregon.nil == "No report is needed for a month in which nothing was received."
    assert oregon.certificates == ()


def test_every_report_says_what_the_law_says_of_it() -> None:
    """Recipient, publication, nil and small numbers are asked of every report by somebody."""
    for report in reports().values():
        assert all((report.recipient, report.publication, report.nil, report.small_numbers)), report.id
        assert all(basis.cite and basis.enacted_by for basis in report.versions), report.id
        items = [item for basis in report.versions for item in basis.items or ()]
        assert all(item.definition and item.unit for item in items), report.id


def test_periods_and_due_days_are_whole_months() -> None:
    """A report that is a day off its period is another report."""
    year = Every(12, 9)
    assert [year.ends_on(date(2017, 9, day)) for day in (29, 30)] == [False, True]
    assert str(Every(3, 12).period(date(2018, 3, 31))) == "2018-01-01 to 2018-03-31"
    assert Due(15, 10).on(date(2017, 9, 30)) == date(2017, 10, 15)
    assert Due(5).on(date(2026, 12, 31)) == date(2027, 1, 5)
    assert Due(30, 9).on(date(2013, 9, 30)) == date(2013, 9, 30)


def test_nobody_reviews_their_own_draft(small: Home) -> None:
    """One pair of eyes is none."""
    with open_register(small) as register:
        table = _table(register, "us-il/805-25", "2022-12-31")
        made = draft(register, table, by(table.agency), "k-1")
        with pytest.raises(HoldlawError) as error:
            review(register, made.seq, table, by(table.agency), "k-2")
    assert _refused(error) == (
        f"HL-8005: entry {made.seq}: staff-1 made the draft of entry {made.seq}. A number that one person "
        f"alone has seen "
        "is nobody's check. Have somebody else review it."
    )


def test_nothing_is_published_that_nobody_reviewed(small: Home) -> None:
    """The press reads the first number for ever."""
    with open_register(small) as register:
        table = _table(register, "us-il/805-25", "2022-12-31")
        made = draft(register, table, by(table.agency), "k-1")
        with pytest.raises(HoldlawError, match="Nobody has reviewed the draft"):
            publish(register, made.seq, table, by(table.agency, OTHER), "k-2")


def test_a_report_lives_from_draft_to_amendment(small: Home) -> None:
    """What was published stays, and what changed is told number by number."""
    with open_register(small) as register:
        first = _table(register, "us-il/805-25", "2022-12-31")
        made = draft(register, first, by(first.agency), "k-1")
        review(register, made.seq, first, by(first.agency, OTHER), "k-2")
        with pytest.raises(HoldlawError, match="No checkpoint covers"):
            publish(register, made.seq, first, by(first.agency, OTHER), "k-3")
    sign(small)
    with open_register(small) as register:
        out = publish(register, made.seq, first, by(first.agency, OTHER), "k-3")
        came = RequestReceived(form="I-247A", channel="fax")
        at = ENTERED.replace(year=2022)
        late = Draft(
            content=came,
            agency=first.agency,
            actor=CLERK,
            happened_at=at,
            request="late-1",
            late_reason="paper_form",
        )
        intake(register, [late], key="late", entered_at=ENTERED)
        second = _table(register, "us-il/805-25", "2022-12-31")
        with pytest.raises(HoldlawError, match="HL-8006"):
            review(register, made.seq, second, by(first.agency, OTHER), "k-4")
        again = draft(register, second, by(first.agency), "k-5")
        review(register, again.seq, second, by(first.agency, OTHER), "k-6")
    sign(small)
    with open_register(small) as register:
        wrong = Amends(table_bytes(second), "k-7")
        with pytest.raises(HoldlawError, match="HL-8008"):
            amend(register, again.seq, second, by(first.agency, OTHER), wrong)
        done = amend(register, again.seq, second, by(first.agency, OTHER), Amends(table_bytes(first), "k-8"))
        states = life(register, second)
    assert done.amends == out.seq
    assert [(each.item, each.before, each.after) for each in done.changes] == [("a.2", 0, 1)]
    assert (states.state, len(states.published)) == ("amended", 2)


def test_the_csv_escapes_formulas_and_carries_its_hash(small: Home) -> None:
    """A cell that begins with = would run in somebody's spreadsheet."""
    with open_register(small) as register:
        table = _table(register, "us-il/805-25", "2022-12-31")
    files = csv_files(table, "a note")
    assert list(files) == [file_name(table), "datapackage.json"]
    assert b"a.1" in files[file_name(table)]
    assert b'"checkpoint": "a note"' in files["datapackage.json"]
