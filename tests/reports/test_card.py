"""The wall card says what the law says, for every paper it names, and never more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pytest
from attrs import evolve

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.problems import HoldlawError
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth, truth_of
from holdlaw.decide.asked import Asked, ask
from holdlaw.decide.deciding import decide
from holdlaw.policybook import shipped
from holdlaw.reports.card.questions import CARD_ACTS, Question
from holdlaw.reports.card.wall_card import STEPS_MAX, WallCard, wall_card
from tests.laws.cases import cases, read

PLACES = shipped().place_names()
CASES = 120


def every_day() -> list[tuple[str, date]]:
    """List each place with the first day of each version of its law, and one day of today's."""
    book = shipped()
    firsts = [(name, version.in_force.by) for name in PLACES for version in book.versions(book.place(name))]
    return [*firsts, *((name, date(2026, 11, 23)) for name in PLACES)]


@lru_cache(maxsize=4096)
def card_of(place: str, on: date) -> WallCard:
    """Make a card once."""
    return wall_card(shipped(), place, on)


def shown_card(place: str, on: date) -> WallCard:
    """Give the card that is put to the test."""
    return card_of(place, on)


def known(asked: Asked) -> Callable[[Question], Truth]:
    """Answer a card's questions as an officer does who knows what the case states, and no more."""

    def answer(question: Question) -> Truth:
        number = asked.program.numbers[question.leaves[0]]
        found = asked.findings[number]
        return Truth.NO if found.shut_out else found.stated

    return answer


def in_scope(card: WallCard, situation: Situation) -> bool:
    """Tell whether the card is for this paper: its form, asking what that form asks, from who sends it."""
    if not card.forms:
        return True
    form = shipped().forms[situation.form or "other"]
    usual = frozenset(act.value for act in form.asks)
    return form.name in card.forms and situation.asks == usual and situation.agency == form.sender


def compared(case: Case) -> dict[Act, tuple[Outcome, Outcome]] | None:
    """Give what the card and the program say of each act; None if the card is not for this paper."""
    book = shipped()
    try:
        answer = decide(case, book)
        asked = ask(case, book, date.max, None)
        card = shown_card(case.place, asked.situation.today)
    except HoldlawError:
        return None
    if not in_scope(card, asked.situation):
        return None
    said, over = known(asked), truth_of(answer.acts[Act.HOLD].time_is_over)
    return {act: (card.outcome(act, said, over), answer.acts[act].outcome) for act in CARD_ACTS}


@pytest.mark.parametrize("place", PLACES)
def test_whoever_follows_the_card_does_what_the_program_would_say(place: str) -> None:
    """In an outage the card is the law on the wall: a wrong arrow on it holds a person without authority."""
    decided = 0
    for data in cases(11, CASES, place):
        for act, (card, program) in (compared(read(data)) or {}).items():
            if card is not Outcome.NOT_ESTABLISHED:
                assert card is program, (act, data)
                decided += 1
    assert decided > CASES / 5


@pytest.mark.parametrize("place", ["us-ca", "us-il", "us-tx"])
def test_a_card_with_one_wrong_arrow_is_found_out(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that passes every card would pass a wrong one."""

    def wrong(of: str, on: date) -> WallCard:
        card = card_of(of, on)
        return evolve(card, steps=tuple(evolve(step, yes=step.no, no=step.yes) for step in card.steps))

    monkeypatch.setattr(f"{__name__}.shown_card", wrong)
    every = (pair for data in cases(11, CASES, place) for pair in (compared(read(data)) or {}).values())
    assert any(card not in (Outcome.NOT_ESTABLISHED, program) for card, program in every)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_known_is_never_taken_for_a_yes(place: str) -> None:
    """A card that fills gaps with a yes would hand people over on what nobody knows."""
    for on in dict.fromkeys(day for name, day in every_day() if name == place):
        card = card_of(place, on)
        silent = card.walk(lambda question: Truth.UNKNOWN)
        counted_as_no = card.walk(lambda question: question.not_known)
        assert silent == counted_as_no


@pytest.mark.parametrize(("place", "on"), every_day())
def test_every_card_has_few_questions_and_every_way_ends(place: str, on: date) -> None:
    """A card with an arrow that leads nowhere, or in a circle, leaves an officer standing."""
    card = card_of(place, on)
    assert len(card.steps) <= STEPS_MAX
    letters, numbers = {end.letter for end in card.ends}, [step.number for step in card.steps]
    assert numbers == list(range(1, len(numbers) + 1))
    for step in card.steps:
        for to in (step.yes, step.no, step.not_known):
            assert to.end in letters if to.step is None else to.step > step.number


def test_a_card_that_leaves_something_out_says_so() -> None:
    """The police of New York ask more questions than fit: the card is for the usual form, and says it."""
    card = card_of("us-ny-nyc-police", date(2026, 11, 23))
    assert card.forms == ("I-247A",)
    assert card.left_out == 4
    assert any(end.asks_counsel for end in card.ends)


def test_a_card_says_until_when_it_may_be_relied_on() -> None:
    """A card from before a new law takes effect must not hang on the wall after it."""
    assert card_of("us-ca", date(2017, 6, 14)).check_after == date(2018, 1, 1)
    assert card_of("us-tx", date(2026, 11, 23)).check_after == date(2027, 11, 22)


def test_what_nobody_verified_is_marked_on_the_card() -> None:
    """An officer who reads a summary as the statute's own words should know it."""
    card = card_of("us-il", date(2026, 11, 23))
    assert card.unverified[0] == "Section 15(h) was read as an official summary."
    marked = {mark for end in card.ends for said in end.said for mark in said.marks}
    assert 1 in marked
