"""The public answer keeps its shape for every case, whatever place, day, papers and record it has."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from tests.sources.some_case import Data

from .contract import ACTS, ANSWER, SCHEMA
from .nights import answer, json_of, outcomes, sample, with_warrant

VALID = jsonschema.Draft202012Validator(SCHEMA)
STATUTES = ("NY PL 160.10", "NY PL 265.02", "NY PL 105.15", "NY PL 135.37", "NJ 2C:15-1", "CA PC 211",
            "CA PC 459", "18 USC 2113(a)", "NY PL 230.00", "unknown")  # fmt: skip
TRUTHS = st.sampled_from(["yes", "no", "unknown"])
FORMS = ("I-247", "I-247D", "I-247N", "I-247X", "I-247A", "I-247G", "letter", "other", "unknown")
PLACES = st.sampled_from(["us-ny-nyc-police", "us-ny-nyc-correction", "us-ny-nyc-probation", "us-ny",
                          "us-tx", "us-ca", "us-il", "us-ia", "us"])  # fmt: skip


@st.composite
def nights(draw: st.DrawFn) -> Data:
    """Make a case of any place and day, with some papers, record and facts."""
    day = draw(st.dates(date(1997, 5, 1), date(2028, 12, 31)))
    data = with_warrant(str(day), draw(st.sampled_from(STATUTES)), draw(PLACES))
    request, custody, conviction = data["request"], data["custody"], data["convictions"][0]
    request["form"] = draw(st.sampled_from(FORMS))
    request["asks"] = draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
    request["box"] = draw(st.sampled_from(["final_order", "resume_custody", "unknown"]))
    request["requester"] = draw(
        st.sampled_from([None, {"agency": "ICE"}, {"agency": "CBP"}, {"agency": "FBI"}])
    )
    kinds = st.sampled_from(["I-200", "I-205", "warrant", "order", "writ"])
    request["papers"] += draw(
        st.lists(st.fixed_dictionaries({"kind": kinds, "criminal": TRUTHS}), max_size=2)
    )
    custody["informed_by"] = draw(st.sampled_from(["court", "government", "none"]))
    conviction["class"] = draw(st.sampled_from(["felony", "misdemeanor", "violation", "unknown"]))
    conviction["attempt"] = draw(TRUTHS)
    if draw(st.booleans()):
        data["convictions"] = draw(st.sampled_from([None, []]))
    if draw(st.booleans()):
        custody["search_done_at"] = f"{custody['arrested_on']}T01:00:00-04:00"
    data["facts"] = draw(
        st.dictionaries(st.sampled_from(sorted(shipped().questions.facts)), TRUTHS, max_size=5)
    )
    return data


@settings(max_examples=150)
@given(nights())
def test_every_answer_has_the_shape_that_was_promised(data: Data) -> None:
    """Another agency's program reads this; a field that is missing once stops it on the night it matters."""
    found = json.loads(json.dumps(json_of(data)))
    VALID.validate(found)
    assert list(found["acts"]) == ACTS
    check_sense(found)


def check_sense(found: dict[str, Any]) -> None:
    """Hold what must be so in every answer, beside its shape."""
    hold = found["acts"]["hold"]
    for act in found["acts"].values():
        assert act["open_facts"] == [] or act["outcome"] == "not_established"
        assert act["decided_by"] is not None or act["outcome"] == "no_rule"
    if hold["outcome"] not in ("may", "must"):
        assert hold["until"] is None
    elif hold["asked"]:
        assert hold["until"] in {clock["until"] for clock in found["clocks"]}
        ends = [
            datetime.fromisoformat(clock["until"]) for clock in found["clocks"] if clock["name"] == "form"
        ]
        assert all(datetime.fromisoformat(hold["until"]) <= end for end in ends)
        assert datetime.fromisoformat(found["at"]) < datetime.fromisoformat(hold["until"])
    names = [duty["duty"] for duty in found["duties"]]
    assert sorted(names) == sorted(set(names))
    if hold["asked"]:
        assert ("do_not_hold_meanwhile" in names) == (hold["outcome"] == "not_established")


