"""Worked cases as files: what `like` takes, what is refused, and that a mismatch is never overlooked."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.case import Act, Outcome
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import book_at, shipped
from holdlaw.sources.worked_cases import WorkedCase, read_worked_cases, run_worked

FIRST = """\
- name: first
  why: It is the first.
  case:
    request: {form: I-247A, requester: {agency: ICE}}
    custody: {release_due_at: 2019-06-12T10:00:00-05:00}
    facts: {proof_of_citizenship_or_lawful_status: no}
  expect: {hold: {outcome: must, clause: a1, until: 2019-06-14T10:00:00-05:00}, notify: must}
"""


def texas(law: Path, text: str) -> tuple[WorkedCase, ...]:
    """Read worked cases of Texas from a text."""
    (law / "us/tx/cases.yaml").write_text(text, encoding="utf-8")
    book = book_at(law)
    return read_worked_cases(book, book.place("us-tx"))


def refused(law: Path, text: str) -> list[str]:
    """Read worked cases that have mistakes; give what is said of them."""
    with pytest.raises(HoldlawError) as caught:
        texas(law, text)
    return [f"{problem.where} {problem.what}" for problem in caught.value.problems]


def test_a_case_is_read_with_what_is_expected_of_it(law: Path) -> None:
    """A lawyer who writes a case sees it run as written."""
    (worked,) = texas(law, FIRST)
    assert worked.where == "policies/us/tx/cases.yaml:1"
    assert worked.case.place == "us-tx"
    assert worked.expect[Act.NOTIFY].outcome is Outcome.MUST
    assert str(worked.expect[Act.HOLD]) == "must by a1 until 2019-06-14T10:00:00-05:00"
    assert run_worked(worked, book_at(law)).problems == ()


def test_like_takes_a_case_and_changes_only_what_is_written(law: Path) -> None:
    """Variants of one case must differ in the one thing they are about."""
    _, other = texas(
        law, f"{FIRST}- {{name: b, why: y, like: first, case: {{request: {{asks: [hold]}}}}, expect: {{}}}}\n"
    )
    assert other.case.request.agency == "ICE"
    assert other.case.request.asks == frozenset({Act.HOLD})


def test_like_alone_repeats_the_case(law: Path) -> None:
    """The same case may be expected to say several things."""
    first, other = texas(law, f"{FIRST}- {{name: b, why: y, like: first, expect: {{share: may}}}}\n")
    assert first.case == other.case


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("{hold: may}", "'b': hold: expected may, got must."),
        ("{hold: {outcome: must, clause: b}}", "'b': hold: expected must by b, got must by a1."),
        (
            "{hold: {outcome: must, until: 2019-06-14T11:00:00-05:00}}",
            "'b': hold: expected must until 2019-06-14T11:00:00-05:00, "
            "got must until 2019-06-14T10:00:00-05:00.",
        ),
        (
            "{}, version: 2025-01-01",
            "'b': version 2025-01-01 was expected to answer, and version 2017-09-01 did.",
        ),
    ],
)
def test_a_mismatch_is_told_with_both_sides(law: Path, expect: str, said: str) -> None:
    """Whoever reads the failure decides whether the law file or the case misreads the law."""
    _, worked = texas(law, f"{FIRST}- {{name: b, why: y, like: first, expect: {expect}}}\n")
    (problem,) = run_worked(worked, book_at(law)).problems
    assert problem.code == "HL-2004"
    assert problem.what == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: first\n", "This should be a list of worked cases."),
        (
            "- {name: a, why: y, like: nobody, case: {}, expect: {}}\n",
            "'nobody' is not one of the known values.",
        ),
        ("- {name: a, why: y, expect: {}}\n", "'case' is missing."),
        ("- {name: a, why: y, case: {request: {}}, expect: {}}\n", "'custody' is missing."),
        ("- {name: a, why: y, cas: {}, expect: {}}\n", "'cas' is not a known key."),
        ("- {name: a, expect: {}}\n", "'why' is missing."),
        (f"{FIRST}{FIRST}", "'first' stands twice."),
        (f"{FIRST}- {{name: b, why: y, like: first, expect: {{hodl: may}}}}\n", "'hodl' is not a known key."),
        (
            f"{FIRST}- {{name: b, why: y, like: first, expect: {{hold: mai}}}}\n",
            "'mai' is not one of the known",
        ),
        (
            f"{FIRST}- {{name: b, why: y, like: first, expect: {{hold: {{clause: a}}}}}}\n",
            "'outcome' is missing.",
        ),
    ],
)
def test_a_mistake_in_a_worked_case_is_refused(law: Path, text: str, said: str) -> None:
    """A case that says less than its author thinks would pass for the wrong reason."""
    assert any(said in line and line.startswith("policies/us/tx/cases.yaml") for line in refused(law, text))


def test_a_case_that_a_contradicting_law_cannot_answer_is_a_problem(law: Path) -> None:
    """A law that contradicts itself must fail the check, not the program that runs it."""
    file = law / "us/tx/2017-09-01.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("overrides: [a1],", ""), encoding="utf-8")
    proven = FIRST.replace("lawful_status: no}", "lawful_status: yes}")
    assert proven != FIRST
    (worked,) = texas(law, proven)
    assert {problem.code for problem in run_worked(worked, book_at(law)).problems} == {"HL-2003"}


def test_what_would_make_a_law_contradict_itself_is_not_offered_as_a_change(law: Path) -> None:
    """An answer must not end in a traceback because another case would."""
    file = law / "us/tx/2017-09-01.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("overrides: [a1],", ""), encoding="utf-8")
    (worked,) = texas(law, FIRST)
    assert run_worked(worked, book_at(law)).problems == ()


def test_a_place_without_the_file_has_no_worked_cases(law: Path) -> None:
    """A new place can be read before its cases are written."""
    (law / "us/tx/cases.yaml").unlink()
    book = book_at(law)
    assert read_worked_cases(book, book.place("us-tx")) == ()


def test_every_shipped_case_says_why_it_stands_there() -> None:
    """A case is kept for the person it could be about; the sentence says what is at stake."""
    book = shipped()
    cases = [case for name in book.place_names() for case in read_worked_cases(book, book.place(name))]
    assert [case.name for case in cases if len(case.why.split()) < 3 or not case.expect] == []
