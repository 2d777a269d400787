"""`holdlaw law release`: locks what each version says, so that it is never edited afterwards."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.policybook import Book
from holdlaw.policybook.releasing import release_lists, release_place


def command(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A place, or `all` with the offence lists.")],
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Write the digests of versions not yet released; refuse if a released one says something else now."""

    def run() -> int:
        book = the_book(policies)
        released = _all(book) if place == "all" else {place: release_place(book, place)}
        if as_json:
            say(to_json({"holdlaw": 1, "released": {name: list(new) for name, new in released.items()}}))
        else:
            say("\n".join(f"{name}: {', '.join(new) or 'nothing new'}" for name, new in released.items()))
        return ANSWERED

    raise ending(run, as_json)


def _all(book: Book) -> dict[str, tuple[str, ...]]:
    """Release everything; every place is read first, so that one mistake leaves nothing half released."""
    for name in book.place_names():
        book.versions(book.place(name))
    return {"offences": release_lists(book)} | {
        name: release_place(book, name) for name in book.place_names()
    }
