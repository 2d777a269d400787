"""The ledger as lines of text and as rows; both say the same numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator

from defusedcsv import csv

from holdlaw.reports.overdue.ledger import HeldPast, Ledger, hours

COLUMNS = (
    "agency",
    "request",
    "hold",
    "held_from",
    "until",
    "ended_at",
    "reason",
    "month",
    "seconds",
    "hours",
    "cost",
    "currency",
    "rests_on",
)


def ledger_csv(ledger: Ledger) -> bytes:
    """Write one row a hold and local month; the same ledger gives the same bytes."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for hold in ledger.holds:
        writer.writerows(_rows(ledger, hold))
    return written.getvalue().encode()


def _rows(ledger: Ledger, hold: HeldPast) -> Iterator[list[str]]:
    ended = hold.ended_at.isoformat() if hold.ended_at else ""
    for month, length in hold.months:
        cost = [str(ledger.rate.cost(length)), ledger.rate.currency] if ledger.rate else ["", ""]
        yield [
            hold.agency,
            hold.request,
            str(hold.hold),
            hold.held_from.isoformat(),
            hold.until.isoformat(),
            ended,
            hold.reason or "",
            month,
            str(int(length.total_seconds())),
            hours(length),
            *cost,
            " ".join(map(str, hold.rests_on)),
        ]


def ledger_lines(ledger: Ledger) -> list[str]:
    """Say the ledger in lines: the total, each agency and month, then each hold."""
    running = sum(hold.ended_at is None for hold in ledger.holds)
    lines = [
        f"Hours held past authority at {ledger.at.isoformat()}: {_said(ledger, hours(ledger.length))}",
        f"{len(ledger.holds)} holds, of which nobody has ended {running}. Over {ledger.size} entries.",
    ]
    if not ledger.holds:
        return [*lines, "No hold that was entered lasted past its authority."]
    lines += ["", "By month:"]
    for each in ledger.months():
        cost = f", {ledger.rate.cost(each.length)} {ledger.rate.currency}" if ledger.rate else ""
        lines.append(f"  {each.agency} {each.month}: {hours(each.length)} h on {each.holds} holds{cost}")
    lines += ["", "By hold:"]
    for hold in ledger.holds:
        end = (
            f"ended {hold.ended_at.isoformat()} ({hold.reason})" if hold.ended_at else "not ended by anybody"
        )
        lines.append(
            f"  {hold.agency} {hold.request}, hold {hold.hold}: {hours(hold.length)} h past "
            f"{hold.until.isoformat()}; {end}; entries {', '.join(map(str, hold.rests_on))}"
        )
    lines += ["", "A hold that nobody entered is not in this ledger."]
    if ledger.rate:
        lines.append("Each cost is worked out from its own seconds, so a sum may differ by a hundredth.")
    return lines


def _said(ledger: Ledger, total: str) -> str:
    if ledger.rate is None:
        return f"{total} h. No rate was given, so no cost is told."
    rate = ledger.rate
    return f"{total} h, {rate.cost(ledger.length)} {rate.currency} at {rate.per_hour} an hour."
