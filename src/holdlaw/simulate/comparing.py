"""Place against place, or a law against a bill: the same rows under both, and where they part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.simulate.compiling import Compiler, Keyed
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.judging import Told, told
from holdlaw.simulate.laws import Law
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Answers, Key, Summary, file_json, law_json, summary, years_of
from holdlaw.simulate.source import Source
from holdlaw.simulate.statement import counting, parting, whole
from holdlaw.sources.parquet import metadata, quoted

ONE, OTHER = "one", "other"
"""How the columns of the first law and of the second begin."""


@frozen(eq=False)
class Parting:
    """One act under two laws: the counts of each, and how many rows go from one outcome to another."""

    act: Act
    one: Summary
    other: Summary
    moves: Counter[tuple[str, str]]
    clauses: Counter[tuple[str, str]]

    @property
    def differ(self) -> int:
        """Count the rows on which the two laws differ."""
        return sum(rows for (was, is_), rows in self.moves.items() if was != is_)

    def as_json(self) -> dict[str, Any]:
        """Give the public fields: rows, how many differ, the moves, and the provisions behind them."""
        moves = sorted(self.moves.items(), key=lambda pair: (-pair[1], pair[0]))
        clauses = sorted(self.clauses.items(), key=lambda pair: (-pair[1], pair[0]))
        return {
            "rows": self.one.rows,
            "same": self.one.rows - self.differ,
            "differ": self.differ,
            "moves": [{"one": a, "other": b, "rows": n} for (a, b), n in moves],
            "provisions": [{"one": a, "other": b, "rows": n} for (a, b), n in clauses],
            ONE: self.one.as_json(),
            OTHER: self.other.as_json(),
        }


class Compared:
    """Two laws, some acts and many rows: what every way of comparing them has in common.

    `requests`: every row with what the tests of both laws, `keyed`, are made of, as a SELECT.
    """

    keys: tuple[str, ...] = ("row_id",)
    """The columns that say which row it is."""

    def __init__(
        self, source: Source, laws: tuple[Law, Law], requests: str, keyed: Mapping[str, Keyed]
    ) -> None:
        """Keep what is compared; work nothing out yet."""
        self.source, self.laws, self.acts = source, laws, keyed[ONE].acts
        self._requests, self._keyed = requests, keyed

    def partings(self) -> dict[Act, Parting]:
        """Count each act under both laws."""
        told_ = {keys: self._told(keys) for keys in self._pairs}
        return {
            act: _parting(act, [(told_[keys], rows) for keys, rows in self._pairs.items()])
            for act in self.acts
        }

    def differing(self) -> str:
        """Write the statement that gives the rows on which the laws differ, with the answers of both."""
        return parting(self._requests, self._keyed, {name: own.rows for name, own in self.answers.items()})

    def about(self) -> dict[str, Any]:
        """Say of those rows what their numbers mean, and under which laws they stand."""
        return {
            **{name: own.legend() for name, own in self.answers.items()},
            "caveats": list(self.source.caveats),
            "laws": [law_json(law) for law in self.laws],
        }

    def write(self, out: Path) -> None:
        """Write the rows on which the laws differ as Parquet, with the answers of both."""
        kept = f"FORMAT parquet, {metadata(self.about())}"
        self.source.con.execute(f"COPY ({self.differing()}) TO {quoted(str(out))} ({kept})")

    @cached_property
    def answers(self) -> Mapping[str, Answers]:
        """The answer of every key that the rows hold, in numbers, of either law."""
        return {
            name: Answers.of(keyed, {keys[i]: told(keyed, keys[i]) for keys in self._pairs})
            for i, (name, keyed) in enumerate(self._keyed.items())
        }

    @cached_property
    def _pairs(self) -> dict[tuple[Key, Key], int]:
        found = self.source.con.execute(counting(self._requests, self._keyed)).fetchall()
        first = self._keyed[ONE].words
        return {(tuple(row[:first]), tuple(row[first:-1])): row[-1] for row in found}

    def _told(self, keys: tuple[Key, Key]) -> tuple[dict[Act, Told], dict[Act, Told]]:
        return told(self._keyed[ONE], keys[0]), told(self._keyed[OTHER], keys[1])


class Comparison(Compared):
    """Two laws and one file, ready to be counted in one statement."""

    def __init__(self, source: Source, laws: tuple[Law, Law], acts: Sequence[Act]) -> None:
        """Compile both laws."""
        years, keyed_ = years_of(source), dict[str, Keyed]()
        needed: dict[str, Derived] = {d.column: d for law in laws for d in law.needed(tuple(acts))}
        together = tuple(needed.values())
        facts = ready(source, together, tuple(laws[0].book.forms))
        requests = whole(source, facts)
        for name, law in zip((ONE, OTHER), laws, strict=True):
            compiler = Compiler(law.book, source, years, together, f"{name}_")
            keyed_[name] = compiler.keyed(law, tuple(acts))
            requests = f"({compiler.requests(requests)}) AS {name}_timed"
        super().__init__(source, laws, f"SELECT * FROM {requests}", keyed_)


def _parting(act: Act, counted: Sequence[tuple[tuple[dict[Act, Told], dict[Act, Told]], int]]) -> Parting:
    moves: Counter[tuple[str, str]] = Counter()
    clauses: Counter[tuple[str, str]] = Counter()
    for (was, is_), rows in counted:
        moves[was[act].outcome.value, is_[act].outcome.value] += rows
        if was[act].outcome is not is_[act].outcome:
            clauses[was[act].by, is_[act].by] += rows
    one, other = (summary(act, [(pair[i][act], rows) for pair, rows in counted]) for i in range(2))
    return Parting(act, one, other, moves, clauses)


def comparison_json(comparison: Compared, partings: dict[Act, Parting]) -> dict[str, Any]:
    """Give the public JSON of a comparison: the first act's counts, every act's below, laws and caveats."""
    first = next(iter(partings.values()))
    return {
        "holdlaw": 1,
        "act": first.act.value,
        **first.as_json(),
        "acts": {act.value: own.as_json() for act, own in partings.items()},
        **file_json(comparison.source),
        "laws": [law_json(law) for law in comparison.laws],
    }
