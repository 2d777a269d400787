"""The words of a card's questions and clocks, taken from the law file itself."""

from __future__ import annotations

from collections.abc import Sequence

from holdlaw.core.conditions import AnyOf, ChoiceTest, ClockTest, Condition, FactTest, Leaf
from holdlaw.policybook import Book
from holdlaw.reports.card.questions import Question
from holdlaw.reports.law.words import test_words


def statement(question: Question, book: Book) -> tuple[str, str]:
    """Give the statement an officer confirms or denies, and what counts for it."""
    leaf = next((leaf for leaf in question.leaves if _has_words(leaf)), question.leaves[0])
    says = plain_words(leaf.says or test_words(leaf))
    window = question.window
    fresh = [f"from a search no older than {window.hours} hours at release"] if window else []
    told = [f"or told by a {' or '.join(sorted(window.unless_informed_by))}"] if window else []
    return f"{says[:1].upper()}{says[1:]}.", "; ".join(
        [*_counts(leaf, book), *(", ".join([*fresh, *told]),)]
    ).strip("; ")


def _has_words(leaf: Leaf) -> bool:
    return bool(leaf.says) and leaf.says != test_words(leaf)


def _counts(leaf: Leaf, book: Book) -> list[str]:
    """Say what counts, where the statement does not: papers, signers, classes, lists, years."""
    match leaf.test:
        case ChoiceTest("asks") | FactTest() | ClockTest():
            return []
        case ChoiceTest(choice, allowed):
            names = book.forms if choice == "form" else sorted(allowed)
            return [_either([name for name in names if name in allowed])] if _has_words(leaf) else []
        case _:
            detail = test_words(leaf).partition("; ")[2]
            return [detail.replace("article_iii", "Article III").replace("_", " ")]


def _either(names: Sequence[str]) -> str:
    return " or ".join(name.replace("_", " ") for name in names)


def plain_words(says: str) -> str:
    """Say a choice that the law file leaves without words of its own."""
    before = {"form: ": "the form is ", "asks: ": "the request asks to ", "agency: ": "it comes from "}
    for name, words in before.items():
        if says.startswith(name):
            return words + says.removeprefix(name).replace("_", " ")
    return says


def applies_words(condition: Condition) -> str:
    """Say when a clock applies, in the law's words; empty where it has none."""
    match condition:
        case AnyOf(parts, says="") if all(part.says for part in parts):
            return ", or ".join(plain_words(part.says) for part in parts)
        case _:
            return plain_words(condition.says)
