"""`holdlaw law count`: how many crimes the lists used on a day have, and what they leave open."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OnDay, OneJson, PlaceName, day_asked, ending
from holdlaw.cli.lines import folded
from holdlaw.core.offences import OffenceList
from holdlaw.reports.law.views import LawView, list_lines, views_on


def command(place: PlaceName, on: OnDay = None, as_json: OneJson = False, policies: Policies = None) -> None:
    """Count the entries of every offence list used on a day, by what added them; name the open categories."""

    def run() -> int:
        book = the_book(policies)
        found = book.place(place, "PLACE")
        day = day_asked(on, found)
        views = views_on(book, found, day)
        if as_json:
            versions = [{"version": v.version.id, "lists": _lists(v)} for v in views]
            settled = len({tuple(used.edition for used in v.lists.values()) for v in views}) == 1
            say(
                to_json(
                    {
                        "holdlaw": 1,
                        "place": place,
                        "on": str(day),
                        "established": settled,
                        "versions": versions,
                    }
                )
            )
        else:
            say("\n".join([f"{found.name}, {day}", *_page(views)]))
        return ANSWERED

    raise ending(run, as_json)


def _page(views: tuple[LawView, ...]) -> list[str]:
    lines: list[str] = []
    for view in views:
        lines += ["", *folded([f"Version {view.version.id}, {view.version.cite}"])]
        if len(views) > 1 and view.version.in_force.why:
            lines += folded([f"May have been in force on this day. {view.version.in_force.why}"], "  ")
        for used in view.lists.values():
            lines += _list(view, used)
        lines += [] if view.lists else ["  This law uses no offence list."]
    return lines


def _list(view: LawView, used: OffenceList) -> list[str]:
    file = view.book.offence_file(used.name)
    assert file is not None
    lines = list(folded(list_lines(used, view.book), "  "))
    if used.open_categories:
        lines += folded(["Besides these, without number:"], "  ")
        lines += folded((f"- {category}" for category in used.open_categories), "    ")
    return [*lines, *folded((f"- Note: {note}" for note in file.notes), "  ")]


def _lists(view: LawView) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, used in view.lists.items():
        file = view.book.offence_file(used.name)
        assert file is not None
        counted = [entry for entry in used.entries if entry.counted]
        groups = dict.fromkeys(entry.group for entry in counted)
        found[name] = {
            "list": used.name,
            "edition": used.edition,
            "entries": len(counted),
            "provisions": sum(len(entry.statutes) for entry in counted),
            "added_by": [
                {
                    "edition": group,
                    "instrument": file.enacted_by[group],
                    "entries": sum(entry.group == group for entry in counted),
                }
                for group in groups
            ],
            "open_categories": list(used.open_categories),
        }
    return found
