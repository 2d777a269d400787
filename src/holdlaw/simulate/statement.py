"""The statements over many rows: rows counted by their keys, and every row's answers.

Rows that have the same in every column that the law reads are of one kind, and a nation's rows are of few.
The law's tests as SQL (`simulate.compiling`) turn each kind into a key. Beside that stands a table with the
answer for every key that the file holds, asked of the definition itself, so that nothing about clauses,
overrides or layers is written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from holdlaw.core.case import Act
from holdlaw.simulate.compiling import Keyed
from holdlaw.simulate.source import Source


def whole(source: Source, relation: str) -> str:
    """Write the rows of a file with its missing columns empty, as something to select from."""
    there = source.columns("")
    missing = (column for column in source.layout[""].columns if column.name not in there)
    empty = "".join(f", CAST(NULL AS {column.type}) AS {column.name}" for column in missing)
    return f"(SELECT *{empty} FROM {relation}) AS whole"


def counting(requests: str, keyed: Mapping[str, Keyed], kept: str | None = None) -> str:
    """Write the statement that counts the rows of each key. `kept`: the table of kinds, if it is kept."""
    return (
        f"{_with(requests, keyed.values(), kept)} "
        f"SELECT {_keys(keyed)}, CAST(sum(rows) AS BIGINT) AS rows FROM kinds GROUP BY ALL ORDER BY ALL"
    )


def keying(requests: str, keyed: Keyed) -> str:
    """Write the statement that gives each row its key."""
    rows = f"(SELECT *{_settled([keyed])} FROM requests)"
    return f"WITH requests AS ({requests}) SELECT row_id, {_keys({'key': keyed})} FROM {rows}"


Answered = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
"""For each key that a file holds, the numbers that stand in `answer_columns`."""


def answering(requests: str, keyed: Keyed, answers: Answered) -> str:
    """Write the one statement that gives every row its answers: the tests, and the law's table of them."""
    answered = f"answered AS MATERIALIZED ({_answered(keyed)})"
    return f"{_with(requests, [keyed])}, {_told(keyed, answers)}, {answered} {_answers(keyed, 'answered')}"


def answered(keyed: Keyed, answers: Answered, kept: str) -> str:
    """Write the statement that gives each kind of rows its answers. `kept`: the table of kinds."""
    return f"WITH kinds AS (FROM {kept}), {_told(keyed, answers)} {_answered(keyed)}"


def answering_by(requests: str, keyed: Keyed, kept: str) -> str:
    """Write the statement that gives every row its answers. `kept`: the table that `answered` gives."""
    return f"WITH requests AS NOT MATERIALIZED ({requests}) {_answers(keyed, kept)}"


def _told(keyed: Keyed, answers: Answered) -> str:
    keys, law = _keys({"key": keyed}), law_table("key", keyed, answers)
    return f"keyed AS (SELECT *, {keys} FROM kinds), law AS ({law})"


def _answered(keyed: Keyed) -> str:
    asked = [name for name, _ in answer_columns(keyed.acts)]
    return f"{_marked([keyed], asked)} FROM keyed JOIN law USING ({', '.join(keyed.names())})"


def _answers(keyed: Keyed, marked: str) -> str:
    asked = ", ".join(name for name, _ in answer_columns(keyed.acts))
    return f"SELECT row_id, {asked} FROM requests LEFT JOIN {marked} ON {_mark([keyed])} = mark"


def parting(requests: str, keyed: Mapping[str, Keyed], answers: Mapping[str, Answered]) -> str:
    """Write the one statement that gives the rows on which two laws part, with the answers of both."""
    (one, own), (other, _) = keyed.items()
    laws = ", ".join(f"{p}_law AS ({law_table(p, law, answers[p])})" for p, law in keyed.items())
    joins = " ".join(f"JOIN {p}_law USING ({', '.join(law.names(p))})" for p, law in keyed.items())
    told = [name for name, _ in answer_columns(own.acts)]
    said = ", ".join(f"{p}_law.{name} AS {p}_{name}" for name in told for p in keyed)
    asked = [f"{p}_{name}" for name in told for p in keyed]
    # An outcome is never empty: every key of the file stands in both tables.
    parted = " OR ".join(f"{one}_{act.value} <> {other}_{act.value}" for act in own.acts)
    return (
        f"{_with(requests, keyed.values())}, "
        f"keyed AS (SELECT *, {_keys(keyed)} FROM kinds), {laws}, "
        f"said AS (SELECT keyed.*, {said} FROM keyed {joins}), "
        f"marked AS ({_marked(keyed.values(), asked)} FROM said), "
        f"parted AS MATERIALIZED (SELECT * FROM marked WHERE {parted}) "
        f"SELECT row_id, {', '.join(asked)} FROM requests JOIN parted ON {_mark(keyed.values())} = mark "
        "ORDER BY row_id"
    )


