"""`holdlaw law check`: the shipped law passes, and every kind of mistake is found where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from holdlaw.cli.law_checking import check_folder
from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import ActRule, Clause
from holdlaw.core.conditions import AnyOf, FactTest, Leaf, Unknowns
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import book_at, shipped
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.policy_check import can_disagree, disagreements, stale_notices
from holdlaw.policybook.releasing import release_lists, release_place
from holdlaw.sources.worked_cases import read_worked_cases

TODAY = date(2026, 11, 22)
Run = Callable[..., Result]
Spoil = Callable[[Path, str, str], None]


def found(law: Path, code: str) -> list[Problem]:
    """List the problems of a code in a folder of law."""
    return [problem for problem in check_folder(law, TODAY).problems if problem.code == code]


def test_the_shipped_law_passes(run: Run) -> None:
    """Whoever installs Holdlaw can check for themselves that the law it ships says what its cases say."""
    result = run("law", "check", "--json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.output)
    assert data["problems"] == []
    assert data["read"]["places"] >= 9
    assert data["read"]["worked cases"] >= 200


def test_every_place_has_worked_cases() -> None:
    """A place without cases would pass every check of them."""
    book = shipped()
    without = [name for name in book.place_names() if not read_worked_cases(book, book.place(name))]
    assert without == []


def test_a_folder_without_law_is_unusable(run: Run, tmp_path: Path) -> None:
    """A wrong path must not read as a law without mistakes."""
    result = run("law", "check", tmp_path, "--json")
    assert result.exit_code == 2
    assert json.loads(result.output)["error"]["code"] == "HL-2001"


def test_clauses_that_can_disagree_are_found(law: Path) -> None:
    """A case that two clauses answer differently would have no answer on the night it comes."""
    file = law / "us/tx/2017-09-01.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("overrides: [a1],", ""), encoding="utf-8")
    both = found(law, "HL-2003")[0]
    assert re.findall(r"policies/us/tx/2017-09-01.yaml:(\d+) \(acts.hold.clauses.(\w+)\)", both.where) == [
        (str(line_of(file, "a1: {cite: (a)(1), effect: must")), "a1"),
        (str(line_of(file, "b: {cite: (b), effect: may")), "b"),
    ]
    assert both.what == "For hold, 'a1' says must and 'b' says may; they can apply together."


def line_of(file: Path, text: str) -> int:
    """Give the line on which a text first stands."""
    return file.read_text(encoding="utf-8").split(text)[0].count("\n") + 1


def test_a_clause_without_citation_is_found(law: Path, spoil: Spoil) -> None:
    """An answer that cites nothing cannot be checked by the person it binds."""
    spoil(
        law / "us/ny/2018-11-14.yaml",
        "        cite: People ex rel. Wells v. DeMarco, 168 A.D.3d 31 (2d Dept 2018)\n        effect",
        "        cite:\n        effect",
    )
    assert "The clause 'wells' of hold has no citation." in [
        problem.what for problem in found(law, "HL-2001")
    ]


def test_a_version_without_sources_is_found(law: Path, spoil: Spoil) -> None:
    """Nobody could read again what the file was made from."""
    spoil(
        law / "us/tx/2025-01-01.yaml",
        "sources:\n  - Government Code 752.053(a)(3) as of 2025-01-01, which cites art. 2A.060 (lawserver)",
        "sources: []",
    )
    (problem,) = found(law, "HL-2001")
    assert problem.what == "'2025-01-01' names no source."
    assert problem.where == "policies/us/tx/2025-01-01.yaml:10 (sources)"


def test_a_file_that_nothing_reads_is_found(law: Path) -> None:
    """A county that names its law file wrongly believes that it counts."""
    (law / "us/tx/2027-01-01.yml").write_text("policy: us-tx\n", encoding="utf-8")
    (law / "us/nv").mkdir()
    (law / "us/nv/2027-01-01.yaml").write_text("policy: us-nv\n", encoding="utf-8")
    assert [problem.where for problem in found(law, "HL-2001")] == [
        "policies/us/nv/2027-01-01.yaml",
        "policies/us/tx/2027-01-01.yml",
    ]


def test_a_wrong_worked_case_is_found_with_what_was_expected(law: Path, spoil: Spoil, run: Run) -> None:
    """Either the law file or the case misreads the law; a person has to see both to tell which."""
    spoil(
        law / "us/ia/cases.yaml",
        "expect: {hold: {outcome: must, clause: comply}, notify: must}",
        "expect: {hold: {outcome: may, clause: comply}, notify: must}",
    )
    (problem,) = found(law, "HL-2004")
    assert (
        problem.what
        == "'2019, a detainer with a signed I-205': hold: expected may by comply, got must by comply."
    )
    assert problem.where.startswith("policies/us/ia/cases.yaml:")
    result = run("law", "check", law)
    assert result.exit_code == 1
    assert result.output.endswith("1 mistake.\n")
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_clause_that_no_case_shows_is_found(law: Path, spoil: Spoil) -> None:
    """A clause that decides nothing may be one that can decide nothing."""
    spoil(law / "us/il/cases.yaml", "required_by_law: yes", "required_by_law: no")
    said = [problem.what for problem in found(law, "HL-2001")]
    assert "No worked case is decided by 'required' of share in version 2021-08-02." in said


def test_a_first_day_without_both_sides_is_found(law: Path, spoil: Spoil) -> None:
    """One day wrong in a first day is a person held under a law that was not there."""
    spoil(
        law / "us/il/cases.yaml",
        "{release_due_at: 2021-08-01T10:00:00-05:00}",
        "{release_due_at: 2021-07-30T10:00:00-05:00}",
    )
    (problem,) = found(law, "HL-2001")
    assert problem.what == "No worked case lies on 2021-08-01."


def test_a_look_back_without_both_sides_is_found(law: Path, spoil: Spoil) -> None:
    """Whether the anniversary counts is a day of somebody's liberty."""
    spoil(law / "us/ca/cases.yaml", "judgment_on: 2006-06-14", "judgment_on: 2006-06-20")
    (problem,) = found(law, "HL-2001")
    assert problem.what == (
        "No worked case has a judgment on the oldest day that counts, where the record shows a listed felony "
        "in the last 15 years."
    )
    assert problem.where.startswith("policies/us/ca/2018-01-01.yaml:")


