"""One law over many rows: counts with bounds, or an answer a row, from one DuckDB statement."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.simulate.clock_sql import FIRST_YEAR, LAST_YEAR, Years
from holdlaw.simulate.compiling import Compiler, Keyed
from holdlaw.simulate.derived import NAME_LENGTH
from holdlaw.simulate.gathering import derived_sql
from holdlaw.simulate.judging import Told, told
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.laws import Law
from holdlaw.simulate.source import Source
from holdlaw.simulate.statement import (
    answer_columns,
    answered,
    answering,
    answering_by,
    counting,
    keying,
    kinds,
    whole,
)
from holdlaw.sources.parquet import metadata, quoted

Key = tuple[int, ...]
OUTCOMES = tuple(Outcome)
ALLOWED = (Outcome.MUST, Outcome.MAY, Outcome.NO_RULE)
"""Outcomes that do not forbid an act: commanded, allowed, or left to the agency by a law that is silent."""

HINGES_MAX = 63
"""Fields that one row's mask of missing facts can name."""

_MOMENTS = ("act_at", "release_due_at", "search_done_at")
_USUAL = Years(date(2000, 1, 1), date(2001, 1, 1))


@frozen(eq=False)
class Summary:
    """How many rows one act is allowed for, is not, and cannot be told; and what those last hinge on."""

    act: Act
    rows: int
    outcomes: Mapping[Outcome, int]
    clauses: Mapping[str, int]
    hinges: Mapping[str, int]

    @property
    def allowed(self) -> int:
        """Count the rows for which the law does not forbid the act."""
        return sum(self.outcomes.get(outcome, 0) for outcome in ALLOWED)

    @property
    def not_allowed(self) -> int:
        """Count the rows for which the law forbids the act."""
        return self.outcomes.get(Outcome.MUST_NOT, 0)

    @property
    def cannot_tell(self) -> int:
        """Count the rows whose answer hangs on what the data, or the law as it was read, does not say."""
        return self.outcomes.get(Outcome.NOT_ESTABLISHED, 0)

    def as_json(self) -> dict[str, Any]:
        """Give the public fields of one act's counts."""
        return {
            "rows": self.rows,
            "allowed": self.allowed,
            "not_allowed": self.not_allowed,
            "cannot_tell": self.cannot_tell,
            "allowed_at_most": self.allowed + self.cannot_tell,
            "by_outcome": {outcome.value: self.outcomes.get(outcome, 0) for outcome in OUTCOMES},
            "by_clause": dict(sorted(self.clauses.items(), key=lambda pair: (-pair[1], pair[0]))),
            "hinges": dict(sorted(self.hinges.items(), key=lambda pair: (-pair[1], pair[0]))),
        }


class Counted(ABC):
    """One law, some acts and many rows: what every way of counting them has in common."""

    source: Source
    law: Law
    acts: tuple[Act, ...]
    keyed: Keyed

    @abstractmethod
    def count(self) -> dict[Key, int]:
        """Count the rows of each key: rows that are alike to the law."""

    @abstractmethod
    def write(self, out: Path) -> Answers:
        """Write the answer of every row as Parquet; give what the numbers in it mean."""

    @cached_property
    def keys(self) -> Mapping[Key, int]:
        """The rows of each key, counted once: the summary and the rows that are written share it."""
        return dict(sorted(self.count().items()))

    @cached_property
    def told(self) -> Mapping[Key, Mapping[Act, Told]]:
        """What the law says of the rows of each key, asked once."""
        return {key: told(self.keyed, key) for key in self.keys}

    @cached_property
    def answers(self) -> Answers:
        """The answer of every key, in numbers."""
        return Answers.of(self.keyed, self.told)

    def summaries(self) -> dict[Act, Summary]:
        """Count the outcomes of each act."""
        return {
            act: summary(act, [(self.told[key][act], n) for key, n in self.keys.items()]) for act in self.acts
        }

    def about(self) -> dict[str, Any]:
        """Say of rows that are written what their numbers mean, and under which law they stand."""
        return {
            "about": self.answers.legend(),
            "caveats": list(self.source.caveats),
            "law": law_json(self.law),
        }


class Simulation(Counted):
    """One law, some acts and one file, ready to count and to answer.

    `ready`: the file's requests with every column that the law needs derived, as something to select from.
    """

    def __init__(self, source: Source, law: Law, acts: Sequence[Act], ready: str | None = None) -> None:
        """Compile the law; work nothing out yet."""
        self.source, self.law, self.acts = source, law, tuple(acts)
        years, needed = years_of(source), law.needed(self.acts)
        compiler = Compiler(law.book, source, years, needed)
        self.keyed = compiler.keyed(law, self.acts)
        if ready is None:
            ready = f"({derived_sql(source, needed, years)}) AS derived"
        self.requests = compiler.requests(whole(source, ready))

    def counting_sql(self, kept: str | None = None) -> str:
        """Write the statement that counts the rows of each key."""
        return counting(self.requests, {"key": self.keyed}, kept)

    def answering_sql(self) -> str:
        """Write the one statement that gives every row its answers."""
        return answering(self.requests, self.keyed, self.answers.rows)

    def count(self) -> dict[Key, int]:
        """Count the rows of each key: rows that are alike to the law."""
        return counts_of(self.source.con.execute(self.counting_sql(self._kinds)).fetchall())

    @cached_property
    def _kinds(self) -> str:
        """The kinds of the file's rows, kept in memory: counting and answering both begin with them."""
        return self._kept("kinds", kinds(self.requests, [self.keyed]))

    def _kept(self, what: str, sql: str) -> str:
        name = f"{what}_{digest_of(sql)[:NAME_LENGTH]}"
        self.source.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
        return name

    def keys_by_row(self) -> Iterator[tuple[int, Key]]:
        """Give the number of each row with its key."""
        found = self.source.con.execute(keying(self.requests, self.keyed)).fetchall()
        return ((row[0], tuple(row[1:])) for row in found)

    def write(self, out: Path) -> Answers:
        """Write the answer of every row as Parquet; give what the numbers in it mean."""
        kept = self._kept("answered", answered(self.keyed, self.answers.rows, self._kinds))
        rows, about = answering_by(self.requests, self.keyed, kept), metadata(self.about())
        self.source.con.execute(f"COPY ({rows}) TO {quoted(str(out))} (FORMAT parquet, {about})")
        return self.answers


