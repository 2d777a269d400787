"""A trend as lines: what is counted, and each count beside an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from holdlaw.cli.lines import wrapped
from holdlaw.reports.ratios import written
from holdlaw.reports.trends.series import Step

if TYPE_CHECKING:
    from holdlaw.reports.trends.rows import RowTrend

_MOST = 12


def row_lines(trend: RowTrend) -> Iterator[str]:
    """Print a trend of imported rows: the largest groups, and every caveat of the release."""
    yield from wrapped(f"{trend.about} ({', '.join(trend.sources)}), {trend.data}, by {trend.every.value}")
    for caveat in trend.caveats:
        yield from wrapped(f"Note: {caveat}", "", "  ")
    for point in trend.points:
        partly = "" if point.complete else " (not complete)"
        yield ""
        yield f"{point.span.period}  {point.count:,}{partly}"
        yield from against(point.before)
        for group in point.groups[:_MOST]:
            yield from wrapped(f"{group.count:,}  {group.name}", "    ", "      ")
            yield from against(group.before)
        if len(point.groups) > _MOST:
            rest = sum(group.count for group in point.groups[_MOST:])
            yield f"    {rest:,}  in {len(point.groups) - _MOST} more (all with --json)"
    if trend.undated:
        yield f"{trend.undated:,} rows have no day."


def against(step: Step | None) -> Iterator[str]:
    """Print a comparison, or why there is none."""
    if step is None:
        return
    ratio, period = step.ratio, step.against.period
    if ratio is not None:
        change = f"{'+' if ratio.change > 0 else ''}{written(ratio.change, 0)}"
        yield from wrapped(f"{change} against {period}: {ratio.sentence()}", "      ")
    for note in step.guarded.notes:
        lead = "Not compared" if note in step.guarded.refused else "Note"
        yield from wrapped(f"{lead}: {note.text}", "      ", "        ")