def test_an_edited_released_version_is_found(law: Path, spoil: Spoil) -> None:
    """A decision of last year must be replayed under the words of last year."""
    release_place(book_at(law), "us-ia")
    spoil(
        law / "us/ia/2018-04-10.yaml",
        "The agency shall hold the person as the detainer request instructs.",
        "Hold.",
    )
    (problem,) = found(law, "HL-2002")
    assert "'2018-04-10' was released" in problem.what


def test_a_released_version_that_is_gone_is_found(law: Path) -> None:
    """Taking a law away is an edit too."""
    release_place(book_at(law), "us-tx")
    (law / "us/tx/2025-01-01.yaml").unlink()
    assert "'2025-01-01' was released and is no longer there." in [p.what for p in found(law, "HL-2002")]


def test_a_released_edition_that_is_gone_is_found(law: Path, spoil: Spoil) -> None:
    """The same holds for a list of crimes."""
    release_lists(book_at(law))
    spoil(law / "offences/us-aggravated-felony.yaml", "  unread:", "  read-later:")
    assert "'us-aggravated-felony@unread' was released and is no longer there." in [
        problem.what for problem in found(law, "HL-2002")
    ]


def test_a_file_that_cannot_be_read_ends_with_two(law: Path, run: Run) -> None:
    """What cannot be read was not checked, which is worse than a mistake."""
    (law / "us/tx/place.yaml").write_text("place: [\n", encoding="utf-8")
    (law / "calendars/federal.yaml").write_bytes(b"\xff\xfe")
    (law / "forms.yaml").unlink()
    result = run("law", "check", law, "--json")
    codes = {
        problem["where"].split(":")[0]: problem["code"] for problem in json.loads(result.output)["problems"]
    }
    assert result.exit_code == 2
    assert codes["policies/us/tx/place.yaml"] == "HL-1003"
    assert codes["policies/calendars/federal.yaml"] == "HL-1003"
    assert codes["policies/forms.yaml"] == "HL-1001"


def test_cases_that_cannot_be_read_end_with_two(law: Path, run: Run) -> None:
    """A place whose cases were not run has not been checked."""
    (law / "us/tx/cases.yaml").write_bytes(b"\xff\xfe")
    (law / "us/ia/cases.yaml").write_text("[", encoding="utf-8")
    result = run("law", "check", law)
    assert result.exit_code == 2
    assert "us/tx/cases.yaml" in result.output
    assert "us/ia/cases.yaml" in result.output


