"""What must hold of every answer, whatever the place, the day and the case."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from holdlaw.core.case import Act, Case, Outcome, Paper
from holdlaw.core.conditions import FactTest, Leaf
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.truth import Truth
from holdlaw.decide import Answer, decide
from holdlaw.decide.moments import local_day
from holdlaw.decide.program import Program, program
from holdlaw.policybook import shipped

from .cases import Part, cases, officers_paper, read, spell
from .tables import leaves_of

CASES = 120
"""Made-up cases of each place; half of them are drawn towards a permission."""

FORGETTING = 25
"""Cases of each place in which every statement is forgotten in turn."""

GRANTED = (Outcome.MAY, Outcome.MUST)
REWRITTEN_ON = date(2014, 12, 14)
"""The day on which New York City's laws came to ask for a judge's warrant."""

PLACES = shipped().place_names()
NEW_YORK = tuple(place for place in PLACES if place.startswith("us-ny"))
NEW_YORK_CITY = tuple(place for place in PLACES if place.startswith("us-ny-nyc-"))
SECOND = timedelta(seconds=1)
LEFT_OUT_MEANS = ("downgraded_by_prop_47", "statute", "incarcerated")
"""Fields of papers and convictions that are not turned to unknown here: the case file reads leaving them out
as something, or an unknown one is another statement."""


def at(places: tuple[str, ...]) -> pytest.MarkDecorator:
    """Run a test for each of these places, those of one place in one process."""
    groups = [pytest.param(place, marks=pytest.mark.xdist_group(place)) for place in places]
    return pytest.mark.parametrize("place", groups)


every_place = at(PLACES)


@cache
def decided(place: str) -> tuple[tuple[Part, Answer], ...]:
    """Give the made-up cases of a place, each with its answer."""
    return tuple((data, answer_to(data)) for data in cases(1, CASES, place))


def answer_to(data: Part) -> Answer:
    """Answer a case under the law that ships."""
    return decide(read(data), shipped())


def law_of(case: Case) -> Program:
    """Give the law of a case's place and day."""
    return program(shipped(), case.place, local_day(shipped().place(case.place), case))


def essence(answer: Answer) -> dict[str, Any]:
    """Give what a person acts on: each act's outcome, its end, its provision and what is still open."""
    return {
        act.value: (own.outcome, own.until, own.decided_by, own.open_facts)
        for act, own in answer.acts.items()
    }


def on_or_after(data: Part, day: date) -> bool:
    """Say whether the act falls on a day or later, where New York counts its days."""
    case = read(data)
    return local_day(shipped().place(case.place), case) >= day


def edited(data: Part, *path: str | int, to: object) -> Part:
    """Give a copy of a case with one value replaced."""
    copy: Any = deepcopy(data)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    assert isinstance(copy, dict)
    return copy


@at(NEW_YORK)
def test_an_officers_paper_never_changes_an_answer_in_new_york(place: str) -> None:
    """A form that no judge signed must not lengthen anybody's custody by lying in the file."""
    rng = Random(place)
    for data, answer in decided(place):
        if on_or_after(data, REWRITTEN_ON):
            papers = [*data["request"]["papers"], officers_paper(rng)]
            assert essence(answer_to(edited(data, "request", "papers", to=papers))) == essence(answer), data


def judges_warrant(paper: Paper) -> bool:
    """Say whether a paper is a judge's warrant in full, as § 14-154(a)(4) describes it."""
    fields = ("probable_cause", "authorises_federal_custody", "names_subject")
    judge = paper.stated.get("issuer") in ("article_iii_judge", "federal_magistrate")
    return paper.kind == "warrant" and judge and all(paper.stated.get(f) is Truth.YES for f in fields)


