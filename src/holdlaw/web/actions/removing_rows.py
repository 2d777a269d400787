"""Taking away what was sent in: a table with all that was derived from it, or a bill. Asked twice."""

from __future__ import annotations

import shutil

from django.utils.translation import gettext as _

from holdlaw.simulate.ready import remove
from holdlaw.store.durable import make_durable
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_bills import KeptBill
from holdlaw.web.queries.rows_kept import Kept, files_of


def remove_table(desk: Desk, kept: Kept, typed: str) -> None:
    """Remove a table, its stored facts, and what was sent with it.

    Raise HoldlawError (HL-7004) if another name was typed than the table's.
    """
    _confirmed(typed, kept.name)
    for path in files_of(kept):
        remove(path)
    make_durable(kept.path.parent)


def remove_bill(desk: Desk, bill: KeptBill, typed: str) -> None:
    """Remove a bill. Raise HoldlawError (HL-7004) if another name was typed than the bill's."""
    _confirmed(typed, bill.name)
    gone = bill.folder.with_name(f".{bill.name}.gone")
    bill.folder.replace(gone)
    shutil.rmtree(gone)
    make_durable(bill.folder.parent)


def _confirmed(typed: str, name: str) -> None:
    if typed.strip() != name:
        what, why = _("The name that was typed is another."), _("Nobody removes the wrong one so.")
        raise refusal("typed", what, why, _("Type the name as it stands on this page."))
