"""Making a register, and opening one: nothing is read or written before its layout is checked."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from datetime import datetime

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.register_opened import RegisterOpened
from holdlaw.register.notes import SigningKey
from holdlaw.register.receipts import SUFFIX, Receipt
from holdlaw.store import schema
from holdlaw.store.connecting import connect
from holdlaw.store.database import Database, unopened
from holdlaw.store.durable import new_folder, write_durably
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.keys import RECEIPT_SEED, Entropy, KeyFile, create_keys
from holdlaw.store.reading import entry_at, size
from holdlaw.store.registers import Register

__all__ = ["Register", "create_register", "open_register"]

SEED_BYTES = 32
AGENCY = "register"
"""The agency of entries that are about the register itself."""

_INIT = "Name the folder of a register, or make one: `holdlaw init`."


def create_register(
    home: Home, *, origin: str, opened_at: datetime, actor: Actor, entropy: Entropy = os.urandom
) -> Receipt:
    """Make a register: its folder, keys, tables, and a first entry that names its public keys.

    After an error nothing is left of it. Raise HoldlawError (HL-6012) if a register or anything else is there
    already.
    """
    with new_folder(home.folder) as filling:
        making = Home(filling, home.database_url)
        seed = entropy(SEED_BYTES)
        create_keys(making.keys_file, entropy)
        making.signer_folder.mkdir(mode=0o700)
        write_durably(making.signer_folder / "key", f"{seed.hex()}\n".encode())
        if home.database_url is None:
            os.close(os.open(making.database_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(KeyFile(making.keys_file)) as keys, closing(connect(making)) as db:
            _make_tables(db)
            receipt_key = _receipt_key(keys, origin)
            first = RegisterOpened(
                checkpoint_key=str(SigningKey.from_seed(origin, seed).verifier),
                receipt_key=str(receipt_key.verifier),
            )
            draft = Draft(content=first, agency=AGENCY, actor=actor, happened_at=opened_at)
            register = Register(making, db, keys, origin, receipt_key, entropy)
            (receipt,) = intake(register, [draft], key=RegisterOpened.NAME, entered_at=opened_at)
    return receipt


def open_register(home: Home, *, read_only: bool = False, entropy: Entropy = os.urandom) -> Register:
    """Open a register, for one thread.

    Raise HoldlawError: HL-6001 if there is none here or it is not whole; HL-6002 if its layout is not as it
    was made.
    """
    if not home.keys_file.is_file() and not home.database_file.is_file():
        raise unopened(str(home.folder), "There is no register here.", _INIT)
    with ExitStack() as opened:
        db = connect(home, read_only=read_only)
        opened.callback(db.close)
        origin, named = _first_entry(home, db)
        keys = KeyFile(home.keys_file, read_only=read_only)
        opened.callback(keys.close)
        receipt_key = _receipt_key(keys, origin)
        if str(receipt_key.verifier) != named:
            mend = "Put back the key file that was made with this register."
            raise unopened(str(home.keys_file), "It is the key file of another register.", mend)
        if not read_only:
            keys.number_past(_last_key(db))
        opened.pop_all()
    return Register(home, db, keys, origin, receipt_key, entropy)


def _first_entry(home: Home, db: Database) -> tuple[str, str]:
    """Check the layout; give the register's name and its receipt key, as its first entry has them."""
    where = str(home.database_file) if home.database_url is None else "DATABASE_URL"
    if not schema.stands(db):
        raise unopened(where, "There is no register in this database.", _INIT)
    schema.check(db, where)
    if not size(db):
        raise unopened(where, "This register was never finished making.", _INIT)
    first = entry_at(db, 0)
    return first.origin, str(first.fields.get("receipt_key"))


def _last_key(db: Database) -> int:
    row = db.one("SELECT max(key_id) FROM vault_person")
    return (row and row[0]) or 0


def _receipt_key(keys: KeyFile, origin: str) -> SigningKey:
    return SigningKey.from_seed(origin + SUFFIX, keys.secret(RECEIPT_SEED))


def _make_tables(db: Database) -> None:
    """Make the tables, or take those that an interrupted beginning left empty."""
    with db.transaction():
        if not schema.stands(db):
            schema.create(db)
    if size(db):
        what, why = "The database holds a register already.", "Nothing that stands is overwritten."
        raise HoldlawError([Problem("HL-6012", "DATABASE_URL", what, why, "Name another database.")])
