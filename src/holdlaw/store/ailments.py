"""What can be wrong with a register that still works: each a small function of its files and its database.

None of these hashes the entries again: `verifying` does. They look for what will hurt later: keys that
others can read, entries that nobody has signed, a shredding that was interrupted, a disk that is nearly
full.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta

from attrs import frozen

from holdlaw.register.entry import EARLY_MAX
from holdlaw.store import schema
from holdlaw.store.backup import SUMS
from holdlaw.store.database import Database
from holdlaw.store.erasing import half_done
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import signed_notes, signer_state, stored_notes, text_of
from holdlaw.store.reading import entry_at, size
from holdlaw.store.states import folded_to

UNSIGNED_AFTER = timedelta(days=1)
"""How long an entry may stand under no checkpoint: our choice; a day's work at most could be rewritten."""

FREE_BYTES_MIN = 1 << 30
"""How much room the disk should have: cleaning after a shredding writes the whole database once more."""

_OTHERS = 0o077


@frozen
class Ailment:
    """One thing found: where, what it is, how to mend it. A mere `advice` asks for nothing now."""

    where: str
    what: str
    mend: str
    advice: bool = False

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{'note' if self.advice else 'WRONG'}: {self.where}: {self.what} {self.mend}"


@frozen(eq=False)
class Patient:
    """A register under examination: where it is, its database, and the moment of the examination."""

    home: Home
    db: Database
    at: datetime


Check = Callable[[Patient], Iterator[Ailment]]


def layout(patient: Patient) -> Iterator[Ailment]:
    """A trigger that is gone lets anybody change an entry."""
    found = schema.differences(patient.db)
    for what in found:
        yield Ailment("database", f"{what}.", schema.mend_of(found))


def open_to_others(patient: Patient) -> Iterator[Ailment]:
    """Keys and database are for the owner of the register alone."""
    home = patient.home
    for path in (home.keys_file, home.signer_folder / "key", home.database_file):
        if path.is_file() and path.stat().st_mode & _OTHERS:
            yield Ailment(
                str(path), "Other accounts of this machine may open it.", f"Run `chmod 600 {path}`."
            )


def keys_beside_backup(patient: Patient) -> Iterator[Ailment]:
    """A backup that holds its own keys gives everything to whoever finds it."""
    folder = patient.home.folder
    if (folder / SUMS).is_file() and patient.home.keys_file.is_file():
        what = "This is a backup, and the keys lie in it."
        yield Ailment(str(folder), what, "Move keys.db and signer/ to a place of their own.")


def keys(patient: Patient) -> Iterator[Ailment]:
    """Without its key a person's private values are lost."""
    file = patient.home.keys_file
    if not file.is_file():
        mend = "Restore it from the keys' own backup; an auditor's copy needs none."
        yield Ailment(str(file), "There is no key file: no private value can be opened.", mend)
        return
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        held = {key_id for (key_id,) in connection.execute("SELECT key_id FROM person_key")}
    people: dict[str, int] = dict(patient.db.rows("SELECT person, key_id FROM vault_person"))
    for person in sorted(person for person, key_id in people.items() if key_id not in held):
        mend = "Restore keys and database of the same backup."
        yield Ailment(f"person {person}", "Their key is not in the key file.", mend)
    unused = len(held - set(people.values()))
    yield Ailment(str(file), f"{unused} keys are kept ready and belong to nobody.", "", advice=True)


def half_shredded(patient: Patient) -> Iterator[Ailment]:
    """What a crash left of somebody who was shredded has to go."""
    for person in half_done(patient.db):
        sql = "SELECT max(seq) FROM entries WHERE kind = 'record.shredded' AND person = ?"
        row = patient.db.one(sql, [person])
        done = entry_at(patient.db, row[0] if row else 0)
        by = f"--by {done.actor.id} --agency {done.agency}"
        again = f"holdlaw record shred --asked {done.fields['asked']} {by}"
        yield Ailment(f"person {person}", "Shredded, and something is still there.", f"Finish it: `{again}`.")


