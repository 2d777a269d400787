"""`holdlaw demo` and `holdlaw replay` as they are typed: what they say, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holdlaw.policybook import shipped
from holdlaw.sources.demo.building import build
from holdlaw.store.home import Home
from tests.policybook.small_law import copied_law
from tests.sources.demo_entries import plan

from .shell import run

NIGHT = "2026-11-23T03:00:00-05:00"
few = pytest.mark.xdist_group("demo replay")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the live part of a demo."""
    folder = tmp_path_factory.mktemp("demo") / "small"
    build(plan(NIGHT, "live"), Home(folder))
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A whole demo of the earliest day, and what the command said."""
    folder = tmp_path_factory.mktemp("demo") / "whole"
    result = run("demo", "--dir", folder, "--today", "2018-04-02T09:00", "--no-serve")
    assert result.exit_code == 0, result.output
    return folder, result.output


def printed(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
    """Run a command with --json; give its exit code and what it printed."""
    result = run(*arguments, "--json")
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.slow
@pytest.mark.xdist_group("demo command")
class TestDemo:
    """The command that builds it."""

    def test_it_says_what_it_made_and_what_to_try(self, whole: tuple[Path, str]) -> None:
        """A newcomer needs the next command more than a number."""
        folder, said = whole
        assert "Its people are invented." in " ".join(said.split())
        assert "Port Example Police Department received 1," in said
        assert f"holdlaw verify --dir {folder}" in said

    def test_the_register_verifies(self, whole: tuple[Path, str]) -> None:
        """The first command it suggests has to work."""
        assert printed("verify", "--dir", whole[0])[1]["ok"] is True

    def test_every_decision_in_it_replays_to_equal_bytes(self, whole: tuple[Path, str]) -> None:
        """All of them, not a sample: one that does not is a decision nobody can account for."""
        code, found = printed("replay", "--dir", whole[0])
        assert code == 0
        assert found["replayed"] == found["same"] > 1600
        assert found["different"] == []

    def test_it_refuses_to_build_twice(self, whole: tuple[Path, str]) -> None:
        """Nothing that stands is overwritten, least of all a register."""
        before = sorted(path.name for path in whole[0].iterdir())
        code, found = printed("demo", "--dir", whole[0])
        assert (code, found["error"]["code"]) == (2, "HL-6012")
        assert sorted(path.name for path in whole[0].iterdir()) == before


@pytest.mark.parametrize(
    ("moment", "why"),
    [("tomorrow", "is not a moment"), ("2016-01-01", "not a moment from 2018-04-01")],
)
def test_a_moment_that_cannot_be_is_refused(tmp_path: Path, moment: str, why: str) -> None:
    """Nothing may be made before it is clear for which day."""
    result = run("demo", "--dir", tmp_path / "new", "--today", moment)
    assert result.exit_code == 2
    assert "HL-4001" in result.stderr
    assert why in result.stderr
    assert not (tmp_path / "new").exists()


@few
def test_replay_says_in_a_sentence_how_many_came_out_the_same(small: Path) -> None:
    """An auditor reads this line aloud."""
    result = run("replay", "--dir", small)
    assert result.exit_code == 0
    assert "decisions were taken again" in result.stdout


@few
def test_replay_under_law_that_was_edited_finds_it(small: Path, tmp_path: Path) -> None:
    """Whoever edits a law file in place changes what old decisions rest on: exit code 1, and its name."""
    law = copied_law(tmp_path / "law")
    law.change(
        "us/tx/2017-09-01.yaml", "The agency shall hold the person as the detainer asks.", "It may hold."
    )
    code, found = printed("replay", "--dir", small, "--policies", law.root)
    assert code == 1
    said = {version for each in found["different"] for version in each["law"]}
    assert "us-tx 2025-01-01 says something else than it did" in said


@few
def test_replay_of_one_entry_that_is_no_decision_is_refused(small: Path) -> None:
    """A wrong number must not pass for a decision that came out the same."""
    result = run("replay", "--dir", small, "--entry", "0")
    assert result.exit_code == 2
    assert "HL-4001: --entry: Entry 0 is no decision." in result.stderr


@few
def test_another_days_law_is_set_beside_one_decision(small: Path) -> None:
    """Before September 2017 nobody had read a Texas law: what was a must is then not established."""
    lines = run("replay", "--dir", small, "--law-on", "2017-08-31", "--json").stdout.splitlines()
    found = [json.loads(line) for line in lines]
    changed = [each for each in found if each["changed"]]
    assert changed
    one = run("replay", "--dir", small, "--entry", str(changed[0]["entry"]), "--law-on", "2017-08-31")
    assert one.exit_code == 0
    assert "Under the law of 2017-08-31, 1 of 1 decisions come out otherwise." in one.stdout


def test_the_shipped_law_names_both_places_of_the_demo() -> None:
    """The demo is nothing without the two laws it lives under."""
    assert {"us-ny-nyc-police", "us-tx"} <= set(shipped().place_names())
