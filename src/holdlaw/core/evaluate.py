"""The definition: what a rule says of a case. Everything faster must answer as this does.

A rule has clauses, in the order of the statute, and says what holds otherwise. To apply it:

1. Ask of each clause whether its condition holds: yes, no or unknown.
2. Of the clauses that hold, drop those that another one overrides.
3. If none is left, what holds otherwise is the answer. If those left agree, they are the answer.
   If they disagree, the law file contradicts itself, and that is an error, never a silent winner.
4. Where some conditions are unknown, try them both ways. If the answer is the same each way, it stands;
   if not, the answer is not established.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

from attrs import frozen

from holdlaw.core.case import Outcome
from holdlaw.core.clauses import ActRule, Clause
from holdlaw.core.conditions import All, Always, AnyOf, Condition, Leaf, Not
from holdlaw.core.truth import Truth, all_of, any_of


@frozen
class Verdict:
    """What a rule says: the outcome, the clause that decides it (or leaves it open), and how each stood."""

    outcome: Outcome
    clause: Clause
    standings: tuple[tuple[Clause, Truth], ...]


class ClausesDisagree(ValueError):
    """Two clauses apply together, disagree, and neither overrides the other."""

    def __init__(self, one: Clause, other: Clause) -> None:
        """Name both clauses."""
        super().__init__(
            f"{one.id} ({one.cite}) says {one.effect.value}, "
            f"{other.id} ({other.cite}) says {other.effect.value}"
        )
        self.clauses = (one, other)


def holds(condition: Condition, read: Callable[[Leaf], Truth]) -> Truth:
    """Say whether a condition holds, given what each of its tests says."""
    match condition:
        case Leaf():
            return read(condition)
        case All(parts):
            return all_of(holds(part, read) for part in parts)
        case AnyOf(parts):
            return any_of(holds(part, read) for part in parts)
        case Not(part):
            return ~holds(part, read)
        case Always():
            return Truth.YES


def evaluate(rule: ActRule, read: Callable[[Leaf], Truth]) -> Verdict:
    """Apply a rule to a case. Raise ClausesDisagree if two clauses certainly apply and disagree."""
    return weigh(rule, tuple((clause, holds(clause.when, read)) for clause in rule.clauses))


def weigh(rule: ActRule, standings: tuple[tuple[Clause, Truth], ...]) -> Verdict:
    """Decide from how each clause stood."""
    sure = [clause for clause, truth in standings if truth is Truth.YES]
    open_ = [clause for clause, truth in standings if truth is Truth.UNKNOWN]
    decided = settle(rule, sure)
    if any(outcome is not decided.effect for outcome in _other_ways(rule, sure, open_)):
        return Verdict(Outcome.NOT_ESTABLISHED, open_[0], standings)
    return Verdict(decided.effect, decided, standings)


def settle(rule: ActRule, applicable: Iterable[Clause]) -> Clause:
    """Give the clause that decides when these and no others apply."""
    applicable = tuple(applicable)
    overridden = frozenset[str]().union(*(clause.overrides for clause in applicable))
    left = [clause for clause in applicable if clause.id not in overridden]
    if not left:
        return rule.otherwise
    for clause in left:
        if clause.effect is not left[0].effect:
            raise ClausesDisagree(left[0], clause)
    return left[0]


def _other_ways(rule: ActRule, sure: list[Clause], open_: list[Clause]) -> Iterable[Outcome | None]:
    """Give the outcome for each way the open clauses may turn out; None where they would contradict."""
    for size in range(1, len(open_) + 1):
        for chosen in combinations(open_, size):
            applicable = [c for c in rule.clauses if c in sure or c in chosen]
            try:
                yield settle(rule, applicable).effect
            except ClausesDisagree:
                yield None
