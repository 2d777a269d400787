"""Verification: is every entry as it was entered, and is everything that stands beside the entries theirs?

It reads and never mends, takes nothing stored at its word, and goes on after a finding: a database laid
out otherwise than it was made is a finding too, and its entries are hashed all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.notes import SigningKey
from holdlaw.register.receipts import SUFFIX
from holdlaw.register.scan import Scan
from holdlaw.register.tree import EMPTY_ROOT
from holdlaw.store import schema
from holdlaw.store.connecting import connect
from holdlaw.store.database import Database
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import Beside, KeptNote, notes_beside
from holdlaw.store.keys import RECEIPT_SEED, KeyFile
from holdlaw.store.registers import Register
from holdlaw.store.verdict import Finding, Verdict
from holdlaw.store.verifying_log import Log, check_log, check_signers_key, first_entry
from holdlaw.store.verifying_states import check_states
from holdlaw.store.verifying_vault import check_vault

OK = "ok"
NOT_ASKED = "not checked"
NO_KEYS = "rows only: the key file is not here"


@frozen(eq=False)
class _Checking:
    """A verification under way: the database, and what was found in each part of it."""

    db: Database
    home: Home
    beside: Beside
    parts: dict[str, tuple[str, list[Finding]]]

    def look(self, part: str, check: Callable[[], Sequence[Finding]], how_far: str = OK) -> None:
        """Do one part; what cannot be read at all is a finding."""
        try:
            found = list(check())
        except HoldlawError as error:
            found = [Finding(part, problem.what) for problem in error.problems]
        except (TypeError, ValueError, AttributeError, LookupError):
            found = [Finding(part, "It cannot be read: something in it is of another type.")]
        self.parts.update({part: ("altered" if found else how_far, found)})


def verify(home: Home, against: Sequence[str] = ()) -> Verdict:
    """Verify everything: layout, entries, checkpoints, vault, index, states.

    `against`: notes that were kept elsewhere.

    Raise HoldlawError (HL-6001) if there is no register here.
    """
    with _begun(home) as checking:
        log = _log_parts(checking, against)
        checking.look("file", lambda: _intact(checking.db))
        with _register(checking) as register:
            how_far = NO_KEYS if register is None else OK
            checking.look("vault", lambda: check_vault(checking.db, register), how_far)
        checking.look("states", lambda: check_states(checking.db))
        return _verdict(checking, log)


def verify_log(home: Home, against: Sequence[str] = ()) -> Verdict:
    """Verify layout, entries and checkpoints alone: the fast path."""
    with _begun(home) as checking:
        log = _log_parts(checking, against)
        checking.parts.update({part: (NOT_ASKED, []) for part in ("file", "vault", "states")})
        return _verdict(checking, log)


@contextmanager
def _begun(home: Home) -> Iterator[_Checking]:
    with closing(connect(home, read_only=True)) as db:
        checking = _Checking(db, home, notes_beside(home), {})
        checking.look("layout", lambda: _layout(db))
        with db.snapshot():
            yield checking


def _log_parts(checking: _Checking, against: Sequence[str]) -> Log:
    db, logs = checking.db, []
    outside = [
        KeptNote(f"checkpoint kept elsewhere ({number})", note) for number, note in enumerate(against, 1)
    ]

    def entries() -> Sequence[Finding]:
        logs.append(check_log(db, checking.beside, outside))
        return logs[0].findings

    checking.look("entries", entries)
    checking.look("signer", lambda: check_signers_key(db, checking.home))
    return logs[0] if logs else Log(Scan(0, EMPTY_ROOT, {}, ()), 0, 0, ())


def _layout(db: Database) -> list[Finding]:
    return [Finding("layout", f"{what}.") for what in schema.differences(db)]


def _intact(db: Database) -> list[Finding]:
    """Let SQLite compare its pages and indexes with the tables; PostgreSQL takes no such question."""
    if db.engine != "sqlite":
        return []
    return [
        Finding("holdlaw.db", f"{said}.") for (said,) in db.rows("PRAGMA integrity_check(10)") if said != "ok"
    ]


@contextmanager
def _register(checking: _Checking) -> Iterator[Register | None]:
    """Give the register with its keys; None if the key file is not here, or cannot be read."""
    home, db = checking.home, checking.db
    made: list[Register] = []

    def own() -> Sequence[Finding]:
        named = first_entry(db)
        keys = KeyFile(home.keys_file, read_only=True)
        receipt_key = SigningKey.from_seed(named.origin + SUFFIX, keys.secret(RECEIPT_SEED))
        made.append(Register(home, db, keys, named.origin, receipt_key, os.urandom))
        same = str(receipt_key.verifier) == named.fields.get("receipt_key")
        return [] if same else [Finding("keys.db", "It is the key file of another register.", first_bad=0)]

    if home.keys_file.is_file():
        checking.look("keys", own)
    try:
        yield made[0] if made else None
    finally:
        for register in made:
            register.keys.close()


def _verdict(checking: _Checking, log: Log) -> Verdict:
    order = sorted(checking.parts.items(), key=lambda part: part[0] != "entries")
    findings = [finding for _, (_, found) in order for finding in found]
    return Verdict(
        size=log.scan.size,
        root=log.scan.root.hex(),
        covered=log.covered,
        checked={name: how_far for name, (how_far, _) in checking.parts.items()},
        findings=tuple(findings),
    )
