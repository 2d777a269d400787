"""`holdlaw backup`: copies a register in use into a new folder, verified; and its keys into another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, KeysFolder, ending, home_of, shown
from holdlaw.store.backup import backup

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")]


def command(
    folder: Folder,
    *,
    dir_: Dir,
    keys: KeysFolder = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Back up entries, checkpoints and vault; `--keys` names another folder, kept apart, for the keys."""

    def run() -> int:
        made = backup(home_of(dir_, database_url), folder, keys)
        told = {"ok": True, "size": made.verdict.size, "root": made.verdict.root, "keys": made.keys}
        kept = f"The keys are in {keys}: keep them apart." if made.keys else "The keys are not in it: --keys."
        page = (
            f"{made.verdict.size} entries are in {folder}, and they verify.\n{kept}\n"
            "A backup made before somebody was shredded still holds them: destroy it, its keys first."
        )
        return shown(told | {"checkpoint": made.checkpoint}, page, as_json)

    raise ending(run, as_json)
