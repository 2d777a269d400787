"""Three values in SQL: no is 0, unknown 1, yes 2. All of is the least, any of the greatest, not two less it.

Nothing here is ever NULL, so neither `least`, `greatest` nor `max` can drop an unknown, and no unknown ever
stands in a WHERE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from holdlaw.core.conditions import All, Always, AnyOf, Condition, Leaf, Not
from holdlaw.core.truth import Truth
from holdlaw.simulate.layout import NO, UNKNOWN, YES, Missing
from holdlaw.sources.parquet import quoted

NUMBERS = {Truth.NO: NO, Truth.UNKNOWN: UNKNOWN, Truth.YES: YES}
TRUTHS = {number: truth for truth, number in NUMBERS.items()}


@frozen
class Nulls:
    """How an empty cell is read: as an unknown under the law, or as a fact that the data leaves open."""

    missing: Missing

    def of(self, meaning: Truth) -> int:
        """Give the value of an empty cell, where an unknown has this meaning in law."""
        return NUMBERS[meaning] if self.missing is Missing.UNKNOWN else UNKNOWN


def texts(names: Iterable[str]) -> str:
    """Write texts as a list in parentheses, in order of the alphabet."""
    return "(" + ", ".join(quoted(name) for name in sorted(names)) + ")"


def stated(column: str, meaning: Truth, nulls: Nulls) -> str:
    """Read a three-valued column, where an unknown has this meaning in law."""
    unknown, empty = NUMBERS[meaning], nulls.of(meaning)
    if unknown == empty == UNKNOWN:
        return f"coalesce({column}, {UNKNOWN})"
    if empty == unknown:
        return f"CASE WHEN {column} = {YES} THEN {YES} ELSE {NO} END"
    return f"CASE WHEN {column} IS NULL THEN {empty} WHEN {column} = {YES} THEN {YES} ELSE {NO} END"


def one_of(column: str, allowed: Iterable[str], meaning: Truth, nulls: Nulls) -> str:
    """Say whether a text column is among the values allowed."""
    unknown, empty = NUMBERS[meaning], nulls.of(meaning)
    return (
        f"CASE WHEN {column} IN {texts(allowed)} THEN {YES} WHEN {column} IS NULL THEN {empty} "
        f"WHEN {column} = 'unknown' THEN {unknown} ELSE {NO} END"
    )


def any_of(values: Sequence[str]) -> str:
    """Write that at least one holds."""
    return values[0] if len(values) == 1 else f"greatest({', '.join(values)})"


def all_of(values: Sequence[str]) -> str:
    """Write that every one holds."""
    return values[0] if len(values) == 1 else f"least({', '.join(values)})"


def standing(condition: Condition, read: Callable[[Leaf], str]) -> str:
    """Write how a condition stands, as `core.evaluate.holds` says it."""
    match condition:
        case Leaf():
            return f"({read(condition)})"
        case All(parts):
            return all_of([standing(part, read) for part in parts])
        case AnyOf(parts):
            return any_of([standing(part, read) for part in parts])
        case Not(part):
            return f"({YES} - {standing(part, read)})"
        case Always():
            return str(YES)
