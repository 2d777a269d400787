"""`holdlaw serve`: run the site of a register."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, say
from holdlaw.cli.web_options import DatabaseUrl, Dir, Port, ending, home_of


def command(
    *,
    dir_: Dir,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes answer.")] = 1,
    demo: Annotated[
        bool, typer.Option("--demo", help="Make invented people to sign in as, and ask for no second factor.")
    ] = False,
    public_only: Annotated[
        bool, typer.Option("--public-only", help="Serve the public page and nothing else.")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Serve the site of the register in DIR until Ctrl-C.

    Only this machine can reach it, unless --host says otherwise.
    """

    def run() -> int:
        from holdlaw.web.serving import Options, serve

        options = Options(host=host, port=port, workers=workers, demo=demo, public_only=public_only, say=say)
        serve(home_of(dir_, database_url), options)
        return ANSWERED

    raise ending(run, False)
