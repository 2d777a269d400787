"""`holdlaw record seal`: closes a record to everybody but those a court names."""

from __future__ import annotations

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
from holdlaw.store.erasing import seal
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
    """Seal the record that an entry asks to seal. Nothing is removed."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            made = seal(register, asked, done_by(by, role, agency))
        told = {"ok": True, "entry": made.seq, "receipt": made.note}
        return shown(told, f"The record is sealed, in entry {made.seq}.", as_json)

    raise ending(run, as_json)
