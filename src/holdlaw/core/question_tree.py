"""The law as a tree of questions, grown from the definition as cases come: the same answers, sooner.

The definition asks its tests one after another. Given the answers so far, the next test it asks is always the
same, so the way it went is kept: each case after the first walks down the tree, reads only the tests that
matter to it, and finds the answer at the end. Nothing is compiled by hand, so nothing can drift from the
definition; tests hold the two equal all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Generic, TypeVar

from attrs import evolve

from holdlaw.core.clauses import ActRule
from holdlaw.core.conditions import (
    All,
    AnyOf,
    ChoiceTest,
    ClockTest,
    Condition,
    FactTest,
    Leaf,
    Not,
    PaperTest,
    leaves,
)
from holdlaw.core.readings import SLOTS, reader
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth

Found = TypeVar("Found")
Read = Callable[[Leaf], Truth]

_COST: Mapping[type, int] = {FactTest: 1, ChoiceTest: 2, ClockTest: 3, PaperTest: 4}
_COST_OF_CONVICTIONS = 8


class _Asked(Exception):
    """Raised when the definition asks a test that has not been read on the way here."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf


class _Kind(Enum):
    """How the next step is found: by a stated fact or choice, by reading the test, or not at all."""

    FACT = 1
    CHOICE = 2
    READ = 3
    END = 4


class _Node(Generic[Found]):
    """A question and where each answer leads, or an end.

    `by_key`: where a statement of the case leads that settles the test by itself, so that the test need not
    be read; `then`: where each value of the test leads. `name`: the fact; `slot`: where the choice stands.
    """

    __slots__ = ("by_key", "end", "kind", "known", "leaf", "name", "number", "read", "slot", "then")

    def __init__(self, known: Mapping[Leaf, Truth]) -> None:
        self.kind = _Kind.END
        self.known = known
        self.end: Found | None = None
        self.by_key: dict[object, _Node[Found]] = {}
        self.then: dict[Truth, _Node[Found]] = {}

    def ask(self, leaf: Leaf, number: int) -> None:
        """Make this node the question of one test."""
        self.leaf, self.number, self.read = leaf, number, reader(leaf)
        match leaf.test:
            case FactTest(fact):
                self.kind, self.name = _Kind.FACT, fact
            case ChoiceTest(choice):
                self.kind, self.slot = _Kind.CHOICE, SLOTS[choice]
            case _:
                self.kind = _Kind.READ


_FACT, _CHOICE, _READ = _Kind.FACT, _Kind.CHOICE, _Kind.READ


class QuestionTree(Generic[Found]):
    """Keeps every way that a pure function of tests has gone."""

    def __init__(self, leaves_: Sequence[Leaf], settle: Callable[[Read], Found]) -> None:
        """Keep the function that settles an answer from what each test says; ask it nothing yet."""
        self._numbers = {leaf: i for i, leaf in enumerate(leaves_)}
        self._settle = settle
        self._root: _Node[Found] | None = None

    def of(self, situation: Situation) -> Found:
        """Give the answer for a case, reading only the tests that matter; its errors pass through."""
        return self._end(situation).end  # type: ignore[return-value]  # a node without a question has an end

    def way(self, situation: Situation) -> tuple[Found, Mapping[Leaf, Truth]]:
        """Give the answer for a case, and every test asked on the way to it with its value."""
        node = self._end(situation)
        return node.end, node.known  # type: ignore[return-value]  # a node without a question has an end

    def _end(self, situation: Situation) -> _Node[Found]:
        node, facts = self._root or self._begin(), situation.facts
        while True:
            kind = node.kind
            if kind is _READ:
                after = node.then.get(node.read(situation))
            elif kind is _FACT:
                after = node.by_key.get(facts.get(node.name))
            elif kind is _CHOICE:
                after = node.by_key.get(situation[node.slot])
            else:
                return node
            node = after or self._read(node, situation)

    def given(self, values: Sequence[Truth]) -> Found:
        """Give the answer for tests that were all read before, by their number."""
        node = self._root or self._begin()
        while node.kind is not _Kind.END:
            value = values[node.number]
            node = node.then.get(value) or self._grow(node, value)
        return node.end  # type: ignore[return-value]  # a node without a question has an end

    def _begin(self) -> _Node[Found]:
        self._root = self._made({})
        return self._root

    def _read(self, node: _Node[Found], situation: Situation) -> _Node[Found]:
        """Read a test; where the statement settles it for every case alike, keep the way."""
        value = node.read(situation)
        after = node.then.get(value) or self._grow(node, value)
        if node.kind is _FACT:
            stated = situation.facts.get(node.name)
            # What a search found may count in one case and, being stale, not in the next.
            if node.leaf.window is None or stated is not Truth.YES:
                node.by_key[stated] = after
        elif node.kind is _CHOICE and node.leaf.window is None:
            node.by_key[situation[node.slot]] = after
        return after

    def _grow(self, node: _Node[Found], value: Truth) -> _Node[Found]:
        child = node.then[value] = self._made({**node.known, node.leaf: value})
        return child

    def _made(self, known: Mapping[Leaf, Truth]) -> _Node[Found]:
        """Ask the definition with what is known: it ends, or asks one test more."""

        def read(leaf: Leaf) -> Truth:
            if leaf not in known:
                raise _Asked(leaf)
            return known[leaf]

        node: _Node[Found] = _Node(known)
        try:
            node.end = self._settle(read)
        except _Asked as asked:
            node.ask(asked.leaf, self._numbers[asked.leaf])
        return node


def cheapest_first(rule: ActRule) -> ActRule:
    """Give the same rule with the cheap tests of every group first; the order changes no answer.

    Its clauses are copies that keep their ids.
    """
    clauses, asked = [], frozenset[Leaf]()
    for clause in rule.clauses:
        clauses.append(evolve(clause, when=_ordered(clause.when, asked)))
        asked |= frozenset(leaves(clause.when))
    return ActRule(rule.otherwise, tuple(clauses))


def _ordered(condition: Condition, asked: frozenset[Leaf]) -> Condition:
    match condition:
        case All(parts) | AnyOf(parts):
            return evolve(
                condition,
                parts=tuple(
                    sorted((_ordered(part, asked) for part in parts), key=lambda part: _cost(part, asked))
                ),
            )
        case Not(part):
            return evolve(condition, part=_ordered(part, asked))
        case _:
            return condition


def _cost(condition: Condition, asked: frozenset[Leaf]) -> tuple[int, int]:
    """Say what a condition costs to read: first the tests that no earlier clause asked, then all of them."""
    costs = [(leaf in asked, _COST.get(type(leaf.test), _COST_OF_CONVICTIONS)) for leaf in leaves(condition)]
    return sum(cost for known, cost in costs if not known), sum(cost for _, cost in costs)
