"""The many-rows part of the benchmark runs at a small size: a broken one would be noticed too late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from attrs import evolve

from bench.simulate import own
from bench.simulate.contract import Files, Task
from bench.simulate.measuring import Measured, Row, peer_names, with_peer
from bench.simulate.report import GOALS, LINEAR, PEAK_GB, as_json, as_text, goals, measure_simulate
from bench.simulate.rows import make
from bench.simulate.told import other_rows, words
from bench.simulate.turns import Engine, EngineError, Taken
from holdlaw.policybook import shipped

DOC = Path(__file__).parents[2] / "docs" / "explanation" / "performance.md"
SPARK = "spark_sql"
NEAR = tuple(name for name in peer_names() if name != SPARK)
MODULE = "bench.simulate.peers."

LISTED, PARTLY = "NY PL 160.10", "NY PL 120.04-a"
OFFENCES = (
    f"(0, '{LISTED}', 'felony', 'adult'), (1, '{LISTED}', 'unknown', 'adult'), "
    f"(2, '{LISTED}', 'felony', 'youthful_offender'), (3, '{PARTLY}', 'felony', 'adult'), "
    "(4, 'NY PL 265.10', 'unknown', 'adult'), (5, 'NY PL 265.10', 'felony', 'adult'), "
    "(6, 'NY PL 155.25', 'felony', 'adult'), (7, 'NY PL 120.04-a(4)', 'felony', 'adult')"
)
# number, arrested, form, agency, match, re-entry, outcome; every one of them came with a judge's warrant
REQUESTS = (
    ("10", "'2016-02-29'", "'I-247D'", "'ICE'", "0", "0", "must_not"),
    ("11", "'2016-02-29'", "'I-247D'", "'ICE'", "0", "0", "may"),
    ("12", "'2016-03-01'", "'I-247D'", "'ICE'", "0", "0", "must_not"),
    ("13", "NULL", "'I-247D'", "'ICE'", "0", "0", "not_established"),
    ("14", "NULL", "'I-247D'", "'ICE'", "0", "2", "may"),
    ("15", "NULL", "'letter'", "'CBP'", "1", "1", "not_established"),
    ("16", "'2016-02-29'", "'letter'", "'ICE'", "2", "0", "not_established"),
    ("17", "'2016-02-29'", "'I-247N'", "'ICE'", "2", "0", "must_not"),
    ("18", "'2016-02-29'", "'I-247D'", "'other'", "2", "0", "must_not"),
    ("19", "'2016-02-29'", "'I-247D'", "NULL", "2", "NULL", "may"),
    ("20", "'2016-02-29'", "'I-247D'", "'ICE'", "NULL", "2", "must_not"),
    ("21", "'2016-02-29'", "'I-247D'", "'ICE'", "0", "0", "may"),
    ("22", "'2016-02-29'", "'I-247D'", "'ICE'", "0", "0", "must_not"),
    ("90000", "'2016-02-29'", "'I-247D'", "'ICE'", "0", "0", "may"),
)
# whose, of what, judged
CONVICTIONS = (
    ("10", "0", "'2011-02-28'"), ("11", "0", "'2011-03-01'"), ("12", "0", "'2011-03-01'"),
    ("13", "0", "'1990-01-01'"), ("14", "0", "'1990-01-01'"), ("15", "0", "'1990-01-01'"),
    ("20", "2", "'2015-01-01'"), ("20", "3", "'2015-01-01'"), ("20", "4", "'2015-01-01'"),
    ("20", "6", "'2015-01-01'"), ("20", "0", "NULL"), ("21", "6", "'2015-01-01'"),
    ("21", "1", "'2015-01-01'"), ("21", "0", "NULL"), ("22", "0", "'2011-02-27'"),
    ("90000", "0", "'1990-01-01'"), ("90000", "5", "'2015-01-01'"), ("90000", "7", "'1990-01-01'"),
)  # fmt: skip


def _rewritten(requests: Path) -> Files:
    """Put the hard rows in the place of made ones; the columns and their types stay."""
    files, con = Files.beside(requests), duckdb.connect()
    asked = ", ".join(f"({', '.join(row[:-1])})" for row in REQUESTS)
    record = ", ".join(f"({', '.join(row)})" for row in CONVICTIONS)
    rows = {
        files.requests: "SELECT id::BIGINT AS row_id, DATE '2016-06-01' AS act_on, "
        "arrested::DATE AS arrested_on, form, agency, 'whole' AS record, 'whole' AS papers, "
        "match::UTINYINT AS terrorist_database_match, "
        "again::UTINYINT AS reentered_after_removal "
        f"FROM (VALUES {asked}) AS r(id, arrested, form, agency, match, again)",
        files.offences: f"FROM (VALUES {OFFENCES}) AS o(offence, statute, class, adjudication)",
        files.convictions: "SELECT id::BIGINT AS row_id, offence::INTEGER AS offence, "
        "judged::DATE AS judgment_on, arrested_on "
        f"FROM (VALUES {record}) AS c(id, offence, judged) JOIN '{files.requests}' AS r ON r.row_id = c.id "
        "ORDER BY ALL",
        files.papers: f"SELECT row_id, 0 AS paper FROM '{files.requests}'",
    }
    for file, sql in rows.items():
        con.execute(
            f"COPY ({sql}) TO '{file}' (FORMAT parquet, KV_METADATA {{'holdlaw.missing': '\"unknown\"'}})"
        )
    return files


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Task:
    """The hard rows, with what peers are told of the law, and Holdlaw's answers beside them."""
    folder, book = tmp_path_factory.mktemp("hard"), shipped()
    requests = _rewritten(make(folder, 10, book)).requests
    task = Task(own.WRITE, requests, folder / "own.parquet", words(book), threads=1)
    with Engine(task) as engine:
        engine.round(own.WRITE)
    return task


