"""What would change an answer: the open facts that decide it, the changes that turn it, what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from attrs import frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.conditions import ChoiceTest, ClockTest
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.truth import Truth
from holdlaw.decide.program import Program

OPEN_TESTS_MAX = 8
"""Open tests tried in every combination. Beyond this many, each is tried alone. The most a shipped law leaves
open at once is 8."""


@frozen
class Change:
    """Tests that, turned to these values, would change an act's outcome to another."""

    turned: tuple[tuple[int, Truth], ...]
    outcome: Outcome


def turned(program: Program, values: Sequence[Truth], change: Iterable[tuple[int, Truth]]) -> list[Truth]:
    """Give the values with some tests turned, and with what each of them implies."""
    after = list(values)
    for test, value in change:
        moved = _moved(program, test, value)
        for number, own in enumerate(program.leaf_tests):
            if own in moved:
                after[number] = value
    return after


def _moved(program: Program, test: int, value: Truth) -> frozenset[int]:
    """List the tests that turn with one: all it implies if it holds, all that imply it if it does not."""
    if value is Truth.YES:
        return program.implied[test]
    return frozenset(i for i, implied in enumerate(program.implied) if test in implied)


def open_tests(program: Program, values: Sequence[Truth]) -> tuple[int, ...]:
    """List the tests that some law leaves open."""
    found = (own for own, value in zip(program.leaf_tests, values, strict=True) if value is Truth.UNKNOWN)
    return tuple(dict.fromkeys(found))


def deciding_tests(program: Program, act: Act, values: Sequence[Truth]) -> tuple[int, ...]:
    """List the open tests that can change an act's outcome, whatever the others turn out to be."""
    waiting = open_tests(program, values)
    found = []
    for test in waiting:
        others = [other for other in waiting if other != test]
        if any(_differs(program, act, values, test, rest) for rest in _completions(others)):
            found.append(test)
    return tuple(found)


def _completions(tests: Sequence[int]) -> Iterator[tuple[tuple[int, Truth], ...]]:
    """Give every way the other open tests may turn out, and the way in which they stay open."""
    yield ()
    if len(tests) < OPEN_TESTS_MAX:
        for ways in product((Truth.YES, Truth.NO), repeat=len(tests)):
            yield tuple(zip(tests, ways, strict=True))


def _differs(
    program: Program, act: Act, values: Sequence[Truth], test: int, rest: tuple[tuple[int, Truth], ...]
) -> bool:
    yes = program.judge(act, turned(program, values, (*rest, (test, Truth.YES)))).outcome
    no = program.judge(act, turned(program, values, (*rest, (test, Truth.NO)))).outcome
    return yes is not no


def would_change(program: Program, act: Act, values: Sequence[Truth]) -> tuple[Change, ...]:
    """List the smallest changes of what is found that turn the outcome: one test, or else two together."""
    now = program.judge(act, values).outcome
    facts = [test for test, kind in enumerate(program.tests) if not isinstance(kind, ClockTest | ChoiceTest)]
    ways = [(test, value) for test in facts for value in _other_values(program, values, test)]
    single = tuple(_changes(program, act, values, [(way,) for way in ways], now))
    if single:
        return tuple(change for change in single if not _needless(program, change, single))
    missing = [way for way in ways if way[1] is Truth.YES]
    return tuple(_changes(program, act, values, combinations(missing, 2), now))


def _needless(program: Program, change: Change, others: Sequence[Change]) -> bool:
    """Say whether a smaller change has the same outcome."""
    (own,) = (_moved(program, *turn) for turn in change.turned)
    return any(
        _moved(program, *other.turned[0]) < own and other.outcome is change.outcome for other in others
    )


def _other_values(program: Program, values: Sequence[Truth], test: int) -> tuple[Truth, ...]:
    number = program.leaf_tests.index(test)
    match values[number]:
        case Truth.YES:
            return (Truth.NO,)
        case Truth.NO:
            return (Truth.YES,)
        case _:
            return (Truth.YES, Truth.NO)


def _changes(
    program: Program,
    act: Act,
    values: Sequence[Truth],
    ways: Iterable[tuple[tuple[int, Truth], ...]],
    now: Outcome,
) -> Iterator[Change]:
    for way in ways:
        try:
            outcome = program.judge(act, turned(program, values, way)).outcome
        except ClausesDisagree:  # a case that were so would be refused; it is no answer to offer
            continue
        if outcome is not now:
            yield Change(way, outcome)


def next_test(program: Program, acts: Sequence[Act], values: Sequence[Truth]) -> int | None:
    """Give the open test whose answer can settle the most of the acts asked, or None if nothing is open."""
    scores = {
        test: sum(_settled(program, act, values, test) for act in acts)
        for act in acts
        for test in deciding_tests(program, act, values)
    }
    if not scores:
        return None
    best = max(scores.values())
    return next(test for test, score in scores.items() if score == best)


def _settled(program: Program, act: Act, values: Sequence[Truth], test: int) -> int:
    """Count the answers, of yes and no, that settle an act which is open now."""
    if program.judge(act, values).outcome is not Outcome.NOT_ESTABLISHED:
        return 0
    return sum(
        program.judge(act, turned(program, values, ((test, way),))).outcome is not Outcome.NOT_ESTABLISHED
        for way in (Truth.YES, Truth.NO)
    )
