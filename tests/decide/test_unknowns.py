"""What is stated as unknown stays unknown: it is never read as what leaving it out means."""

from __future__ import annotations

from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError

from .nights import answer, fourth_of_july, json_of, outcomes, sample

WARRANT = 1
"""Where the judge's warrant stands among the sample's papers."""


def hold(data: Any) -> str:
    """Give the outcome for holding."""
    return outcomes(data)["hold"]


def test_a_warrant_that_came_nobody_knows_when_does_not_count_as_come_with_the_request() -> None:
    """A hold would rest on a moment that nobody can prove."""
    data = sample()
    assert hold(data) == "may"
    data["request"]["papers"][WARRANT]["presented_at"] = "unknown"
    assert hold(data) == "must_not"


def test_an_attempt_nobody_is_sure_of_is_not_read_as_the_whole_crime() -> None:
    """Only felony attempts are listed, so without the class the record shows nothing."""
    data = sample()
    data["convictions"][0] |= {"attempt": "unknown", "class": "unknown"}
    assert hold(data) == "must_not"
    data["convictions"][0]["attempt"] = "no"
    assert hold(data) == "may"


@pytest.mark.parametrize("equivalent", ["NY PL 265.02", "NY PL 105.10"])
def test_an_equivalent_that_is_itself_unclear_stays_open(equivalent: str) -> None:
    """Counsel named a section of which only parts are listed: that settles nothing yet."""
    data = sample()
    over = {"there": "yes", "here": "yes"}
    data["convictions"][0] |= {"statute": "NJ 2C:15-1", "equivalent_to": equivalent, "over_one_year": over}
    assert hold(data) == "not_established"


def test_an_unknown_form_keeps_the_limits_of_every_form() -> None:
    """Not knowing the form must not lengthen anybody's hold."""
    data = fourth_of_july("2017-07-02T18:00:00-04:00")
    data["request"]["form"] = "unknown"
    found = json_of(data)
    assert "form" in {clock["name"] for clock in found["clocks"]}
    assert found["acts"]["hold"]["outcome"] == "must_not"


def test_a_paper_of_unknown_kind_is_asked_about_where_the_law_turns_on_it() -> None:
    """In Iowa the duty to comply turns on which paper came; a guess would hold or free the wrong person."""
    data = {
        "place": "us-ia",
        "request": {"form": "I-247A", "papers": [{"kind": "unknown", "signed": "yes"}]},
        "custody": {"release_due_at": "2024-06-14T09:30:00-05:00"},
    }
    found = json_of(data)["acts"]["hold"]
    assert (found["outcome"], found["open_facts"]) == ("not_established", ["papers[0].kind"])


def test_after_the_deadline_no_fact_is_said_to_allow_a_hold() -> None:
    """An officer must not be sent to look for a reason to hold when the time to hold is over."""
    data = sample() | {"convictions": [], "at": "2017-06-19T09:30:00-04:00"}
    assert json_of(data)["acts"]["hold"]["would_change"] == []


def test_what_an_old_search_found_is_only_promised_to_a_new_one() -> None:
    """Stating the fact again would change nothing; the search has to be made again."""
    data = sample() | {"convictions": []}
    data["custody"] = {key: value for key, value in data["custody"].items() if key != "informed_by"}
    data["custody"]["search_done_at"] = "2017-06-13T09:00:00-04:00"
    changes = json_of(data)["acts"]["hold"]["would_change"]
    assert any(text.startswith("If a new search found that") for text in changes)


@pytest.mark.parametrize("key", ["over_one_year_there", "target"])
def test_an_answer_written_where_nothing_reads_it_is_refused(key: str) -> None:
    """Counsel's answer must not be lost without a word, and the question come back."""
    data = sample()
    data["convictions"][0][key] = "yes"
    with pytest.raises(HoldlawError) as error:
        answer(data)
    assert [problem.code for problem in error.value.problems] == ["HL-1005"]


def test_counsel_is_asked_everything_about_a_conviction_at_once() -> None:
    """Three rounds of questions at night are two too many."""
    data = sample()
    data["convictions"][0] = {"statute": "NJ 2C:15-1", "judgment_on": "2015-04-10", "adjudication": "adult"}
    assert json_of(data)["acts"]["hold"]["open_facts"] == [
        "convictions[0].equivalent_to",
        "convictions[0].over_one_year.there",
        "convictions[0].over_one_year.here",
    ]


def test_a_request_that_asks_for_nothing_is_refused() -> None:
    """An answer to nothing would look like leave."""
    data = sample()
    data["request"]["asks"] = []
    with pytest.raises(HoldlawError) as error:
        answer(data)
    assert [problem.code for problem in error.value.problems] == ["HL-1014"]
