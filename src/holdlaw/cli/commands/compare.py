"""`holdlaw compare`: the same requests under two laws, and the rows on which they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer

from holdlaw.cli.asking import ANSWERED, UNUSABLE, Policies, a_day, complain, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.register_options import DatabaseUrl
from holdlaw.cli.simulate_engines import Asked, OneAgency, OneDir, OneFile, compared
from holdlaw.cli.simulate_options import Acts, Empty, LawDay, Out, the_acts
from holdlaw.cli.simulate_page import compare_page
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.simulate.checking import check_out
from holdlaw.simulate.comparing import Compared, comparison_json
from holdlaw.simulate.forking import law_named
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.ready import not_written

Places = Annotated[
    list[str], typer.Option("--place", help="Give it twice: two places, or folders made by `law fork`.")
]


def command(
    file: OneFile = None,
    *,
    place: Places,
    dir_: OneDir = None,
    agency: OneAgency = None,
    database_url: DatabaseUrl = None,
    on: LawDay = None,
    act: Acts = None,
    missing: Empty = None,
    out: Out = None,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Put every request of a file, or of a register, to two laws, and show where they differ."""
    if len(place) != 2:
        mend = "Write --place us-ny-nyc-police --place us-tx."
        problem = Problem("HL-4001", "--place", "Two places are compared.", "Nothing was compared.", mend)
        raise typer.Exit(complain(HoldlawError([problem]), as_json) or UNUSABLE)

    def run() -> int:
        book, day = the_book(policies), a_day(on, "--on")
        one, other = (law_named(name, book) for name in place)
        laws = law_of(one.book, one.place, day), law_of(other.book, other.place, day)
        with compared(Asked(file, dir_, database_url, missing, agency=agency), laws, the_acts(act)) as rows:
            say(_shown(rows, out, as_json))
        return ANSWERED

    raise ending(run, as_json)


def _shown(rows: Compared, out: Path | None, as_json: bool) -> str:
    partings = rows.partings()
    if out is not None:
        check_out(rows.source, out)
        try:
            rows.write(out)
        except (duckdb.Error, OSError) as error:
            raise not_written(out, error) from None
    if as_json:
        return to_json(comparison_json(rows, partings))
    return compare_page(rows.source, rows.laws, partings)
