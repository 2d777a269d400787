"""Receipts: what is handed to a clerk can be checked for ever, and can be read as nothing else."""

from __future__ import annotations

import base64

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.notes import SigningKey
from holdlaw.register.receipts import SUFFIX, open_receipt, write_receipt
from holdlaw.register.tree import leaf_hash

from .logs import KEY, ORIGIN, body, flips

RECEIPTS = SigningKey.from_seed(ORIGIN + SUFFIX, bytes(range(1, 33)))
LEAF = leaf_hash(body(7))
LINE = base64.b64encode(LEAF).decode()
KEYS = [KEY.verifier, RECEIPTS.verifier]


def test_a_receipt_is_read_as_it_was_given() -> None:
    """A clerk who is told later that nothing was entered can show the number and the hash, signed."""
    given = write_receipt(RECEIPTS, 7, LEAF)
    assert open_receipt(given.note, KEYS) == given
    assert (given.seq, given.leaf) == (7, LEAF)


def test_the_same_entry_gets_the_same_receipt_again() -> None:
    """A desk that sends an entry twice after a lost connection must see that it was stored once."""
    assert write_receipt(RECEIPTS, 7, LEAF) == write_receipt(RECEIPTS, 7, LEAF)


def test_no_changed_bit_of_a_receipt_is_read() -> None:
    """A receipt altered by one digit would vouch for another entry."""
    for changed in flips(write_receipt(RECEIPTS, 7, LEAF).note.encode()):
        with pytest.raises((HoldlawError, UnicodeDecodeError)):
            open_receipt(changed.decode(), KEYS)


@pytest.mark.parametrize(
    "text",
    [
        f"{RECEIPTS.name}\n",
        f"{RECEIPTS.name}\n7\n",
        f"{RECEIPTS.name}\n07\n{LINE}\n",
        f"{RECEIPTS.name}\n7\nAAAA\n",
        f"{RECEIPTS.name}\n7\n{LINE}\nmore\n",
    ],
)
def test_a_signed_text_that_is_no_receipt_is_refused(text: str) -> None:
    """Half a receipt must not be read as a whole one."""
    with pytest.raises(HoldlawError, match="HL-5005: receipt: It is signed, and it is not a receipt"):
        open_receipt(RECEIPTS.sign(text), KEYS)


def test_a_checkpoint_is_not_read_as_a_receipt() -> None:
    """A size and a root look like an entry and a leaf; the key's name tells them apart."""
    for note in (KEY.sign(f"{KEY.name}\n7\n{LINE}\n"), KEY.sign(f"{RECEIPTS.name}\n7\n{LINE}\n")):
        with pytest.raises(HoldlawError, match="No key we know has signed it"):
            open_receipt(note, KEYS)
