"""Numbers in a file of requests: one that stands twice or names nothing would spoil every count."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.simulate import numbering
from holdlaw.simulate.checking import check_values
from holdlaw.simulate.source import Source, connect, open_source
from tests.cli.shell import run

from .test_files import written

MEND = "Number the rows anew where the file is made, and take out or add what is named and not there."
TWICE = f"One would have been counted for another. {MEND}"
NOWHERE = f"It would have been left out without a word. {MEND}"
REQUESTS = "SELECT range AS row_id FROM range(10)"


def source(**tables: str) -> Source:
    """Tables given as SELECTs, as a file; `requests` are ten in their order unless said otherwise."""
    named = {"requests": REQUESTS} | tables
    relations = {name.replace("requests", ""): f"({sql})" for name, sql in named.items()}
    return Source(connect(), shipped().questions, relations, {})


def said(found: Source) -> list[str]:
    """What is refused, each problem in a line; nothing where the numbers are sound."""
    try:
        check_values(found, tuple(shipped().forms))
    except HoldlawError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_a_number_that_stands_twice_is_refused() -> None:
    """Two requests of one number would each be answered with the record of both."""
    twice = "SELECT unnest([3, 1, 3, 7, 7, 7, 2]) AS row_id"
    assert said(source(requests=twice)) == [
        f"HL-9010: requests.row_id: 2 numbers stand more than once: 3, 7. {TWICE}"
    ]
    many = "SELECT range % 20 AS row_id FROM range(40)"
    assert said(source(requests=many)) == [
        f"HL-9010: requests.row_id: 20 numbers stand more than once: 0, 1, 2, 3, 4 and more. {TWICE}"
    ]


def test_a_repeat_that_leaves_the_least_the_greatest_and_the_sum_alone_is_refused() -> None:
    """Bounds, count and sum of 0, 0, 3, 3 are those of 0, 1, 2, 3: a short cut over them would let it by."""
    repeated = "SELECT unnest([0, 0, 3, 3]) AS row_id"
    assert said(source(requests=repeated)) == [
        f"HL-9010: requests.row_id: 2 numbers stand more than once: 0, 3. {TWICE}"
    ]


def test_a_row_without_a_number_is_refused() -> None:
    """Nothing beside the requests could name it, and a second one would be the same row."""
    empty = "SELECT unnest([NULL, 1, NULL, 2]) AS row_id"
    assert said(source(requests=empty)) == [f"HL-9010: requests.row_id: 2 rows have none. {NOWHERE}"]


@pytest.mark.parametrize(("place", "column"), [("us-ny-nyc-police", "arrested_on"), ("us-ca", "act_on")])
@pytest.mark.parametrize("keep", ["--keep", "--no-keep"])
def test_a_conviction_with_another_day_than_its_request_is_refused(
    tmp_path: Path, place: str, column: str, keep: str
) -> None:
    """Its look-back would end on a day on which nobody was arrested, and the answer would be another's."""
    path, con = written(tmp_path), connect()
    beside = path.with_suffix(".convictions.parquet")
    con.execute(f"CREATE TABLE rows AS SELECT *, NULL::DATE AS act_on FROM '{beside}'")
    told = f"HL-9010: convictions.{column}: 5 convictions have another day than the request."
    for day, refused in (("DATE '2001-05-31'", True), ("NULL", False)):
        con.execute(f"COPY (SELECT * REPLACE ({day} AS {column}) FROM rows) TO '{beside}' (FORMAT parquet)")
        done = run("simulate", path, "--place", place, keep)
        assert done.exit_code == (2 if refused else 0), done.output
        assert (told in " ".join(done.output.split())) is refused


def test_a_number_that_is_none_is_refused_without_repeating_it() -> None:
    """An export that numbers people by name would have its names in an error otherwise."""
    named = "SELECT 'Jane Invented' AS row_id"
    assert said(source(requests=named)) == [
        f"HL-9010: requests.row_id: It holds something that is no whole number. {NOWHERE}"
    ]


@pytest.mark.parametrize("requests", [REQUESTS, f"{REQUESTS} ORDER BY row_id DESC"])
def test_what_names_nothing_is_refused_all_at_once(requests: str) -> None:
    """A conviction of nobody, or of no offence, would have vanished from the record of a person."""
    found = source(
        requests=requests,
        convictions="SELECT unnest([1, 12, 11, NULL]) AS row_id, unnest([0, 0, 5, NULL]) AS offence",
        offences="SELECT unnest([0, 1, 1]) AS offence, unnest(['NY PL 160.10', 'NY PL 160.15', NULL]) AS own",
        jail="SELECT 99 AS row_id, 2::UTINYINT AS for_listed",
        papers="SELECT 3 AS row_id, 0 AS paper",
    )
    assert said(found) == [
        f"HL-9010: offences.offence: 1 number stands more than once: 1. {TWICE}",
        f"HL-9010: convictions.row_id: 1 row has none. {NOWHERE}",
        f"HL-9010: convictions.row_id: 2 numbers name no row of requests: 11, 12. {NOWHERE}",
        f"HL-9010: convictions.offence: 1 row has none. {NOWHERE}",
        f"HL-9010: convictions.offence: 1 number names no row of offences: 5. {NOWHERE}",
        f"HL-9010: jail.row_id: 1 number names no row of requests: 99. {NOWHERE}",
        f"HL-9010: papers.paper: 1 number names no row of paper_kinds: 0. {NOWHERE}",
    ]


@pytest.mark.parametrize(
    "requests", [REQUESTS, f"{REQUESTS} ORDER BY row_id DESC", "SELECT 3 * range AS row_id FROM range(10)"]
)
def test_sound_numbers_pass_in_any_order_and_with_gaps(requests: str) -> None:
    """A file is not wrong for being sorted by day, or for being a part of another."""
    own = f"({requests})"
    found = source(
        requests=requests,
        convictions=f"SELECT row_id, 4 AS offence FROM {own}, range(2) AS twice",
        offences="SELECT unnest([9, 4]) AS offence, 'NY PL 160.10' AS statute",
        papers=f"SELECT row_id, 0 AS paper FROM {own}",
        paper_kinds="SELECT 0 AS paper, 'warrant' AS kind",
    )
    assert said(found) == []
    assert said(source(requests="SELECT 1 AS row_id WHERE false")) == []


def test_rows_in_order_are_never_sorted_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten million rows in order are read through in a moment; to sort them out takes seconds."""
    monkeypatch.setattr(numbering, "_listed", None)
    convictions = "SELECT range // 2 AS row_id, 0 AS offence FROM range(20)"
    offences = "SELECT 0 AS offence, 'NY PL 160.10' AS statute"
    assert said(source(convictions=convictions, offences=offences)) == []


def test_the_command_refuses_them_and_stores_nothing(tmp_path: Path) -> None:
    """Facts stored from such a file would be taken for good on the next run."""
    path = written(tmp_path)
    twice = "SELECT 2 AS row_id FROM range(10)"
    connect().execute(f"COPY ({twice}) TO '{path}' (FORMAT parquet)")
    done = run("simulate", path, "--place", "us-ny-nyc-police", "--json")
    assert done.exit_code == 2
    assert "1 number stands more than once: 2." in done.output
    assert not list(tmp_path.glob("*.facts-*"))
    assert open_source(connect(), path, shipped().questions).has("convictions")
