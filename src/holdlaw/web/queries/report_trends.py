"""Trends of the agency as a page shows them: what is asked, the points, the chart, the CSV."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.reports.charts.bars import bars
from holdlaw.reports.charts.chart import About, Chart
from holdlaw.reports.charts.chart import Point as Bar
from holdlaw.reports.charts.drawing import chart_csv
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.csv_face import SCHEMA
from holdlaw.reports.faces.wording import chosen
from holdlaw.reports.guard import Guarded
from holdlaw.reports.pack.comparing import ratio_said
from holdlaw.reports.pack.words import WORDS
from holdlaw.reports.trends.counts import By
from holdlaw.reports.trends.reading import trends_of
from holdlaw.reports.trends.series import Point, Trend
from holdlaw.reports.years import Every
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import group_said, language

MONTHS_SHOWN = 24


@frozen(kw_only=True)
class Asked:
    """Which trend. `until`: the last of the two years whose months are shown."""

    every: Every
    by: By
    until: int | None = None

    @property
    def query(self) -> str:
        """Write it as an address carries it."""
        told = {"every": self.every.value, "by": self.by.value}
        return urlencode(told | ({"until": str(self.until)} if self.until else {}))


@frozen(kw_only=True)
class Told:
    """One point as it is shown. `against`: the comparison in a sentence; None where there is none."""

    point: Point
    numbers: tuple[int, ...]
    """The groups, in the order of the columns."""
    against: str | None
    guarded: Guarded | None


@frozen(kw_only=True)
class Shown:
    """A trend as a page shows it: the points, the newest last."""

    trend: Trend
    groups: tuple[str, ...]
    points: tuple[Told, ...]
    years: tuple[int, ...]
    left_out: tuple[str, ...]
    """Periods that are not complete: they are in the table and not in the chart."""

    @property
    def lead(self) -> Told | None:
        """Give the newest period that may be compared: the page begins with its sentence."""
        return next((told for told in reversed(self.points) if told.against), None)


def read_asked(told: Mapping[str, str]) -> Asked:
    """Read what is asked for; what cannot be read is taken as if it had been left open."""
    every, by, until = told.get("every", ""), told.get("by", ""), told.get("until", "")
    return Asked(
        every=Every(every) if every in set(Every) else Every.YEAR,
        by=By(by) if by in set(By) else By.OUTCOME,
        until=int(until) if until.isdecimal() and len(until) == len("2026") else None,
    )


def choices() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give what may be chosen, in words."""
    return {
        "every": (
            (Every.YEAR.value, _("calendar year")),
            (Every.STATUTORY_YEAR.value, _("year of the statute’s report")),
            (Every.MONTH.value, _("month")),
        ),
        "by": (
            (By.OUTCOME.value, _("how it came out")),
            (By.BASIS.value, _("what it rests on, where honored")),
            (By.CRIMINALITY.value, _("the warrant with it")),
        ),
    }


def shown(desk: Desk, asked: Asked) -> Shown:
    """Give the trend of the agency. Raise HoldlawError where there is no day of data yet."""
    (trend,) = trends_of(desk.register, desk.book, desk.now, (desk.agency.id, asked.every, asked.by))
    points = _within(trend, asked)
    return Shown(
        trend=trend,
        groups=trend.groups,
        points=tuple(_told(point, trend.groups) for point in points),
        years=tuple(sorted({point.span.period.to.year for point in trend.points}, reverse=True))
        if asked.every is Every.MONTH
        else (),
        left_out=tuple(_days(point) for point in points if not point.complete),
    )


def _days(point: Point) -> str:
    return f"{point.span.period.from_} – {point.span.period.to}"


def _within(trend: Trend, asked: Asked) -> tuple[Point, ...]:
    if asked.every is not Every.MONTH:
        return trend.points
    upto = [
        point for point in trend.points if asked.until is None or point.span.period.to.year <= asked.until
    ]
    return tuple(upto[-MONTHS_SHOWN:])


def _told(point: Point, groups: tuple[str, ...]) -> Told:
    ratio = point.before.ratio if point.before else None
    return Told(
        point=point,
        numbers=tuple(point.groups.get(name, 0) for name in groups),
        against=ratio_said(ratio, chosen(WORDS, language())) if ratio else None,
        guarded=point.before.guarded if point.before else None,
    )


def chart_of(shown: Shown) -> Chart | None:
    """Draw the points whose days are all in the data; None if there is none."""
    points = [told.point for told in shown.points if told.point.complete]
    if not points:
        return None
    words = chosen(WORDS, language())
    over = words["month"] if shown.trend.every is Every.MONTH else words["year"]
    title = _("%(agency)s: requests received, %(first)s to %(last)s") % {
        "agency": shown.trend.name,
        "first": points[0].span.period.from_,
        "last": points[-1].span.period.to,
    }
    about = About(name="trend", title=title, unit=words["requests"], over=over, language=language())
    if shown.trend.every is Every.MONTH:
        return bars([Bar(point.span.label, point.count) for point in points], about)
    return stacks(
        [
            Bar(_label(shown.trend, point), point.groups.get(name, 0), group_said(name))
            for point in points
            for name in shown.groups
        ],
        about,
    )


def _label(trend: Trend, point: Point) -> str:
    """Name a year; one that is no calendar year by its last day, never by a bare number."""
    if trend.every is Every.STATUTORY_YEAR:
        return chosen(WORDS, language())["to"].format(day=point.span.period.to.isoformat())
    return point.span.label


def csv_of(shown: Shown) -> Download:
    """Give the points as a table of comma-separated values, by the codes that the command prints."""
    rows = [
        (
            told.point.span.period.from_.isoformat(),
            told.point.span.period.to.isoformat(),
            "yes" if told.point.complete else "no",
            told.point.count,
            *told.numbers,
        )
        for told in shown.points
    ]
    trend = shown.trend
    about = About(name="trend", title=trend.name, unit="requests")
    columns = ("first_on", "last_on", "complete", "requests", *shown.groups)
    table = Chart(about=about, description="", columns=columns, rows=tuple(rows), spec={})
    period = f"{rows[0][0]}--{rows[-1][1]}" if rows else "none"
    name = f"holdlaw_{trend.agency}_trend-{trend.every.value}-{trend.by.value}_{period}_v{SCHEMA}.csv"
    return Download(name, chart_csv(table).encode())