@at(NEW_YORK_CITY)
def test_notice_is_never_allowed_without_a_judges_warrant_in_new_york_city(place: str) -> None:
    """Telling ICE when somebody walks out is how people were taken at the door; the city asks for a judge."""
    seen = 0
    for data, answer in decided(place):
        papers = answer.case.request.papers
        if on_or_after(data, REWRITTEN_ON) and not any(judges_warrant(paper) for paper in papers):
            seen += 1
            assert answer.acts[Act.NOTIFY].outcome not in GRANTED, data
    assert seen


@every_place
def test_a_hold_never_outlasts_any_clock_that_is_shown(place: str) -> None:
    """A card that shows two deadlines and names the later one would keep a person past the earlier."""
    for data, answer in decided(place):
        until = answer.acts[Act.HOLD].until
        if until is not None:
            assert until <= min(clock.count.until for clock in answer.clocks), data


def held(place: str) -> Iterator[tuple[Part, Answer, datetime]]:
    """Give the cases in which a hold is allowed or commanded, with its end."""
    for data, answer in decided(place):
        until = answer.acts[Act.HOLD].until
        if answer.acts[Act.HOLD].outcome in GRANTED and until is not None:
            yield data, answer, until


def versions_of(answer: Answer) -> list[tuple[str, ...]]:
    """List the versions of law that an answer rests on."""
    return [layer.versions for layer in answer.layers]


@every_place
def test_a_hold_is_unlawful_at_its_deadline_and_not_a_second_before(place: str) -> None:
    """Someone is let go at that second or is kept without authority, and both are somebody's fault."""
    for data, answer, until in held(place):
        just_before = answer_to(edited(data, "at", to=spell(until - SECOND)))
        for moment in (until, until + SECOND):
            over = answer_to(edited(data, "at", to=spell(moment)))
            assert over.acts[Act.HOLD].outcome is Outcome.MUST_NOT, data
        if versions_of(just_before) == versions_of(answer):
            assert just_before.acts[Act.HOLD].outcome in GRANTED, data
            assert just_before.acts[Act.HOLD].until == until, data


@cache
def gives_the_class(place: str) -> bool:
    """Say whether a list of the place gives its entries' class itself, so that a record may leave it out."""
    book = shipped()
    versions = book.versions(book.place(place))
    found = [leaf.test for law in versions for act in Act for leaf in leaves_of(law.rule(act))]
    lists = [test.listed for test in found if isinstance(test, ConvictionTest)]
    return any(one is not None and one.every_entry_is is not None for one in lists)


def forgotten(data: Part) -> Iterator[Part]:
    """Give the case with each of its statements turned to unknown, one at a time."""
    for fact in data["facts"]:
        yield edited(data, "facts", fact, to="unknown")
    for key in ("received_at", "box", "served_at"):
        if key in data["request"]:
            yield edited(data, "request", key, to="unknown")
    for key in ("arrested_on", "informed_by"):
        if key in data["custody"]:
            yield edited(data, "custody", key, to="unknown")
    yield edited(data, "convictions", to="unknown")
    yield from _forgotten_fields(data, data.get("convictions") or (), ("convictions",))
    yield from _forgotten_fields(data, data["request"]["papers"], ("request", "papers"))


def _forgotten_fields(data: Part, items: Any, path: tuple[str, ...]) -> Iterator[Part]:
    means = (*LEFT_OUT_MEANS, "class") if gives_the_class(data["place"]) else LEFT_OUT_MEANS
    for number, item in enumerate(items):
        for name in item:
            if name not in means:
                yield edited(data, *path, number, name, to="unknown")


@every_place
def test_forgetting_a_fact_never_allows_what_was_forbidden(place: str) -> None:
    """If not looking were rewarded, the way to hold somebody would be to leave the file empty."""
    for data, answer in decided(place)[:FORGETTING]:
        barred = [act for act, own in answer.acts.items() if own.outcome is Outcome.MUST_NOT]
        for less in forgotten(data):
            later = answer_to(less)
            assert [act for act in barred if later.acts[act].outcome is Outcome.MAY] == [], (data, less)


