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
    acted,
    done_by,
    home_of,
)
from holdlaw.store.erasing import seal


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
    raise acted(
        home_of(dir_, database_url),
        lambda register: seal(register, asked, done_by(by, role, agency)),
        "The record is sealed, in",
        as_json,
    )
