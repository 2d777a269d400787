"""What every different statement of a file says under every test: small tables of numbers, made once.

The rows of `offences` and `paper_kinds` are put to core's own checks (`simulate.saying`); convictions and
papers then share the numbers of what they state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdlaw.core.conditions import PaperTest
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.truth import Truth
from holdlaw.simulate.derived import END_FIELDS, VALUE_BITS, Derived
from holdlaw.simulate.layout import NO, UNKNOWN, YES, conviction_fields, paper_fields
from holdlaw.simulate.saying import (
    absent_from,
    column_of,
    conviction_code,
    conviction_of,
    conviction_waits,
    paper_code,
    paper_of,
)
from holdlaw.simulate.source import Source

SAID, KINDS = "said_of_offences", "said_of_papers"
"""What the small tables are called in a statement."""

SURE = (1 << VALUE_BITS) - 1
"""How a yes is written while values are gathered: both bits, so that an OR of bits keeps it."""

_JUDGED = "conviction.judgment_on"

Columns = Mapping[str, NDArray[Any]]


def by_table(needed: Sequence[Derived]) -> tuple[list[Derived], list[Derived]]:
    """Part the columns that a law needs: those of the record, and those of the papers, each in order."""
    ordered = sorted(needed, key=lambda own: own.column)
    record = [own for own in ordered if isinstance(own.test, ConvictionTest)]
    return record, [own for own in ordered if isinstance(own.test, PaperTest)]


def said_columns(own: Derived) -> tuple[str, str, str]:
    """Name the numbers of a statement: with its judgment day, without it, without the look-back's end."""
    return own.column, f"{own.column}_undated", f"{own.column}_endless"


def stated(source: Source, needed: Sequence[Derived]) -> dict[str, Columns]:
    """Give the small tables by their names in a statement."""
    record, papers = by_table(needed)
    return {SAID: _offences(source, record), KINDS: _paper_kinds(source, papers)}


def _offences(source: Source, needed: Sequence[Derived]) -> Columns:
    """Put every statement to every test; leave out those that certainly count under none."""
    fields, found = conviction_fields(source.questions), []
    asked = [(own, own.test.checks()) for own in needed if isinstance(own.test, ConvictionTest)]
    open_ = source.nulls.of(Truth.NO) == UNKNOWN
    for row in _rows(source, "offences") if asked else ():
        conviction, absent = conviction_of(row, fields), absent_from(row, source.nulls)
        waits = ((own, conviction_waits(checks, conviction)) for own, checks in asked)
        codes = [code for own, names in waits for code in _codes(own, names, absent, open_=open_)]
        if any(codes):
            found.append((row["offence"], *codes))
    return _columns(("offence", *(name for own in needed for name in said_columns(own))), found)


def _codes(
    own: Derived, waits: tuple[str, ...] | None, absent: frozenset[str], *, open_: bool
) -> tuple[int, int, int]:
    """Give the numbers of `said_columns`. `open_`: the data leaves a date open that is not there."""
    if waits is None:
        return NO, NO, NO
    within = own.test.within if isinstance(own.test, ConvictionTest) else None
    missing = ((), (_JUDGED,), (END_FIELDS[within.until],) if within else ())
    dated, undated, endless = (
        _gathered(
            conviction_code(own, (*waits, *ends), absent.union(map(column_of, ends)) if open_ else absent)
        )
        for ends in missing
    )
    return dated, undated, endless


def _paper_kinds(source: Source, needed: Sequence[Derived]) -> Columns:
    fields, found = paper_fields(source.questions), []
    for row in _rows(source, "paper_kinds"):
        paper, absent = paper_of(row, fields), absent_from(row, source.nulls)
        said = [paper_code(own, paper, absent) for own in needed]
        if any(asks for asks, _ in said):
            found.append((row["paper"], *(n for asks, code in said for n in (int(asks), _gathered(code)))))
    return _columns(
        ("paper", *(name for own in needed for name in (f"{own.column}_asks", own.column))), found
    )


def _gathered(code: int) -> int:
    return SURE if code == YES else code


def _columns(names: Sequence[str], rows: Sequence[tuple[int, ...]]) -> Columns:
    table = np.array(rows, np.int64).reshape(-1, len(names))
    return {name: table[:, i].astype(np.int32 if i == 0 else np.uint32) for i, name in enumerate(names)}


def _rows(source: Source, name: str) -> Iterator[Mapping[str, Any]]:
    """Read a small table, row by row."""
    if not source.has(name):
        return
    found = source.con.execute(source.padded(name) + " ORDER BY 1")
    columns = [part[0] for part in found.description or ()]
    yield from (dict(zip(columns, row, strict=True)) for row in found.fetchall())
