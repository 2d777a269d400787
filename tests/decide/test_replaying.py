"""A recorded decision taken again: the same bytes under its law, a plain difference where something moved."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.decide import decide
from holdlaw.decide.recording import recorded
from holdlaw.decide.replaying import Replayed, beside, replay
from holdlaw.policybook import Book, shipped
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.sources.case_file import case_from_data
from tests.policybook.small_law import copied_law

from .nights import fourth_of_july, sample, with_warrant

KNOWN_ON = date(2026, 11, 23)
NIGHTS = {
    "a warrant": sample(),
    "a holiday": fourth_of_july(),
    "an open fact": with_warrant("2018-05-01", "NJ 2C:15-1"),
    "two versions": with_warrant("2019-10-01"),
}


def taken(data: dict[str, Any], book: Book | None = None) -> tuple[DecisionMade, Case]:
    """Take and record a decision."""
    law = book or shipped()
    case = case_from_data(data, law)
    return recorded(data, decide(case, law, KNOWN_ON), law, KNOWN_ON), case


@pytest.mark.parametrize("data", NIGHTS.values(), ids=NIGHTS.keys())
def test_a_decision_taken_again_gives_the_same_bytes(data: dict[str, Any]) -> None:
    """Years later somebody asks why; the answer has to be the one that was given, to the byte."""
    made, case = taken(data)
    assert replay(made, case, shipped()) == Replayed(True)


def test_another_case_is_told_by_the_places_that_differ() -> None:
    """The difference is named, and what stands there is not: it may be somebody's record."""
    made, _ = taken(with_warrant("2018-05-01"))
    other = case_from_data(with_warrant("2018-05-01", "NY PL 155.25"), shipped())
    again = replay(made, other, shipped())
    assert not again.same
    assert "answer.acts.hold.outcome" in again.differences
    assert "155.25" not in "".join(again.differences)


def test_a_changed_answer_is_found() -> None:
    """A decision whose recorded answer was altered does not come out again."""
    made, case = taken(sample())
    altered = deepcopy(made.answer)
    altered["acts"]["hold"]["until"] = "2017-06-17T09:30:00-04:00"
    again = replay(evolve(made, answer=altered), case, shipped())
    assert again == Replayed(False, ("answer.acts.hold.until",))


def test_a_law_that_says_something_else_is_named_even_where_the_answer_is_the_same() -> None:
    """An edit that changes no answer today may change one tomorrow."""
    made, case = taken(sample())
    law = [made.law[0] | {"digest": "0" * 64}, *made.law[1:]]
    again = replay(evolve(made, law=law), case, shipped())
    assert again == Replayed(False, (), ("us-ny-nyc-police 2014-12-14 says something else than it did",))


def test_versions_that_came_or_went_are_named() -> None:
    """The law folder of another machine may lack a file, or have one more."""
    made, case = taken(sample())
    gone = {"layer": "us-ny-nyc-police", "version": "2014-12-13", "digest": "0" * 64}
    again = replay(evolve(made, law=[gone, *made.law[1:]]), case, shipped())
    assert again.law == (
        "us-ny-nyc-police 2014-12-13 is not read any more",
        "us-ny-nyc-police 2014-12-14 was not read then",
    )


CORRECTION = """\
policy: us-ny-nyc-police
corrects: 2014-12-14
reason: An invented misreading.
in_force_from: 2014-12-14
recorded: 2026-12-24
enacted_by: Local Law 59 of 2014 (Int 487-A)
sources: [Invented for this test]
acts:
  hold:
    clauses:
      b1: {cite: (b)(1), effect: must_not, overrides: [b2_expired], when: warrant_route, says: Invented.}
"""


def test_a_later_correction_of_the_law_changes_no_old_decision(tmp_path: Path) -> None:
    """A misreading is mended by a new file; what was decided before it stays what it was."""
    law = copied_law(tmp_path / "law")
    made, case = taken(sample(), Book(law.root))
    law.write("us/ny/nyc/police/2014-12-14.r2.yaml", CORRECTION)
    book = Book(law.root)
    assert decide(case, book).acts[Act.HOLD].outcome is Outcome.MUST_NOT
    assert replay(made, case, book) == Replayed(True)


def test_another_days_law_is_set_beside_it_act_by_act() -> None:
    """A council asks what the law of 2019 would have said of a night in 2017."""
    made, case = taken(fourth_of_july())
    acts = {act.act: act for act in beside(made, case, shipped(), law_on=date(2019, 1, 2))}
    assert (acts["hold"].recorded, acts["hold"].other) == ("may", "must_not")
    assert not acts["hold"].same
    assert acts["hold"].as_json()["recorded"]["cite"] == "NYC Admin. Code § 14-154(b)(2)"


def test_another_places_law_is_set_beside_it() -> None:
    """The same night in Texas: what one place forbids another commands."""
    made, case = taken(with_warrant("2018-05-01", "NY PL 155.25"))
    acts = {act.act: act for act in beside(made, case, shipped(), place="us-tx")}
    assert (acts["hold"].recorded, acts["hold"].other) == ("must_not", "must")
    assert acts["hold"].other_until == "2018-05-03T08:30:00-05:00"
    assert acts["hold"].asked
