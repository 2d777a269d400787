"""`holdlaw overdue`: the hours that people were held past authority, and what they cost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown, the_time
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.overdue.faces import ledger_csv, ledger_lines
from holdlaw.reports.overdue.ledger import Rate
from holdlaw.reports.overdue.reading import overdue
from holdlaw.store.agencies import agency_named
from holdlaw.store.opening import open_register
from holdlaw.store.states import catch_up

OfAgency = Annotated[str | None, typer.Option("--agency", metavar="ID", help="One agency alone.")]
AtMoment = Annotated[
    str | None,
    typer.Option("--at", metavar="MOMENT", help="Up to when (2017-06-14T09:30:00-04:00); now if left out."),
]
PerHour = Annotated[
    str | None, typer.Option("--rate", help="What an hour costs, as the agency sets it: 12.50.")
]
Currency = Annotated[str | None, typer.Option("--currency", help="The currency of the rate: USD.")]
CsvFile = Annotated[Path | None, typer.Option("--csv", metavar="F", help="Write the rows to a file.")]


def command(
    *,
    dir_: Dir,
    agency: OfAgency = None,
    at: AtMoment = None,
    rate: PerHour = None,
    currency: Currency = None,
    csv: CsvFile = None,
    as_json: OneJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Show the hours held past authority, by hold and month; also of holds that nobody has ended."""

    def run() -> int:
        moment, price = _moment(at), _rate(rate, currency)
        with open_register(home_of(dir_, database_url)) as register:
            catch_up(register)
            if agency is not None:
                agency_named(register, agency)
            ledger = overdue(register, moment, agency=agency, rate=price)
        if csv is not None:
            csv.write_bytes(ledger_csv(ledger))
        return shown(ledger.as_json(), "\n".join(ledger_lines(ledger)), as_json)

    raise ending(run, as_json)


def _moment(text: str | None) -> datetime:
    if text is None:
        return the_time()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _refused(
            "--at", f"'{text}' is no moment with its offset.", "Write it as 2017-06-14T09:30:00-04:00."
        )
    return moment


def _rate(rate: str | None, currency: str | None) -> Rate | None:
    if rate is None and currency is None:
        return None
    mend = "Write both: --rate 12.50 --currency USD."
    try:
        per_hour = Decimal(rate or "")
    except InvalidOperation:
        per_hour = Decimal(-1)
    if not per_hour.is_finite() or per_hour < 0:
        raise _refused("--rate", f"'{rate or ''}' is no amount.", mend)
    if not currency:
        raise _refused("--currency", "A rate was given without its currency.", mend)
    return Rate(per_hour, currency)


def _refused(option: str, what: str, mend: str) -> HoldlawError:
    why = "A cost or a length that rests on a guess is a made-up number."
    return HoldlawError([Problem("HL-8081", option, what, why, mend)])
