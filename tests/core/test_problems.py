"""Errors as public facts: the code, the whole text, and all of them at once."""

from __future__ import annotations

import re

import pytest

from holdlaw.core.problems import CODES, HoldlawError, Notice, Problem

ONE = Problem("HL-1005", "case.yaml:3", "'plcae' is not known.", "It would be ignored.", "Write `place`.")
OTHER = Problem("HL-1010", "case.yaml:1", "'custody' is missing.", "No clock.", "Add `custody:`.")


def test_a_problem_says_where_what_why_and_how_to_mend_it_in_one_line() -> None:
    """An officer with a broken file at night has this line and nobody to ask."""
    assert str(ONE) == "HL-1005: case.yaml:3: 'plcae' is not known. It would be ignored. Write `place`."


def test_a_problem_has_the_four_public_fields() -> None:
    """Programs of other agencies read these fields; a renamed one breaks them without a word."""
    assert ONE.as_json() == {
        "code": "HL-1005",
        "where": "case.yaml:3",
        "why": "'plcae' is not known. It would be ignored.",
        "mend": "Write `place`.",
    }


def test_an_error_gives_every_problem_in_the_order_of_the_file() -> None:
    """Mending one mistake only to be shown the next costs minutes that a deadline does not have."""
    error = HoldlawError([ONE, OTHER])
    assert error.problems == (ONE, OTHER)
    assert str(error) == f"{ONE}\n{OTHER}"


def test_an_error_without_a_problem_is_refused() -> None:
    """A refusal that names nothing cannot be mended by anyone."""
    with pytest.raises(ValueError, match=re.escape("a HoldlawError needs at least one problem")):
        HoldlawError([])


def test_a_warning_has_its_code_and_text() -> None:
    """A warning travels with the answer, and its code is what other programs look for."""
    assert Notice("HL-3004", "The search is old.").as_json() == {
        "code": "HL-3004",
        "text": "The search is old.",
    }


def test_every_code_has_its_number_and_a_meaning_of_one_line() -> None:
    """A code is printed on paper and looked up years later, so its form never changes."""
    assert [code for code in CODES if not re.fullmatch(r"HL-[1-9]\d{3}", code)] == []
    assert [code for code, meaning in CODES.items() if not meaning or "\n" in meaning] == []
    assert len(set(CODES.values())) == len(CODES)
