"""A trend of imported rows: detainers or arrests by month or year, and by what a column says.

Each count stands beside an earlier one under the same guard as an agency's own: what was not recorded in one
of two years is not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.guard import NOTHING_KNOWN, Background, Recorded, guard
from holdlaw.reports.period import Period
from holdlaw.reports.ratios import Ratio
from holdlaw.reports.trends.series import Step, side_of
from holdlaw.reports.years import Every, Span, cut
from holdlaw.simulate.source import connect, own_words
from holdlaw.sources.parquet import quoted
from holdlaw.sources.releases.columns import COLUMNS, State

_ONE_DAY = timedelta(days=1)
_SAID = {
    State.BLANK.value: "nothing recorded",
    State.REDACTED.value: "redacted",
    State.NOT_COLLECTED.value: "not collected",
    State.UNREADABLE.value: "unreadable",
}
"""What stands for a group whose value is not known."""

Tally = Mapping[tuple[date, str], int]
"""Rows by day and group."""


@frozen(kw_only=True)
class Group:
    """Rows of one group in one month or year, beside an earlier count."""

    name: str
    count: int
    before: Step | None


@frozen(kw_only=True)
class RowPoint:
    """One month or year. `complete` is false where the file does not hold all its days."""

    span: Span
    count: int
    complete: bool
    before: Step | None
    groups: tuple[Group, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the counts and comparisons."""
        return {
            "period": self.span.period.as_json(),
            "label": self.span.label,
            "count": self.count,
            "complete": self.complete,
            "against": self.before.as_json() if self.before else None,
            "groups": [
                {
                    "name": each.name,
                    "count": each.count,
                    "against": each.before.as_json() if each.before else None,
                }
                for each in self.groups
            ],
        }


@frozen(kw_only=True)
class RowTrend:
    """The months or years of imported rows, the oldest first, with what any reader of them must know."""

    about: str
    sources: tuple[str, ...]
    by: str | None
    every: Every
    data: Period
    undated: int
    points: tuple[RowPoint, ...]
    caveats: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the whole trend."""
        return {
            "about": self.about,
            "sources": list(self.sources),
            "by": self.by,
            "every": self.every.value,
            "data": self.data.as_json(),
            "undated": self.undated,
            "points": [point.as_json() for point in self.points],
            "caveats": list(self.caveats),
        }


@frozen
class _Rows:
    """Imported files, and what they say of themselves."""

    paths: tuple[Path, ...]
    about: tuple[Mapping[str, Any], ...]

    @property
    def day(self) -> str:
        return str(self.about[0]["day"])

    @property
    def relation(self) -> str:
        return f"read_parquet([{', '.join(quoted(str(path)) for path in self.paths)}])"

    def background(self, by: str | None) -> Background:
        """Say since when the column was recorded."""
        days = [each["not_recorded_before"].get(by) for each in self.about]
        known = [date.fromisoformat(day) for day in days if day]
        return Background(recorded=(Recorded(field=by or "", from_=max(known)),)) if known else NOTHING_KNOWN


def row_trend(paths: Sequence[Path], every: Every, by: str | None = None) -> RowTrend:
    """Cut imported rows into months or years, by a column or as a whole, each beside the one before.

    Raise HoldlawError: HL-8022 for files that were not imported, that are not about the same, or a column
    that they do not have.
    """
    with closing(connect()) as con:
        rows = _opened(con, paths)
        _check(rows, by)
        tally, undated = _counted(con, rows, by)
    if not tally:
        raise _unusable(paths[0], "No row of it has a day.", "Import the release again.")
    days = [day for day, _ in tally]
    data = Period(min(days), max(days) + _ONE_DAY)
    spans = cut(every, "", data)
    points = tuple(
        _point(tally, span, _earlier(spans, number, every), (data, by, rows.background(by)))
        for number, span in enumerate(spans)
    )
    sources = tuple(dict.fromkeys(each["source"] for each in rows.about))
    return RowTrend(
        about=str(rows.about[0]["about"]), sources=sources, by=by, every=every, data=data, undated=undated,
        points=points, caveats=tuple(dict.fromkeys(each for told in rows.about for each in told["caveats"])),
    )  # fmt: skip


def _opened(con: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> _Rows:
    found = []
    for path in paths:
        try:
            about = own_words(con, path)
        except (duckdb.Error, ValueError):
            about = {}
        if "day" not in about:
            raise _unusable(path, "It is no table that `holdlaw import` made.", "Import the release first.")
        found.append(about)
    if len({each["about"] for each in found}) > 1:
        raise _unusable(paths[0], "The files are about different things.", "Count each by itself.")
    return _Rows(tuple(paths), tuple(found))


def _check(rows: _Rows, by: str | None) -> None:
    """Refuse a column that is none, or that a release does not have at all."""
    if by is None:
        return
    for path, about in zip(rows.paths, rows.about, strict=True):
        there = [
            each.name for each in COLUMNS if set(about["values"][each.name]) - {State.NOT_COLLECTED.value}
        ]
        if by not in there:
            what = f"{about['source']} has no column {by}."
            raise _unusable(path, what, f"Use one of: {', '.join(there)}.")


def _counted(con: duckdb.DuckDBPyConnection, rows: _Rows, by: str | None) -> tuple[Tally, int]:
    said = " ".join(f"WHEN {quoted(state)} THEN {quoted(word)}" for state, word in _SAID.items())
    group = f"CASE {by}_state {said} ELSE CAST({by} AS VARCHAR) END" if by else "''"
    sql = f"SELECT {rows.day}, {group}, count(*) FROM {rows.relation} GROUP BY ALL"
    found = con.execute(sql).fetchall()
    tally = {(day, name): count for day, name, count in found if day is not None}
    return tally, sum(count for day, _, count in found if day is None)


def _earlier(spans: Sequence[Span], number: int, every: Every) -> Span | None:
    back = number - (12 if every is Every.MONTH else 1)
    return spans[back] if back >= 0 else None


def _point(
    tally: Tally, span: Span, earlier: Span | None, known: tuple[Period, str | None, Background]
) -> RowPoint:
    data, by, background = known
    now, then = _within(tally, span), _within(tally, earlier) if earlier else Counter()
    groups = []
    for name, count in sorted(now.items(), key=lambda group: (-group[1], group[0])) if by else ():
        step = (
            _step((span, earlier), (count, then[name]), data, (background, (by,))) if by and earlier else None
        )
        groups.append(Group(name=name, count=count, before=step))
    whole = (now.total(), then.total())
    return RowPoint(
        span=span,
        count=now.total(),
        complete=span.period.common(data) == span.period,
        before=_step((span, earlier), whole, data, (NOTHING_KNOWN, ())) if earlier else None,
        groups=tuple(groups),
    )


def _within(tally: Tally, span: Span) -> Counter[str]:
    found: Counter[str] = Counter()
    for (day, name), count in tally.items():
        if span.period.from_ <= day < span.period.before:
            found[name] += count
    return found


def _step(
    spans: tuple[Span, Span],
    counts: tuple[int, int],
    data: Period,
    needs: tuple[Background, Sequence[str]],
) -> Step:
    background, fields = needs
    guarded = guard(side_of(spans[0], data), side_of(spans[1], data), background, fields)
    ratio = Ratio(*counts) if guarded.allowed else None
    return Step(against=spans[1], ratio=ratio, guarded=guarded)


def _unusable(path: Path, what: str, mend: str) -> HoldlawError:
    return HoldlawError([Problem("HL-8022", path.name, what, "Nothing was counted.", mend)])
