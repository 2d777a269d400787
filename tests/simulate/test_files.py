"""Files of requests: what is stored beside them, two laws compared, a bill, and what cannot be used."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.case import Act, Outcome
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.simulate.comparing import Comparison
from holdlaw.simulate.forking import fork, law_named
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.layout import TRUTH, tables
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Simulation
from holdlaw.simulate.source import Source, connect, open_source
from holdlaw.sources.parquet import metadata
from tests.cli.shell import run

HOLD = (Act.HOLD,)
DOC = Path(__file__).parents[2] / "docs" / "reference" / "simulate-layout.md"


def written(folder: Path, *, form: str = "I-247D", missing: str = "unknown") -> Path:
    """Ten requests of 2016, every second with a robbery of the year before, and a warrant with each."""
    con, path = connect(), folder / "rows.parquet"
    about = metadata({"missing": missing, "source": "made up", "caveats": ["Nobody in it is real."]})
    selects = {
        "": f"SELECT range AS row_id, DATE '2016-06-01' AS act_on, DATE '2016-05-31' AS arrested_on, "
        f"'{form}' AS form, 'whole' AS record, 'whole' AS papers FROM range(10)",
        "convictions": "SELECT 2 * range AS row_id, 0 AS offence, DATE '2015-02-02' AS judgment_on, "
        "DATE '2016-05-31' AS arrested_on FROM range(5)",
        "offences": "SELECT 0 AS offence, 'NY PL 160.10' AS statute, 'felony' AS class, "
        "'adult' AS adjudication",
        "papers": "SELECT range AS row_id, 0 AS paper FROM range(10)",
        "paper_kinds": "SELECT 0 AS paper, 'warrant' AS kind, 'federal_magistrate' AS issuer, "
        "2::UTINYINT AS probable_cause, 2::UTINYINT AS authorises_federal_custody, "
        "2::UTINYINT AS names_subject",
    }
    for table in tables(shipped().questions):
        if table.name in selects:
            con.execute(f"COPY ({selects[table.name]}) TO '{table.file(path)}' (FORMAT parquet, {about})")
    return path


def opened(path: Path) -> Source:
    """The file, opened."""
    return open_source(connect(), path, shipped().questions)


def outcomes(path: Path, place: str = "us-ny-nyc-police") -> dict[Outcome, int]:
    """How often each outcome comes, by what is stored beside the file."""
    source, law = opened(path), law_of(shipped(), place)
    facts = ready(source, law.needed(HOLD), tuple(shipped().forms))
    return dict(Simulation(source, law, HOLD, facts).summaries()[Act.HOLD].outcomes)


def test_facts_are_stored_once_and_made_anew_when_the_file_changes(tmp_path: Path) -> None:
    """A what-if over stored facts of yesterday's file would be a figure about nobody."""
    path = written(tmp_path)
    assert outcomes(path) == {Outcome.MAY: 5, Outcome.MUST_NOT: 5}
    (stored,) = tmp_path.glob("rows.facts-*.parquet")
    before = stored.stat().st_mtime_ns
    assert outcomes(path) == {Outcome.MAY: 5, Outcome.MUST_NOT: 5}
    assert stored.stat().st_mtime_ns == before
    connect().execute(
        f"COPY (SELECT 0 AS row_id, 0 AS offence, DATE '2015-02-02' AS judgment_on, "
        f"DATE '2016-05-31' AS arrested_on) TO '{path.with_suffix('.convictions.parquet')}' (FORMAT parquet)"
    )
    assert outcomes(path) == {Outcome.MAY: 1, Outcome.MUST_NOT: 9}


def test_what_is_stored_answers_as_what_is_derived_on_the_way(tmp_path: Path) -> None:
    """The short cut must not be another law."""
    source, law = opened(written(tmp_path)), law_of(shipped(), "us-ny-nyc-police")
    stored = Simulation(source, law, HOLD, ready(source, law.needed(HOLD), tuple(shipped().forms)))
    assert Simulation(source, law, HOLD).keys == stored.keys


def test_two_laws_are_compared_row_by_row(tmp_path: Path) -> None:
    """Whoever says that a law would have changed something must be able to show which rows."""
    source = opened(written(tmp_path))
    laws = law_of(shipped(), "us-ny-nyc-police"), law_of(shipped(), "us")
    comparison = Comparison(source, laws, HOLD)
    found = comparison.partings()[Act.HOLD]
    assert found.as_json()["moves"] == [
        {"one": "may", "other": "may", "rows": 5},
        {"one": "must_not", "other": "may", "rows": 5},
    ]
    comparison.write(tmp_path / "differ.parquet")
    rows = source.con.execute(f"SELECT row_id FROM '{tmp_path}/differ.parquet'").fetchall()
    assert [row[0] for row in rows] == [1, 3, 5, 7, 9]


