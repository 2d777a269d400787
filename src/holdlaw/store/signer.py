"""The signer: hashes the register again, compares it with what it signed last, and only then signs.

It believes nothing that the database says of itself. Its own state, the last note it signed, is durable
before anybody else is shown the note; so whatever was published, it remembers. It refuses (HL-6010) a
register that is smaller than that, has another root at that size, or does not lead from there to here by
the stored hashes.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.checkpoints import Checkpoint, extends, open_checkpoint, sign_checkpoint
from holdlaw.register.notes import SigningKey
from holdlaw.register.scan import Scan, scan
from holdlaw.register.tree import consistency_proof
from holdlaw.store.connecting import connect
from holdlaw.store.database import Database, entry_rows, unopened
from holdlaw.store.durable import OWNER_ONLY, READABLE, write_durably
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import (
    KeptNote,
    loose_notes,
    opened,
    signed_notes,
    signer_state,
    stored_notes,
    text_of,
)
from holdlaw.store.reading import node_reader
from holdlaw.store.verifying_log import first_entry


@frozen
class _Memory:
    """What the signer holds the register to: its last checkpoint, and every other one."""

    last: Checkpoint | None
    known: tuple[Checkpoint, ...]


def sign(home: Home, *, adopt: str | None = None) -> str:
    """Sign the register as it stands and publish the note; give it.

    At an unchanged size this is the same note again.

    `adopt` is a checkpoint kept elsewhere, for a signer that lost its own state. Raise HoldlawError
    (HL-6010) if the register is not the one signed before, or the state cannot be trusted.
    """
    with _alone(home):
        with closing(connect(home, read_only=True)) as db, db.snapshot():
            key = _signing_key(home, db)
            memory = _memory(home, db, key, adopt)
            note = _judge(db, key, memory)
        if memory.last is not None:
            _publish(home, memory.last)  # a crash may have come between the state and its publication
        newest = open_checkpoint(note, [key.verifier])
        _write(signer_state(home), note)
        _publish(home, newest)
    return note


def _signing_key(home: Home, db: Database) -> SigningKey:
    """Take the signer's own key; the register must be one that names it in entry 0."""
    path = home.signer_folder / "key"
    try:
        seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
        first = first_entry(db)
        key = SigningKey.from_seed(first.origin, seed)
    except (OSError, ValueError):
        raise refusal(str(path), "The signer's key is missing or cannot be read.") from None
    except HoldlawError as error:
        raise refusal("entry 0", error.problems[0].what) from None
    if str(key.verifier) != first.fields.get("checkpoint_key"):
        raise refusal("entry 0", "It names another key than the signer's.")
    return key


def _memory(home: Home, db: Database, key: SigningKey, adopt: str | None) -> _Memory:
    """Collect what was signed before. All of it must verify: a note that does not was altered."""
    state = text_of(signer_state(home))
    own = [] if state is None else [KeptNote("signer/state.note", state)]
    given = [] if adopt is None else [KeptNote("--adopt", adopt)]
    others = [*stored_notes(db), *signed_notes(home), *loose_notes(home)]
    checkpoints, wrong = opened([*own, *given, *others], [key.verifier])
    if wrong:
        raise refusal(wrong[0].where, wrong[0].what)
    if not checkpoints:
        return _Memory(None, ())
    trusted = checkpoints[: len(own) + len(given)]
    if not trusted:
        what = "The signer has lost what it signed last, and the register was signed before."
        raise refusal(str(signer_state(home)), what)
    last = max(trusted, key=lambda checkpoint: checkpoint.size)
    newest = max(checkpoint.size for checkpoint in checkpoints)
    if newest > last.size and not given:
        what = f"A checkpoint of {newest} entries was signed, and the signer remembers {last.size}."
        raise refusal(str(signer_state(home)), what)
    return _Memory(last, tuple(checkpoints))


def _judge(db: Database, key: SigningKey, memory: _Memory) -> str:
    scanned = scan(entry_rows(db), {checkpoint.size for checkpoint in memory.known})
    if scanned.faults:
        raise refusal(f"entry {scanned.faults[0].seq}", scanned.faults[0].what)
    for checkpoint in sorted(memory.known, key=lambda each: each.size):
        _stands(scanned, checkpoint)
    note = sign_checkpoint(key, scanned.size, scanned.root)
    if memory.last is None:
        return note
    _proves(db, open_checkpoint(note, [key.verifier]), memory.last)
    return memory.last.note if memory.last.size == scanned.size else note


def _stands(scanned: Scan, checkpoint: Checkpoint) -> None:
    if checkpoint.size > scanned.size:
        what = f"It has {scanned.size} entries, and {checkpoint.size} were signed: some are missing."
        raise refusal("entries", what)
    if scanned.roots[checkpoint.size] != checkpoint.root:
        what = f"The first {checkpoint.size} entries are not those that were signed."
        raise refusal("entries", what)


def _proves(db: Database, newer: Checkpoint, older: Checkpoint) -> None:
    proof = consistency_proof(older.size, newer.size, node_reader(db))
    if not extends(newer, older, proof):
        raise refusal("entries", "The stored hashes do not lead from the last checkpoint to this one.")


def _publish(home: Home, checkpoint: Checkpoint) -> None:
    """Put a note into the database and beside it; where it stands already, nothing is written.

    The signer's own copy comes after the database's: if it stands, so does that.
    """
    with closing(connect(home)) as db:
        _insert(db, checkpoint)
    folder = home.signer_folder / "checkpoints"
    folder.mkdir(mode=0o700, exist_ok=True)
    _write(folder / f"{checkpoint.size}.note", checkpoint.note)
    _write(home.latest_checkpoint, checkpoint.note, READABLE)


def _insert(db: Database, checkpoint: Checkpoint) -> None:
    size, note = checkpoint.size, checkpoint.note
    with db.transaction():
        row = db.one("SELECT note FROM checkpoints WHERE size = ?", [size])
        if row is None:
            db.execute("INSERT INTO checkpoints (size, note) VALUES (?, ?)", [size, note])
        elif _signed_text(row[0]) != _signed_text(note):
            raise refusal("checkpoints", f"Another note of {size} entries stands in the database.")


def _write(path: Path, note: str, mode: int = OWNER_ONLY) -> None:
    stands = text_of(path)
    if stands is None or _signed_text(stands) != _signed_text(note):
        write_durably(path, note.encode(), mode)


def _signed_text(note: str) -> str:
    """Give what is signed, without the signatures: others may have added theirs."""
    return note.rpartition("\n\n")[0]


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Let one signer run at a time: two could sign two registers."""
    folder: Path = home.signer_folder
    if not home.folder.is_dir():
        mend = "Name the folder of a register, or make one: `holdlaw init`."
        raise unopened(str(home.folder), "There is no register here.", mend)
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        raise refusal(str(folder), "The signer's folder is missing or cannot be read.") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def refusal(where: str, what: str) -> HoldlawError:
    """Say that the signer does not sign."""
    why = "A second signature over something else would let two histories stand side by side."
    mend = (
        "Run `holdlaw verify --against` the newest checkpoint kept elsewhere. If the register stands and "
        "only the signer's memory is gone: `holdlaw sign --adopt` that checkpoint."
    )
    return HoldlawError([Problem("HL-6010", where, what, why, mend)])
