"""Backups: a copy of a register in use, as of one moment, verified before it gets its name.

Whichever engine the register is on, its backup is one SQLite file with the same tables, so that it can be
restored to either. The keys have a backup of their own, in another folder: whoever finds one of the two
can read no private value.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.store import schema, sqlite
from holdlaw.store.connecting import connect
from holdlaw.store.copying import copy_rows
from holdlaw.store.database import Database
from holdlaw.store.durable import digest_of, new_folder, write_durably
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.verdict import Verdict
from holdlaw.store.verifying import verify_log

SUMS = "SHA256SUMS"
"""The list of checksums, as `sha256sum --check` reads it."""


@frozen
class Backup:
    """What a backup holds, as verified there; and whether the keys were backed up too."""

    verdict: Verdict
    checkpoint: int | None
    keys: bool


def backup(home: Home, folder: Path, keys: Path | None = None) -> Backup:
    """Write a backup into a new folder, and the keys into another. The register may be in use meanwhile.

    Raise HoldlawError: HL-6011 if what was written does not verify; HL-6012 if a folder is in use, or
    one is in the other.
    """
    check_apart(folder, keys)
    with ExitStack() as stack:
        filling = stack.enter_context(new_folder(folder))
        filling_keys = stack.enter_context(new_folder(keys)) if keys else None
        notes = _copy(home, filling, filling_keys)
        verdict = verify_log(Home(filling))
        must_stand(verdict, str(folder))
        for each in filter(None, (filling, filling_keys)):
            _tidy(each)
            write_sums(each)
    return Backup(verdict, notes, keys is not None)


def check_apart(folder: Path, keys: Path | None) -> None:
    """Refuse (HL-6012) to keep keys in the folder of what they open, or the other way round."""
    if keys is None:
        return
    here, there = folder.absolute().resolve(), keys.absolute().resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        what, why = "The keys would lie with what they open.", "Whoever finds one must not find both."
        mend = "Name two folders that are kept apart."
        raise HoldlawError([Problem("HL-6012", str(keys), what, why, mend)])


def must_stand(verdict: Verdict, where: str) -> None:
    """Raise HoldlawError (HL-6011), one problem a finding, unless a copy verifies."""
    why = "A copy that cannot prove itself would be taken for the register one day."
    mend = "Verify the register it came from: `holdlaw verify`."
    problems = [Problem("HL-6011", where, str(each), why, mend) for each in verdict.findings]
    if problems:
        raise HoldlawError(problems)


def _copy(home: Home, filling: Path, keys: Path | None) -> int | None:
    """Copy rows and keys as of one moment; give the size of the newest checkpoint among them.

    Keys are copied while nobody can write: otherwise a person taken in, or shredded, in between would
    have a row without a key.
    """
    with ExitStack() as stack:
        reader = stack.enter_context(closing(connect(home, read_only=True)))
        with closing(connect(home)) as writer, writer.transaction():
            stack.enter_context(reader.snapshot())
            notes = stored_notes(reader)
            if keys is not None:
                _copy_keys(home, keys)
        with closing(new_database(Home(filling))) as target, target.transaction():
            copy_rows(reader, target)
    copy_published(home, Home(filling))
    if not notes:
        return None
    write_durably(filling / "checkpoint.note", notes[-1].note.encode())
    return notes[-1].size


def new_database(home: Home) -> Database:
    """Make an empty SQLite database with the register's tables, readable by its owner alone."""
    os.close(os.open(home.database_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    db = sqlite.connect(home.database_file)
    with db.transaction():
        schema.create(db)
    return db


def copy_published(home: Home, to: Home) -> None:
    """Copy the published reports and editions, which no other file can be made from to the same bytes."""
    if home.published_folder.is_dir():
        shutil.copytree(home.published_folder, to.published_folder)


def _copy_keys(home: Home, folder: Path) -> None:
    made = Home(folder)
    os.close(os.open(made.keys_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    uri = f"{home.keys_file.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True)) as source,
        closing(sqlite3.connect(made.keys_file)) as target,
    ):
        source.backup(target)
    made.signer_folder.mkdir(mode=0o700)
    write_durably(made.signer_folder / "key", (home.signer_folder / "key").read_bytes())


def _tidy(folder: Path) -> None:
    """Leave one file a database: its write-ahead log goes when the last writer closes it."""
    file = Home(folder).database_file
    if file.is_file():
        sqlite.connect(file).close()


def files_of(folder: Path) -> Sequence[Path]:
    """Give every file of a backup but the list of checksums, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)


def write_sums(folder: Path) -> None:
    """Write the checksum of every file of a backup."""
    lines = [f"{digest_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files_of(folder)]
    write_durably(folder / SUMS, "".join(lines).encode())
