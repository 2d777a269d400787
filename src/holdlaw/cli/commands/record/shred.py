"""`holdlaw record shred`: destroys a person's private values and key; every entry and proof stands."""

from __future__ import annotations

from holdlaw.cli.asking import ANSWERED, FINDING
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    AgencyId,
    AskedIn,
    ById,
    DatabaseUrl,
    Dir,
    Role,
    done_by,
    ending,
    home_of,
    shown,
)
from holdlaw.store.erasing import shred
from holdlaw.store.opening import open_register


def command(
    *,
    dir_: Dir,
    asked: AskedIn,
    by: ById,
    agency: AgencyId,
    role: Role = "records",
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Shred the record that an entry asks to shred. After a crash, do it again: it finishes."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            made = shred(register, asked, done_by(by, role, agency))
        left = list(made.cleaned.left)
        told = {"ok": not left, "entry": made.receipt.seq, "receipt": made.receipt.note, "left": left}
        lines = [f"The record is shredded, in entry {made.receipt.seq}. Nothing can bring it back.", *left]
        lines.append("Older backups still hold it: destroy them, their keys first, and make a new one.")
        shown(told, "\n".join(lines), as_json)
        return FINDING if left else ANSWERED

    raise ending(run, as_json)
