"""The ledger of hours past authority, as a page shows it, at the rate that was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from holdlaw.reports.faces.csv_face import SCHEMA
from holdlaw.reports.overdue.faces import ledger_csv
from holdlaw.reports.overdue.ledger import HeldPast, Ledger, MonthPast, Rate, hours
from holdlaw.reports.overdue.reading import overdue
from holdlaw.store.states import catch_up
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download

CURRENCY = "USD"
_AMOUNT = re.compile(r"[0-9]{1,7}(\.[0-9]{1,4})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@frozen
class Line:
    """A month or a hold, its hours, and what they cost at the rate; None without a rate."""

    of: MonthPast | HeldPast
    hours: str
    cost: str | None


@frozen(kw_only=True)
class Shown:
    """The ledger as a page shows it."""

    ledger: Ledger
    hours: str
    cost: str | None
    months: tuple[Line, ...]
    holds: tuple[Line, ...]
    running: int


def read_rate(told: Mapping[str, str]) -> tuple[Rate | None, tuple[str, ...]]:
    """Read the rate that was typed; give it with the names of what cannot be read."""
    amount = told.get("rate", "").strip().removeprefix("$")
    currency = told.get("currency", "").strip().upper() or CURRENCY
    if not amount:
        return None, ()
    read = {"rate": _AMOUNT.fullmatch(amount), "currency": _CURRENCY.fullmatch(currency)}
    wrong = tuple(name for name, found in read.items() if found is None)
    return (None, wrong) if wrong else (Rate(Decimal(amount), currency), ())


def ledger_of(desk: Desk, rate: Rate | None) -> Ledger:
    """Make the ledger of the agency at this moment."""
    catch_up(desk.register)
    return overdue(desk.register, desk.now, agency=desk.agency.id, rate=rate)


def shown(ledger: Ledger) -> Shown:
    """Give the ledger with each line's hours and cost written out."""
    return Shown(
        ledger=ledger,
        hours=hours(ledger.length),
        cost=_cost(ledger, ledger),
        months=tuple(Line(each, hours(each.length), _cost(ledger, each)) for each in ledger.months()),
        holds=tuple(Line(each, hours(each.length), _cost(ledger, each)) for each in ledger.holds),
        running=sum(hold.ended_at is None for hold in ledger.holds),
    )


def _cost(ledger: Ledger, of: Ledger | MonthPast | HeldPast) -> str | None:
    return None if ledger.rate is None else f"{ledger.rate.cost(of.length):,} {ledger.rate.currency}"


def csv_of(desk: Desk, ledger: Ledger) -> Download:
    """Give the ledger as a table of comma-separated values."""
    day = desk.now.date().isoformat()
    return Download(f"holdlaw_{desk.agency.id}_overdue_{day}_v{SCHEMA}.csv", ledger_csv(ledger))
