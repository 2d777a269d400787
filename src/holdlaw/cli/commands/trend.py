"""`holdlaw trend`: requests by month or year, each beside the year before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.lines import wrapped
from holdlaw.cli.register_options import DatabaseUrl, ending, home_of, the_time
from holdlaw.cli.row_trend_page import against, row_lines
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.trends.counts import By
from holdlaw.reports.trends.reading import trends_of
from holdlaw.reports.trends.series import Trend
from holdlaw.reports.years import Every
from holdlaw.store.opening import open_register

AgencyOf = Annotated[str | None, typer.Option("--agency", metavar="ID", help="One agency; else all.")]
ByWhat = Annotated[
    str | None,
    typer.Option("--by", help="outcome, basis or criminality; of imported rows, any column: area, state."),
]
HowOften = Annotated[Every, typer.Option("--every", help="Months, calendar, fiscal, or the statute's years.")]
Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[F.parquet]...", help="Imported rows, instead of a register.")
]
Folder = Annotated[Path | None, typer.Option("--dir", metavar="DIR", help="The folder of the register.")]


def command(
    files: Files = None,
    *,
    dir_: Folder = None,
    agency: AgencyOf = None,
    by: ByWhat = None,
    every: HowOften = Every.YEAR,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Print the requests of each agency by month or year, with absolute change, ratio, percent and interval.

    Where two periods are not alike, no ratio is given and the reason is printed. Duplicates are not counted.
    """

    def run() -> int:
        if files:
            return _of_rows(files, every, by, as_json)
        if dir_ is None:
            raise _nothing_named()
        book = the_book(policies)
        with open_register(home_of(dir_, database_url)) as register:
            found = trends_of(register, book, the_time(), (agency, every, _grouping(by)))
        if as_json:
            say(to_json({"trends": [each.as_json() for each in found]}))
        else:
            say("\n\n".join("\n".join(_lines(each)) for each in found))
        return ANSWERED

    raise ending(run, as_json)


def _grouping(by: str | None) -> By:
    try:
        return By(by or By.OUTCOME.value)
    except ValueError:
        what, why = f"{by} is nothing that requests are grouped by.", "Nothing was counted."
        mend = f"Use one of: {', '.join(By)}."
        raise HoldlawError([Problem("HL-4001", "--by", what, why, mend)]) from None


def _nothing_named() -> HoldlawError:
    what, why = "Neither a register nor imported rows are named.", "There is nothing to count."
    return HoldlawError([Problem("HL-4001", "--dir", what, why, "Give --dir DIR, or files of rows.")])


def _of_rows(files: list[Path], every: Every, by: str | None, as_json: bool) -> int:
    from holdlaw.reports.trends.rows import row_trend

    found = row_trend(files, every, by)
    say(to_json(found.as_json()) if as_json else "\n".join(row_lines(found)))
    return ANSWERED


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
        yield from against(point.before)
