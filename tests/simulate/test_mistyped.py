"""Columns of other types, and places for answers, that would turn what a file says into something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.simulate.checking import check_values
from tests.cli.shell import run

from .test_files import written
from .test_numbering import said, source

WHY = "It would have been read as something that it does not say."


def told(column: str, count: str, type_: str, wanted: str) -> str:
    """What is said of a column of the wrong type."""
    return (
        f"HL-9002: {column}: {count} of the type {type_} cannot be read as {wanted}. {WHY} Write the column "
        f"as {wanted}, as the page of the layout says, or leave the cells empty."
    )


@pytest.mark.parametrize(
    ("column", "type_", "wanted"),
    [
        ("true AS reentered_after_removal", "BOOLEAN", "UTINYINT"),
        ("-1 AS reentered_after_removal", "INTEGER", "UTINYINT"),
        ("1.5::DOUBLE AS reentered_after_removal", "DOUBLE", "UTINYINT"),
        ("'nan'::DOUBLE AS reentered_after_removal", "DOUBLE", "UTINYINT"),
        ("'yes' AS reentered_after_removal", "VARCHAR", "UTINYINT"),
        ("[2] AS reentered_after_removal", "INTEGER[]", "UTINYINT"),
        ("'31.12.2016' AS act_on", "VARCHAR", "DATE"),
        ("20161231 AS act_on", "INTEGER", "DATE"),
        ("TIMESTAMPTZ '2016-12-31 23:00:00-05' AS act_on", "TIMESTAMP WITH TIME ZONE", "DATE"),
        ("DATE '2016-12-31' AS release_due_at", "DATE", "TIMESTAMP"),
        ("'tomorrow' AS release_due_at", "VARCHAR", "TIMESTAMP"),
        ("1483228800 AS release_due_at", "INTEGER", "TIMESTAMP"),
        ("'-05:00' AS utc_offset", "VARCHAR", "INTEGER"),
        ("true AS utc_offset", "BOOLEAN", "INTEGER"),
    ],
)
def test_a_column_that_would_be_read_as_another_value_is_refused(
    column: str, type_: str, wanted: str
) -> None:
    """`true` was read as 1, which is unknown, `false` as no; a text that is no day ended in a traceback."""
    name = column.rpartition(" ")[2]
    found = source(requests=f"SELECT 1 AS row_id, {column}")
    assert said(found) == [told(f"requests.{name}", "1 cell", type_, wanted)]


@pytest.mark.parametrize(
    "columns",
    [
        "2::BIGINT AS reentered_after_removal, '2016-12-31' AS act_on",
        "2.0::DOUBLE AS reentered_after_removal, TIMESTAMP '2016-12-31 00:00:00' AS act_on",
        "NULL::BOOLEAN AS reentered_after_removal, NULL::INTEGER AS act_on",
        "'2' AS reentered_after_removal, TIMESTAMPTZ '2016-12-31 23:00:00-05' AS release_due_at",
        "TIMESTAMP_NS '2016-12-31 23:00:00' AS release_due_at, -300::BIGINT AS utc_offset",
        "'2016-12-31 23:00:00' AS release_due_at, '-300' AS utc_offset, NULL::INTEGER AS form",
    ],
)
def test_a_column_that_says_the_same_in_another_type_is_read(columns: str) -> None:
    """Every program writes numbers and days in types of its own; nobody should have to care which."""
    assert said(source(requests=f"SELECT 1 AS row_id, {columns}")) == []


def test_every_mistyped_column_of_every_table_is_told_at_once() -> None:
    """Mending one a run is how people give up."""
    found = source(
        requests="SELECT range AS row_id, true AS asks_hold, 'x' AS received_on FROM range(3)",
        jail="SELECT 1 AS row_id, 7 AS from_on",
    )
    with pytest.raises(HoldlawError) as refused:
        check_values(found, tuple(shipped().forms))
    assert [str(problem) for problem in refused.value.problems] == [
        told("requests.received_on", "3 cells", "VARCHAR", "DATE"),
        told("requests.asks_hold", "3 cells", "BOOLEAN", "UTINYINT"),
        told("jail.from_on", "1 cell", "INTEGER", "DATE"),
    ]


def test_a_number_where_a_choice_is_wanted_is_refused_as_a_value() -> None:
    """A code of some program's own is no form."""
    assert "It holds '3'." in said(source(requests="SELECT 1 AS row_id, 3 AS form"))[0]


@pytest.mark.parametrize("table", ["", ".convictions"])
@pytest.mark.parametrize("command", ["simulate", "compare"])
def test_answers_are_never_written_over_the_rows(tmp_path: Path, command: str, table: str) -> None:
    """The requests of a year were replaced by the answers to them."""
    path = written(tmp_path)
    out = path.with_suffix(f"{table}.parquet")
    before, places = out.read_bytes(), ["--place", "us-tx", "--place", "us"]
    done = run(command, path, *places[: 4 if command == "compare" else 2], "--out", out)
    assert done.exit_code == 2
    assert "It is a file that the rows are read from." in " ".join(done.output.split())
    assert out.read_bytes() == before
