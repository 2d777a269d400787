"""Where each derived column stands in a word of bits, and what it is once the state of the record is read.

Words hold what was found: no 00, unknown 01, yes 11, and above them the fields that an unknown waits for. A
record that is not known whole leaves open what was not found in it. That is worked out for each kind of rows,
not for each row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from holdlaw.core.truth import Truth
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.layout import NO, UNKNOWN, YES
from holdlaw.simulate.stating import SURE, by_table
from holdlaw.simulate.three import Nulls

RECORD, PAPERS = "record", "papers"
"""The columns that say whether a record, and the papers, are known whole; words begin with these names."""

_WORD_BITS = 62


@frozen
class Place:
    """Where a derived column stands: in which word, and from which bit."""

    word: str
    shift: int


@frozen
class Settled:
    """A derived column as SQL: `reads` are the columns it is made of."""

    sql: str
    reads: tuple[str, str]


def packed(table: str, needed: Sequence[Derived]) -> dict[str, Place]:
    """Give each column of one table a place, by the column's name."""
    places, word, used = {}, 0, 0
    for own in needed:
        if used + own.bits > _WORD_BITS:
            word, used = word + 1, 0
        places[own.column] = Place(f"{table}_{word}", used)
        used += own.bits
    return places


def settled(needed: Sequence[Derived], nulls: Nulls) -> Mapping[str, Settled]:
    """Write every derived column, by its name."""
    return {
        own.column: Settled(_settled(own, table, places[own.column], nulls), (places[own.column].word, table))
        for table, asked in zip((RECORD, PAPERS), by_table(needed), strict=True)
        for places in [packed(table, asked)]
        for own in asked
    }


def _settled(own: Derived, table: str, place: Place, nulls: Nulls) -> str:
    """Write a request's value: what was found, with what the state of the whole record leaves open."""
    label = "convictions" if table == RECORD else "papers"
    value, bit = f"({place.word} >> {place.shift} & {(1 << own.bits) - 1})", own.bit(label)
    unsaid = UNKNOWN | bit if nulls.of(Truth.NO) == UNKNOWN else own.unknown(label)
    if table == PAPERS and nulls.of(Truth.NO) == NO:
        unsaid = NO  # as in a case file: papers that are not named did not come
    return (
        f"CAST(CASE WHEN {value} & {SURE} = {SURE} THEN {YES} WHEN {table} = 'whole' THEN {value} "
        f"WHEN {table} = 'unknown' THEN {own.unknown(label)} "
        f"WHEN {table} = 'part' THEN {value} | {UNKNOWN | bit} ELSE {value} | {unsaid} END AS UINTEGER)"
    )
