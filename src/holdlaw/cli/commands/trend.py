"""`holdlaw trend`: requests by month or year, each beside the year before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.lines import wrapped
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, the_time
from holdlaw.reports.ratios import written
from holdlaw.reports.trends.counts import By
from holdlaw.reports.trends.reading import trends_of
from holdlaw.reports.trends.series import Point, Trend
from holdlaw.reports.years import Every
from holdlaw.store.opening import open_register

AgencyOf = Annotated[str | None, typer.Option("--agency", metavar="ID", help="One agency; else all.")]
ByWhat = Annotated[By, typer.Option("--by", help="What the requests are grouped by.")]
HowOften = Annotated[Every, typer.Option("--every", help="Months, calendar years, or the statute's years.")]


def command(
    *,
    dir_: Dir,
    agency: AgencyOf = None,
    by: ByWhat = By.OUTCOME,
    every: HowOften = Every.YEAR,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Print the requests of each agency by month or year, with absolute change, ratio, percent and interval.

    Where two periods are not alike, no ratio is given and the reason is printed. Duplicates are not counted.
    """

    def run() -> int:
        book = the_book(policies)
        with open_register(home_of(dir_, database_url)) as register:
            found = trends_of(register, book, the_time(), (agency, every, by))
        if as_json:
            say(to_json({"trends": [each.as_json() for each in found]}))
        else:
            say("\n\n".join("\n".join(_lines(each)) for each in found))
        return ANSWERED

    raise ending(run, as_json)


def _lines(trend: Trend) -> Iterator[str]:
    yield f"{trend.name} ({trend.agency}), {trend.data}, by {trend.every.value} and {trend.by.value}"
    if not trend.points:
        yield "  No statute of this place sets a reporting year."
    for point in trend.points:
        groups = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in point.groups.items())
        partly = "" if point.complete else " (not complete)"
        yield from wrapped(
            f"{point.count:,}{partly}: {groups or 'none'}", f"  {point.span.period}  ", "      "
        )
        yield from _against(point)


def _against(point: Point) -> Iterator[str]:
    if point.before is None:
        return
    ratio, against = point.before.ratio, point.before.against.period
    if ratio is not None:
        change = f"{'+' if ratio.change > 0 else ''}{written(ratio.change, 0)}"
        yield from wrapped(f"{change} against {against}: {ratio.sentence()}", "      ")
    for note in point.before.guarded.notes:
        lead = "Not compared" if note in point.before.guarded.refused else "Note"
        yield from wrapped(f"{lead}: {note.text}", "      ", "        ")
