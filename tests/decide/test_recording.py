"""What is kept of an answer: enough in the open to count and to replay, and nothing that names a record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from holdlaw.decide import decide
from holdlaw.decide.recording import known_by, recorded
from holdlaw.policybook import shipped
from holdlaw.register.canonical import canonical
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.sources.case_file import case_from_data

from .nights import fourth_of_july, sample, with_warrant

KNOWN_ON = date(2026, 11, 23)


def record(data: dict[str, Any]) -> DecisionMade:
    """Answer a case and record it."""
    book = shipped()
    return recorded(data, decide(case_from_data(data, book), book, KNOWN_ON), book, KNOWN_ON)


def test_the_outcomes_and_who_decided_them_are_public() -> None:
    """A count of holds allowed must not need anybody's private record to be opened."""
    made = record(sample())
    assert made.outcomes["hold"] == "may"
    assert made.decided_by["hold"]["clause"] == "b1"
    assert made.asks == ["hold", "notify"]
    assert made.until == "2017-06-16T09:30:00-04:00"


def test_every_version_of_law_that_was_read_is_kept_with_its_digest() -> None:
    """City, state and the regulation: a change in any of them could change the answer."""
    made = record(with_warrant("2021-05-01"))
    assert [law["layer"] for law in made.law] == ["us-ny-nyc-police", "us-ny", "us"]
    assert all(len(law["digest"]) == 64 for law in made.law)


def test_both_versions_are_kept_where_the_first_day_is_not_established() -> None:
    """The answer rested on both; which one was in force nobody knows."""
    made = record(with_warrant("2019-10-01"))
    assert [law["version"] for law in made.law][:2] == ["2018-11-13", "2019-08-12"]


def test_the_clocks_are_kept_with_their_ends() -> None:
    """The board reads them from the entry; it must not need the case again."""
    clocks = {clock["name"]: clock["until"] for clock in record(fourth_of_july()).clocks}
    assert clocks == {
        "form": "2017-07-02T18:00:00-04:00",
        "regulation": "2017-07-05T18:00:00-04:00",
        "us-ny-nyc-police": "2017-07-05T18:00:00-04:00",
    }


def test_open_facts_name_the_question_the_person_and_the_acts_that_wait() -> None:
    """Counsel's queue is made of them."""
    facts = {fact["fact"]: fact for fact in record(with_warrant("2018-05-01", "NJ 2C:15-1")).open_facts}
    waiting = facts["convictions[0].equivalent_to"]
    assert waiting["who"] == "agency counsel"
    assert waiting["acts"] == ["hold", "notify", "transfer"]


@pytest.mark.parametrize("statute", ["NY PL 160.10", "NJ 2C:15-1"])
def test_nothing_of_the_record_stands_in_the_public_fields(statute: str) -> None:
    """An entry is for good; a conviction in it could not be erased."""
    public = json.dumps(record(with_warrant("2018-05-01", statute)).public())
    for private in (statute, "felony", "judgment", "would_change", "final_order"):
        assert private not in public


def test_the_private_answer_is_the_whole_public_contract() -> None:
    """Whoever opens it in ten years reads the reasons as they were given."""
    book, data = shipped(), sample()
    answer = decide(case_from_data(data, book), book, KNOWN_ON)
    made = recorded(data, answer, book, KNOWN_ON)
    assert canonical(made.answer) == canonical(answer.as_json())
    assert made.case == data


def test_a_decision_of_today_is_recorded_under_the_law_known_today() -> None:
    """A later correction must not change it."""
    assert known_by(shipped(), "us-tx", date(2027, 3, 1)) == date(2027, 3, 1)


def test_a_past_day_decided_afterwards_says_that_its_law_was_written_down_later() -> None:
    """Nobody had the law in this form in 2016; the entry must not pretend so."""
    assert known_by(shipped(), "us-tx", date(2018, 3, 1)) == date(2026, 11, 22)
