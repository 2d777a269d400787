"""`holdlaw export`: writes entries, proofs and checkpoints into a folder that anybody can check offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown
from holdlaw.store.exporting import Selection, export

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")]
AgencyOf = Annotated[str | None, typer.Option("--agency", metavar="ID", help="One agency alone.")]
RequestOf = Annotated[str | None, typer.Option("--request", metavar="ID", help="One request alone.")]
KindOf = Annotated[str | None, typer.Option("--kind", metavar="NAME", help="One type alone: contact.logged.")]
First = Annotated[int | None, typer.Option("--from", metavar="ENTRY", min=0, help="The first entry.")]
Last = Annotated[int | None, typer.Option("--to", metavar="ENTRY", min=0, help="The last entry.")]


def command(
    folder: Folder,
    *,
    dir_: Dir,
    agency: AgencyOf = None,
    request: RequestOf = None,
    kind: KindOf = None,
    first: First = None,
    last: Last = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Write the whole register, or a choice of entries with a proof each. No private value is in it."""

    def run() -> int:
        chosen = Selection(agency=agency, request=request, kind=kind, first=first, last=last)
        made = export(home_of(dir_, database_url), folder, chosen)
        told = {"ok": True, "folder": str(folder), "entries": made.entries, "checkpoint": made.checkpoint}
        newest = "no checkpoint is signed yet" if made.checkpoint is None else f"covers {made.checkpoint}"
        page = (
            f"{made.entries} entries are in {folder}; the newest checkpoint: {newest}.\n"
            "README.txt in it says how to check them. Tell where the verifier is; never send it along."
        )
        return shown(told, page, as_json)

    raise ending(run, as_json)
