"""A trend: one agency's requests by month or year, each beside the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from holdlaw.reports.guard import NOTHING_KNOWN, Background, Guarded, Side, guard
from holdlaw.reports.period import Period
from holdlaw.reports.ratios import Ratio
from holdlaw.reports.trends.counts import By, Counts, total
from holdlaw.reports.years import Every, Span, cut


@frozen(kw_only=True)
class Step:
    """A count beside an earlier one. `ratio` is None where the guard refuses the comparison."""

    against: Span
    ratio: Ratio | None
    guarded: Guarded

    def as_json(self) -> dict[str, Any]:
        """Give the comparison, and what the guard says of it."""
        return {
            "against": self.against.period.as_json(),
            "ratio": self.ratio.as_json() if self.ratio else None,
            "guard": self.guarded.as_json(),
        }


@frozen(kw_only=True)
class Point:
    """One month or year of a trend. `complete` is false where its days are not all in the data."""

    span: Span
    count: int
    groups: Mapping[str, int]
    complete: bool
    before: Step | None

    def as_json(self) -> dict[str, Any]:
        """Give the count, its groups and the comparison."""
        return {
            "period": self.span.period.as_json(),
            "label": self.span.label,
            "count": self.count,
            "groups": dict(self.groups),
            "complete": self.complete,
            "against": self.before.as_json() if self.before else None,
        }


@frozen(kw_only=True)
class Trend:
    """The months or years of one agency, the oldest first."""

    agency: str
    name: str
    place: str
    every: Every
    by: By
    data: Period
    points: tuple[Point, ...]
    size: int

    @property
    def groups(self) -> tuple[str, ...]:
        """Give the names of all groups, the largest first."""
        sums: Counter[str] = Counter()
        for point in self.points:
            sums.update(point.groups)
        return tuple(sorted(sums, key=lambda name: (-sums[name], name)))

    def as_json(self) -> dict[str, Any]:
        """Give the whole trend."""
        return {
            "agency": self.agency,
            "name": self.name,
            "place": self.place,
            "every": self.every.value,
            "by": self.by.value,
            "data": self.data.as_json(),
            "points": [point.as_json() for point in self.points],
            "size": self.size,
        }


def trend(counts: Counts, every: Every, by: By = By.OUTCOME, background: Background = NOTHING_KNOWN) -> Trend:
    """Cut the requests of an agency into months or years, and set each against an earlier one.

    A year stands beside the year before; a month beside the same month of the year before. Where a period is
    not complete, or the two are not alike, the guard refuses and no ratio is given. No statutory years, or no
    data: no points.
    """
    spans = cut(every, counts.place, counts.data)
    sums = {span: total(counts.within(span.period)) for span in spans}
    points = []
    for number, span in enumerate(spans):
        back = number - (12 if every is Every.MONTH else 1)
        earlier = spans[back] if back >= 0 else None
        points.append(
            Point(
                span=span,
                count=sums[span],
                groups=_groups(counts, span, by),
                complete=span.period.common(counts.data) == span.period,
                before=_step(counts.data, {each: sums[each] for each in (span, earlier)}, background)
                if earlier
                else None,
            )
        )
    return Trend(
        agency=counts.agency, name=counts.name, place=counts.place, every=every, by=by, data=counts.data,
        points=tuple(points), size=counts.size,
    )  # fmt: skip


def _groups(counts: Counts, span: Span, by: By) -> dict[str, int]:
    groups: Counter[str] = Counter()
    for each in counts.within(span.period):
        groups[each.group(by)] += each.count
    return dict(sorted(groups.items()))


def _step(data: Period, sums: Mapping[Span, int], background: Background) -> Step:
    """Set a count against an earlier one; `sums` has the two in this order."""
    (now, count), (earlier, base) = sums.items()
    guarded = guard(side_of(now, data), side_of(earlier, data), background)
    return Step(against=earlier, ratio=Ratio(count, base) if guarded.allowed else None, guarded=guarded)


def side_of(span: Span, data: Period | None) -> Side:
    """Make a side of a comparison: a span, and the days for which there is data."""
    return Side(
        period=span.period,
        year=span.year,
        data_from=data.from_ if data else None,
        data_before=data.before if data else None,
    )
