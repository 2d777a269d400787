"""Checkpoints (C2SP tlog-checkpoint): origin, size and root of the register, signed. Size and root are never taken apart.

A proof does not bind the size it was made for. So every check here takes a `Checkpoint`, and only `open_checkpoint` makes one
out of a note whose signature was verified.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence

from attrs import field, frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.notes import SigningKey, VerifierKey, open_note
from holdlaw.register.tree import (
    EMPTY_ROOT,
    HASH_BYTES,
    leaf_hash,
    root_from_inclusion,
    roots_from_consistency,
)

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
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

    Lines after the third are extensions: they are signed with the rest and not read.
    """
    text = open_note(note, keys, where)
    origin, size, root, *_ = [*text.split("\n"), "", "", ""]
    try:
        hashed = base64.b64decode(root, validate=True)
    except binascii.Error:
        hashed = b""
    canonical = base64.b64encode(hashed).decode() == root
    if not origin or not _SIZE.fullmatch(size) or len(hashed) != HASH_BYTES or not canonical:
        raise _not_one(where)
    if size == "0" and hashed != EMPTY_ROOT:
        raise _not_one(where)
    if origin not in {key.name for key in keys}:
        raise _not_one(where)
    return Checkpoint(origin, int(size), hashed, note, _VERIFIED)


def _not_one(where: str) -> HoldlawError:
    what = "It is signed, and it is not a checkpoint of this register: origin, size and root, a line each."
    why = "Only a checkpoint fixes how many entries there were, and which."
    return HoldlawError([Problem("HL-5005", where, what, why, "Name the file that the signer wrote.")])


def includes(checkpoint: Checkpoint, seq: int, data: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that entry `seq`, with these bytes, is under the checkpoint."""
    return root_from_inclusion(leaf_hash(data), seq, checkpoint.size, proof) == checkpoint.root


def extends(newer: Checkpoint, older: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that all the older checkpoint covers stands unchanged under the newer one."""
    if newer.origin != older.origin or newer.size < older.size:
        return False
    if older.size in {0, newer.size}:
        return not proof and older.root == (newer.root if older.size else EMPTY_ROOT)
    led = roots_from_consistency((older.size, older.root), newer.size, proof)
    return led == (older.root, newer.root)
