"""`holdlaw report amend`: replaces a publication by a reviewed draft, and says which numbers changed."""

from __future__ import annotations

from pathlib import Path

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
from holdlaw.cli.report_options import DraftEntry, Earlier, TableFile, new_key, of_draft, write
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.life import Amended, Amends, amend, table_bytes, table_hash
from holdlaw.store.opening import open_register


def command(
    *,
    dir_: Dir,
    draft: DraftEntry,
    earlier: Earlier,
    by: ById,
    role: Role = "supervisor",
    table: TableFile = None,
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Amend the latest publication on the period of a reviewed draft. The earlier one stays as it was."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            made = of_draft(register, draft, the_book(policies))
            amends = Amends(_read(earlier), new_key())
            done = amend(register, draft, made, done_by(by, role, made.agency), amends)
        if table is not None:
            write(table, table_bytes(made))
        changes = {each.item: {"before": each.before, "after": each.after} for each in done.changes}
        told = {"ok": True, "published": done.receipt.seq, "amends": done.amends, "changes": changes}
        return shown({**told, "sha256": table_hash(made), "receipt": done.receipt.note}, _page(done), as_json)

    raise ending(run, as_json)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what, why = f"It cannot be read: {error.strerror}.", "Nothing can be compared with it."
        mend = "Name the file of the earlier publication."
        raise HoldlawError([Problem("HL-4001", str(path), what, why, mend)]) from None


def _page(done: Amended) -> str:
    lines = [f"Published in entry {done.receipt.seq}; it amends entry {done.amends}."]
    lines += [f"- {each.item}: {_number(each.before)} became {_number(each.after)}" for each in done.changes]
    return "\n".join(
        lines if done.changes else [*lines, "No number changed: only notes or unclear rows did."]
    )


def _number(value: int | None) -> str:
    return "not counted" if value is None else f"{value:,}"
