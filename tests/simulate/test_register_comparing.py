"""A register's own requests under two laws, and those of one agency alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from holdlaw.core.case import Act
from holdlaw.policybook import shipped
from holdlaw.simulate.comparing import ONE, OTHER
from holdlaw.simulate.comparing_register import RegisterComparison
from holdlaw.simulate.from_register import asked_of
from holdlaw.simulate.in_words import in_words
from holdlaw.simulate.laws import law_of
from holdlaw.sources.demo.building import build
from holdlaw.store.agencies import agencies
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from tests.cli.shell import run
from tests.sources.demo_entries import plan

NIGHT = "2026-11-23T03:00:00-05:00"
LAWS = ("us-ny-nyc-police", "us-tx")
ACTS = (Act.HOLD, Act.NOTIFY)
pytestmark = pytest.mark.xdist_group("simulate register")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the live part of a demo: requests of two agencies."""
    folder = tmp_path_factory.mktemp("compared") / "small"
    build(plan(NIGHT, "live"), Home(folder))
    return folder


def told(*words: str) -> Any:
    """Run a command; give the JSON it prints."""
    done = run(*words, "--json")
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_each_side_is_what_that_law_alone_says(small: Path) -> None:
    """A comparison that counted otherwise than the two laws by themselves would be a third law."""
    one, other = (law_of(shipped(), place) for place in LAWS)
    with open_register(Home(small), read_only=True) as register:
        alone = [asked_of(register, (law,), ACTS)[0].summaries() for law in (one, other)]
        both = RegisterComparison(register, (one, other), ACTS)
        for act, parting in both.partings().items():
            assert parting.one.as_json() == alone[0][act].as_json()
            assert parting.other.as_json() == alone[1][act].as_json()
            assert parting.one.rows == sum(parting.moves.values()) > 0
            assert parting.differ > 0


def test_the_rows_that_are_written_are_those_that_differ(small: Path, tmp_path: Path) -> None:
    """A row under both laws says, in numbers and in words, what each law alone says of it."""
    laws = law_of(shipped(), LAWS[0]), law_of(shipped(), LAWS[1])
    with open_register(Home(small), read_only=True) as register:
        both = RegisterComparison(register, laws, ACTS)
        both.write(tmp_path / "rows.parquet")
        con = both.source.con
        said = con.execute(in_words(both.differing(), both.answers, both.keys)).fetchall()
        names = [each[0] for each in con.description or ()]
        answers = asked_of(register, laws, ACTS)
        for rows, side in zip(answers, ("one", "other"), strict=True):
            rows.write(tmp_path / f"{side}.parquet")
        alone = [
            {
                row[0]: row[1:]
                for row in rows.source.con.execute(
                    "SELECT request, hold, notify FROM "
                    f"({in_words(_read(tmp_path / f'{side}.parquet'), {'': rows.answers}, both.keys)})"
                ).fetchall()
            }
            for rows, side in zip(answers, ("one", "other"), strict=True)
        ]
    found = [dict(zip(names, row, strict=True)) for row in said]
    assert {row["request"]: (row["one_hold"], row["one_notify"]) for row in found} == {
        request: one for request, one in alone[0].items() if one != alone[1][request]
    }
    assert {row["request"]: (row["other_hold"], row["other_notify"]) for row in found} == {
        request: other for request, other in alone[1].items() if other != alone[0][request]
    }
    with duckdb.connect() as db:
        numbers = db.execute(f"SELECT request FROM ({_read(tmp_path / 'rows.parquet')})").fetchall()
    assert [row[0] for row in numbers] == [row["request"] for row in found]
    assert {name.partition("_")[0] for name in names} == {"row", "request", ONE, OTHER}


def _read(path: Path) -> str:
    return f"SELECT * FROM read_parquet('{path}')"


def test_the_agencies_of_a_register_add_up(small: Path) -> None:
    """Each agency counts its own; nobody's request is counted twice or by nobody."""
    with open_register(Home(small), read_only=True) as register:
        names = sorted(agencies(register))
    place = ("--dir", str(small), "--place", LAWS[0])
    every = told("simulate", *place)
    own = [told("simulate", *place, "--agency", name) for name in names]
    assert len(own) > 1
    assert sum(each["rows"] for each in own) == every["rows"]
    for outcome, rows in every["by_outcome"].items():
        assert sum(each["by_outcome"][outcome] for each in own) == rows
    assert own[0]["source"] == f"{every['source']}, agency {names[0]}"
    laws = ("--place", LAWS[0], "--place", LAWS[1])
    compared = told("compare", "--dir", str(small), *laws, "--agency", names[0])
    assert compared["one"] == {key: own[0][key] for key in compared["one"]}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--dir", "{dir}", "--agency", "nobody"), "'nobody' is not in this register"),
        (("rows.parquet", "--agency", "city"), "A file is of no agency."),
        (("rows.parquet", "--dir", "{dir}"), "Name a file or a register, one of them."),
        ((), "Name a file or a register, one of them."),
        (("--dir", "{dir}", "--missing", "unknown"), "A register is read on this machine"),
    ],
)
@pytest.mark.parametrize("command", ["simulate", "compare"])
def test_what_is_asked_of_a_register_is_asked_whole(
    small: Path, command: str, words: tuple[str, ...], says: str
) -> None:
    """A file taken for a register, or one agency for another, gives a figure that looks right."""
    laws = ("--place", LAWS[0]) if command == "simulate" else ("--place", LAWS[0], "--place", LAWS[1])
    done = run(command, *(word.format(dir=small) for word in words), *laws)
    assert says in " ".join(done.output.split())
    assert done.exit_code not in (0, 1)
