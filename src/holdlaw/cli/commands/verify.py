"""`holdlaw verify`: tells whether every entry is as it was entered, and where the first is that is not."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    Against,
    DatabaseUrl,
    Dir,
    ending,
    home_of,
    notes_in,
    verdict_shown,
)
from holdlaw.store.verifying import verify, verify_log

LogOnly = Annotated[bool, typer.Option("--log-only", help="Entries and checkpoints alone: the fast path.")]


def command(
    *,
    dir_: Dir,
    against: Against = None,
    log_only: LogOnly = False,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Hash every stored byte again and compare it with every checkpoint. Exit 1 if anything is altered."""

    def run() -> int:
        check = verify_log if log_only else verify
        return verdict_shown(check(home_of(dir_, database_url), notes_in(against)), as_json)

    raise ending(run, as_json)
