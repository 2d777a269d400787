"""`holdlaw report review`: a second person goes through a draft."""

from __future__ import annotations

from holdlaw.cli.asking import Policies, the_book
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import (
    ById,
    DatabaseUrl,
    Dir,
    Role,
    done_by,
    ending,
    home_of,
    shown,
)
from holdlaw.cli.report_options import DraftEntry, new_key, of_draft, page
from holdlaw.reports.life import review
from holdlaw.store.opening import open_register


def command(
    *,
    dir_: Dir,
    draft: DraftEntry,
    by: ById,
    role: Role = "supervisor",
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Count a draft anew and enter that a second person went through it. Nobody reviews their own."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            table = of_draft(register, draft, the_book(policies))
            receipt = review(register, draft, table, done_by(by, role, table.agency), new_key())
        told = {"ok": True, "draft": draft, "reviewed": receipt.seq, "receipt": receipt.note}
        return shown(told, f"{page(table)}\n\nReviewed in entry {receipt.seq}.", as_json)

    raise ending(run, as_json)
