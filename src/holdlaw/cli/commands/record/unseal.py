"""`holdlaw record unseal`: opens a sealed record again."""

from __future__ import annotations

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    AgencyId,
    AskedIn,
    ById,
    DatabaseUrl,
    Dir,
    Role,
    acted,
    done_by,
    home_of,
)
from holdlaw.store.erasing import unseal


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
    """Unseal the record that an entry asks to unseal."""
    raise acted(
        home_of(dir_, database_url),
        lambda register: unseal(register, asked, done_by(by, role, agency)),
        "The record is open again, since",
        as_json,
    )
