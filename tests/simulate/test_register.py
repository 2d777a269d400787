"""A register's own requests put to a law: what it would have said is what was decided at the desk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from holdlaw.core.case import Act
from holdlaw.policybook import shipped
from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.entry import Actor
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.simulate import from_register
from holdlaw.simulate.from_register import asked_of
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.simulating import OUTCOMES
from holdlaw.simulate.source import connect
from holdlaw.sources.demo.building import build
from holdlaw.store.erasing import By, ask, shred
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.reading import entries_by, requests_after
from holdlaw.store.vault import closed_people
from tests.cli.shell import run
from tests.sources.demo_entries import plan

NIGHT = "2026-11-23T03:00:00-05:00"
LATER = datetime.fromisoformat(NIGHT) + timedelta(days=1)
PLACE = "us-ny-nyc-police"
ACTS = tuple(Act)
pytestmark = pytest.mark.xdist_group("simulate register")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the live part of a demo."""
    folder = tmp_path_factory.mktemp("simulated") / "small"
    build(plan(NIGHT, "live"), Home(folder))
    return folder


def states(folder: Path) -> dict[str, CaseState]:
    """Every request of a register whose record is open."""
    with open_register(Home(folder), read_only=True) as register:
        found = {}
        for request, entries in entries_by(register.db, "request", requests_after(register.db)):
            if not closed_people(register.db, {entry.person for entry in entries if entry.person}):
                found[request] = case_state(entries)
        return found


def shred_all(home: Home, requests: Mapping[str, CaseState]) -> None:
    """Shred the records of the people whom these requests are about: asked by one, done by another."""
    with open_register(home) as register:
        for person, agency in sorted({(state.person or "", state.agency) for state in requests.values()}):
            wanted = ErasureAsked(what="shred", cite="Invented Code § 1")
            asked = ask(register, person, wanted, By(Actor("s-1", "clerk"), agency, LATER))
            shred(register, asked.seq, By(Actor("s-2", "registrar"), agency, LATER))


def said(folder: Path, place: str) -> dict[str, dict[str, str]]:
    """What a law says of each request, by the request's id."""
    with open_register(Home(folder), read_only=True) as register:
        (rows,) = asked_of(register, (law_of(shipped(), place),), ACTS)
        rows.write(folder.parent / "out.parquet")
    names = ", ".join(act.value for act in ACTS)
    told = connect().execute(f"SELECT request, {names} FROM '{folder.parent}/out.parquet'").fetchall()
    return {
        request: {act.value: OUTCOMES[number].value for act, number in zip(ACTS, numbers, strict=True)}
        for request, *numbers in told
    }


def test_every_request_is_answered_as_it_was_decided(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A what-if that does not even reproduce what was done cannot say what would have been done."""
    monkeypatch.setattr(from_register, "PORTION", 7)
    by_place: dict[str, dict[str, Any]] = {}
    compared = 0
    for request, state in states(small).items():
        made = state.decision.made.content if state.decision else None
        if made is None or state.stale or state.stopped or made.at != state.release_due_at:
            continue
        if made.place not in by_place:
            by_place[made.place] = said(small, made.place)
        assert by_place[made.place][request] == dict(made.outcomes), request
        compared += 1
    assert compared > 5


def test_what_was_shredded_is_left_open_and_never_taken_for_no_record(small: Path, tmp_path: Path) -> None:
    """A law that reads an unknown record as none would turn every erased conviction into a refusal."""
    home = Home(copytree(small, tmp_path / "copy"))
    before = said(small, PLACE)
    changed = {request: state for request, state in states(small).items() if state.person and state.decision}
    shred_all(home, changed)
    after = said(home.folder, PLACE)
    assert set(after) == set(before)
    for request in changed:
        for act, outcome in after[request].items():
            assert outcome in (before[request][act], "not_established")
    assert any(after[request] != before[request] for request in changed)


def test_the_command_counts_the_register(small: Path) -> None:
    """The agency's own years are the first rows anybody asks a bill about."""
    done = run("simulate", "--dir", small, "--place", PLACE, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["rows"] == told["allowed"] + told["not_allowed"] + told["cannot_tell"] > 10
    assert told["source"].startswith("the register ")
    assert told == json.loads(run("simulate", "--dir", small, "--place", PLACE, "--json").output)


def test_a_file_and_a_register_are_not_mixed(small: Path) -> None:
    """Two kinds of rows in one figure would be a figure about neither."""
    both = run("simulate", small / "rows.parquet", "--dir", small, "--place", PLACE)
    assert both.exit_code == 2
    assert run("simulate", "--place", PLACE).exit_code == 2
    assert run("simulate", "--dir", small, "--place", PLACE, "--engine", "spark").exit_code == 2
    assert run("simulate", small / "rows.parquet", "--place", PLACE, "--engine", "abacus").exit_code == 2
    assert run("simulate", "--dir", small, "--place", PLACE, "--sql").exit_code == 2
