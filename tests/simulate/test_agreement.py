"""The statement says of every row what core says of the case: the same outcome, the same clause."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.simulate.judging import LAW
from holdlaw.sources.case_file import case_from_data
from tests.differential.generate import cases as city_cases

from .harness import answered, differing, law, rows
from .made import Maker, mixed

SEED = int(os.environ.get("HOLDLAW_SEED", "1357"))
"""Another number in HOLDLAW_SEED makes other cases."""

SOAK = bool(os.environ.get("HOLDLAW_SOAK"))
BATCH = 5_000
PLACES = shipped().place_names()
PER_PLACE = 5_000_000 // len(PLACES) if SOAK else 5_000
CITY_BASE, CITY_MIXED = 500, 5_000 if not SOAK else 500_000
ACTS = tuple(Act)
CONFORMANCE = Path(__file__).parents[1] / "conformance"

assert len(PLACES) * 5_000 + 5_000 >= 50_000, "a new place makes more cases, never fewer"


def batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    """So many cases at a time, that a long run needs little memory."""
    while batch := [case for _, case in zip(range(BATCH), cases, strict=False)]:
        yield batch


def check(batch: Sequence[Case], place: str) -> None:
    """Say of the first row that differs which it is, and what each engine says."""
    said = rows(batch, law(place), ACTS)
    different = next(differing(batch, said, shipped()), None)
    assert different is None, f"{different}: {batch[different[0]]}"


@pytest.mark.parametrize("place", PLACES)
def test_every_row_of_made_up_cases_is_answered_as_core_answers_the_case(place: str) -> None:
    """A figure over a nation and an answer at one desk must be the same law."""
    for batch in batches(Maker(shipped(), place, SEED).cases(PER_PLACE)):
        check(batch, place)


def test_the_citys_awkward_cases_are_answered_alike_and_so_are_their_mixtures() -> None:
    """Its law is the one with look-backs, tolling and a clock; each boundary of them is drawn here."""
    base = [case_from_data(data) for data in city_cases(SEED, CITY_BASE)]
    check(base, "us-ny-nyc-police")
    for batch in batches(mixed(base, Random(SEED), CITY_MIXED)):
        check(batch, "us-ny-nyc-police")


@pytest.mark.parametrize("night", ["2017-11-04", "2017-03-11"])
@pytest.mark.parametrize("place", ["us-ny-nyc-police", "us-ny-nyc-correction"])
def test_the_nights_on_which_clocks_change_are_answered_alike(place: str, night: str) -> None:
    """Millions of drawn cases met two such nights: there a search was counted by the clock, not by time."""
    searched = datetime.fromisoformat(f"{night}T23:30").replace(tzinfo=ZoneInfo("America/New_York"))
    batch = []
    for number, case in enumerate(Maker(shipped(), place, SEED).cases(400)):
        release = searched.replace(day=searched.day + 1, hour=4 + number % 4)
        custody = evolve(case.custody, release_due_at=release, search_done_at=searched, informed_by=None)
        batch.append(evolve(case, at=release, custody=custody))
    check(batch, place)


@pytest.mark.parametrize("place", PLACES)
def test_the_fields_a_row_hinges_on_are_those_that_a_desk_is_asked_for(place: str) -> None:
    """What a researcher is told to collect, and what an officer is told to find out, must be one list."""
    batch = list(Maker(shipped(), place, SEED + 1).cases(400))
    for case, said in zip(batch, rows(batch, law(place), ACTS), strict=True):
        for act, expected in answered(case, shipped(), ACTS).items():
            own = said[act]
            assert (own.outcome, own.by) == (expected.outcome, expected.by), case
            if own.outcome is Outcome.NOT_ESTABLISHED:
                assert own.hinges - {LAW} == expected.hinges, case
            else:
                assert not own.hinges, case


@pytest.mark.parametrize("file", sorted(CONFORMANCE.glob("*.json")), ids=lambda path: path.stem)
def test_every_worked_case_of_the_conformance_set_is_answered_as_at_the_desk(
    file: Path,
) -> None:
    """Lawyers have read these; a table that answers them otherwise is a table of another law."""
    items = json.loads(file.read_text(encoding="utf-8"))
    known = [item for item in items if usable(item["case"])]
    batch = [case_from_data(item["case"]) for item in known]
    said = rows(batch, law(file.stem), ACTS)
    for item, case, own in zip(known, batch, said, strict=True):
        expected = answered(case, shipped(), ACTS)
        assert {a: (r.outcome, r.by) for a, r in own.items()} == {
            a: (r.outcome, r.by) for a, r in expected.items()
        }, item["name"]
        for act, wanted in item["expect"].get("acts", {}).items():
            outcome = own[Act(act)].outcome.value
            assert outcome == wanted.get("outcome", outcome), item["name"]
            assert outcome not in wanted.get("never", ()), item["name"]


def usable(data: dict[str, object]) -> bool:
    """Whether a worked case can be answered at all; some show that one cannot."""
    try:
        case = case_from_data(data)
        answered(case, shipped(), (Act.HOLD,))
    except HoldlawError:
        return False
    return True
