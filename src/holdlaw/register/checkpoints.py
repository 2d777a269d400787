"""Checkpoints (C2SP tlog-checkpoint): name, size and root of the register, signed together.

A proof does not bind the size it was made for. So every check here takes a `Checkpoint`, and only
`open_checkpoint` makes one, out of a note whose signature was verified.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from attrs import field, frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.notes import SigningKey, VerifierKey, open_note, read_hash, read_number
from holdlaw.register.tree import EMPTY_ROOT, leaf_hash, root_from_inclusion, roots_from_consistency

_VERIFIED = object()


@frozen
class Checkpoint:
    """What a verified note says: the register's name, how many entries it had, and the root over them."""

    origin: str
    size: int
    root: bytes
    note: str = field(repr=False)
    _seal: object = field(repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a checkpoint that came from no verified note."""
        if self._seal is not _VERIFIED:
            raise TypeError("a Checkpoint comes from open_checkpoint alone")


def sign_checkpoint(key: SigningKey, size: int, root: bytes) -> str:
    """Write and sign the checkpoint of a register; its origin is the key's name."""
    return key.sign(f"{key.name}\n{size}\n{base64.b64encode(root).decode()}\n")


def open_checkpoint(note: str, keys: Sequence[VerifierKey], where: str = "checkpoint") -> Checkpoint:
    """Verify a note and read the checkpoint in it. Raise HoldlawError (HL-5005) if either cannot be done.

    Only a key under the register's own name counts: the key that signs receipts, or a witness's, makes no
    checkpoint. Lines after the third are extensions: they are signed with the rest and not read.
    """
    origin = note.partition("\n")[0]
    text = open_note(note, [key for key in keys if key.name == origin], where)
    try:
        size, root, *extensions = text.removesuffix("\n").split("\n")[1:]
        checkpoint = Checkpoint(origin, read_number(size), read_hash(root), note, _VERIFIED)
    except ValueError:
        raise _not_one(where) from None
    if not all(extensions) or (checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT):
        raise _not_one(where)
    return checkpoint


def _not_one(where: str) -> HoldlawError:
    what = "It is signed, and it is not a checkpoint of this register: origin, size and root, a line each."
    why = "Only a checkpoint fixes how many entries there were, and which."
    return HoldlawError([Problem("HL-5005", where, what, why, "Name the file that the signer wrote.")])


def includes(checkpoint: Checkpoint, seq: int, data: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that entry `seq`, with these bytes, is under the checkpoint."""
    return root_from_inclusion(leaf_hash(data), seq, checkpoint.size, proof) == checkpoint.root


def extends(newer: Checkpoint, older: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that all an older checkpoint covers stands unchanged under a newer one."""
    if newer.origin != older.origin or newer.size < older.size:
        return False
    if older.size == newer.size:
        return not proof and older.root == newer.root
    if older.size == 0:
        return not proof  # every register extends the empty one
    led = roots_from_consistency((older.size, older.root), newer.size, proof)
    return led == (older.root, newer.root)
