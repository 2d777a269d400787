"""Requests given as folders of Parquet parts: the same rows, the same answers, and no part is passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.case import Outcome
from holdlaw.policybook import shipped
from holdlaw.simulate.layout import tables
from holdlaw.simulate.source import connect
from holdlaw.sources.parquet import metadata
from tests.cli.shell import run

from .test_files import outcomes, written

PLACE = "us-ny-nyc-police"
FIVE = {Outcome.MAY: 5, Outcome.MUST_NOT: 5}


def parted(folder: Path, parts: int = 3) -> Path:
    """The ten requests of `written`, with every table in a folder of so many parts."""
    whole, con = written(folder), connect()
    for table in tables(shipped().questions):
        file = table.file(whole)
        if file.exists():
            kept = file.rename(file.with_suffix(".whole"))
            file.mkdir()
            for part in range(parts):
                sql = (
                    "SELECT * EXCLUDE (file_row_number) "
                    f"FROM read_parquet('{kept}', file_row_number := true) "
                    f"WHERE file_row_number % {parts} = {part}"
                )
                copied(con, sql, file / f"part-{part}.parquet")
            kept.unlink()
    return whole


def copied(con: Any, sql: str, to: Path, missing: str = "unknown") -> None:
    """Write one part, with what it says of itself."""
    con.execute(
        f"COPY ({sql}) TO '{to}' (FORMAT parquet, {metadata({'missing': missing, 'source': 'made up'})})"
    )


def refused(path: Path) -> str:
    """What the command says that refuses a file; nothing is stored from one."""
    done = run("simulate", path, "--place", PLACE)
    assert done.exit_code == 2, done.output
    assert not list(path.parent.glob("*.facts-*"))
    return " ".join(done.output.split())


def test_parts_are_answered_as_the_one_file_they_are_parts_of(tmp_path: Path) -> None:
    """Whoever spreads a nation over many files must not be told another figure."""
    assert outcomes(parted(tmp_path)) == FIVE
    assert outcomes(tmp_path / "rows.parquet") == FIVE, "stored facts of parts are found again"
    done = run("compare", tmp_path / "rows.parquet", "--place", PLACE, "--place", "us", "--json")
    assert json.loads(done.output)["differ"] == 5


def test_a_part_that_is_added_or_changed_is_seen(tmp_path: Path) -> None:
    """Facts stored before the last part came would leave its rows out of every figure."""
    path, con = parted(tmp_path), connect()
    assert outcomes(path) == FIVE
    first = f"read_parquet('{path / 'part-0.parquet'}')"
    copied(con, f"SELECT * REPLACE (77::BIGINT AS row_id) FROM {first} LIMIT 1", path / "part-9.parquet")
    assert outcomes(path) == {Outcome.MAY: 5, Outcome.MUST_NOT: 6}
    (path / "part-9.parquet").unlink()
    assert outcomes(path) == FIVE


def test_a_request_that_stands_in_two_parts_is_refused(tmp_path: Path) -> None:
    """A part that was delivered twice would be counted twice."""
    path = parted(tmp_path)
    (path / "part-3.parquet").write_bytes((path / "part-0.parquet").read_bytes())
    assert "more than once: 0, 3, 6, 9" in refused(path)


LIKE = "The rows of one part would be read by the words of another."


def test_parts_that_read_their_empty_cells_differently_are_refused(tmp_path: Path) -> None:
    """The words of the first part would have turned another part's blanks into findings."""
    path = parted(tmp_path)
    last = path / "part-2.parquet"
    copied(connect(), f"SELECT * FROM read_parquet('{last}')", path / "part-3.parquet", "not_recorded")
    last.unlink()
    assert refused(path) == (
        "HL-9001: rows.parquet/part-3.parquet: It says otherwise than part-0.parquet: missing. "
        f"{LIKE} Keep rows of another source in a file of their own."
    )


def test_a_part_with_other_columns_is_refused(tmp_path: Path) -> None:
    """A part that was made by another program may lack what the first has."""
    path = parted(tmp_path)
    last = path / "part-2.parquet"
    changed = "SELECT * EXCLUDE (record, act_on), 'x' AS act_on"
    copied(connect(), f"{changed} FROM read_parquet('{last}')", path / "part-3.parquet")
    last.unlink()
    assert refused(path) == (
        "HL-9001: rows.parquet/part-3.parquet: Other columns than in part-0.parquet: act_on, record. "
        f"{LIKE} Make every part with the same columns, of the same types."
    )


def test_a_part_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    """The rows of the others alone would be a figure about some of the requests."""
    path = parted(tmp_path)
    part = path / "part-1.parquet"
    part.write_bytes(part.read_bytes()[:-40])
    said = refused(path)
    assert said.startswith("HL-9001: rows.parquet/part-1.parquet: It cannot be read as Parquet (")
    assert said.endswith(f"{LIKE} Make or fetch it again, or take it out.")


@pytest.mark.parametrize("inside", [(), ("notes.txt",)])
def test_a_folder_without_parts_is_refused(tmp_path: Path, inside: tuple[str, ...]) -> None:
    """A folder named by mistake is not a file of no requests."""
    path = tmp_path / "rows.parquet"
    path.mkdir()
    for name in inside:
        (path / name).write_text("nothing", encoding="utf-8")
    assert refused(path).startswith(
        f"HL-9001: {path}: It cannot be read as Parquet (no part in it ends in .parquet)."
    )
