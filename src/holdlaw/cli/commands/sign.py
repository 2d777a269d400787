"""`holdlaw sign`: hashes the whole register again and signs a checkpoint of it, or refuses."""

from __future__ import annotations

import time
from base64 import b64decode
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, say, to_json
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, notes_in
from holdlaw.store.signer import sign

Every = Annotated[
    float | None,
    typer.Option("--every", metavar="SECONDS", min=1, help="Go on signing, with this pause in between."),
]
Adopt = Annotated[
    Path | None,
    typer.Option("--adopt", metavar="CHECKPOINT", help="Take up again, from a checkpoint kept elsewhere."),
]


def command(
    *,
    dir_: Dir,
    every: Every = None,
    adopt: Adopt = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Sign what stands, if it is what was signed before with more entries behind it. Exit 1 if it is not."""
    home = home_of(dir_, database_url)

    def once(adopted: Path | None) -> int:
        (kept, *_) = (*notes_in([adopted] if adopted else None), None)
        note = sign(home, adopt=kept)
        origin, size, root, *_ = note.split("\n")
        told = {"ok": True, "origin": origin, "size": int(size), "root": b64decode(root).hex(), "note": note}
        say(to_json(told) if as_json else note.removesuffix("\n"))
        return ANSWERED

    def run() -> int:
        once(adopt)
        while every is not None:
            time.sleep(every)
            once(None)
        return ANSWERED

    raise ending(run, as_json)
