"""Real releases, where they lie beside the project: the counts are the official ones, to the last row."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
from holdlaw.sources.releases.manifest import Manifest

DATA = os.environ.get("HOLDLAW_DATA")
ARRESTS = {2016: "ice-arrests/EROArrests_FY2016.csv.gz", 2017: "ice-arrests/EROArrests_FY2017.csv.gz"}
pytestmark = [
    pytest.mark.skipif(DATA is None, reason="real releases: HOLDLAW_DATA names no folder"),
    pytest.mark.xdist_group("real releases"),
]


@pytest.fixture(scope="module")
def arrests(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Manifest, Path]]:
    """Import the arrests of two fiscal years, once."""
    return {year: imported(name, tmp_path_factory.mktemp("arrests")) for year, name in ARRESTS.items()}


def imported(name: str, folder: Path) -> tuple[Manifest, Path]:
    """Import a real file into a temporary folder."""
    out = folder / "out.parquet"
    return import_file(Path(DATA or "") / name, out, Wanted(known=named(None))), out


def counted(sql: str) -> tuple[int, ...]:
    """Give the one row of a count."""
    with duckdb.connect() as db:
        row = db.execute(sql).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(("year", "rows", "new_york"), [(2016, 110_104, 1_847), (2017, 143_470, 2_576)])
def test_the_arrests_are_as_many_as_the_agency_published(
    arrests: dict[int, tuple[Manifest, Path]], year: int, rows: int, new_york: int
) -> None:
    """A tool that loses one row in a hundred thousand cannot check a published number."""
    manifest, out = arrests[year]
    assert (manifest.rows_read, manifest.rows_kept, manifest.rows_dropped) == (rows, rows, 0)
    area = "New York City Area of Responsibility"
    assert counted(f"SELECT count(*) FROM '{out}' WHERE area = '{area}'") == (new_york,)


def test_the_rise_that_was_published_is_found(arrests: dict[int, tuple[Manifest, Path]]) -> None:
    """From 20 January to 30 September 2017 there were 110,568 arrests, 42.1 percent more."""
    found = [
        counted(f"SELECT count(*) FROM '{out}' WHERE apprehended_on >= DATE '{year}-01-20'")[0]
        for year, (_, out) in arrests.items()
    ]
    assert found[1] == 110_568
    assert round(100 * found[1] / found[0] - 100, 1) == 42.1


def test_the_detainers_of_one_state_are_all_there(tmp_path: Path) -> None:
    """They are the rows on which laws are compared."""
    manifest, _ = imported("pennsylvania/pa_detainers.csv", tmp_path)
    assert (manifest.rows_read, manifest.rows_kept) == (32_757, 32_757)
    assert (manifest.first_day, manifest.last_day) == ("2007-10-02", "2015-07-18")


def test_convictions_of_early_years_are_not_recorded(tmp_path: Path) -> None:
    """Read as no conviction they would make a rise that never was."""
    manifest, out = imported("ice-arrests/seattle_arrests_with_state.csv.gz", tmp_path)
    assert manifest.rows_kept == 32_549
    early = f"SELECT count(*) FROM '{out}' WHERE apprehended_on < DATE '2014-10-01'"
    assert counted(early)[0] == manifest.states["conviction"]["not_collected"] > 0


@pytest.mark.parametrize(("name", "rows"), [("residents", 1_846), ("americans", 693)])
def test_lifted_detainers_are_read_too(tmp_path: Path, name: str, rows: int) -> None:
    """People held although they were residents or citizens."""
    assert imported(f"npr/{name}.csv", tmp_path)[0].rows_kept == rows


def test_rows_of_the_newest_releases_are_read(tmp_path: Path) -> None:
    """64 columns, a row number in front, and a person key."""
    manifest, _ = imported("minnesota/st_cloud_denied.csv", tmp_path)
    assert (manifest.rows_kept, manifest.release.id, manifest.duplicates_suspected) == (
        22,
        "ddp-detainers",
        0,
    )
