"""The last step of a demo: its police publish their yearly reports, and the counts beside them.

It is done at the moment the demo is built for: a clerk drafts, a supervisor reviews, another publishes. The
same seed and the same moment make the same entries, as in the rest of a demo.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import field, frozen

from holdlaw.register.entry import Actor
from holdlaw.reports.life import draft, publish, review
from holdlaw.reports.public.gathering import add_editions
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.table import Table
from holdlaw.sources.demo.city import POLICE
from holdlaw.sources.demo.plan import OPENED_ON, Plan
from holdlaw.store.erasing import By
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.reading import size
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign

YEARLY: Final = "us-ny-nyc-police/14-154-f"


@frozen
class Published:
    """How many reports were published, how many entries there are now, and the newest checkpoint."""

    reports: int
    size: int
    checkpoint: str = field(repr=False)


def publish_reports(plan: Plan, home: Home) -> Published:
    """Publish every yearly report that is due, sign, and choose the counts that stand beside them."""
    with open_register(home, entropy=plan.chance("salts of the reports").randbytes) as register:
        tables = [_counted(register, plan, ending) for ending in _endings(plan)]
        for table in tables:
            _published(register, table, plan)
    note = sign(home)
    with open_register(home) as register:
        add_editions(register, plan.law, plan.today)
        return Published(len(tables), size(register.db), note)


def _endings(plan: Plan) -> list[date]:
    """List the last days of the years that lie wholly in the register and whose report is due."""
    today = plan.today.astimezone(plan.zone).date()
    found = []
    for basis in report_named(YEARLY).versions:
        ending = basis.every.next_end(max(basis.first_ending, OPENED_ON))
        while basis.asks_for(ending) and basis.due and basis.due.on(ending) <= today:
            if basis.every.period(ending).from_ > OPENED_ON:
                found.append(ending)
            ending = basis.every.next_end(basis.every.period(ending).before)
    return found


def _counted(register: Register, plan: Plan, ending: date) -> Table:
    return run(register, report_named(YEARLY), Asked(ending=ending, agency=POLICE[0]), plan.law)


def _published(register: Register, table: Table, plan: Plan) -> None:
    """Take one report through its life. Nothing in between changes what it counts."""

    def by(role: str, number: int) -> By:
        return By(Actor(f"{POLICE[0]}-{role}-{number}", role), POLICE[0], plan.today)

    key = f"demo-report-{table.period.to}"
    drafted = draft(register, table, by("clerk", 1), f"{key}-draft").seq
    review(register, drafted, table, by("supervisor", 1), f"{key}-review")
    publish(register, drafted, table, by("supervisor", 2), f"{key}-publish")
