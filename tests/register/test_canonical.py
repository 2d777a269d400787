"""One way to write a value: equal values have equal bytes, and what has no such way is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.register.canonical import canonical

from .samples import GROUPS

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NUMBERS = st.integers(1 - 2**53, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | NUMBERS | TEXTS


@given(GROUPS)
def test_the_order_of_names_does_not_matter(value: dict[str, Any]) -> None:
    """Two clerks who state the same facts in another order have stated the same thing."""
    turned = dict(reversed(value.items()))
    assert canonical(turned) == canonical(value)


@given(GROUPS)
def test_what_is_written_reads_back_as_it_was(value: dict[str, Any]) -> None:
    """A value that changes on its way into the register would be proved wrongly ever after."""
    assert json.loads(canonical(value)) == value


def test_names_are_sorted_as_the_standard_says() -> None:
    """RFC 8785 sorts by UTF-16 units, not by letters; the published example must come out."""
    value = dict.fromkeys(["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"], 0)
    written = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(value))) == written


@pytest.mark.parametrize(
    "value",
    ["\0", {"\0": 1}, {"a": {"b": ["x\0y"]}}, ["\0"], ("\0",)],
    ids=["text", "name", "deep", "list", "pair"],
)
def test_a_null_character_is_refused_wherever_it_hides(value: Any) -> None:
    """PostgreSQL cannot hold it: the same entry would stand in one register and not in the other."""
    with pytest.raises(HoldlawError) as refused:
        canonical(value, "request.received")
    assert str(refused.value) == (
        "HL-5001: request.received: It holds a null character. An entry that cannot be written the same way "
        "twice cannot be proved. Remove it and enter the rest again."
    )


def test_a_backslash_that_only_looks_like_a_null_character_is_kept() -> None:
    """A clerk may type what a program would escape; it is text like any other."""
    assert json.loads(canonical("\\u0000")) == "\\u0000"


@pytest.mark.parametrize(
    "value",
    [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: "a"}, object(), b"bytes"],
    ids=["large", "small", "nan", "inf", "surrogate", "surrogate-name", "number-name", "object", "bytes"],
)
def test_what_json_cannot_carry_is_refused(value: Any) -> None:
    """A number that another program reads differently would make two truths of one entry."""
    with pytest.raises(HoldlawError, match="HL-5001: entry: It cannot be written as JSON"):
        canonical(value)


def test_the_largest_safe_number_is_taken() -> None:
    """The number just before the limit is one that every program reads alike."""
    assert canonical(2**53 - 1) == b"9007199254740991"


@settings(max_examples=1000)
@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20))
def test_the_short_way_writes_what_the_library_writes(value: Any) -> None:
    """Plain values are written without the library, for speed; one other byte would be another hash."""
    assert canonical(value) == rfc8785.dumps(value)
