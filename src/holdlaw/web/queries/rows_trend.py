"""A trend of imported rows as a page shows it: counts by month or year, and what the guard says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.reports.charts.bars import bars
from holdlaw.reports.charts.chart import About, Chart, Value
from holdlaw.reports.charts.chart import Point as Bar
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.wording import chosen
from holdlaw.reports.guard import Guarded
from holdlaw.reports.pack.comparing import ratio_said
from holdlaw.reports.pack.words import WORDS
from holdlaw.reports.trends.rows import Group, RowPoint, RowTrend, row_trend
from holdlaw.reports.trends.series import Step
from holdlaw.reports.years import Every
from holdlaw.sources.releases.columns import COLUMNS, Kind
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import language
from holdlaw.web.queries.rows_files import Figure, csv_file, json_file, script_file
from holdlaw.web.queries.rows_kept import Kept, all_kept, kept_named, state_lines

GROUPS_SHOWN = 7
"""Groups that have a fill of their own in the chart; the rest are one."""
LISTED_MAX = 12
"""Groups of a period that are compared on the page; the files have all."""
BARS_MAX = 40
GROUPED = {
    column.name for column in COLUMNS if column.kind in (Kind.TEXT, Kind.FLAG) and column.name != "person_key"
}
"""Columns that rows are counted by: none that tells one person from another."""


@frozen
class Asked:
    """Which trend: how it is cut, by which column, and which other table is counted with the first."""

    every: Every
    by: str | None
    also: Kept | None = None

    @property
    def query(self) -> str:
        """Write it as an address carries it."""
        also = self.also.digest if self.also else ""
        return urlencode({"every": self.every.value, "by": self.by or "", "with": also})


@frozen(kw_only=True)
class Told:
    """One count beside an earlier one, in words. `against` None: it is not compared."""

    name: str
    count: int
    step: Step | None
    against: str | None


@frozen(kw_only=True)
class Period:
    """One month or year: its count, its columns' numbers, and its largest groups beside the earlier ones."""

    point: RowPoint
    whole: Told
    numbers: tuple[int, ...]
    groups: tuple[Told, ...]
    more: int
    guarded: Guarded | None
    """What the guard says of every group."""


@frozen(kw_only=True)
class Shown:
    """A trend as a page shows it."""

    trend: RowTrend
    names: tuple[str, ...]
    periods: tuple[Period, ...]

    @property
    def compared(self) -> bool:
        """Tell whether any period stands beside an earlier one."""
        return any(each.whole.step for each in self.periods)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Name the periods that are not complete: they are in the table and not in the chart."""
        return tuple(str(each.span.period) for each in self.trend.points if not each.complete)


def read_asked(desk: Desk, kept: Kept, told: Mapping[str, str]) -> Asked:
    """Read what is asked for; what cannot be read is taken as if it had been left open."""
    every, by = told.get("every", ""), told.get("by", "")
    known = set(Every) - {Every.STATUTORY_YEAR}
    also = kept_named(desk, told.get("with", ""))
    also = also if also and also.digest != kept.digest else None
    return Asked(Every(every) if every in known else Every.FISCAL_YEAR, by if by in GROUPED else None, also)


def others(desk: Desk, kept: Kept) -> tuple[Kept, ...]:
    """Give the other tables that are about the same: a release of the year before."""
    about = kept.told["about"]
    return tuple(
        each for each in all_kept(desk) if each.digest != kept.digest and each.told["about"] == about
    )


def choices(kept: Kept) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give what may be chosen: the ways to cut, and the columns that the release has."""
    there = [line.column for line in state_lines(kept) if line.column in GROUPED]
    return {
        "every": (
            (Every.FISCAL_YEAR.value, _("federal fiscal year")),
            (Every.YEAR.value, _("calendar year")),
            (Every.MONTH.value, _("month")),
        ),
        "by": (("", _("all rows together")), *((name, name.replace("_", " ")) for name in there)),
    }


