"""The tree of questions answers as the definition does: for every shipped law, and case after case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from random import Random

import pytest

from holdlaw.core.case import Outcome
from holdlaw.core.clauses import ActRule
from holdlaw.core.conditions import (
    All,
    Always,
    AnyOf,
    ChoiceTest,
    ClockTest,
    FactTest,
    Leaf,
    Not,
    PaperTest,
    SearchWindow,
)
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.evaluate import ClausesDisagree, evaluate
from holdlaw.core.question_tree import QuestionTree, cheapest_first
from holdlaw.core.readings import finder
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from tests.laws.tables import Law, leaves_of, one_of_each_shape, questions, says, spread

from .build import ALL_OPEN, NO, NOON, UNKNOWN, YES, clause, conviction, fact, rule, searched, situation

DRAWN = 400
"""Rows drawn at random for each law, beside every row of its table."""

DISAGREE = "the clauses disagree"
"""What stands for a contradiction, which is an error in a law and a value here."""

every_shape = pytest.mark.parametrize(
    "law",
    [
        pytest.param(law, id=name, marks=pytest.mark.xdist_group(law.name))
        for name, law in one_of_each_shape()
    ],
)


def rows(law: Law) -> Iterator[dict[Leaf, Truth]]:
    """Give every way the questions of a law may come out, then single tests drawn at random."""
    rng, tests = Random(law.name), leaves_of(law.rule)
    for row in product(Truth, repeat=len(questions(law.rule))):
        parts = [spread(question, value) for question, value in zip(questions(law.rule), row, strict=True)]
        yield {leaf: value for part in parts for leaf, value in part.items()}
    for _ in range(DRAWN):
        yield dict(zip(tests, rng.choices(tuple(Truth), k=len(tests)), strict=True))


def tree_of(rule_: ActRule) -> QuestionTree[Outcome | str]:
    """Grow a tree from a rule as a program does, with the cheap tests first."""
    ordered = cheapest_first(rule_)

    def settle(read: object) -> Outcome | str:
        try:
            return evaluate(ordered, read).outcome  # type: ignore[arg-type]  # what the tree hands over
        except ClausesDisagree:
            return DISAGREE

    return QuestionTree(leaves_of(rule_), settle)


@every_shape
def test_the_tree_gives_the_answer_of_the_definition_for_every_way_the_tests_come_out(law: Law) -> None:
    """The answer at the desk is the fast one; nobody's liberty may hang on a shortcut in it."""
    tree, tests = tree_of(law.rule), leaves_of(law.rule)
    for values in rows(law):
        said = says(law.rule, values.__getitem__)
        expected = DISAGREE if isinstance(said, ClausesDisagree) else said
        assert tree.given([values[leaf] for leaf in tests]) is expected, values


FACT, OTHER = fact("a"), fact("b")
CHOICE = Leaf(ChoiceTest("agency", frozenset({"ICE"})), ALL_OPEN)
CLOCK = Leaf(ClockTest("c"), ALL_OPEN)
PAPER = Leaf(PaperTest((("kind", frozenset({"warrant"})),)), ALL_OPEN)
CONVICTED = Leaf(ConvictionTest(fields=(("class", frozenset({"felony"})),)), ALL_OPEN)
MADE_UP = rule(
    clause("b1", Outcome.MAY, All((CONVICTED, PAPER, Not(OTHER))), overrides=frozenset({"b2"})),
    clause("b2", Outcome.MUST, AnyOf((CLOCK, All((FACT, CHOICE)), Not(CONVICTED)))),
    clause("b3", Outcome.MUST_NOT, All((FACT, OTHER, Always())), overrides=frozenset({"b1", "b2"})),
)


def situations(count: int) -> Iterator[Situation]:
    """Make so many situations that differ in all that the made-up rule asks."""
    rng = Random(14154)
    for _ in range(count):
        running = rng.random() < 0.5
        yield situation(
            {name: rng.choice(list(Truth)) for name in "ab" if rng.random() < 0.8},
            convictions=rng.choice((None, (), (conviction(class_=rng.choice(("felony", "violation"))),))),
            agency=rng.choice((None, "ICE", "CBP")),
            still_running=lambda case, name, moment, running=running: running,
        )


