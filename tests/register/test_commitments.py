"""Commitments: they hold the register to a private value, and tell nobody what it is."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from holdlaw.register.canonical import canonical
from holdlaw.register.commitments import SALT_BYTES, Opening, commitment

from .samples import CODES, GROUPS, SCALARS

SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
VALUES = SCALARS | GROUPS


@given(SALTS, CODES, VALUES)
def test_anybody_with_salt_and_value_can_check_it(salt: bytes, name: str, value: Any) -> None:
    """An auditor who is shown a value by court order must be able to tell that it is the one entered."""
    by_hand = sha256(salt + canonical([name, value])).hexdigest()
    assert commitment(name, Opening(salt, value)) == by_hand


@given(SALTS, SALTS, CODES, VALUES)
def test_another_salt_never_matches(salt: bytes, other: bytes, name: str, value: Any) -> None:
    """Two people with the same birth date must not be seen to share it."""
    assume(salt != other)
    assert commitment(name, Opening(salt, value)) != commitment(name, Opening(other, value))


@given(SALTS, CODES, CODES, VALUES)
def test_another_field_never_matches(salt: bytes, name: str, other: str, value: Any) -> None:
    """A value moved from one field to another says something else, and must be seen to."""
    assume(name != other)
    assert commitment(name, Opening(salt, value)) != commitment(other, Opening(salt, value))


@given(SALTS, CODES, VALUES, VALUES)
def test_another_value_never_matches(salt: bytes, name: str, value: Any, other: Any) -> None:
    """Nobody may open a "no" where a "yes" was entered."""
    assume(canonical(value) != canonical(other))
    assert commitment(name, Opening(salt, value)) != commitment(name, Opening(salt, other))


@pytest.mark.parametrize("length", [0, SALT_BYTES - 1, SALT_BYTES + 1])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    """With a short salt a stranger can try every birth date until one fits."""
    with pytest.raises(ValueError, match=f"a salt has 32 bytes, not {length}"):
        Opening(bytes(length), "yes")
