"""`holdlaw public`: writes what is published for a register into a folder that anybody can check offline."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import Policies, a_day, the_book
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown, the_time
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.public.gathering import add_editions, material
from holdlaw.reports.public.kept import keep_table
from holdlaw.reports.public.release import release
from holdlaw.store.durable import new_folder
from holdlaw.store.opening import open_register

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new folder.")]
Tables = Annotated[
    list[Path] | None,
    typer.Option("--table", metavar="FILE", help="The JSON file of a published report; may be repeated."),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DAY", help="Count the months that ended before this day; today if left out."
    ),
]
NoCounts = Annotated[
    bool,
    typer.Option("--no-new-counts", help="Publish the editions of counts that there are, and no new one."),
]


def command(
    *,
    dir_: Dir,
    out: Out,
    table: Tables = None,
    until: Until = None,
    no_new_counts: NoCounts = False,
    policies: Policies = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Write the public folder: reports, counts with small numbers withheld, the law, proofs, a feed."""

    def run() -> int:
        book, home = the_book(policies), home_of(dir_, database_url)
        for path in table or ():
            keep_table(home, _read(path))
        day = a_day(until, "--until")
        # At noon in UTC it is the same day in every agency's zone.
        at = datetime.combine(day, time(12), UTC) if day else the_time()
        with open_register(home) as register:
            added = () if no_new_counts else add_editions(register, book, at)
            made = release(material(register, book))
        with new_folder(out, 0o755) as filling:
            for name, data in made.files.items():
                (filling / name).parent.mkdir(parents=True, exist_ok=True)
                (filling / name).write_bytes(data)
        reports = len(made.index["reports"])
        no_new = "\nNo new edition of the counts."
        told = {"ok": True, "folder": str(out), "files": len(made.files), "reports": reports}
        new = "".join(f"\nA new edition of the counts of {each.agency}, {each.design}." for each in added)
        page = f"{len(made.files)} files are in {out}: {reports} published reports.{new or no_new}"
        return shown(told | {"editions": [each.path for each in added]}, page, as_json)

    raise ending(run, as_json)


def _read(path: Path) -> bytes:
    """Read a file that is named. Raise HoldlawError (HL-8042) if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        what, why = (
            "It cannot be read.",
            "Only the file that was published has the hash that the entry holds.",
        )
        mend = "Name the JSON file of a published report."
        raise HoldlawError([Problem("HL-8042", str(path), what, why, mend)]) from None