def _started(task: Task, peer: str) -> Engine:
    try:
        return Engine(evolve(task, engine=MODULE + peer, out=task.out.with_name(f"{peer}.parquet")))
    except EngineError as error:
        if error.missing:
            pytest.skip(str(error))
        raise


@pytest.fixture(params=[*NEAR, pytest.param(SPARK, marks=pytest.mark.slow)])
def peer(request: pytest.FixtureRequest, hard: Task) -> Iterator[Engine]:
    """One engine after another over the hard rows, in a process of its own."""
    with _started(hard, request.param) as engine:
        yield engine


def test_every_peer_reads_unknowns_and_leap_days_as_the_law_does(peer: Engine, hard: Task) -> None:
    """A peer that is fast because it reads an unknown as no, or February 29 as March 1, is not a peer.

    2016-02-29 less five years is 2011-02-28: a judgment of that day is out, one of March 1 is in.
    """
    asked = dict.fromkeys(("must_not", "not_established", "may"), 0)
    for row in REQUESTS:
        asked[row[-1]] += 1
    assert peer.round("counts")["found"] == asked
    peer.round("write")
    written = next(hard.out.parent.glob(f"{_module(peer)}.parquet"))
    assert other_rows(hard.out, written) == 0


def _module(peer: Engine) -> str:
    return peer.engine.rpartition(".")[2]


def test_the_hard_rows_have_the_outcomes_that_stand_beside_them(hard: Task) -> None:
    """What the peers are held to is written down here by a person, and not taken from the engine alone."""
    con = duckdb.connect()
    found = con.execute(f"SELECT row_id, hold FROM '{hard.out}' ORDER BY row_id").fetchall()
    names = ("must", "may", "must_not", "not_established", "no_rule")
    assert [(row, names[hold]) for row, hold in found] == [(int(row[0]), row[-1]) for row in REQUESTS]


@pytest.mark.slow
def test_the_benchmark_of_many_rows_answers_every_row() -> None:
    """A figure for speed means nothing if rows were left without an answer, or answered otherwise."""
    result = measure_simulate((5_000,), rounds=1, peers=NEAR)
    assert result.failures == ()
    size = result.sizes[0]
    assert tuple(size.steps) == own.STEPS
    assert {row.id for row in size.peers} | {name.partition(" ")[0] for name in size.skipped} == set(NEAR)
    assert all(row.written for row in size.peers)
    assert "from the raw files" in as_text(result)
    assert as_json(result)["sizes"][0]["requests"] == 5_000
    assert [goal.limit for goal in goals(size)][:3] == list(GOALS.values())


def test_a_peer_with_other_counts_fails_the_run_and_shows_them() -> None:
    """An engine that does other work must not stand in the table as if it were faster at the same."""
    ours, theirs = (
        Taken(1.0, 1.0, 0.1, {"may": 3, "must": 0}),
        Taken(0.5, 1.0, 0.1, {"may": 2, "must_not": 1}),
    )
    found = with_peer(
        Measured(3, dict.fromkeys(own.STEPS, ours)), Row("planted", "Planted 1", theirs, None, "")
    )
    assert [failure.name for failure in found.failures] == ["Planted 1"]
    assert found.peers[0].wrong == "counts {'may': 2, 'must_not': 1}, Holdlaw {'may': 3}"
    right = with_peer(found, Row("right", "Right 1", ours, None, ""))
    assert right.failures == found.failures


def test_the_page_on_performance_names_the_command_and_the_goals() -> None:
    """A reader who doubts a figure runs the command; a goal that was moved must be moved in public."""
    page = DOC.read_text(encoding="utf-8")
    assert "python -m bench simulate --full" in page
    for name, limit in GOALS.items():
        assert f"| {name} | {limit:g} bare scans |" in page
    assert f"{PEAK_GB:g} GB" in page
    assert f"{LINEAR:g} times" in page
    assert [name for name in peer_names() if f"`{name}`" not in page] == []