def test_a_bill_is_an_edited_copy_that_is_put_to_the_same_rows(tmp_path: Path) -> None:
    """What a bill would have done is asked before it is voted on, by people who do not write code."""
    own = fork(shipped(), "us-ny-nyc-police", tmp_path / "bill")
    law = own / "2014-12-14.yaml"
    text = law.read_text(encoding="utf-8")
    law.write_text(text.replace("within: {years: 5", "within: {years: 1"), encoding="utf-8")
    bill = law_named(str(tmp_path / "bill"), shipped())
    assert bill.place == "us-ny-nyc-police"
    source = opened(written(tmp_path))
    laws = law_of(shipped(), "us-ny-nyc-police"), law_of(bill.book, bill.place)
    assert Comparison(source, laws, HOLD).partings()[Act.HOLD].differ == 5
    assert laws[0].digest != laws[1].digest


def test_an_unedited_copy_is_the_same_law(tmp_path: Path) -> None:
    """Otherwise a difference could come from the copying."""
    fork(shipped(), "us-ca", tmp_path / "bill")
    bill = law_named(str(tmp_path / "bill"), shipped())
    assert law_of(bill.book, bill.place).digest == law_of(shipped(), "us-ca").digest


def test_a_copy_never_goes_over_other_files(tmp_path: Path) -> None:
    """A folder with two laws in it would be asked as one."""
    (tmp_path / "note.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(HoldlawError) as refused:
        fork(shipped(), "us-ca", tmp_path)
    assert str(refused.value) == (
        f"HL-9005: {tmp_path}: Something is there already. A copy over it would mix two laws. "
        "Name a new or empty folder."
    )


def test_a_value_that_the_layout_does_not_have_is_refused(tmp_path: Path) -> None:
    """A misspelt form would have counted as no detainer at all, for every row of a nation."""
    with pytest.raises(HoldlawError) as refused:
        outcomes(written(tmp_path, form="I247D"))
    assert str(refused.value) == (
        "HL-9002: requests.form: It holds 'I247D'. No law knows the value, and it would have counted as a "
        "no. Map it to a value of the layout where the file is made, or leave it empty."
    )


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """A person who mistyped a name must not be shown a table of nothing."""
    with pytest.raises(HoldlawError) as refused:
        opened(tmp_path / "none.parquet")
    assert str(refused.value) == (
        f"HL-9001: {tmp_path}/none.parquet: There is no such file. There are no rows to put to a law. "
        "Name a Parquet file in the layout of requests."
    )
    (tmp_path / "text.parquet").write_text("PAR1 but not really", encoding="utf-8")
    with pytest.raises(HoldlawError, match="HL-9001"):
        opened(tmp_path / "text.parquet")


def test_every_fact_has_a_column_and_every_column_is_described() -> None:
    """Whoever writes an importer reads the page; a column that it does not name stays empty."""
    text, questions = DOC.read_text(encoding="utf-8"), shipped().questions
    columns = {column.name: column.type for column in tables(questions)[0].columns}
    assert dict.fromkeys(questions.facts, TRUTH).items() <= columns.items()
    apart = {*questions.facts, *(name for name in columns if name.startswith("duty_"))}
    named = {c.name for table in tables(questions) for c in table.columns} - apart
    assert {name for name in named if f"`{name}`" not in text} == set()


def asked(*arguments: str | Path) -> Any:
    """What a command prints as JSON."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_the_commands_say_what_they_counted_under_which_law(tmp_path: Path) -> None:
    """A figure without its law, its digest and the caveats of its data is not a figure."""
    path = written(tmp_path)
    told = asked("simulate", path, "--place", "us-ny-nyc-police")
    assert (told["rows"], told["allowed"], told["not_allowed"], told["cannot_tell"]) == (10, 5, 5, 0)
    assert told["by_clause"] == {
        "us-ny-nyc-police 2014-12-14 b1": 5,
        "us-ny-nyc-police 2014-12-14 otherwise": 5,
    }
    assert told["caveats"] == ["Nobody in it is real."]
    assert told["law"]["digest"] == law_of(shipped(), "us-ny-nyc-police").digest
    assert told == asked("simulate", path, "--place", "us-ny-nyc-police")
    later = asked("simulate", path, "--place", "us-ny-nyc-police", "--on", "2020-06-01")
    assert later["law"]["on"] == "2020-06-01"
    parted = asked("compare", path, "--place", "us-ny-nyc-police", "--place", "us")
    assert (parted["differ"], parted["same"]) == (5, 5)


def test_rows_are_written_with_what_their_numbers_mean(tmp_path: Path) -> None:
    """A reader of the file alone must be able to say what each number is."""
    path, out = written(tmp_path, missing="not_recorded"), tmp_path / "out.parquet"
    asked("simulate", path, "--place", "us-tx", "--on", "2020-01-01", "--out", out)
    con = connect()
    keys = dict(con.execute(f"SELECT key, value FROM parquet_kv_metadata('{out}')").fetchall())
    about = json.loads(keys[b"holdlaw.about"])
    outcome, clause, mask = con.execute(f"SELECT hold, hold_clause, hold_hinges FROM '{out}'").fetchall()[0]
    assert about["outcomes"][outcome] == "not_established"
    assert about["clauses"][clause] == "us-tx 2017-09-01 b"
    assert [name for bit, name in enumerate(about["hinges"]) if mask >> bit & 1] == [
        "proof_of_citizenship_or_lawful_status"
    ]


def test_the_statement_that_is_printed_gives_the_same_rows(tmp_path: Path) -> None:
    """Whoever checks a figure can run its statement without Holdlaw."""
    path, out = written(tmp_path), tmp_path / "out.parquet"
    asked("simulate", path, "--place", "us-ny-nyc-police", "--out", out)
    printed = run("simulate", path, "--place", "us-ny-nyc-police", "--sql").output
    con = connect()
    assert con.execute(printed).fetchall() == con.execute(f"FROM '{out}'").fetchall()


def test_a_page_is_shown_for_people(tmp_path: Path) -> None:
    """Bounds are read at a glance: at least, at most, and what is missing."""
    page = run("simulate", written(tmp_path), "--place", "us-ny-nyc-police").output
    assert "at least 50.0 %, at most 50.0 %" in page
    assert "- Nobody in it is real." in page
    assert run("compare", written(tmp_path), "--place", "us").exit_code == 2


def test_the_law_of_a_day_is_the_same_for_every_row(tmp_path: Path) -> None:
    """With `--on` a researcher asks what one law would have done over all the years."""
    law = law_of(shipped(), "us-ny-nyc-police", date(2020, 6, 1))
    assert len(law.spans) == 1
    assert {version.id for version in law.versions} >= {"2019-08-12", "2018-11-14"}


def test_without_keeping_the_counts_are_the_same_and_nothing_is_stored(tmp_path: Path) -> None:
    """A folder of evidence, or of somebody else, is not to be added to for a question."""
    path = written(tmp_path)
    before = sorted(tmp_path.iterdir())
    once = run("simulate", path, "--place", "us-ny-nyc-police", "--json", "--no-keep")
    assert sorted(tmp_path.iterdir()) == before
    kept = run("simulate", path, "--place", "us-ny-nyc-police", "--json", "--keep")
    assert (once.exit_code, kept.exit_code) == (0, 0)
    assert json.loads(once.output) == json.loads(kept.output)
    assert len(list(tmp_path.iterdir())) == len(before) + 1


def test_what_is_written_is_what_the_printed_statement_gives(tmp_path: Path) -> None:
    """The one who runs the statement elsewhere must get the rows that Holdlaw wrote."""
    path, out = written(tmp_path), tmp_path / "answers.parquet"
    assert run("simulate", path, "--place", "us-ny-nyc-police", "--out", out).exit_code == 0
    statement = run("simulate", path, "--place", "us-ny-nyc-police", "--sql").output
    con = connect()
    printed = con.execute(f"FROM ({statement.rstrip().rstrip(';')}) ORDER BY row_id").fetchall()
    assert printed == con.execute(f"FROM '{out}' ORDER BY row_id").fetchall()
    assert len(printed) == 10


def test_a_statement_is_not_printed_where_what_it_reads_cannot_be_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would name rows that only this run has in its memory."""
    path = written(tmp_path)
    refused = run("simulate", path, "--place", "us-ny-nyc-police", "--sql", "--no-keep")
    assert "--sql: The statement reads what is stored." in " ".join(refused.output.split())

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("holdlaw.simulate.ready._store", full)
    refused = run("simulate", path, "--place", "us-ny-nyc-police", "--sql")
    assert refused.exit_code == 2
    assert "No space left on device" in " ".join(refused.output.split())


def test_texts_that_are_stored_as_numbers_are_read_as_texts(tmp_path: Path) -> None:
    """A quote in an agency's name, or an empty cell, must come back as it was."""
    path = written(tmp_path)
    con = connect()
    con.execute(
        f"COPY (SELECT * REPLACE (CASE row_id % 3 WHEN 0 THEN NULL ELSE form END AS form), "
        f"CASE row_id % 3 WHEN 0 THEN 'O''Hara''s Office' WHEN 1 THEN NULL ELSE 'ICE' END AS agency "
        f"FROM read_parquet('{path}')) TO '{tmp_path / 'quoted.parquet'}' (FORMAT parquet, "
        f"{metadata({'missing': 'unknown'})})"
    )
    path = tmp_path / "quoted.parquet"
    needed = law_of(shipped(), "us-ny-nyc-police").needed(HOLD)
    facts = ready(opened(path), needed, tuple(shipped().forms))
    told = con.execute(f"SELECT row_id, form, agency FROM {facts} ORDER BY row_id").fetchall()
    assert told == con.execute(f"SELECT row_id, form, agency FROM '{path}' ORDER BY row_id").fetchall()
    assert {agency for _, _, agency in told} == {None, "ICE", "O'Hara's Office"}
