"""Two faults that a store could have, planted in a writer: the harness must see both as losses.

They are planted from outside, in the child process alone, by taking the place of `execute` on its connection.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, Final

from holdlaw.register.receipts import write_receipt
from holdlaw.register.tree import leaf_hash
from holdlaw.store.opening import Register
from holdlaw.store.reading import size

Execute = Callable[..., None]

SLOW_DISK: Final = 0.005
"""Seconds that a commit may well take on a busy disk: the planted fault acknowledges that much too early."""


def plant(fault: str, register: Register, say: Callable[[Any], None]) -> None:
    """Plant a fault by its name in FAULTS; the empty name is no fault."""
    if fault:
        kind = type(register.db)
        instead = FAULTS[fault](register, kind.execute, say)
        kind.execute = instead  # type: ignore[method-assign]


def _acknowledging_before_the_commit(
    register: Register, execute: Execute, say: Callable[[Any], None]
) -> Execute:
    """Say that an intake is stored, with right receipts, and commit it only then."""
    known = [size(register.db)]

    def instead(db: Any, sql: str, params: Sequence[Any] = ()) -> None:
        if sql == "COMMIT":
            stored = size(db)
            if stored > known[0]:
                _acknowledge(register, known[0], say)
                time.sleep(SLOW_DISK)
            known[0] = stored
        execute(db, sql, params)

    return instead


def _acknowledge(register: Register, first: int, say: Callable[[Any], None]) -> None:
    sql = f"SELECT seq, {register.db.BYTES_OF_BODY} FROM entries WHERE seq >= ? ORDER BY seq"
    rows = [(seq, bytes(body)) for seq, body in register.db.rows(sql, [first])]
    key = json.loads(rows[-1][1])["key"].rpartition("/")[0]
    own = [(seq, body) for seq, body in rows if json.loads(body)["key"].startswith(f"{key}/")]
    notes = [write_receipt(register.receipt_key, seq, leaf_hash(body)).note for seq, body in own]
    say({"key": key, "notes": notes})


def _two_transactions_for_one(register: Register, execute: Execute, say: Callable[[Any], None]) -> Execute:
    """Commit the entry, and what belongs to it in the vault in a transaction of its own."""
    del say
    again = ["BEGIN IMMEDIATE"]
    type(register.db).together = nullcontext  # type: ignore[method-assign,assignment]

    def instead(db: Any, sql: str, params: Sequence[Any] = ()) -> None:
        if sql.startswith("BEGIN"):
            again[:] = [sql]
        elif sql.startswith("INSERT INTO vault_entry"):
            execute(db, "COMMIT")
            db.connection.execute(again[0])
        execute(db, sql, params)

    return instead


FAULTS: Final[dict[str, Callable[[Register, Execute, Callable[[Any], None]], Execute]]] = {
    "acknowledgement before the commit": _acknowledging_before_the_commit,
    "two transactions instead of one": _two_transactions_for_one,
}