def kinds(requests: str, keyed: Iterable[Keyed]) -> str:
    """Write the kinds of rows: each different row of what the laws read, and how many rows are of it."""
    return f"WITH requests AS NOT MATERIALIZED ({requests}) {_kinds(tuple(keyed))}"


def _with(requests: str, keyed: Iterable[Keyed], kept: str | None = None) -> str:
    found = f"FROM {kept}" if kept else _kinds(tuple(keyed))
    return f"WITH requests AS NOT MATERIALIZED ({requests}), kinds AS ({found})"


def _kinds(laws: Sequence[Keyed]) -> str:
    read, empty = _read(laws), dict.fromkeys(column for law in laws for column in law.empty)
    missing = "".join(f", CAST(NULL AS {column.type}) AS {column.name}" for column in empty)
    asked = ", ".join(read) or "true AS one"
    counted = f"SELECT *{missing} FROM (SELECT {asked}, count(*) AS rows FROM requests GROUP BY ALL)"
    return f"SELECT *{_settled(laws)} FROM ({counted})"


def _settled(keyed: Iterable[Keyed]) -> str:
    """Write the derived columns that the laws ask for, each once."""
    return "".join(
        f", {sql} AS {name}" for name, sql in dict(pair for law in keyed for pair in law.settled).items()
    )


def _read(keyed: Iterable[Keyed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for law in keyed for column in law.read))


def _mark(keyed: Iterable[Keyed]) -> str:
    """Write the one number by which a row finds its kind."""
    return f"hash({', '.join(_read(keyed)) or 'true'})"


def _marked(keyed: Iterable[Keyed], asked: Sequence[str]) -> str:
    """Write columns of the kinds beside their marks; should two kinds have one mark, nothing is answered."""
    laws = tuple(keyed)
    alone = f"CASE WHEN count(*) OVER (PARTITION BY {_mark(laws)}) > 1 THEN error('two kinds have one mark')"
    return f"SELECT {alone} ELSE {_mark(laws)} END AS mark, {', '.join(asked)}"


def law_table(prefix: str, keyed: Keyed, answers: Answered) -> str:
    """Write a law's answers as a table of numbers."""
    names, own = keyed.names(prefix), answer_columns(keyed.acts)
    typed = [(name, "BIGINT") for name in names] + list(own)
    rows = ", ".join(f"({', '.join(map(str, (*key, *told)))})" for key, told in answers)
    none = "" if rows else " WHERE false"
    given = rows or f"({', '.join('0' for _ in typed)})"
    columns = ", ".join(f"CAST({name} AS {type_}) AS {name}" for name, type_ in typed)
    return f"SELECT {columns} FROM (VALUES {given}) AS given({', '.join(name for name, _ in typed)}){none}"


def _keys(keyed: Mapping[str, Keyed]) -> str:
    pairs = (
        pair for prefix, own in keyed.items() for pair in zip(own.columns, own.names(prefix), strict=True)
    )
    return ", ".join(f"{sql} AS {name}" for sql, name in pairs)


def answer_columns(acts: Sequence[Act]) -> tuple[tuple[str, str], ...]:
    """Name the columns of an answer: for each act its outcome, its clause, and the fields it hinges on."""
    types = (("", "UTINYINT"), ("_clause", "USMALLINT"), ("_hinges", "UBIGINT"))
    return tuple((f"{act.value}{end}", type_) for act in acts for end, type_ in types)
