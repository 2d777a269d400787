"""Receipts: what a clerk is given once an entry is stored, signed, and the same however often it is asked for."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.notes import SigningKey, VerifierKey, open_note

SUFFIX = "/receipt"
"""Receipts are signed under the register's name with this behind it, by a key of their own."""


@frozen
class Receipt:
    """The number of an entry, its leaf hash, and the signed note that says so. Ed25519 gives the same bytes each time."""

    seq: int
    leaf: bytes
    note: str


def write_receipt(key: SigningKey, seq: int, leaf: bytes) -> Receipt:
    """Sign the receipt of a stored entry. Call it only after the entry is durable."""
    note = key.sign(f"{key.name}\n{seq}\n{base64.b64encode(leaf).decode()}\n")
    return Receipt(seq, leaf, note)


def open_receipt(note: str, keys: Sequence[VerifierKey]) -> Receipt:
    """Verify a receipt and read it. Raise HoldlawError (HL-5005) if it cannot be done."""
    lines = open_note(note, keys, "receipt").split("\n")
    try:
        name, seq, leaf, _ = lines
        if name not in {key.name for key in keys} or not name.endswith(SUFFIX):
            raise ValueError(name)
        return Receipt(int(seq), base64.b64decode(leaf, validate=True), note)
    except ValueError:
        why = "A receipt says which entry was stored, and with which bytes."
        problem = Problem(
            "HL-5005", "receipt", "It is signed, and it is not a receipt.", why, "Use it as printed."
        )
        raise HoldlawError([problem]) from None
