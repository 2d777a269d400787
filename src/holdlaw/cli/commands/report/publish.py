"""`holdlaw report publish`: enters that a reviewed draft is published."""

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
from holdlaw.cli.report_options import DraftEntry, TableFile, new_key, of_draft, write
from holdlaw.reports.life import publish, table_bytes, table_hash
from holdlaw.store.opening import open_register


def command(
    *,
    dir_: Dir,
    draft: DraftEntry,
    by: ById,
    role: Role = "supervisor",
    table: TableFile = None,
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Publish a reviewed draft, with the hash of its table and the checkpoint that covers what it counts."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            made = of_draft(register, draft, the_book(policies))
            receipt = publish(register, draft, made, done_by(by, role, made.agency), new_key())
        if table is not None:
            write(table, table_bytes(made))
        told = {"ok": True, "published": receipt.seq, "sha256": table_hash(made), "receipt": receipt.note}
        return shown(told, f"Published in entry {receipt.seq}; SHA-256 {table_hash(made)}.", as_json)

    raise ending(run, as_json)
