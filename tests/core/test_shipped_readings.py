"""Every test of every law that ships, read in both ways over made-up cases."""

from __future__ import annotations

from functools import cache

import pytest

from holdlaw.core.readings import finder, reader
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.decide.moments import Clocks, clocks_of, local_day, situation_of
from holdlaw.decide.program import Program, program
from holdlaw.policybook import shipped
from tests.laws.cases import cases, read

CASES = 150
every_place = pytest.mark.parametrize("place", shipped().place_names())


@cache
def situations(place: str) -> tuple[tuple[Situation, Program], ...]:
    """Give made-up cases of a place, each with the law of its day."""
    return tuple(_ready(place, data) for data in cases(2, CASES, place))


def _ready(place: str, data: dict[str, object]) -> tuple[Situation, Program]:
    case, book = read(data), shipped()
    today = local_day(book.place(place), case)
    law = program(book, place, today)
    clocks: Clocks = clocks_of(book, law)
    return situation_of(case, book, clocks, today), law


@every_place
def test_both_ways_of_reading_a_test_agree(place: str) -> None:
    """The trace is written by one and the answer given by the other; a reader must be able to trust both."""
    different = [
        (leaf, where.case)
        for where, law in situations(place)
        for leaf in law.leaves
        if reader(leaf)(where) is not finder(leaf)(where).value
    ]
    assert different == []


@every_place
def test_a_test_is_a_yes_only_where_the_case_states_it(place: str) -> None:
    """No law may turn what nobody stated into a yes."""
    invented = [
        (leaf, where.case)
        for where, law in situations(place)
        for leaf in law.leaves
        for found in [finder(leaf)(where)]
        if (found.value is Truth.YES and found.stated is not Truth.YES)
        or (found.value is Truth.UNKNOWN and found.stated is not Truth.UNKNOWN)
    ]
    assert invented == []
