"""`holdlaw simulate`: what a law, or a bill, would have done with every request of a file."""

from __future__ import annotations

from typing import Annotated

import duckdb
import typer

from holdlaw.cli.asking import ANSWERED, Policies, a_day, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.simulate_options import (
    Acts,
    Empty,
    File,
    LawDay,
    Out,
    could_not_write,
    the_acts,
    the_source,
)
from holdlaw.cli.simulate_page import simulate_page
from holdlaw.simulate.forking import law_named
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Simulation, simulation_json

Place = Annotated[str, typer.Option("--place", help="A place, or a folder made by `holdlaw law fork`.")]
Sql = Annotated[bool, typer.Option("--sql", help="Print the DuckDB statement instead of its counts.")]


def command(
    file: File,
    place: Place,
    *,
    on: LawDay = None,
    act: Acts = None,
    missing: Empty = None,
    out: Out = None,
    sql: Sql = False,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Put every request of a file to a law: allowed, not allowed, cannot tell, and what that hinges on."""

    def run() -> int:
        bill, acts = law_named(place, the_book(policies)), the_acts(act)
        law = law_of(bill.book, bill.place, a_day(on, "--on"))
        source = the_source(file, missing, bill.book)
        facts = ready(source, law.needed(acts), tuple(bill.book.forms))
        simulation = Simulation(source, law, acts, facts)
        if sql:
            say(simulation.answering_sql(simulation.answers(list(simulation.keys()))))
            return ANSWERED
        if out is not None:
            try:
                simulation.write(out)
            except (duckdb.Error, OSError) as error:
                raise could_not_write(out, error) from None
        say(_shown(simulation, as_json=as_json))
        return ANSWERED

    raise ending(run, as_json)


def _shown(simulation: Simulation, *, as_json: bool) -> str:

    summaries = simulation.summaries()
    if as_json:
        return to_json(simulation_json(simulation.source, simulation.law, summaries))
    return simulate_page(simulation.source, simulation.law, summaries)
