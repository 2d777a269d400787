"""`holdlaw law diff`: what changed between the law of two days, and which worked cases feel it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, Policies, a_day, say, the_book, to_json
from holdlaw.cli.law_difference import difference_lines
from holdlaw.cli.law_options import OneJson, PlaceName, ending
from holdlaw.cli.lines import folded, heading
from holdlaw.policybook import Book
from holdlaw.reports.law.differences import ChangedCase, changed_cases, difference
from holdlaw.reports.law.views import LawView, views_on

FirstDay = Annotated[str, typer.Argument(metavar="DATE", help="The one day (2014-12-13).")]
OtherDay = Annotated[str, typer.Argument(metavar="DATE", help="The other day (2014-12-14).")]


def command(
    place: PlaceName,
    first: FirstDay,
    other: OtherDay,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Compare the law of two days: clauses, definitions, lists, and the worked cases whose answer changes."""

    def run() -> int:
        book = the_book(policies)
        found = book.place(place, "PLACE")
        days = tuple(day for text in (first, other) if (day := a_day(text, "DATE")))
        views = tuple(views_on(book, found, day)[0] for day in days)
        changed, total = changed_cases(book, found, (days[0], days[1]))
        parted = difference(views[0], views[1])
        if as_json:
            data = {"holdlaw": 1, "place": place, "days": [str(day) for day in days]}
            versions = [[view.version.id for view in views_on(book, found, day)] for day in days]
            cases = [{"name": case.name, "acts": case.acts} for case in changed]
            say(
                to_json(
                    data | {"versions": versions} | parted.as_json() | {"cases": cases, "cases_run": total}
                )
            )
            return ANSWERED
        lines = [f"{found.name}: {days[0]} and {days[1]}", *_versions(book, views, days)]
        say("\n".join([*lines, *difference_lines(parted), *_cases(changed, total)]))
        return ANSWERED

    raise ending(run, as_json)


def _versions(book: Book, views: tuple[LawView, ...], days: tuple[date, ...]) -> list[str]:
    lines: list[str] = []
    for view, day in zip(views, days, strict=True):
        lines += folded([f"- {day}: version {view.version.id}, {view.text('enacted_by') or 'no law'}"], "  ")
        for other in views_on(book, view.place, day)[1:]:
            lines += folded([f"or version {other.version.id}: {other.version.in_force.why}"], "    ")
    for layer in book.chain(views[0].place.id)[1:]:
        ids = [" or ".join(file.id if file else "none" for file in layer.files_on(d, date.max)) for d in days]
        if ids[0] != ids[1]:
            lines += folded([f"- {layer.name}: version {ids[0]}, then {ids[1]}"], "  ")
    return lines


def _cases(changed: list[ChangedCase], total: int) -> list[str]:
    lines = [*heading("Worked cases"), *folded([f"{len(changed)} of {total} change their answer."], "  ")]
    for case in changed:
        acts = "; ".join(f"{act} {was} -> {now}" for act, (was, now) in case.acts.items())
        lines += folded([f"- {case.name}: {acts}"], "  ")
    return lines
