"""`holdlaw restore`: makes a register of a backup that proves itself against a checkpoint kept elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    Against,
    DatabaseUrl,
    Dir,
    KeysFolder,
    ending,
    home_of,
    notes_in,
    shown,
)
from holdlaw.store.restoring import Proof, restore

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the backup.")]
AcceptLoss = Annotated[
    bool, typer.Option("--accept-loss", help="Go on although newer entries were signed and are not in it.")
]


def command(
    folder: Folder,
    *,
    dir_: Dir,
    keys: KeysFolder = None,
    against: Against = None,
    accept_loss: AcceptLoss = False,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Restore into a new folder, or an empty database.

    If the backup proves nothing: exit 1, nothing is left.
    """

    def run() -> int:
        home = home_of(dir_, database_url)
        made = restore(folder, home, Proof(notes_in(against), accept_loss), keys)
        told = {"ok": True, "size": made.verdict.size, "root": made.verdict.root, "lost": made.lost}
        lines = [
            f"{made.verdict.size} entries are in {dir_}; they verify, against what was kept elsewhere too."
        ]
        if made.lost is not None:
            lines.append(f"Entries {made.lost[0]} to {made.lost[1] - 1} were signed for and are lost.")
        lines.append("The signer takes up again with: holdlaw sign --adopt CHECKPOINT.")
        return shown(told, "\n".join(lines), as_json)

    raise ending(run, as_json)
