"""`holdlaw init`: makes a register, and enters the agency that will use it."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.asking import Policies, the_book
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
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.register.entry import Draft
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register

Origin = Annotated[
    str, typer.Option("--origin", metavar="NAME", help="The register's public name: records.example/police.")
]
Name = Annotated[str, typer.Option("--name", metavar="TEXT", help="The agency's name.")]
PlaceOf = Annotated[str, typer.Option("--place", metavar="PLACE", help="Whose law: us-ny-nyc-police.")]
Zone = Annotated[
    str | None,
    typer.Option("--zone", metavar="ZONE", help="The time zone of its desk; the place's if left out."),
]


def command(
    *,
    dir_: Dir,
    origin: Origin,
    agency: AgencyId,
    name: Name,
    place: PlaceOf,
    by: ById,
    role: Role = "administrator",
    zone: Zone = None,
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Make a register in a new folder: keys, database, the entry that opens it, and the first agency."""

    def run() -> int:
        joined = AgencyJoined(name=name, place=place, zone=zone or _zone_of(the_book(policies), place))
        doer, home = done_by(by, role, agency), home_of(dir_, database_url)
        create_register(home, origin=origin, opened_at=doer.at, actor=doer.actor)
        draft = Draft(content=joined, agency=agency, actor=doer.actor, happened_at=doer.at)
        with open_register(home) as register:
            (receipt,) = intake(register, [draft], key=f"{AgencyJoined.NAME}/{agency}", entered_at=doer.at)
            checkpoint_key, receipt_key = map(str, register.verifier_keys)
        said = {
            "origin": origin,
            "agency": agency,
            "checkpoint_key": checkpoint_key,
            "receipt_key": receipt_key,
        }
        page = (
            f"A register stands in {dir_}, and {name} has joined it.\n"
            f"Publish these keys where you publish your reports; with them anybody can check what you show.\n"
            f"checkpoints: {checkpoint_key}\nreceipts:    {receipt_key}\n"
            f"Next: `holdlaw sign --dir {dir_}`, and keep a copy of {home.latest_checkpoint} elsewhere."
        )
        return shown(said | {"size": receipt.seq + 1}, page, as_json)

    raise ending(run, as_json)


def _zone_of(book: Book, name: str) -> str:
    zone = book.place(name, "--place").timezone
    if zone is None:
        what, why = "The place has no time zone of its own.", "Days are counted where the desk is."
        raise HoldlawError([Problem("HL-4001", "--zone", what, why, "Give one: --zone America/New_York.")])
    return zone
