"""`holdlaw record ask`: enters that somebody asks for a record to be sealed, unsealed or shredded."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    AgencyId,
    ById,
    DatabaseUrl,
    Dir,
    Role,
    done_by,
    ending,
    home_of,
    shown,
)
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.store.erasing import ask
from holdlaw.store.opening import open_register

Person = Annotated[str, typer.Option("--person", metavar="ID", help="The person's id in the register.")]
What = Annotated[str, typer.Option("--what", metavar="seal|unseal|shred", help="What is asked.")]
Cite = Annotated[str, typer.Option("--cite", metavar="TEXT", help="The legal ground.")]


def command(
    *,
    dir_: Dir,
    person: Person,
    what: What,
    cite: Cite,
    by: ById,
    agency: AgencyId,
    role: Role = "records",
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Ask; the number of the entry is what the second person names."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            made = ask(register, person, ErasureAsked(what=what, cite=cite), done_by(by, role, agency))
        page = f"Asked in entry {made.seq}. Somebody else does it: holdlaw record {what} --asked {made.seq}."
        return shown({"ok": True, "asked": made.seq, "receipt": made.note}, page, as_json)

    raise ending(run, as_json)
