"""`holdlaw law show`: the law of a place on a day, as a lawyer reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_difference import difference_lines
from holdlaw.cli.law_options import OnDay, OneJson, PlaceName, day_asked, ending
from holdlaw.cli.law_page import law_page
from holdlaw.cli.lines import folded, heading
from holdlaw.reports.law.differences import difference
from holdlaw.reports.law.views import LawView, views_on


def command(place: PlaceName, on: OnDay = None, as_json: OneJson = False, policies: Policies = None) -> None:
    """Show the law in force on a day: definitions, clauses in order, clocks, duties, open points."""

    def run() -> int:
        book = the_book(policies)
        found = book.place(place, "PLACE")
        day = day_asked(on, found)
        views = views_on(book, found, day)
        say(to_json(_data(views, day)) if as_json else "\n".join([law_page(views[0], day), *_maybe(views)]))
        return ANSWERED

    raise ending(run, as_json)


def _maybe(views: tuple[LawView, ...]) -> list[str]:
    """Show what would be otherwise if a version whose first day is not established was in force."""
    lines: list[str] = []
    for view in views[1:]:
        lines += heading(f"Or version {view.version.id}")
        lines += folded([f"It may have been in force on this day. {view.version.in_force.why}"], "  ")
        lines += difference_lines(difference(views[0], view))
    return lines


def _data(views: tuple[LawView, ...], day: date) -> dict[str, Any]:
    return {
        "holdlaw": 1,
        "place": views[0].place.id,
        "on": str(day),
        "versions": [_version(v) for v in views],
    }


def _version(view: LawView) -> dict[str, Any]:
    version = view.version
    parts: dict[str, dict[str, list[str]]] = {}
    for (kind, name), lines in view.parts().items():
        parts.setdefault(kind.replace(" ", "_"), {})[name] = list(lines)
    return {
        "version": version.id,
        "title": version.title,
        "cite": version.cite,
        "enacted_by": view.text("enacted_by"),
        "in_force": {"not_before": str(version.in_force.not_before), "by": str(version.in_force.by)},
        "recorded": str(version.recorded),
        "released": version.id not in view.place.unreleased,
        "digest": version.digest,
        "sources": list(version.sources),
        "lists": {name: {"list": used.name, "edition": used.edition} for name, used in view.lists.items()},
        "parts": parts,
    }
