"""The signed checkpoints of a register, wherever one was kept: in the database, by the signer, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import Checkpoint, open_checkpoint
from holdlaw.register.notes import VerifierKey
from holdlaw.store.database import Database
from holdlaw.store.home import Home
from holdlaw.store.verdict import Finding


@frozen
class KeptNote:
    """A note as it was found, where, and the size it was kept under (None: it was kept under none)."""

    where: str
    note: str
    size: int | None = None


@frozen
class Beside:
    """The notes in files beside the database: each that the signer published, and loose copies of the newest.

    Read them before the database: the signer writes a file only after what it covers is there.
    """

    signed: tuple[KeptNote, ...]
    loose: tuple[KeptNote, ...]


def notes_beside(home: Home) -> Beside:
    """Read every note that is kept in a file of the register's folder."""
    return Beside(tuple(signed_notes(home)), tuple(loose_notes(home)))


def stored_notes(db: Database) -> list[KeptNote]:
    """Give every checkpoint that stands in the database, smallest first."""
    rows = db.rows("SELECT size, note FROM checkpoints ORDER BY size")
    return [KeptNote(f"checkpoints, size {size}", note, size) for size, note in rows]


def signer_state(home: Home) -> Path:
    """Say where the signer keeps what it last signed."""
    return home.signer_folder / "state.note"


def signed_notes(home: Home) -> list[KeptNote]:
    """Give every note that the signer kept for itself, smallest first.

    Another account's files are left out.
    """
    folder = home.signer_folder / "checkpoints"
    try:
        paths = [path for path in folder.iterdir() if path.suffix == ".note" and path.stem.isdigit()]
    except OSError:
        return []
    notes = ((path, text_of(path)) for path in sorted(paths, key=lambda path: int(path.stem)))
    return [
        KeptNote(f"signer/checkpoints/{path.name}", note, int(path.stem))
        for path, note in notes
        if note is not None
    ]


def loose_notes(home: Home) -> list[KeptNote]:
    """Give the signer's last note and the copy beside the database, where they stand and can be read."""
    paths = (("signer/state.note", signer_state(home)), ("checkpoint.note", home.latest_checkpoint))
    notes = ((where, text_of(path)) for where, path in paths)
    return [KeptNote(where, note) for where, note in notes if note is not None]


def text_of(path: Path) -> str | None:
    """Read a note; None where there is none or it is not ours to read.

    Bytes that are no text give a text no key signs.
    """
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return None


def opened(notes: Iterable[KeptNote], keys: Sequence[VerifierKey]) -> tuple[list[Checkpoint], list[Finding]]:
    """Verify each note under the keys; give the checkpoints, and what is wrong with the others."""
    checkpoints, findings = [], []
    for kept in notes:
        try:
            checkpoint = open_checkpoint(kept.note, keys, kept.where)
        except HoldlawError as error:
            findings.append(Finding(kept.where, error.problems[0].what))
            continue
        if kept.size not in {None, checkpoint.size}:
            findings.append(Finding(kept.where, f"The note there is of {checkpoint.size} entries."))
        else:
            checkpoints.append(checkpoint)
    return checkpoints, findings


def unlike(stored: Iterable[KeptNote], signed: Iterable[KeptNote]) -> list[Finding]:
    """Find each note of the signer's that stands otherwise in the database, or not at all."""
    notes = {kept.size: kept.note for kept in stored}
    missing = [kept for kept in signed if kept.size not in notes]
    changed = [kept for kept in signed if notes.get(kept.size, kept.note) != kept.note]
    return [
        Finding(f"checkpoints, size {kept.size}", what)
        for what, found in (
            ("It is missing; the signer has it.", missing),
            ("It is not what the signer wrote.", changed),
        )
        for kept in found
    ]
