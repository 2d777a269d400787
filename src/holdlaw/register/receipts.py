"""Receipts: what a clerk is given once an entry is stored: signed, the same however often it is asked for."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.notes import SigningKey, VerifierKey, open_note, read_hash, read_number

SUFFIX = "/receipt"
"""Receipts are signed under the register's name with this behind it, by a key of their own."""


@frozen
class Receipt:
    """The number of an entry, its leaf hash, and the signed note that says so.

    Ed25519 gives the same bytes each time, so the same entry has the same receipt for ever.
    """

    seq: int
    leaf: bytes
    note: str


def write_receipt(key: SigningKey, seq: int, leaf: bytes) -> Receipt:
    """Sign the receipt of a stored entry. Call it only after the entry is durable."""
    note = key.sign(f"{key.name}\n{seq}\n{base64.b64encode(leaf).decode()}\n")
    return Receipt(seq, leaf, note)


def open_receipt(note: str, keys: Sequence[VerifierKey]) -> Receipt:
    """Verify a receipt and read it. Raise HoldlawError (HL-5005) if it cannot be done.

    Only a receipt key counts: a checkpoint names a size and a root, and must not be read as an entry and
    a leaf.
    """
    name = note.partition("\n")[0]
    own = [key for key in keys if key.name == name and name.endswith(SUFFIX)]
    text = open_note(note, own, "receipt")
    try:
        seq, leaf = text.removesuffix("\n").split("\n")[1:]
        return Receipt(read_number(seq), read_hash(leaf), note)
    except ValueError:
        what, why = (
            "It is signed, and it is not a receipt.",
            "A receipt says which entry was stored, and its hash.",
        )
        raise HoldlawError([Problem("HL-5005", "receipt", what, why, "Use it as it was printed.")]) from None
