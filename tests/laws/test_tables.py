"""Each rule of the shipped law, in every way its tests may come out: no contradiction, no needless doubt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from holdlaw.core.case import Outcome
from holdlaw.core.conditions import Leaf
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.truth import Truth

from .tables import (
    Law,
    Values,
    Write,
    defined,
    every_law,
    leaves_of,
    one_of_each_shape,
    possible,
    says,
    tied,
    writer,
)

BY_TEST = 200
"""Rows of each law that are also tried test by test, with every way in which what is open may turn out."""

every_shape = pytest.mark.parametrize(
    "law",
    [
        pytest.param(law, id=name, marks=pytest.mark.xdist_group(law.name))
        for name, law in one_of_each_shape()
    ],
)


def supervaluation(law: Law) -> dict[Values, frozenset[Outcome]]:
    """Give the outcomes of a row's completions: every way in which what is open may turn out."""
    say, write = defined(law), writer(law)
    found: dict[Values, frozenset[Outcome]] = {}

    def outcomes(row: Values) -> frozenset[Outcome]:
        if row not in found:
            found[row] = _ends(say(row)) if Truth.UNKNOWN not in row else _either(row)
        return found[row]

    def _either(row: Values) -> frozenset[Outcome]:
        first = row.index(Truth.UNKNOWN)
        return outcomes(write.learn(row, first, Truth.YES)) | outcomes(write.learn(row, first, Truth.NO))

    return {row: outcomes(row) for row in writer(law).rows()}


def _ends(said: Outcome | ClausesDisagree) -> frozenset[Outcome]:
    assert isinstance(said, Outcome), said
    return frozenset((said,))


def test_every_rule_of_every_version_has_its_table_here() -> None:
    """A law left out of these tests could contradict itself on the night somebody needs an answer."""
    names = {law.name for law in every_law()}
    assert len(names) == len(every_law())
    assert {law.name for _, law in one_of_each_shape()} <= names


@every_shape
def test_no_two_clauses_ever_contradict_each_other(law: Law) -> None:
    """An officer must never be told by one provision to hold and by another to release."""
    say = defined(law)
    disagree = [row for row in writer(law).rows() if isinstance(say(row), ClausesDisagree)]
    assert disagree == []


@every_shape
def test_an_answer_is_open_exactly_where_the_open_facts_could_turn_it(law: Law) -> None:
    """Nobody is held on a guess, and nobody is sent to ask a question whose answer changes nothing."""
    say = defined(law)
    wrong = [
        (row, said, possible)
        for row, possible in supervaluation(law).items()
        if (said := say(row)) is not (next(iter(possible)) if len(possible) == 1 else Outcome.NOT_ESTABLISHED)
    ]
    assert wrong == []


@every_shape
def test_learning_a_fact_never_overturns_a_decided_answer(law: Law) -> None:
    """An answer that was given at three in the morning must not be taken back at four."""
    say, write = defined(law), writer(law)
    overturned = [
        (row, said, after)
        for row in writer(law).rows()
        if (said := say(row)) is not Outcome.NOT_ESTABLISHED
        for after in _learned(write, row)
        if say(after) is not said
    ]
    assert overturned == []


def _learned(write: Write, row: Values) -> list[Values]:
    """Give the rows that one more fact leads to."""
    waiting = [number for number, value in enumerate(row) if value is Truth.UNKNOWN]
    return [write.learn(row, number, value) for number in waiting for value in (Truth.YES, Truth.NO)]


@every_shape
def test_the_same_holds_of_single_tests_drawn_at_random(law: Law) -> None:
    """The tables ask a phrase of the statute as one question; here each of its tests is asked alone."""
    rng, tests = Random(law.name), leaves_of(law.rule)
    pairs = [(tests.index(a), tests.index(b)) for a, b in tied(tests)]
    for _ in range(BY_TEST):
        row = tuple(rng.choices(tuple(Truth), weights=(3, 3, 2), k=len(tests)))
        ends = {_said(law, tests, end) for end in completions(row) if possible(end, pairs)}
        if ends and possible(row, pairs):
            expected = next(iter(ends)) if len(ends) == 1 else Outcome.NOT_ESTABLISHED
            assert _said(law, tests, row) is expected, row


def _said(law: Law, tests: tuple[Leaf, ...], row: Values) -> Outcome:
    said = says(law.rule, dict(zip(tests, row, strict=True)).__getitem__)
    assert isinstance(said, Outcome), said
    return said


def completions(row: Values) -> Iterator[Values]:
    """Give every way in which what is open in a row may turn out."""
    return product(*((value,) if value is not Truth.UNKNOWN else (Truth.YES, Truth.NO) for value in row))