@settings(max_examples=50)
@given(nights())
def test_the_exit_code_follows_from_the_acts_that_were_asked(data: Data) -> None:
    """A script that watches for open questions must not miss one, nor be stopped by an act nobody asked."""
    found = answer(data)
    asked = [act for act in found.as_json()["acts"].values() if act["asked"]]
    assert found.exit_code == int(any(act["outcome"] == "not_established" for act in asked))


@settings(max_examples=50)
@given(nights())
def test_the_same_case_gets_the_same_answer_twice(data: Data) -> None:
    """An answer that changes between two readings could not be defended in any court."""
    assert json_of(data) == json_of(data)


def test_the_schema_refuses_what_was_never_promised() -> None:
    """A schema that lets everything through would prove nothing above."""
    found = json_of(sample())
    VALID.validate(found)
    changes: list[Data] = [{"holdlaw": 2}, {"extra": 1}, {"acts": {}}, {"at": "2017-06-14T09:30:00"}]
    for change in changes:
        assert not VALID.is_valid(found | change)
    assert "next_question" in ANSWER["required"]


def test_the_sample_of_the_contract_is_a_true_one() -> None:
    """The example that every reader copies from must be what the program says."""
    found = json_of(sample())
    hold = found["acts"]["hold"]
    assert (found["holdlaw"], found["place"]) == (1, "us-ny-nyc-police")
    assert found["at"] == "2017-06-14T09:30:00-04:00"
    assert (hold["asked"], hold["outcome"], hold["until"]) == (True, "may", "2017-06-16T09:30:00-04:00")
    assert hold["decided_by"] == {
        "layer": "us-ny-nyc-police",
        "version": "2014-12-14",
        "clause": "b1",
        "cite": "NYC Admin. Code § 14-154(b)(1)",
    }
    assert (hold["unverified"], hold["open_facts"]) == ([], [])
    assert all((hold["would_change"], hold["reasons"], hold["trace"]))
    assert outcomes(sample()) == {
        "hold": "may", "notify": "may", "transfer": "may", "interview": "no_rule", "share": "no_rule",
    }  # fmt: skip
    assert [act for act, one in found["acts"].items() if one["asked"]] == ["hold", "notify"]
    city = found["layers"][0]
    assert (city["layer"], city["version"]) == ("us-ny-nyc-police", "2014-12-14")
    assert (city["acts"]["hold"], city["acts"]["notify"]) == ("may", "may")
    assert [(clock["name"], clock["until"], clock["days_excluded"]) for clock in found["clocks"]] == [
        ("form", "2017-06-16T09:30:00-04:00", []),
        ("regulation", "2017-06-16T09:30:00-04:00", []),
    ]
    assert found["duties"][0] | {"says": ""} == {
        "duty": "record", "cite": "NYC Admin. Code § 14-154(f)", "says": "",
    }  # fmt: skip


def test_what_holds_otherwise_is_named_so() -> None:
    """A reader must see that no clause applied, and that the sentence behind them all decided."""
    data = sample() | {"convictions": []}
    assert json_of(data)["acts"]["hold"]["decided_by"]["clause"] == "otherwise"


@pytest.mark.parametrize(("change", "code"), [({}, "HL-1014"), ({"place": "us-ny-nyc-polcie"}, "HL-1012")])
def test_a_case_that_cannot_be_answered_is_refused_with_a_code(change: Data, code: str) -> None:
    """Nothing is answered by guessing what a letter asks, or which city was meant."""
    data = sample() | change
    data["request"] |= {"form": "letter"}
    del data["request"]["asks"]
    with pytest.raises(HoldlawError, match=code):
        answer(data)


def test_a_form_is_taken_to_ask_what_it_prints() -> None:
    """Nobody should have to copy from the form what the form already says."""
    data = sample()
    del data["request"]["asks"]
    assert json_of(data) == json_of(sample())
    data["request"]["form"] = "I-247N"
    assert [act for act, one in json_of(data)["acts"].items() if one["asked"]] == ["notify"]