def windowed(law: Program) -> tuple[Leaf, ...]:
    """List the tests that count only what a fresh search found."""
    return tuple(leaf for leaf in law.leaves if leaf.window is not None)


def without_what_was_found(data: Part, tests: tuple[Leaf, ...]) -> Part:
    """Give the case of somebody about whom the search found nothing."""
    facts = {leaf.test.fact for leaf in tests if isinstance(leaf.test, FactTest)}
    nothing = edited(data, "facts", to={**data["facts"], **dict.fromkeys(facts, "no")})
    return edited(nothing, "convictions", to=[])


def test_what_a_stale_search_found_never_counts() -> None:
    """A record looked up yesterday may be someone else's by now; the law asks for a search at release."""
    seen = 0
    for place in PLACES:
        for data, answer in decided(place):
            tests = windowed(law_of(answer.case))
            if any(leaf.window and leaf.window.shuts_out(answer.case.custody) for leaf in tests):
                seen += 1
                assert _ends(answer_to(without_what_was_found(data, tests))) == _ends(answer), data
    assert seen


def _ends(answer: Answer) -> list[tuple[Outcome, datetime | None]]:
    return [(own.outcome, own.until) for own in answer.acts.values()]


@every_place
def test_what_a_layer_forbids_stays_forbidden_unless_a_higher_law_makes_it_void(place: str) -> None:
    """A state or federal layer must never be read as a permission to break the local rule, or the reverse."""
    for data, answer in decided(place):
        void = law_of(answer.case).combination.void_below
        for act, own in answer.acts.items():
            said = [layer.outcomes[act] for layer in answer.layers]
            standing = [o for i, o in enumerate(said) if i == len(said) - 1 or o not in void]
            if Outcome.MUST_NOT in standing:
                assert own.outcome is Outcome.MUST_NOT, data


@every_place
def test_a_law_that_nobody_has_checked_for_decades_grants_nothing(place: str) -> None:
    """A copy of Holdlaw found running in 2099 must not hold a person under a law of another century."""
    for data, answer in decided(place)[:FORGETTING]:
        moved = shifted(data, 2099 - answer.case.at.year)
        later = answer_to(moved)
        assert not [act for act, own in later.acts.items() if own.outcome in GRANTED], moved


def shifted(value: Any, years: int) -> Any:
    """Give a case with every date in it moved by whole years; a 29 February becomes the 28th."""
    match value:
        case dict():
            return {key: shifted(part, years) for key, part in value.items()}
        case list():
            return [shifted(part, years) for part in value]
        case str() if value[:4].isdigit() and value[4:5] == "-":
            return f"{int(value[:4]) + years}{value[4:]}".replace("-02-29", "-02-28", 1)
        case _:
            return value


def one_fact_changes(data: Part, answer: Answer, act: Act) -> Iterator[tuple[Part, str]]:
    """Give the case with each plain fact turned that is said to change the answer, and what to."""
    words = {outcome: outcome.value.replace("_", " ").upper() for outcome in Outcome}
    for fact, question in shipped().questions.facts.items():
        for said, value in ((question.says, "yes"), (f"it were not so that {question.says}", "no")):
            for outcome, word in words.items():
                if f"If {said}: {word}." in answer.acts[act].would_change:
                    facts = {**data["facts"], fact: value}
                    yield edited(data, "facts", to=facts), outcome.value


def test_what_would_change_the_answer_does_change_it() -> None:
    """An officer who goes and finds that fact must get the answer that was promised for it."""
    seen = 0
    for place in PLACES:
        for data, answer in decided(place):
            stale = any(warning.code == "HL-3004" for warning in answer.warnings)
            for act in Act if not stale else ():
                for changed, outcome in one_fact_changes(data, answer, act):
                    seen += 1
                    assert answer_to(changed).acts[act].outcome.value == outcome, (changed, act)
    assert seen > CASES
