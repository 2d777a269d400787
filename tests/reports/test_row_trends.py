"""Imported rows by year and column: what was not recorded in one of two years is not compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.trends.rows import RowPoint, row_trend
from holdlaw.reports.years import Every
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
from tests.sources.releases_made import ROW, SHORT, written

ARRESTS = ("arrest_date", "event_number", "most_serious_conviction", "country_of_citizenship")


def imported(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    """Import invented rows."""
    folder.mkdir()
    out = folder / "rows.parquet"
    import_file(written(folder, rows), out, Wanted(known=named(None)))
    return out


@pytest.fixture
def arrests(tmp_path: Path) -> Path:
    """Arrests of three whole fiscal years; convictions are recorded from the second on."""
    years = ((2014, 4, "NA"), (2015, 6, "Larceny"), (2016, 3, "NA"))
    rows = [
        (day, "1", what, "X")
        for year, count, what in years
        for day in (f"10/1/{year - 1}", f"9/30/{year}", *[f"3/1/{year}"] * (count - 2))
    ]
    return imported(tmp_path / "arrests", [ARRESTS, *rows])


def point(path: Path, label: str, by: str | None = None) -> RowPoint:
    """Give one fiscal year."""
    return next(each for each in row_trend([path], Every.FISCAL_YEAR, by).points if each.span.label == label)


def test_whole_years_are_counted_and_compared(arrests: Path) -> None:
    """A federal year begins on October 1: its first and its last day are the ones that slip."""
    year = point(arrests, "fiscal year 2015")
    assert (year.count, year.complete) == (6, True)
    assert year.before is not None
    assert year.before.ratio is not None
    assert year.before.ratio.times == 1.5


def test_a_column_that_was_not_recorded_a_year_before_is_refused_with_the_reason(arrests: Path) -> None:
    """The jump from no convictions to six is a new column, and has been printed as a rise in crime."""
    year = point(arrests, "fiscal year 2015", "conviction")
    assert [(group.name, group.count) for group in year.groups] == [("Larceny", 6)]
    step = year.groups[0].before
    assert step is not None
    assert step.ratio is None
    assert [note.text for note in step.guarded.refused] == [
        "'conviction' was recorded from 2014-10-01, so in 2013-10-01 to 2014-09-30 it is missing."
    ]


def test_from_the_first_recorded_year_on_groups_are_compared(arrests: Path) -> None:
    """None on record is a value then, and may be counted."""
    year = point(arrests, "fiscal year 2016", "conviction")
    assert [(group.name, group.count) for group in year.groups] == [("nothing recorded", 3)]
    step = year.groups[0].before
    assert step is not None
    assert step.guarded.allowed


def test_a_year_that_the_file_holds_in_part_is_not_compared(tmp_path: Path) -> None:
    """Nine months against twelve were once a fall of a quarter."""
    rows = [
        (f"{month}/1/{year}", *ROW[1:])
        for year, months in ((2011, 12), (2012, 9))
        for month in range(1, months + 1)
    ]
    found = row_trend([imported(tmp_path / "rows", [SHORT, *rows])], Every.YEAR)
    assert [(each.count, each.complete) for each in found.points] == [(12, True), (9, False)]
    assert found.points[1].before is not None
    assert found.points[1].before.ratio is None


def test_the_caveats_of_a_release_stand_on_every_trend(arrests: Path) -> None:
    """A figure without them is a claim."""
    assert row_trend([arrests], Every.YEAR).as_json()["caveats"]


def test_rows_without_a_day_are_counted_apart(tmp_path: Path) -> None:
    """They are neither lost nor put into a year."""
    path = imported(tmp_path / "rows", [SHORT, ROW, ("3/1/0999", *ROW[1:])])
    found = row_trend([path], Every.YEAR)
    assert (found.undated, [each.count for each in found.points]) == (1, [1])


@pytest.mark.parametrize("by", ["conviction", "colour"])
def test_a_column_that_a_release_does_not_have_is_refused(tmp_path: Path, by: str) -> None:
    """Counting nothing would print a year without convictions."""
    path = imported(tmp_path / "rows", [SHORT, ROW])
    with pytest.raises(HoldlawError) as caught:
        row_trend([path], Every.YEAR, by)
    assert str(caught.value) == (
        f"HL-8022: rows.parquet: ice-detainers-2008-2014 has no column {by}. Nothing was counted. "
        "Use one of: prepared_on, lift_reason, facility, city, state."
    )


def test_detainers_and_arrests_are_not_added_up(tmp_path: Path, arrests: Path) -> None:
    """One is a paper, the other a person taken."""
    detainers = imported(tmp_path / "rows", [SHORT, ROW])
    with pytest.raises(HoldlawError, match="The files are about different things"):
        row_trend([arrests, detainers], Every.YEAR)


def test_a_file_that_was_not_imported_is_refused(tmp_path: Path) -> None:
    """Its columns have no states, so nobody knows what is missing in it."""
    path = tmp_path / "other.parquet"
    path.write_bytes(b"PAR1 no")
    with pytest.raises(HoldlawError, match="no table that `holdlaw import` made"):
        row_trend([path], Every.YEAR)