def test_mistakes_of_several_files_are_told_at_once(law: Path, spoil: Spoil) -> None:
    """A county mends its law in one sitting, not one mistake a run."""
    spoil(law / "us/tx/2017-09-01.yaml", "outcomes: {hold: [must, may]}", "outcomes: {hold: [must, mai]}")
    spoil(law / "us/tx/2017-09-01.yaml", "facts: [proof_of_citizenship_or_lawful_status]", "facts: [proof]")
    spoil(law / "us/ny/place.yaml", "combine: stricter_wins", "combine: strictest_wins")
    spoil(law / "offences/us-aggravated-felony.yaml", "cite: 8 USC", "cites: 8 USC")
    files = [problem.where.split(":")[0] for problem in found(law, "HL-2001")]
    assert files.count("policies/us/tx/2017-09-01.yaml") >= 2
    assert any(file.startswith("policies/us/ny/place.yaml") for file in files)
    assert any(file.startswith("policies/offences/us-aggravated-felony.yaml") for file in files)


def test_a_law_not_checked_for_a_year_is_a_notice(law: Path) -> None:
    """Time passing is not a mistake of the file, but whoever keeps it should hear of it."""
    on_the_day, after = (check_folder(law, day) for day in (date(2027, 11, 22), date(2027, 11, 23)))
    assert on_the_day.notices == ()
    assert {notice.code for notice in after.notices} == {"HL-3001"}
    assert after.problems == ()


def test_a_place_without_versions_is_not_stale(law: Path) -> None:
    """Where no law is written there is nothing to check again."""
    (law / "us/nv").mkdir()
    text = (law / "us/tx/place.yaml").read_text(encoding="utf-8").replace("us-tx", "us-nv")
    (law / "us/nv/place.yaml").write_text(text, encoding="utf-8")
    assert stale_notices(book_at(law).place("us-nv"), date(2099, 1, 1)) == ()


def leaf(name: str) -> Leaf:
    """Make a test of one fact."""
    return Leaf(FactTest(name), Unknowns(), name=name, says=name)


def test_too_many_tests_to_try_are_told() -> None:
    """A check that silently gives up is a check that passed."""
    many = AnyOf(tuple(leaf(f"fact_{number}") for number in range(20)))
    one, other = Clause("one", "1", Outcome.MAY, many), Clause("other", "2", Outcome.MUST_NOT, leaf("last"))
    rule = ActRule(Clause("otherwise", "0", Outcome.MUST_NOT), (one, other))
    assert can_disagree(rule, one, other) is None
    (problem,) = disagreements(rule, Act.HOLD, Node(None, "law.yaml", 1, ""))
    assert "rest on more than 16 tests together" in problem.what


def test_a_third_clause_can_settle_a_disagreement() -> None:
    """Two clauses that differ are no contradiction where a third goes before one of them."""
    one, other = Clause("one", "1", Outcome.MAY, leaf("a")), Clause("other", "2", Outcome.MUST_NOT, leaf("b"))
    third = Clause("third", "3", Outcome.MUST_NOT, leaf("a"), overrides=frozenset({"one"}))
    rule = ActRule(Clause("otherwise", "0", Outcome.MUST_NOT), (one, other, third))
    assert can_disagree(rule, one, other) is False
    assert can_disagree(ActRule(rule.otherwise, (one, other)), one, other) is True


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A wrong name is told as one."""
    with pytest.raises(HoldlawError, match=r"holds no `facts\.yaml`"):
        check_folder(tmp_path / "nowhere", TODAY)


def test_a_corrected_version_asks_for_no_cases_of_its_own(law: Path) -> None:
    """A misreading that was mended answers nothing today; its correction has to be shown in its place."""
    (law / "us/tx/2025-01-01.r2.yaml").write_text(
        "policy: us-tx\ncorrects: 2025-01-01\nreason: A word was wrong.\nin_force_from: 2025-01-01\n"
        "recorded: 2026-11-22\nenacted_by: Renumbering\nsources: [The print of 2025]\n",
        encoding="utf-8",
    )
    said = [problem.what for problem in check_folder(law, TODAY).problems]
    assert said
    assert all(
        "version 2025-01-01 was expected to answer, and version 2025-01-01.r2 did" in what for what in said
    )
