"""What a file in the layout must not say: a value that no law knows would be read as a plain no."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.alike import unlike_parts
from holdlaw.simulate.layout import RECORD_STATES, TRUTH, YES, Table
from holdlaw.simulate.mistyped import mistyped
from holdlaw.simulate.numbering import wrong_numbers
from holdlaw.simulate.source import Source
from holdlaw.simulate.three import texts
from holdlaw.sources.parquet import quoted

SHOWN_MAX = 5
"""Unknown values named for one column."""


def check_values(source: Source, forms: tuple[str, ...]) -> None:
    """Raise HoldlawError with every column of the file that holds a value the layout does not have.

    And with every number of a row that stands twice, is missing, or names nothing (HL-9010), or with every
    part of a folder that is not like the others (HL-9001).
    """
    unlike = list(unlike_parts(source))
    if unlike:
        raise HoldlawError(unlike)
    own = [(name, table) for name, table in source.layout.items() if source.has(name)]
    wrong = [problem for _, table in own for problem in mistyped(source, table)]
    if wrong:
        raise HoldlawError(wrong)
    problems = [
        problem for name, table in own for problem in _wrong(source, table, _options(source, name, forms))
    ]
    problems += wrong_numbers(source)
    if problems:
        raise HoldlawError(problems)


def _options(source: Source, name: str, forms: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Give the values that the text columns of a table may hold, `unknown` apart."""
    questions = source.questions
    groups = {"": questions.choices, "offences": questions.conviction, "paper_kinds": questions.paper}
    found = {field: q.options for field, q in groups.get(name, {}).items() if q.options}
    if name == "":
        found |= {"form": forms, "record": RECORD_STATES, "papers": RECORD_STATES}
    return found


def _wrong(source: Source, table: Table, options: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    there = source.columns(table.name)
    asked = {
        column.name: _bad(column.name, column.type == TRUTH, options)
        for column in table.columns
        if column.name in there and (column.type == TRUTH or column.name in options)
    }
    if not asked:
        return []
    parts = ", ".join(f"list(DISTINCT {name}) FILTER (WHERE {bad})" for name, bad in asked.items())
    try:
        row = source.con.execute(f"SELECT {parts} FROM {source.relations[table.name]}").fetchone() or ()
    except duckdb.Error as error:
        return [_problem(table, "", str(error).splitlines()[0])]
    found = {name: values for name, values in zip(asked, row, strict=True) if values}
    return [_problem(table, name, _values(values)) for name, values in found.items()]


def _bad(name: str, truth: bool, options: Mapping[str, tuple[str, ...]]) -> str:
    if truth:
        return f"CAST({name} AS {TRUTH}) > {YES}"
    # Looked up in a list, not asked `NOT IN`: DuckDB then looks each different value of a block up once.
    listed = f"list_value{texts((*options[name], 'unknown'))}"
    return f"{name} IS NOT NULL AND list_position({listed}, CAST({name} AS VARCHAR)) IS NULL"


def _values(values: list[object]) -> str:
    named = ", ".join(quoted(str(value)) for value in sorted(values, key=str)[:SHOWN_MAX])
    return f"It holds {named}{' and more' if len(values) > SHOWN_MAX else ''}."


def _problem(table: Table, column: str, what: str) -> Problem:
    return Problem(
        "HL-9002",
        f"{table.name or 'requests'}{'.' if column else ''}{column}",
        what,
        "No law knows the value, and it would have counted as a no.",
        "Map it to a value of the layout where the file is made, or leave it empty.",
    )


def check_out(source: Source, out: Path) -> None:
    """Refuse to write answers over a file that they are made from. Raise HoldlawError (HL-9004)."""
    if source.path is None or not out.exists():
        return
    files = (table.file(source.path) for table in source.layout.values())
    if any(file.exists() and out.samefile(file) for file in files):
        what, mend = "It is a file that the rows are read from.", "Name another file."
        raise HoldlawError([Problem("HL-9004", str(out), what, "The rows are nowhere.", mend)])
