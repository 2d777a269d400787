"""Three truth values: yes, no and unknown.

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64, the strong tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something is so, is not so, or is not known."""

    __hash__ = object.__hash__  # each value is one object; the inherited hash is slow and is asked often

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be read as true or false: an unknown is neither."""
        raise TypeError("a Truth has three values; compare it with YES, NO or UNKNOWN")

    def __invert__(self) -> Truth:
        """Say the opposite; the opposite of unknown is unknown."""
        return _OPPOSITE[self]


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def all_of(values: Iterable[Truth]) -> Truth:
    """Say whether every part is so: one no settles it, else one unknown leaves it open."""
    answer = Truth.YES
    for value in values:
        if value is Truth.NO:
            return Truth.NO
        if value is Truth.UNKNOWN:
            answer = Truth.UNKNOWN
    return answer


def any_of(values: Iterable[Truth]) -> Truth:
    """Say whether some part is so: one yes settles it, else one unknown leaves it open."""
    answer = Truth.NO
    for value in values:
        if value is Truth.YES:
            return Truth.YES
        if value is Truth.UNKNOWN:
            answer = Truth.UNKNOWN
    return answer


def truth_of(known: bool | None) -> Truth:
    """Turn a plain yes or no, or None for unknown, into a Truth."""
    if known is None:
        return Truth.UNKNOWN
    return Truth.YES if known else Truth.NO
