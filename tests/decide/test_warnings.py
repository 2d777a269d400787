"""What a reader must know beside the answer: each warning has a case that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import CODES
from tests.policybook.small_law import copied_law, small_law
from tests.sources.some_case import Data

from .nights import RULE_CRIME, codes, fourth_of_july, json_of, outcomes, sample, with_warrant


def stale() -> Data:
    """Give a case decided more than a year after anybody checked the law."""
    return with_warrant("2090-06-01", place="us-tx")


def half_read() -> Data:
    """Give a case under an act that nobody has read in full."""
    return with_warrant("2026-06-02")


def first_day_unknown() -> Data:
    """Give a case in the months when the rule may have begun."""
    return with_warrant("2019-11-05", RULE_CRIME)


def old_search() -> Data:
    """Give a case whose search lies seven hours before release."""
    data = fourth_of_july()
    data["custody"]["search_done_at"] = "2017-06-30T11:00:00-04:00"
    return data


def late_paper() -> Data:
    """Give a case whose warrant comes an hour after the act."""
    data = sample()
    data["request"]["papers"][1]["presented_at"] = "2017-06-14T10:30:00-04:00"
    return data


def outdated_form() -> Data:
    """Give a case on a form that had been replaced."""
    data = sample()
    data["request"]["form"] = "I-247D"
    return data


def nameless_sender() -> Data:
    """Give a case under a law that binds to ICE alone, without a word of who sent it."""
    data = with_warrant("2019-06-04", place="us-tx")
    del data["request"]["requester"]
    return data


def not_served() -> Data:
    """Give a case whose form nobody gave to the person."""
    data = sample()
    del data["request"]["served_at"]
    return data


CAUSES = {
    "HL-3001": stale,
    "HL-3002": half_read,
    "HL-3003": first_day_unknown,
    "HL-3004": old_search,
    "HL-3005": late_paper,
    "HL-3006": outdated_form,
    "HL-3007": nameless_sender,
    "HL-3009": not_served,
}


@pytest.mark.parametrize("code", CAUSES)
def test_a_warning_is_given_where_its_cause_is(code: str) -> None:
    """Each warning stands for a way in which people have been held wrongly before."""
    assert code in codes(CAUSES[code]())


def test_an_ordinary_night_brings_no_warning() -> None:
    """A screen that always warns is one that nobody reads."""
    assert codes(sample()) == []


def test_every_warning_there_is_has_a_case_that_shows_it() -> None:
    """A warning no case can show is one that nobody has ever seen work; HL-3008 needs a law of its own."""
    assert {code for code in CODES if code.startswith("HL-3")} == {*CAUSES, "HL-3008"}


@pytest.mark.parametrize(
    ("day", "outcome"), [("2027-11-21", "may"), ("2027-11-22", "may"), ("2027-11-23", "not_established")]
)
def test_a_law_nobody_has_checked_for_a_year_allows_nothing(tmp_path: Path, day: str, outcome: str) -> None:
    """A repealed law must not be acted on for years because nobody opened its file."""
    book = small_law(tmp_path / "policies").book()
    assert outcomes(with_warrant(day, place="us-zz"), book)["notify"] == outcome


def test_what_an_unchecked_law_forbids_still_stands() -> None:
    """Doubt about a law never opens a door that it closes."""
    data = with_warrant("2090-06-01") | {"convictions": []}
    assert outcomes(data)["hold"] == "must_not"
    assert "HL-3001" in codes(data)


def test_an_unreleased_law_says_that_its_text_may_change(tmp_path: Path) -> None:
    """Whoever rests a hold on a text that is not locked yet is told so, for each layer."""
    book = copied_law(tmp_path / "policies").book()
    warned = [w["text"] for w in json_of(sample(), book)["warnings"] if w["code"] == "HL-2006"]
    assert warned == [
        "us-ny-nyc-police 2014-12-14 is not released: its text may change.",
        "us 1997-04-01 is not released: its text may change.",
    ]


def test_the_law_is_warned_of_before_the_case() -> None:
    """A doubt about the law outweighs one about a form, so it is read first."""
    data = half_read()
    del data["request"]["served_at"]
    found = codes(data)
    assert found == sorted(found)
    assert {"HL-3002", "HL-3009"} <= set(found)


def test_a_detainer_that_rests_on_resumed_custody_is_pointed_out() -> None:
    """That box needs no probable cause at all, and a desk officer may not know it."""
    data = sample()
    data["request"]["box"] = "resume_custody"
    said = [w["text"] for w in json_of(data)["warnings"] if w["code"] == "HL-3009"]
    assert said == ["The form rests on DHS resuming custody, not on probable cause of removability."]


def test_a_paper_that_came_too_late_does_not_count() -> None:
    """A warrant that arrives after the person should have left cannot have justified keeping them."""
    assert outcomes(late_paper())["hold"] == "must_not"


def test_no_warning_is_given_twice() -> None:
    """The same sentence for every act makes the page longer and no clearer."""
    for make in CAUSES.values():
        found = [(w["code"], w["text"]) for w in json_of(make())["warnings"]]
        assert len(found) == len(set(found))
