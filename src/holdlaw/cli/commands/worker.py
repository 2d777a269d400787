"""`holdlaw worker`: do the site's waiting tasks."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, say
from holdlaw.cli.web_options import DatabaseUrl, Dir, ending, home_of


def command(
    *,
    dir_: Dir,
    once: Annotated[bool, typer.Option("--once", help="Do what waits now, and end.")] = False,
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Write mail to the folder `mail` in DIR; send nothing."),
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Send alerts and do what else waits, until Ctrl-C.

    If it does not run no deadline changes; the board says so.
    """

    def run() -> int:
        from holdlaw.web.serving import work

        work(home_of(dir_, database_url), once=once, demo=demo, say=say)
        return ANSWERED

    raise ending(run, False)