def figure_of(asked: Asked, trend: RowTrend) -> Figure:
    """Give the trend as the command prints it."""
    by = ("--by", asked.by) if asked.by else ()
    also = (asked.also,) if asked.also else ()
    parts = ("trend", asked.every.value, *([asked.by] if asked.by else ()), *(f"with-{x.name}" for x in also))
    return Figure("_".join(parts), ("trend", *by, "--every", asked.every.value), trend.as_json(), also)


def trend_of(kept: Kept, asked: Asked) -> RowTrend:
    """Count the rows. Raise HoldlawError (HL-8022) where they cannot be counted so."""
    also = [asked.also.path] if asked.also else []
    return row_trend([kept.path, *also], asked.every, asked.by)


def shown(trend: RowTrend) -> Shown:
    """Give a trend as a page shows it, with its largest groups by name."""
    sums: Counter[str] = Counter()
    for point in trend.points:
        sums.update({group.name: group.count for group in point.groups})
    names = tuple(sorted(sums, key=lambda name: (-sums[name], name))[:GROUPS_SHOWN])
    return Shown(
        trend=trend,
        names=(*names, _("others")) if len(sums) > len(names) else names,
        periods=tuple(_period(point, names, rest=len(sums) > len(names)) for point in trend.points),
    )


def _period(point: RowPoint, names: tuple[str, ...], *, rest: bool) -> Period:
    counts = {group.name: group.count for group in point.groups}
    numbers = tuple(counts.get(name, 0) for name in names)
    first: Group | None = next(iter(point.groups), None)
    return Period(
        point=point,
        whole=_told("", point.count, point.before),
        numbers=(*numbers, point.count - sum(numbers)) if rest else numbers,
        groups=tuple(_told(each.name, each.count, each.before) for each in point.groups[:LISTED_MAX]),
        more=max(0, len(point.groups) - LISTED_MAX),
        guarded=first.before.guarded if first and first.before else None,
    )


def _told(name: str, count: int, step: Step | None) -> Told:
    ratio = step.ratio if step else None
    said = ratio_said(ratio, chosen(WORDS, language())) if ratio else None
    return Told(name=name, count=count, step=step, against=said)


def chart_of(shown: Shown) -> Chart | None:
    """Draw the periods whose days are all in the file, the newest of them; None if there is none."""
    drawn = [each for each in shown.periods if each.point.complete][-BARS_MAX:]
    if not drawn:
        return None
    words = chosen(WORDS, language())
    over = words["month"] if shown.trend.every is Every.MONTH else words["year"]
    title = _("Rows by the day of each, %(first)s to %(last)s") % {
        "first": drawn[0].point.span.period.from_,
        "last": drawn[-1].point.span.period.to,
    }
    about = About(name="rows-trend", title=title, unit=_("rows"), over=over, language=language())
    if not shown.names:
        return bars([Bar(each.point.span.label, each.point.count) for each in drawn], about)
    return stacks(
        [
            Bar(each.point.span.label, number, name)
            for each in drawn
            for name, number in zip(shown.names, each.numbers, strict=True)
        ],
        about,
    )


def file_of(kept: Kept, asked: Asked, face: str) -> Download | None:
    """Give the trend as one kind of file; None if there is no such kind."""
    trend = trend_of(kept, asked)
    figure = figure_of(asked, trend)
    match face:
        case "csv":
            columns = ("part", "name", "first_on", "last_on", "complete", "rows")
            return csv_file(kept, figure, columns, _rows(trend))
        case "json":
            return json_file(kept, figure)
        case "script":
            return script_file(kept, figure)
        case _:
            return None


def _rows(trend: RowTrend) -> list[tuple[Value, ...]]:
    found: list[tuple[Value, ...]] = []
    for point in trend.points:
        period = point.span.period
        days = (period.from_.isoformat(), period.to.isoformat(), "yes" if point.complete else "no")
        found.append(("period", None, *days, point.count))
        found += [("group", each.name, *days, each.count) for each in point.groups]
    return found
