"""Gathers what convictions and papers say, a word of bits each, to one word for each request: the any-of.

Each row's word is OR-ed into the place of its request, so that nothing is sorted and no table of all requests
is searched. The words then stand beside the requests in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.clock_sql import Years
from holdlaw.simulate.derive import NO_DAY, Derivation, Words, day_number, derivation
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.source import Source, whole_numbers
from holdlaw.simulate.stating import Columns, stated

Numbers = NDArray[np.int64]


def derived_sql(source: Source, needed: Sequence[Derived], years: Years) -> str:
    """Derive the columns that a law needs; give the SELECT of the requests with them.

    It can be run as long as the source is open.
    """
    return gathered(source, derivation(source, needed, years), stated(source, needed))


def gathered(source: Source, how: Derivation, small: Mapping[str, Columns]) -> str:
    """Gather the words of every request; give the SELECT of the requests with their derived columns.

    `small`: the tables of what statements say (`simulate.stating`). Every row must name a request
    (`simulate.numbering` sees to it); the words of one that does not are left out.
    """
    if how.words:
        numbers = source.numbers
        order = None if _gapless(numbers) else np.argsort(numbers)
        source.con.complete()  # a result that nobody fetched to its end would keep tables from being named
        for name, table in small.items():
            source.con.register(name, dict(table))
        columns = {"row_id": numbers}
        for words in how.words:
            columns |= _words(source, words, numbers, order)
        source.con.register(how.beside, columns)
    return how.select


def _gapless(numbers: Numbers) -> bool:
    if not len(numbers):
        return True
    rising = bool(np.all(numbers[1:] > numbers[:-1]))
    return rising and int(numbers[-1]) - int(numbers[0]) + 1 == len(numbers)


def _first(numbers: Numbers) -> int:
    return int(numbers[0]) if len(numbers) else 0


def _words(source: Source, words: Words, numbers: Numbers, order: Numbers | None) -> dict[str, Numbers]:
    found = whole_numbers(source.con, words.sql)
    there, places = _places(found["row_id"], numbers, order)
    for name in words.days:
        _check_days(source, name, found[name][there], places)
    gathered_ = {name: np.zeros(len(numbers), np.int64) for name in words.names}
    for name, own in gathered_.items():
        any_of(own, places, found[name][there])
    return gathered_


def _check_days(source: Source, name: str, said: Numbers, places: Numbers) -> None:
    """Raise HoldlawError (HL-9010) where rows state another day than the request that they name."""
    sql = f"SELECT {day_number(name)} AS day FROM ({source.padded('')})"
    own = whole_numbers(source.con, sql)["day"][places]
    wrong = np.count_nonzero((said != own) & (said != NO_DAY))
    if wrong:
        have = "conviction has" if wrong == 1 else "convictions have"
        what = f"{wrong:,} {have} another day than the request."
        why = "A look-back would have ended on a day that is not the request's."
        mend = "Write the request's own day beside each of its convictions, or leave it empty there."
        raise HoldlawError([Problem("HL-9010", f"convictions.{name}", what, why, mend)])


def any_of(words: Numbers, places: Numbers, said: Numbers) -> None:
    """OR each word into its place."""
    np.bitwise_or.at(words, places, said)


def _places(asked: Numbers, numbers: Numbers, order: Numbers | None) -> tuple[Any, Numbers]:
    """Find rows by their numbers: which of those asked for are there, and at which place.

    `order`: the places of the numbers as they rise; None if each is one more than the one before.
    """
    if order is None:
        places = asked - _first(numbers)
        there = (places >= 0) & (places < len(numbers))
    else:
        places = order[np.minimum(np.searchsorted(numbers, asked, sorter=order), len(order) - 1)]
        there = numbers[places] == asked
    return (slice(None), places) if there.all() else (there, places[there])