def counts_of(rows: Sequence[tuple[int, ...]]) -> dict[Key, int]:
    """Read what `counting` gives: the columns of a key, and how many rows have it."""
    return {tuple(row[:-1]): row[-1] for row in rows}


@frozen(eq=False)
class Answers:
    """The law's table of answers: for each key its numbers, and what the numbers mean."""

    acts: tuple[Act, ...]
    clauses: tuple[str, ...]
    hinges: tuple[str, ...]
    rows: tuple[tuple[Key, tuple[int, ...]], ...]

    @classmethod
    def of(cls, keyed: Keyed, answers: Mapping[Key, Mapping[Act, Told]]) -> Answers:
        """Number the clauses and the fields that occur, and write each answer in numbers."""
        every = [one for by_act in answers.values() for one in by_act.values()]
        clauses = tuple(sorted({one.by for one in every}))
        hinges = tuple(sorted({field for one in every for field in one.hinges}))[:HINGES_MAX]
        rows = tuple(
            (key, tuple(n for act in keyed.acts for n in _numbers(by_act[act], clauses, hinges)))
            for key, by_act in answers.items()
        )
        return cls(keyed.acts, clauses, hinges, rows)

    def legend(self) -> dict[str, Any]:
        """Say what each number and each bit means."""
        return {
            "columns": [name for name, _ in answer_columns(self.acts)],
            "outcomes": [outcome.value for outcome in OUTCOMES],
            "clauses": list(self.clauses),
            "hinges": list(self.hinges),
        }


def _numbers(one: Told, clauses: Sequence[str], hinges: Sequence[str]) -> tuple[int, int, int]:
    mask = sum(1 << hinges.index(field) for field in one.hinges if field in hinges)
    return OUTCOMES.index(one.outcome), clauses.index(one.by), mask


def summary(act: Act, answers: Sequence[tuple[Told, int]]) -> Summary:
    """Add the answers of one act up."""
    outcomes: Counter[Outcome] = Counter()
    clauses: Counter[str] = Counter()
    hinges: Counter[str] = Counter()
    for one, rows in answers:
        outcomes[one.outcome] += rows
        clauses[one.by] += rows
        for field in one.hinges:
            hinges[field] += rows
    return Summary(act, outcomes.total(), outcomes, clauses, hinges)


def simulation_json(source: Source, law: Law, summaries: Mapping[Act, Summary]) -> dict[str, Any]:
    """Give the public JSON of a simulation: the first act's counts, every act's below, law and caveats."""
    first = next(iter(summaries.values()))
    return {
        "holdlaw": 1,
        "act": first.act.value,
        **first.as_json(),
        "acts": {act.value: own.as_json() for act, own in summaries.items()},
        **file_json(source),
        "law": law_json(law),
    }


def file_json(source: Source) -> dict[str, Any]:
    """Say which file was read, how its empty cells were read, and what to know of any figure from it."""
    return {
        "file": source.path.name if source.path else None,
        "source": source.about.get("source"),
        "missing": source.nulls.missing.value,
        "caveats": list(source.caveats),
    }


def law_json(law: Law) -> dict[str, Any]:
    """Say which law was asked: the place, the versions used, and one digest of them all."""
    used = [
        {"place": v.place, "version": v.id, "digest": v.digest, "in_force_from": str(v.in_force.not_before)}
        for v in law.versions
        if v.digest
    ]
    return {"place": law.name, "on": str(law.on) if law.on else None, "digest": law.digest, "versions": used}


def years_of(source: Source) -> Years:
    """Give the span of time that the file's moments lie in, with room for every clock.

    A moment of the year 0999, or 9999, is a slip or stands for none: it is passed over, and no clock counts
    to it.
    """
    there = [column for column in _MOMENTS if column in source.columns("")]
    if not there or "act_at" not in there:
        return _USUAL
    found = _years(source, there, "true")
    if found and (min(found) < FIRST_YEAR or max(found) > LAST_YEAR):
        found = _years(source, there, f"year({{}}) BETWEEN {FIRST_YEAR} AND {LAST_YEAR}")
    return Years(date(min(found), 1, 1), date(max(found) + 2, 1, 1)) if found else _USUAL


def _years(source: Source, columns: Sequence[str], where: str) -> list[int]:
    """Give the first and the last year of each column, of the moments that are asked for."""
    bounds = ", ".join(
        f"year({end}({column}) FILTER (WHERE {where.format(column)}))"
        for column in columns
        for end in ("min", "max")
    )
    row = source.con.execute(f"SELECT {bounds} FROM {source.relations['']}").fetchone()
    return [year for year in row or () if year is not None]
