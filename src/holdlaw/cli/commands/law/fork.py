"""`holdlaw law fork`: a copy of a place's law to edit as a bill, and to put to the same requests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, PlaceName, ending
from holdlaw.cli.lines import folded
from holdlaw.simulate.forking import fork

To = Annotated[Path, typer.Option("--to", help="A new or empty folder.")]


def command(place: PlaceName, to: To, as_json: OneJson = False, policies: Policies = None) -> None:
    """Copy a place's law to a folder, unlocked, to be edited as a bill and put to rows with `simulate`."""

    def run() -> int:
        own = fork(the_book(policies), place, to)
        if as_json:
            say(to_json({"holdlaw": 1, "place": place, "folder": str(to), "law": str(own)}))
            return ANSWERED
        lines = (
            f"The law of {place} stands in {own}; edit it there.",
            f"Check it:   holdlaw law check {to}",
            f"Run it:     holdlaw simulate FILE.parquet --place {to}",
            f"Compare it: holdlaw compare FILE.parquet --place {place} --place {to}",
        )
        say("\n".join(folded(lines)))
        return ANSWERED

    raise ending(run, as_json)