def signing(patient: Patient) -> Iterator[Ailment]:
    """Entries under no checkpoint could be rewritten unseen."""
    signed = signed_notes(patient.home)  # before the database, which has each of them first
    notes, count = stored_notes(patient.db), size(patient.db)
    covered = max((kept.size or 0 for kept in notes), default=0)
    state = text_of(signer_state(patient.home))
    if notes and state is None:
        mend = "If it does not run elsewhere: `holdlaw sign --adopt` a checkpoint kept elsewhere."
        yield Ailment(str(signer_state(patient.home)), "The signer's memory is not here.", mend)
    if {kept.size for kept in signed} - {kept.size for kept in notes}:
        yield Ailment("checkpoints", "The signer knows of one that is missing.", "Run `holdlaw verify`.")
    if count > covered:
        since = datetime.fromisoformat(entry_at(patient.db, covered).entered_at)
        what = f"No checkpoint covers the last {count - covered} entries, the oldest of {since.isoformat()}."
        yield Ailment("checkpoints", what, "Run `holdlaw sign`.", advice=patient.at - since <= UNSIGNED_AFTER)
    what = "Whether a copy is kept elsewhere cannot be seen from here."
    yield Ailment(
        "checkpoint.note", what, "Keep one with somebody who does not run this machine.", advice=True
    )


def states(patient: Patient) -> Iterator[Ailment]:
    """Pages show what the states say."""
    behind = size(patient.db) - folded_to(patient.db)
    if behind:
        yield Ailment(
            "states", f"{behind} entries are not folded yet.", "Run `holdlaw rebuild`.", advice=True
        )


def clock(patient: Patient) -> Iterator[Ailment]:
    """A clock that went back makes every time on an entry doubtful."""
    newest = datetime.min.replace(tzinfo=patient.at.tzinfo)
    mend = "Keep the machine's clock with NTP."
    for seq, entered in _entered(patient.db):
        if newest - entered > EARLY_MAX:
            yield Ailment(
                f"entry {seq}", f"It was entered {newest - entered} before the one before it.", mend
            )
            return
        newest = max(newest, entered)
    if newest - patient.at > EARLY_MAX:
        yield Ailment("entries", f"The newest was entered at {newest.isoformat()}: that is to come.", mend)


def _entered(db: Database, page: int = 5000) -> Iterator[tuple[int, datetime]]:
    sql, after = "SELECT seq, entered_at FROM entries WHERE seq > ? ORDER BY seq LIMIT ?", -1
    while rows := list(db.rows(sql, [after, page])):
        yield from ((seq, datetime.fromisoformat(entered)) for seq, entered in rows)
        after = rows[-1][0]


def disk(patient: Patient) -> Iterator[Ailment]:
    """A full disk stops intake at the desk."""
    file = patient.home.database_file
    wanted = max(FREE_BYTES_MIN, 2 * file.stat().st_size if file.is_file() else 0)
    free = shutil.disk_usage(patient.home.folder).free
    if free < wanted:
        what = f"{free >> 20} MiB are free; {wanted >> 20} should be."
        yield Ailment(str(patient.home.folder), what, "Make room on the disk.")


def server(patient: Patient) -> Iterator[Ailment]:
    """A server that does not wait for its disk forgets what was acknowledged."""
    if patient.db.engine != "postgresql":
        return
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        row = patient.db.one("SELECT current_setting(?)", [setting])
        if row is not None and row[0] == "off":
            yield Ailment("PostgreSQL", f"{setting} is off.", f"Set `{setting} = on` on the server.")
    sql = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'holdlaw' AND tableowner <> current_user "
        "ORDER BY tablename"
    )
    for (table,) in patient.db.rows(sql):
        mend = "Run Holdlaw under the account that owns its tables."
        yield Ailment(f"table {table}", "It belongs to another account.", mend)


CHECKS: tuple[Check, ...] = (
    layout,
    open_to_others,
    keys_beside_backup,
    keys,
    half_shredded,
    signing,
    states,
    clock,
    disk,
    server,
)
"""Every check, in the order they are told."""
