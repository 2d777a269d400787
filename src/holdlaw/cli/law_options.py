"""What the `law` and `case` commands share: the place, the day, and one way to end in an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from holdlaw.cli.asking import a_day, complain
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook.place_files import Place

PlaceName = Annotated[str, typer.Argument(metavar="PLACE", help="A place, as us-ny-nyc-police.")]
OnDay = Annotated[
    str | None, typer.Option("--on", help="The day whose law is meant (2017-06-14); today if left out.")
]
OneJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def ending(run: Callable[[], int], as_json: bool) -> typer.Exit:
    """Run a command and give how it ends; what cannot be used is told with its code, place and remedy."""
    try:
        return typer.Exit(run())
    except HoldlawError as error:
        return typer.Exit(complain(error, as_json))


def day_asked(text: str | None, place: Place) -> date:
    """Give the day asked for, or today where the place is."""
    zone = ZoneInfo(place.timezone) if place.timezone else UTC
    return a_day(text, "--on") or datetime.now(zone).date()
