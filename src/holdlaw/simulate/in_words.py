"""Rows of answers in words: the numbers that a law's table of answers holds, as a reader can take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holdlaw.simulate.simulating import Answers
from holdlaw.sources.parquet import quoted

BETWEEN = "; "
"""What stands between two fields that an answer hinges on."""


def in_words(rows: str, answers: Mapping[str, Answers], keys: Sequence[str] = ("row_id",)) -> str:
    """Write a SELECT of rows of answers with outcomes, provisions and fields by their names.

    `answers`: by how the columns of each law begin (`one`, `other`), or under an empty name the only law's.
    `keys`: the columns that say which row it is.
    """
    columns = [f"CAST({key} AS VARCHAR) AS {key}" for key in keys]
    acts = next(iter(answers.values())).acts
    for act in acts:
        for end in ("", "_clause", "_hinges"):
            columns += [_said(f"{_lead(name)}{act.value}", end, own) for name, own in answers.items()]
    return f"SELECT {', '.join(columns)} FROM ({rows}) AS answered"


def _lead(name: str) -> str:
    return f"{name}_" if name else ""


def _said(column: str, end: str, answers: Answers) -> str:
    legend = answers.legend()
    match end:
        case "":
            return f"{_named(column, legend['outcomes'])} AS {column}"
        case "_clause":
            return f"{_named(f'{column}_clause', legend['clauses'])} AS {column}_clause"
        case _:
            return f"{_listed(f'{column}_hinges', legend['hinges'])} AS {column}_hinges"


def _named(column: str, names: Sequence[str]) -> str:
    """Write the name behind a number that counts from nought."""
    return f"list_extract([{', '.join(map(quoted, names))}]::VARCHAR[], CAST({column} AS INTEGER) + 1)"


def _listed(column: str, names: Sequence[str]) -> str:
    """Write the names behind the bits of a number."""
    parts = (
        f"CASE WHEN {column} & {1 << bit}::UBIGINT <> 0 THEN {quoted(name)} END"
        for bit, name in enumerate(names)
    )
    return f"concat_ws({', '.join([quoted(BETWEEN), *parts])})" if names else "''"
