"""`holdlaw report draft`: counts a report and enters that it was put before others."""

from __future__ import annotations

from holdlaw.cli.asking import Policies, the_book
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    ById,
    DatabaseUrl,
    Dir,
    Role,
    done_by,
    home_of,
    shown,
)
from holdlaw.cli.register_options import ending as ending_with
from holdlaw.cli.report_options import (
    Ending,
    ReportId,
    ReportingAgency,
    TableFile,
    asked_for,
    counted,
    new_key,
    page,
    write,
)
from holdlaw.reports.life import draft, table_bytes, table_hash
from holdlaw.store.opening import open_register


def command(
    report: ReportId,
    *,
    ending: Ending,
    dir_: Dir,
    by: ById,
    agency: ReportingAgency = None,
    role: Role = "clerk",
    table: TableFile = None,
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Make a draft; the number of its entry is what the second person names."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            made = counted(register, asked_for(report, ending, agency), the_book(policies))
            receipt = draft(register, made, done_by(by, role, made.agency), new_key())
        if table is not None:
            write(table, table_bytes(made))
        told = {"ok": True, "draft": receipt.seq, "sha256": table_hash(made), "receipt": receipt.note}
        said = f"Drafted in entry {receipt.seq}. Somebody else goes through it: holdlaw report review."
        return shown(told, f"{page(made)}\n\n{said}", as_json)

    raise ending_with(run, as_json)
