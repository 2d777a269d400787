"""`holdlaw simulate`: what a law, or a bill, would have done with every request of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer

from holdlaw.cli.asking import ANSWERED, Policies, a_day, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.register_options import DatabaseUrl
from holdlaw.cli.simulate_engines import DUCKDB, Asked, Engine, Master, OneAgency, OneDir, OneFile, counted
from holdlaw.cli.simulate_options import Acts, Empty, LawDay, Out, not_understood, the_acts
from holdlaw.cli.simulate_page import simulate_page
from holdlaw.simulate.checking import check_out
from holdlaw.simulate.cluster import finished
from holdlaw.simulate.forking import law_named
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.ready import not_written
from holdlaw.simulate.simulating import Counted, Simulation, simulation_json

Place = Annotated[str, typer.Option("--place", help="A place, or a folder made by `holdlaw law fork`.")]
Sql = Annotated[
    bool,
    typer.Option(
        "--sql", help="Print the DuckDB statement instead of its counts. It reads what --keep stores."
    ),
]
Keep = Annotated[
    bool | None,
    typer.Option(
        "--keep/--no-keep",
        help="Store what is derived of records and papers beside the file, which makes the next question "
        "quick. Stored if it can be, if left out.",
    ),
]


def command(
    file: OneFile = None,
    *,
    place: Place,
    dir_: OneDir = None,
    agency: OneAgency = None,
    database_url: DatabaseUrl = None,
    on: LawDay = None,
    act: Acts = None,
    missing: Empty = None,
    out: Out = None,
    engine: Engine = DUCKDB,
    master: Master = "local[*]",
    sql: Sql = False,
    keep: Keep = None,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Put every request of a file, or of a register, to a law: allowed, not allowed, or cannot be told.

    What cannot be told is counted by the fields that it hinges on.
    """

    def run() -> int:
        bill, acts = law_named(place, the_book(policies)), the_acts(act)
        law = law_of(bill.book, bill.place, a_day(on, "--on"))
        if sql and keep is False:
            raise not_understood("--sql", "The statement reads what is stored.", "Leave --no-keep out.")
        stored = True if sql and dir_ is None else keep
        asked = Asked(file, dir_, database_url, missing, engine, master, agency, stored)
        with counted(asked, law, acts) as rows:
            say(_statement(rows) if sql else _counts(rows, out, engine, as_json))
        return ANSWERED

    raise ending(run, as_json)


def _statement(rows: Counted) -> str:
    if isinstance(rows, Simulation):
        return rows.answering_sql()
    raise not_understood(
        "--sql", "A register is read in portions; no one statement stands for it.", "Leave it out."
    )


def _counts(rows: Counted, out: Path | None, engine: str, as_json: bool) -> str:
    if engine == DUCKDB:
        return _shown(rows, out, as_json)
    shown: str = finished(lambda: _shown(rows, out, as_json))
    return shown


def _shown(rows: Counted, out: Path | None, as_json: bool) -> str:
    if out is not None:
        check_out(rows.source, out)
        try:
            rows.write(out)
        except (duckdb.Error, OSError) as error:
            raise not_written(out, error) from None
    summaries = rows.summaries()
    if as_json:
        return to_json(simulation_json(rows.source, rows.law, summaries))
    return simulate_page(rows.source, rows.law, summaries)
