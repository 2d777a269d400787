"""The made-up cases: the same from the same seed, all of them possible, and rich in what is awkward."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from . import oracle_record as record
from .generate import cases
from .oracle import FACTS_OF_2013, answer
from .oracle_clock import city_clock, form_clock
from .shrink import smallest
from .values import Case, day, day_in_the_city, instant, moment_of_the_act, release_due_at, says_no

CASES, SEED = 3000, 20141214
MADE = tuple(cases(SEED, CASES))


def test_the_same_seed_makes_the_same_cases() -> None:
    """A failure seen once must be seen again by whoever mends it."""
    assert json.dumps(list(cases(7, 50))) == json.dumps(list(cases(7, 50)))
    assert json.dumps(list(cases(7, 50))) != json.dumps(list(cases(8, 50)))


def instants_out_of_order(case: Case) -> Iterator[str]:
    """What cannot have been known, received, served or searched at the moment of the act."""
    at, request, custody = moment_of_the_act(case), case["request"], case["custody"]
    received = instant(request["received_at"])
    if received > at:
        yield "received after the act"
    if request.get("served_at") and not received <= instant(request["served_at"]) <= at:
        yield "served before it came or after the act"
    if custody.get("search_done_at") and instant(custody["search_done_at"]) > at:
        yield "searched after the act"
    if custody.get("arrested_on") and day(custody["arrested_on"]) > day_in_the_city(release_due_at(case)):
        yield "arrested after the release"


def papers_out_of_order(case: Case) -> Iterator[str]:
    """What was presented before it was signed, or signed after the act."""
    received, last = case["request"]["received_at"], day_in_the_city(moment_of_the_act(case))
    for paper in case["request"].get("papers") or ():
        shown = day_in_the_city(instant(paper.get("presented_at") or received))
        if paper.get("signed_on") and day(paper["signed_on"]) > min(shown, last):
            yield "signed after it was presented or after the act"


def convictions_out_of_order(case: Case) -> Iterator[str]:
    """What was judged before it was done, judged after the act, or jailed before it was done."""
    last = day_in_the_city(moment_of_the_act(case)).isoformat()
    for conviction in case.get("convictions") or ():
        named = [conviction.get(name) for name in ("committed_on", "plea_on", "judgment_on")]
        stated = [each for each in named if each]
        if stated != sorted(stated) or any(each > last for each in stated):
            yield "a record out of order"
        for period in conviction.get("incarcerated") or ():
            if not (conviction.get("committed_on") or "") <= period["from"] < period["before"] <= last:
                yield "a stay in jail that cannot have been"


def contradictions(case: Case) -> Iterator[str]:
    """A fact denied that a paper or a box shows."""
    facts, request = case.get("facts") or {}, case["request"]
    kinds = [paper["kind"] for paper in request.get("papers") or ()]
    if "I-205" in kinds and says_no(facts.get("warrant_of_removal")):
        yield "a warrant of removal that is there and denied"
    if request.get("box") == "final_order" and says_no(facts.get("final_order_of_removal")):
        yield "a final order that is ticked and denied"


def test_every_made_up_case_could_have_happened() -> None:
    """A product may refuse an impossible case, and then the two engines would differ about nothing."""
    checks = (instants_out_of_order, papers_out_of_order, convictions_out_of_order, contradictions)
    wrong = [(problem, case) for case in MADE for check in checks for problem in check(case)]
    assert wrong == []


def era(case: Case) -> str:
    """The name of the law of a case's day."""
    today = record.today(case)
    starts = ("2013-07-16", "2014-12-14", "2018-01-30", "2018-11-14", "2019-08-12", "2020-02-03")
    return max((start for start in (*starts, "2026-01-29", "2026-05-27") if start <= str(today)), default="")


def test_the_made_up_cases_reach_every_outcome_of_every_version() -> None:
    """Agreement on refusals alone would say nothing about when somebody may be held."""
    reached = {(era(case), act, outcome) for case in MADE for act, outcome in answer(case)["city"].items()}
    since_2014 = {start for start, _, _ in reached if start >= "2014-12-14"}
    assert len(since_2014) == 7
    wanted = {
        (start, act, outcome)
        for start in since_2014
        for act in ("hold", "notify", "transfer")
        for outcome in ("may", "must_not", "not_established")
    }
    assert wanted - reached == set()
    assert {outcome for start, _, outcome in reached if start == "2013-07-16"} == {
        "may",
        "must_not",
        "no_rule",
        "not_established",
    }
    assert {outcome for start, _, outcome in reached if start == ""} == {"no_rule"}


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_the_made_up_cases_stand_on_both_sides_of_every_limit(minutes: int) -> None:
    """A deadline is got wrong by one minute or not at all."""
    around = timedelta(minutes=minutes)
    for clock in (form_clock, city_clock):
        limits = ((clock(case), moment_of_the_act(case)) for case in MADE)
        assert sum(limit is not None and at == limit + around for limit, at in limits) > 10


def test_the_made_up_cases_stand_on_both_sides_of_the_five_years() -> None:
    """A look-back is got wrong by one day or not at all."""
    seen = set()
    for case in MADE:
        arrested = case["custody"].get("arrested_on")
        for conviction in case.get("convictions") or ():
            if arrested and conviction.get("judgment_on"):
                tolled = record.tolled_days(conviction, case)
                line = record.years_before(day(arrested), 5) - timedelta(days=tolled)
                seen.add((tolled > 0, (date.fromisoformat(conviction["judgment_on"]) - line).days))
    assert {(tolled, days) for tolled in (True, False) for days in (-1, 0, 1)} <= seen


def spellings(node: Any) -> Iterator[str]:
    """Every way of saying yes, no or unknown that a case uses."""
    if isinstance(node, dict):
        for value in node.values():
            yield from spellings(value)
    elif isinstance(node, list):
        for value in node:
            yield from spellings(value)
    elif node in ("yes", "no", "unknown") or node is None or isinstance(node, bool):
        yield str(node)


def test_the_made_up_cases_spell_unknown_in_every_way() -> None:
    """An agency's export writes null where a person writes unknown; neither may become a yes."""
    said = {word for case in MADE for word in spellings(case)}
    assert said == {"yes", "no", "unknown", "True", "False", "None"}
    known = {name for case in MADE for name in case.get("facts") or {}}
    assert known == {*FACTS_OF_2013, "reentered_after_removal"}


def test_a_failing_case_is_made_small() -> None:
    """Counsel can judge a case of six lines, not one of sixty."""
    failing = next(case for case in MADE if answer(case)["effective"]["transfer"] == "may")
    small = smallest(failing, lambda case: answer(case)["effective"]["transfer"] == "may")
    assert answer(small)["effective"]["transfer"] == "may"
    assert len(json.dumps(small)) < len(json.dumps(failing))
    assert set(small) <= {"place", "at", "request", "custody", "convictions", "facts"}
