"""Numbers in a file of requests: each row has one, none stands twice, and what a row names is there."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
from attrs import frozen

from holdlaw.core.problems import Problem
from holdlaw.simulate.source import Source, whole_numbers

SHOWN_MAX = 5
"""Numbers named in one problem."""

_OWN = {"": "row_id", "offences": "offence", "paper_kinds": "paper"}
"""The column in which each row of a table has its own number."""

_LINKS = {
    "convictions": (("row_id", ""), ("offence", "offences")),
    "jail": (("row_id", ""),),
    "papers": (("row_id", ""), ("paper", "paper_kinds")),
}
"""What the rows of a table name: the column, and the table whose own number it is."""

_TWICE = "One would have been counted for another."
_NOWHERE = "It would have been left out without a word."


@frozen
class _Numbers:
    """The numbers in a column: of how many rows, how many have none, the least and the greatest.

    `rising`: each is greater than the one before, so that none stands twice.
    """

    rows: int
    without: int
    least: int
    greatest: int
    rising: bool = False

    def surely_hold(self, other: _Numbers) -> bool:
        """Say whether every number of another column is among these; a no is no answer."""
        gapless = self.rising and self.greatest - self.least + 1 == self.rows
        return gapless and self.least <= other.least and other.greatest <= self.greatest


def wrong_numbers(source: Source) -> Iterator[Problem]:
    """Give every problem with the numbers of a file's rows, and with what they name.

    Rows that stand in the order of their numbers are read through once; others are sorted out by DuckDB.
    """
    own: dict[str, _Numbers] = {}
    for table, column in _OWN.items():
        try:
            own[table] = _numbers(source, table, column, own=True)
            yield from _own_problems(source, table, column, own[table])
        except duckdb.Error:
            yield _unreadable(table, column)
    for table, links in _LINKS.items():
        for column, of in links if source.has(table) else ():
            if of in own:
                yield from _link_problems(source, (table, column), of, own[of])


def _own_problems(source: Source, table: str, column: str, found: _Numbers) -> Iterator[Problem]:
    yield from _without(table, column, found)
    if not found.rising:
        sql = (
            f"SELECT {column} AS number FROM ({source.padded(table)}) WHERE {column} IS NOT NULL "
            f"GROUP BY {column} HAVING count(*) > 1"
        )
        count, shown = _listed(source, sql)
        if count:
            what = f"{count:,} {'number stands' if count == 1 else 'numbers stand'} more than once: {shown}."
            yield _problem(table, column, what, _TWICE)


def _link_problems(source: Source, linking: tuple[str, str], of: str, own: _Numbers) -> Iterator[Problem]:
    table, column = linking
    try:
        found = _numbers(source, table, column)
        yield from _without(table, column, found)
        if found.rows == found.without or own.surely_hold(found):
            return
        sql = (
            f"SELECT DISTINCT {column} AS number FROM ({source.padded(table)}) AS naming ANTI JOIN "
            f"(SELECT {_OWN[of]} AS {column} FROM ({source.padded(of)})) AS named USING ({column}) "
            f"WHERE {column} IS NOT NULL"
        )
        count, shown = _listed(source, sql)
    except duckdb.Error:
        yield _unreadable(table, column)
        return
    if count:
        names = "number names" if count == 1 else "numbers name"
        what = f"{count:,} {names} no row of {of or 'requests'}: {shown}."
        yield _problem(table, column, what, _NOWHERE)


def _numbers(source: Source, table: str, column: str, *, own: bool = False) -> _Numbers:
    """Read the numbers of a column. The least and the greatest come from the file's own statistics."""
    rows = f"(SELECT {column} FROM ({source.padded(table)}))"
    told = source.con.execute(f"SELECT count(*), count({column}), min({column}), max({column}) FROM {rows}")
    count, given, least, greatest = told.fetchone() or (0, 0, None, None)
    rising = own and count == given and _rise(source, table, f"SELECT {column} FROM {rows}")
    return _Numbers(count, count - given, least or 0, greatest or 0, rising)


def _rise(source: Source, table: str, sql: str) -> bool:
    numbers = whole_numbers(source.con, sql).popitem()[1] if table else source.numbers
    return bool(np.all(numbers[1:] > numbers[:-1]))


def _listed(source: Source, sql: str) -> tuple[int, str]:
    """Count numbers, and name some, the least first."""
    row = source.con.execute(f"SELECT count(*), min(number, {SHOWN_MAX}) FROM ({sql})").fetchone()
    count, shown = row or (0, ())
    return count, ", ".join(str(number) for number in shown or ()) + (
        " and more" if count > SHOWN_MAX else ""
    )


def _without(table: str, column: str, found: _Numbers) -> Iterator[Problem]:
    if found.without:
        what = f"{found.without:,} {'row has' if found.without == 1 else 'rows have'} none."
        yield _problem(table, column, what, _NOWHERE)


def _unreadable(table: str, column: str) -> Problem:
    return _problem(table, column, "It holds something that is no whole number.", _NOWHERE)


def _problem(table: str, column: str, what: str, why: str) -> Problem:
    mend = "Number the rows anew where the file is made, and take out or add what is named and not there."
    return Problem("HL-9010", f"{table or 'requests'}.{column}", what, why, mend)
