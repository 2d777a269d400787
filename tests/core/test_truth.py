"""Three truth values: the whole tables, and the laws that hold between them."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.truth import Truth, all_of, any_of, truth_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
BOTH = {
    (YES, YES): YES,
    (YES, NO): NO,
    (YES, UNKNOWN): UNKNOWN,
    (NO, YES): NO,
    (NO, NO): NO,
    (NO, UNKNOWN): NO,
    (UNKNOWN, YES): UNKNOWN,
    (UNKNOWN, NO): NO,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
"""Kleene's strong table for "and", written out."""

EITHER = {
    (YES, YES): YES,
    (YES, NO): YES,
    (YES, UNKNOWN): YES,
    (NO, YES): YES,
    (NO, NO): NO,
    (NO, UNKNOWN): UNKNOWN,
    (UNKNOWN, YES): YES,
    (UNKNOWN, NO): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
"""Kleene's strong table for "or", written out."""

OPPOSITE = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}
pairs = pytest.mark.parametrize("pair", list(product(Truth, repeat=2)))
values = st.lists(st.sampled_from(list(Truth)), max_size=6)


@pairs
def test_all_of_is_kleenes_and(pair: tuple[Truth, Truth]) -> None:
    """If one missing condition is settled, the hold is unlawful whatever is still unknown."""
    assert all_of(pair) is BOTH[pair]


@pairs
def test_any_of_is_kleenes_or(pair: tuple[Truth, Truth]) -> None:
    """One listed conviction is enough, even beside a record that nobody has read."""
    assert any_of(pair) is EITHER[pair]


@pytest.mark.parametrize("value", list(Truth))
def test_the_opposite_of_unknown_is_unknown(value: Truth) -> None:
    """Not knowing of a warrant is not the same as knowing that there is none."""
    assert ~value is OPPOSITE[value]
    assert ~~value is value


@pairs
def test_not_both_is_either_not(pair: tuple[Truth, Truth]) -> None:
    """De Morgan: a law may say "unless both" or "if either is missing", and means the same."""
    one, other = pair
    assert ~all_of(pair) is any_of((~one, ~other))
    assert ~any_of(pair) is all_of((~one, ~other))


@pytest.mark.parametrize("triple", list(product(Truth, repeat=3)))
def test_the_order_of_the_parts_never_matters(triple: tuple[Truth, Truth, Truth]) -> None:
    """Two clerks who enter the same facts in another order must get the same answer."""
    assert {all_of(order) for order in permutations(triple)} == {all_of(triple)}
    assert {any_of(order) for order in permutations(triple)} == {any_of(triple)}


@given(values, values)
def test_parts_can_be_grouped_as_one_likes(one: list[Truth], other: list[Truth]) -> None:
    """A law that is written as a list of lists says what the flat list says."""
    assert all_of((all_of(one), all_of(other))) is all_of(one + other)
    assert any_of((any_of(one), any_of(other))) is any_of(one + other)


@given(st.lists(st.tuples(st.sampled_from(list(Truth)), st.sampled_from((YES, NO))), max_size=6))
def test_learning_a_fact_never_overturns_what_was_settled(parts: list[tuple[Truth, Truth]]) -> None:
    """An answer of yes or no must stand when the unknown facts around it come in."""
    before = [value for value, _ in parts]
    after = [learned if value is UNKNOWN else value for value, learned in parts]
    for combine in (all_of, any_of):
        assert combine(before) in (UNKNOWN, combine(after))


def test_nothing_at_all_is_all_of_nothing_and_none_of_nothing() -> None:
    """An empty record holds no conviction; a law file may not write an empty list, but a record is one."""
    assert all_of(()) is YES
    assert any_of(()) is NO


@pytest.mark.parametrize("value", list(Truth))
def test_a_truth_refuses_to_be_read_as_true_or_false(value: Truth) -> None:
    """`if known:` would quietly treat an unknown as a yes, and somebody would be held on it."""
    with pytest.raises(TypeError) as refused:
        bool(value)
    assert str(refused.value) == "a Truth has three values; compare it with YES, NO or UNKNOWN"


@pytest.mark.parametrize(("known", "value"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_none_becomes_unknown(known: bool | None, value: Truth) -> None:
    """An empty field in a file from outside is a question, not a no."""
    assert truth_of(known) is value
