"""Restoring: a backup has to prove itself against a checkpoint that was kept elsewhere.

All is checked on a copy in a folder without a name. Only what stands there gets the register's name;
anything else is removed. The signer's memory is not restored: it is taken up again with `holdlaw sign
--adopt`, from a checkpoint kept elsewhere.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.checkpoints import Checkpoint, open_checkpoint
from holdlaw.store import schema, sqlite
from holdlaw.store.backup import SUMS, copy_published, files_of, must_stand
from holdlaw.store.connecting import connect
from holdlaw.store.copying import copy_rows
from holdlaw.store.durable import digest_of, new_folder
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.reading import size
from holdlaw.store.states import rebuild
from holdlaw.store.verdict import Verdict
from holdlaw.store.verifying import verify
from holdlaw.store.verifying_log import pinned_keys


@frozen
class Proof:
    """Notes kept elsewhere; and whether the loss of entries newer than the backup is accepted."""

    against: tuple[str, ...]
    accept_loss: bool = False


@frozen
class Restored:
    """A register restored: its verdict, and the entries lost (from this one, before that one)."""

    verdict: Verdict
    lost: tuple[int, int] | None


def restore(source: Path, home: Home, proof: Proof, keys: Path | None = None) -> Restored:
    """Make a register from a backup, in a place where none is.

    Raise HoldlawError: HL-6011 if the backup does not prove itself; HL-6012 if the place is in use.
    Then nothing is left.
    """
    for folder in filter(None, (source, keys)):
        _check_sums(folder)
    with new_folder(home.folder) as filling:
        staged = Home(filling)
        _put(source, keys, staged)
        lost = _lost(staged, proof)
        kept = tuple(note for note in proof.against if _opened(staged, note).size <= _size(staged))
        verdict = _proven(staged, kept, str(source))
        if home.database_url is not None:
            verdict = _into_postgresql(staged, Home(filling, home.database_url), kept)
    return Restored(verdict, lost)


def _check_sums(folder: Path) -> None:
    """Compare a backup with its list of checksums, file by file."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError):
        raise _unproved(
            str(folder), f"It has no readable {SUMS}: it is no backup, or not a whole one."
        ) from None
    found = {path.relative_to(folder).as_posix(): digest_of(path) for path in files_of(folder)}
    wrong = sorted(name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name))
    if wrong:
        raise _unproved(str(folder), f"Not as they were written: {', '.join(wrong)}.")


def _put(source: Path, keys: Path | None, staged: Home) -> None:
    database = Home(source).database_file
    if not database.is_file():
        raise _unproved(str(source), "There is no register in it. Keys are named with --keys.")
    _copy(database, staged.database_file)
    copy_published(Home(source), staged)
    if keys is None:
        return
    _copy(Home(keys).keys_file, staged.keys_file)
    staged.signer_folder.mkdir(mode=0o700)
    _copy(Home(keys).signer_folder / "key", staged.signer_folder / "key")


def _copy(path: Path, to: Path) -> None:
    if not path.is_file():
        raise _unproved(str(path), "It is missing from the backup.")
    shutil.copyfile(path, to)
    to.chmod(0o600)


def _size(staged: Home) -> int:
    with closing(connect(staged)) as db:
        return size(db)


def _opened(staged: Home, note: str) -> Checkpoint:
    with closing(connect(staged)) as db:
        return open_checkpoint(note, [pinned_keys(db)[0]], "--against")


def _lost(staged: Home, proof: Proof) -> tuple[int, int] | None:
    """Say which entries were signed for and are not in the backup. Refuse if that was not accepted."""
    if not proof.against:
        raise _unproved("--against", "No checkpoint that was kept elsewhere is named.")
    here = _size(staged)
    signed = max(_opened(staged, note).size for note in proof.against)
    if signed <= here:
        return None
    if not proof.accept_loss:
        what = f"The backup is older than the checkpoint: entries {here} to {signed - 1} are not in it."
        raise _unproved("--against", what)
    return here, signed


def _proven(staged: Home, against: tuple[str, ...], where: str) -> Verdict:
    if staged.keys_file.is_file():
        _forget_nobodys_keys(staged)
        with open_register(staged) as register:
            rebuild(register)
    verdict = verify(staged, against)
    must_stand(verdict, where)
    return verdict


def _forget_nobodys_keys(staged: Home) -> None:
    """Destroy keys that belong to nobody here: one may be of a person shredded after it was copied.

    Nobody else uses this copy, so no key in it is reserved.
    """
    with closing(connect(staged)) as db:
        used = [key_id for (key_id,) in db.rows("SELECT key_id FROM vault_person")]
    with closing(sqlite3.connect(staged.keys_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TEMP TABLE used (key_id INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO used VALUES (?)", [(key_id,) for key_id in used])
        connection.execute("DELETE FROM person_key WHERE key_id NOT IN (SELECT key_id FROM used)")
        connection.execute("VACUUM")


def _into_postgresql(staged: Home, home: Home, against: tuple[str, ...]) -> Verdict:
    """Copy the proven rows into an empty PostgreSQL database and prove them again there."""
    with ExitStack() as stack:
        source = stack.enter_context(closing(sqlite.connect(staged.database_file, read_only=True)))
        target = stack.enter_context(closing(connect(home)))
        if schema.stands(target):
            what, why = "The database holds a register already.", "Nothing that stands is overwritten."
            raise HoldlawError([Problem("HL-6012", "DATABASE_URL", what, why, "Name an empty database.")])
        try:
            with source.snapshot(), target.transaction():
                schema.create(target)
                copy_rows(source, target)
            verdict = _proven(home, against, "DATABASE_URL")
        except BaseException:
            target.execute("DROP SCHEMA IF EXISTS holdlaw CASCADE")
            raise
    for path in home.folder.glob("holdlaw.db*"):
        path.unlink()
    return verdict


def _unproved(where: str, what: str) -> HoldlawError:
    why = "A register that cannot prove itself is no evidence of anything."
    mend = "Use another backup, or the newest checkpoint kept; `--accept-loss` goes on without newer entries."
    return HoldlawError([Problem("HL-6011", where, what, why, mend)])
