"""`holdlaw case new`: the file a desk officer fills in is read as printed and asks what the law asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from typer.testing import Result

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.sources.case_file import read_case

Run = Callable[..., Result]
PLACES = shipped().place_names()


@pytest.mark.parametrize("place", PLACES)
def test_the_release_time_is_the_one_thing_that_cannot_stay_unknown(run: Run, place: str) -> None:
    """Every clock runs from the release; an example moment left in would count a false deadline."""
    page = run("case", "new", place, "--on", "2026-10-01").output
    with pytest.raises(HoldlawError) as caught:
        read_case(page.encode(), "new.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "HL-1010"
    assert "custody.release_due_at" in problem.where


@pytest.mark.parametrize("place", PLACES)
def test_with_the_release_time_it_is_a_case_that_claims_nothing(run: Run, place: str) -> None:
    """What nobody has answered must be read as unknown, never as no."""
    page = run("case", "new", place, "--on", "2026-10-01").output
    case = read_case(with_release(page).encode(), "new.yaml")
    assert case.place == place
    assert case.convictions is None
    assert case.request.papers == ()
    assert {value.value for value in case.facts.values()} <= {"unknown"}


@pytest.mark.parametrize("place", PLACES)
def test_the_lines_switched_off_are_a_paper_and_a_conviction(run: Run, place: str) -> None:
    """Taking the marks away is all an officer does; what is left must be readable at three in the morning."""
    page = run("case", "new", place, "--on", "2026-10-01").output
    switched_on = re.sub(r"^( *)# (- |  )", r"\1\2", with_release(page), flags=re.MULTILINE)
    case = read_case(switched_on.encode(), "new.yaml")
    if "papers:" in page:
        assert len(case.request.papers) == 1
    if "convictions:" in page:
        assert case.convictions is not None
        assert len(case.convictions) == 1


@pytest.mark.parametrize("place", PLACES)
def test_the_page_fits_a_terminal(run: Run, place: str) -> None:
    """It is printed and filled in by hand too."""
    page = run("case", "new", place).output
    assert [line for line in page.splitlines() if len(line) > 80] == []


def test_only_what_the_law_asks_is_asked(run: Run) -> None:
    """As few questions as the law allows: Texas asks for no convictions, New York for no proof of status."""
    texas, police = (
        run("case", "new", place, "--on", "2020-06-01").output for place in ("us-tx", "us-ny-nyc-police")
    )
    assert "convictions:" not in texas
    assert "proof_of_citizenship_or_lawful_status: unknown" in texas
    assert "terrorist_database_match: unknown" in police
    assert "proof_of_citizenship" not in police


def test_each_question_says_who_can_answer(run: Run) -> None:
    """An officer who does not know needs to know whom to wake."""
    data = json.loads(run("case", "new", "us-ny-nyc-police", "--on", "2017-06-14", "--json").output)
    assert data["required"] == ["place", "request", "custody.release_due_at"]
    assert all(question["who"] and question["question"] for question in data["questions"])
    fields = [question["field"] for question in data["questions"]]
    assert "facts.reentered_after_removal" in fields
    assert "convictions[].judgment_on" in fields


def with_release(page: str) -> str:
    """Fill in the release time and nothing else."""
    return page.replace("release_due_at: unknown", "release_due_at: 2026-10-01T10:00:00-04:00")
