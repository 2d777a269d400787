"""Conditions of the law as lines of text: one thought a line, indented as the law nests them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdlaw.core.conditions import (
    All,
    Always,
    AnyOf,
    ChoiceTest,
    ClockTest,
    Condition,
    FactTest,
    Leaf,
    Not,
    PaperTest,
)
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.core.truth import Truth

STEP = "  "
_GROUPS = {All: "all of", AnyOf: "any of", Not: "not"}
_PRESENTED = {"by_now": "presented by now", "with_request": "presented with the request"}


def condition_lines(condition: Condition, terms: frozenset[str], depth: int = 0) -> Iterator[str]:
    """Write a condition as a tree. A term the law defines (`terms`: their words) is named, not unfolded."""
    margin, label = STEP * depth, _label(condition)
    named = bool(condition.says) and condition.says in terms
    match condition:
        case Leaf():
            yield f"{margin}- {condition.says if named else _test_line(condition)}"
            yield from ([f"{margin}{STEP}Unverified: {condition.unverified}"] if condition.unverified else [])
        case Always():
            yield f"{margin}- in every case"
        case _ if named:
            yield f"{margin}- {condition.says}"
        case All(parts) | AnyOf(parts):
            yield f"{margin}- {_GROUPS[type(condition)]}:{label and ' '}{label}"
            for part in parts:
                yield from condition_lines(part, terms, depth + 1)
        case Not(part):
            yield f"{margin}- not:{label and ' '}{label}"
            yield from condition_lines(part, terms, depth + 1)


def _test_line(leaf: Leaf) -> str:
    """Give the words of a test, and what it asks where the words do not say it."""
    if isinstance(leaf.test, FactTest | ClockTest) or not leaf.says:
        return _label(leaf) if leaf.says else test_words(leaf)
    detail = test_words(leaf)
    told = leaf.says.partition(":")[0] == detail.partition(":")[0]
    return _label(leaf) if told else f"{_label(leaf)} ({detail})"


def definition_lines(condition: Condition, terms: frozenset[str]) -> Iterator[str]:
    """Write what a defined term means: its words and citation first, then what it asks."""
    others = terms - {condition.says}
    yield from ([_label(condition)] if _label(condition) else [])
    if isinstance(condition, Leaf):
        yield f"{STEP}{test_words(condition)}"
        yield from ([f"{STEP}Unverified: {condition.unverified}"] if condition.unverified else [])
    elif not isinstance(condition, Always):
        yield f"{STEP}{_GROUPS[type(condition)]}:"
        for part in (condition.part,) if isinstance(condition, Not) else condition.parts:
            yield from condition_lines(part, others, 2)


def _label(condition: Condition) -> str:
    cite = f" [{condition.cite}]" if condition.cite else ""
    return f"{condition.says}{cite}".strip()


def test_words(leaf: Leaf) -> str:
    """Say what a test asks, from the test itself."""
    match leaf.test:
        case FactTest(fact):
            return leaf.says or fact.replace("_", " ")
        case ChoiceTest(choice, allowed):
            return f"{choice.replace('_', ' ')}: {_either(allowed)}"
        case ClockTest(clock):
            return leaf.says or f"the clock {clock} has run out"
        case PaperTest(fields, presented):
            return "; ".join(["a paper", *_fields(fields), _presented(presented)])
        case ConvictionTest():
            return "; ".join(_conviction(leaf.test))


def _presented(presented: str) -> str:
    return _PRESENTED.get(presented) or f"presented before the end of {presented.rpartition(':')[2]}"


def _conviction(test: ConvictionTest) -> Iterator[str]:
    """Say what a conviction must be. The edition of a list is told with the list, not here."""
    yield "a conviction"
    if test.listed is not None:
        yield f"on the list {test.listed.name}"
    if test.not_listed is not None:
        yield f"not on the list {test.not_listed.name}"
    if test.jurisdictions:
        yield f"of {_either(test.jurisdictions)}"
    yield from _fields(test.fields)
    if test.elsewhere:
        yield f"if from elsewhere also: {', '.join(name.replace('_', ' ') for name in test.elsewhere)}"
    if test.within is not None:
        yield _look_back(test.within)


def _look_back(within: LookBack) -> str:
    edge = "at most" if within.anniversary_counts else "less than"
    jail = ", not counting jail for a listed crime" if within.extended_by_jail else ""
    return f"judgment {edge} {within.years} years before the {within.until}{jail}"


def _fields(fields: Iterable[tuple[str, frozenset[Truth | str]]]) -> Iterator[str]:
    for name, allowed in fields:
        yield f"{name.replace('_', ' ')}: {_either(allowed)}"


def _either(allowed: Iterable[Truth | str]) -> str:
    return " or ".join(sorted(each.value if isinstance(each, Truth) else each for each in allowed))
