"""`holdlaw law list`: every place, its versions, when it was last checked, whether it is released."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.lines import folded
from holdlaw.policybook import Book


def command(as_json: OneJson = False, policies: Policies = None) -> None:
    """List every place whose law is encoded, with its versions and their first days."""

    def run() -> int:
        book = the_book(policies)
        places = [_place(book, name) for name in book.place_names()]
        say(to_json({"holdlaw": 1, "places": places}) if as_json else "\n\n".join(map(_page, places)))
        return ANSWERED

    raise ending(run, as_json)


def _place(book: Book, name: str) -> dict[str, Any]:
    place = book.place(name)
    versions = [
        {
            "version": version.id,
            "in_force_from": str(version.in_force.not_before),
            "in_force_by": str(version.in_force.by),
            "cite": version.cite,
            "title": version.title,
            "recorded": str(version.recorded),
            "released": version.id not in place.unreleased,
        }
        for version in book.versions(place)
    ]
    checked = max((str(check.on) for check in place.checks), default=None)
    return {"place": name, "name": place.name, "last_checked": checked, "versions": versions}


def _page(place: dict[str, Any]) -> str:
    checked = (
        f"last checked {place['last_checked']}" if place["last_checked"] else "never checked since recorded"
    )
    lines = [place["place"], *folded([f"{place['name']}; {checked}"], "  ")]
    for version in place["versions"]:
        first, last = version["in_force_from"], version["in_force_by"]
        day = first if first == last else f"between {first} and {last}"
        locked = "released" if version["released"] else "not released"
        lines += folded([f"- from {day}: {version['title']} ({version['cite']}), {locked}"], "  ")
    return "\n".join(lines)