def test_one_tree_answers_case_after_case_as_the_definition_does() -> None:
    """What the tree keeps of one person's case must never reach the answer of the next."""
    tree = tree_of(MADE_UP)
    for where in situations(2_000):
        values = {leaf: finder(leaf)(where).value for leaf in leaves_of(MADE_UP)}
        expected = evaluate(MADE_UP, values.__getitem__).outcome
        assert tree.of(where) is expected
        assert tree.given([values[leaf] for leaf in leaves_of(MADE_UP)]) is expected
        found, way = tree.way(where)
        assert found is expected
        assert way.items() <= values.items()


def test_the_tree_reads_only_the_tests_that_matter() -> None:
    """A trace must not say that a record was asked for when the form had settled the answer already."""
    tree = tree_of(rule(clause("b", Outcome.MAY, All((CONVICTED, CHOICE, FACT)))))
    assert tree.way(situation({"a": NO})) == (Outcome.MUST_NOT, {FACT: NO})
    assert tree.way(situation({"a": YES}, agency="CBP"))[1] == {FACT: YES, CHOICE: NO}


def test_an_error_of_the_definition_passes_through_and_nothing_is_kept() -> None:
    """A law that contradicts itself must do so for every case, not only for the first."""
    contradiction = rule(clause("b1", Outcome.MAY, FACT), clause("b2", Outcome.MUST, FACT))
    tree = QuestionTree(leaves_of(contradiction), lambda read: evaluate(contradiction, read).outcome)
    for _ in range(2):
        with pytest.raises(ClausesDisagree):
            tree.of(situation({"a": YES}))
    assert tree.of(situation({"a": NO})) is Outcome.MUST_NOT
    assert tree.of(situation({"a": UNKNOWN})) is Outcome.NOT_ESTABLISHED


def test_a_rule_without_tests_is_answered_without_a_question() -> None:
    """A flat ban asks nobody anything."""
    tree = tree_of(rule())
    assert tree.given(()) is Outcome.MUST_NOT
    assert tree.way(situation()) == (Outcome.MUST_NOT, {})


def test_the_cheap_tests_come_first_and_nothing_else_changes() -> None:
    """Reading a record costs more than reading a form; the order of asking must not touch the law."""
    dear = All((CONVICTED, Not(AnyOf((PAPER, FACT))), CLOCK, CHOICE))
    ordered = cheapest_first(rule(clause("b", Outcome.MAY, dear)))
    assert ordered.clauses[0].when == All((CHOICE, CLOCK, Not(AnyOf((FACT, PAPER))), CONVICTED))
    assert (ordered.clauses[0].id, ordered.clauses[0].effect) == ("b", Outcome.MAY)


def test_what_an_earlier_clause_asked_costs_nothing_again() -> None:
    """The second clause begins with what is known by then, so fewer questions are asked in all."""
    first = clause("b1", Outcome.MAY, CONVICTED)
    second = clause("b2", Outcome.MAY, AnyOf((FACT, CONVICTED)))
    assert cheapest_first(rule(first, second)).clauses[1].when == AnyOf((CONVICTED, FACT))


def test_a_fact_from_a_fresh_search_counts_in_every_case_and_a_no_stays_a_no() -> None:
    """What the search found is read anew in each case: its age belongs to the case, not to the fact."""
    found_by_search = Leaf(FactTest("match"), ALL_OPEN, window=SearchWindow(6, frozenset(), "(b)", ""))
    tree = tree_of(rule(clause("b", Outcome.MAY, found_by_search)))
    for stated in (YES, NO, UNKNOWN, YES, NO, UNKNOWN):
        expected = {YES: Outcome.MAY, NO: Outcome.MUST_NOT, UNKNOWN: Outcome.NOT_ESTABLISHED}[stated]
        assert tree.of(searched(NOON, facts={"match": stated})) is expected


def test_the_tests_of_the_made_up_rule_are_of_every_kind() -> None:
    """A kind of test that the made-up rule leaves out would not be compared at all."""
    kinds = {type(leaf.test) for leaf in leaves_of(MADE_UP)}
    assert kinds == {FactTest, ChoiceTest, ClockTest, PaperTest, ConvictionTest}


def test_a_stale_search_in_one_case_never_reaches_the_next() -> None:
    """Somebody's old search must not decide for the next person."""
    leaf = Leaf(FactTest("match"), ALL_OPEN, window=SearchWindow(6, frozenset(), "(b)", ""))
    tree = tree_of(rule(clause("b", Outcome.MAY, leaf)))
    stale = searched(NOON - timedelta(hours=9), facts={"match": YES})
    assert tree.of(stale) is Outcome.MUST_NOT
    assert tree.of(searched(NOON, facts={"match": YES})) is Outcome.MAY
