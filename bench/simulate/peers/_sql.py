"""The law as one SQL statement by hand, for DuckDB and for Spark: they differ in few words (`Dialect`).

What counts of the record and of the papers is one row each with its bits; one grouping gathers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from bench.simulate.contract import Words

_EVER, _OPEN, _RECENT, _WARRANT = 1, 2, 4, 8
_UNSAID: Final = "coalesce({0}, 'unknown') = 'unknown'"


@frozen
class Dialect:
    """What one engine calls things: the tables, the day some years before arrest, the smallest number."""

    tables: Mapping[str, str]
    look_back: str
    small: str


def counting(own: Dialect, words: Words) -> str:
    """Write how many requests have each outcome."""
    return f"SELECT outcome, count(*) FROM ({answering(own, words)}) AS answers GROUP BY outcome"


def answering(own: Dialect, words: Words) -> str:
    """Write the answer of every request."""
    small, warrant = own.small, _has(_WARRANT)
    excepted = f"match OR (reentered AND {_has(_EVER)})"
    recent = f"CASE WHEN {_has(_RECENT)} THEN 2 WHEN {_has(_OPEN)} THEN 1 ELSE 0 END"
    return (
        f"WITH said AS ({_said(own, words)}), "
        f"facts AS (SELECT row_id, bit_or(bit) AS bits FROM said GROUP BY row_id), "
        f"asked AS (SELECT row_id, coalesce(bits, 0) AS bits, {_detainer(words)} AS detainer, "
        "coalesce(terrorist_database_match, 0) = 2 AS match, "
        "coalesce(reentered_after_removal, 0) = 2 AS reentered "
        f"FROM {own.tables['requests']} LEFT JOIN facts USING (row_id)), "
        f"tested AS (SELECT row_id, detainer, {warrant} AS warrant, match, {recent} AS recent, "
        f"CASE WHEN {excepted} THEN detainer ELSE 0 END AS excepted FROM asked), "
        "routes AS (SELECT *, CASE WHEN warrant THEN least(detainer, CASE WHEN match THEN 2 ELSE recent END) "
        "ELSE 0 END AS on_warrant FROM tested), "
        "told AS (SELECT *, greatest(excepted, on_warrant) AS outcome FROM routes) "
        f"SELECT row_id, CAST(outcome AS {small}) AS outcome, CAST(CASE WHEN outcome = 0 THEN 0 "
        f"WHEN on_warrant = outcome THEN 1 WHEN warrant THEN 2 ELSE 3 END AS {small}) AS clause, "
        f"CAST(CASE WHEN outcome <> 1 THEN 0 ELSE CASE WHEN detainer = 1 THEN 1 ELSE 0 END + "
        f"CASE WHEN excepted = 0 AND recent = 1 THEN 2 ELSE 0 END END AS {small}) AS hinges FROM told"
    )


def _has(bit: int) -> str:
    return f"(bits & {bit}) = {bit}"


def _said(own: Dialect, words: Words) -> str:
    """Write the bits of every conviction that counts at any time, and of every judge's warrant."""
    bit = (
        f"CASE WHEN arrested_on IS NULL THEN {_EVER | _OPEN} "
        f"WHEN judgment_on > {own.look_back} THEN {_EVER | _RECENT} ELSE {_EVER} END"
    )
    return (
        f"SELECT row_id, CAST({bit} AS {own.small}) AS bit FROM {own.tables['convictions']} "
        f"WHERE judgment_on IS NOT NULL AND offence IN (SELECT offence FROM {own.tables['offences']} "
        f"WHERE {_counts(words)}) UNION ALL "
        f"SELECT row_id, CAST({_WARRANT} AS {own.small}) AS bit FROM {own.tables['papers']} "
        f"WHERE paper IN (SELECT paper FROM {own.tables['paper_kinds']} WHERE kind = 'warrant' "
        f"AND issuer IN {texts(words.judges)} AND probable_cause = 2 "
        "AND authorises_federal_custody = 2 AND names_subject = 2)"
    )


def _counts(words: Words) -> str:
    return (
        f"adjudication = 'adult' AND (statute IN {texts(words.listed)} AND "
        f"({_UNSAID.format('class')} OR class = 'felony') "
        f"OR statute IN {texts(words.listed_felonies)} AND class = 'felony')"
    )


def _detainer(words: Words) -> str:
    asking, silent = texts(words.asking), texts(words.silent)
    asks = f"CASE WHEN form IN {asking} THEN 2 WHEN form IN {silent} THEN 0 ELSE 1 END"
    unsaid, forms = _UNSAID.format("agency"), texts((*words.asking, *words.silent))
    return (
        f"CASE WHEN agency IN {texts(words.senders)} OR ({unsaid} AND form IN {forms}) THEN {asks} "
        f"WHEN {unsaid} THEN least({asks}, 1) ELSE 0 END"
    )


def texts(names: Iterable[str]) -> str:
    """Write texts as a list in parentheses."""
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"
