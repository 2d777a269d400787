"""Checkpoints: size and root come together from a verified note, or not at all."""

from __future__ import annotations

import base64
from itertools import product

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import Checkpoint, extends, includes, open_checkpoint, sign_checkpoint
from holdlaw.register.notes import SigningKey, VerifierKey
from holdlaw.register.tree import EMPTY_ROOT, consistency_proof, inclusion_proof

from .logs import KEY, ORIGIN, STRANGER, body, flips, log, node_of, of_root, root, signed
from .published import REKOR_NAME, REKOR_NOTE, REKOR_PUBLIC, SUMDB_KEY, SUMDB_NOTE

ROWS = log(20)
node = node_of(ROWS)
ROOT_LINE = base64.b64encode(root(ROWS)).decode()


def test_a_published_checkpoint_opens_with_its_cosignatures() -> None:
    """A log that witnesses have signed too is read by its own key; the witnesses' lines are carried along."""
    read = open_checkpoint(REKOR_NOTE, [VerifierKey(REKOR_NAME, REKOR_PUBLIC)])
    assert (read.origin, read.size, read.note) == (REKOR_NAME, 114_068_855, REKOR_NOTE)
    assert base64.b64encode(read.root).decode() == "uXmV5jkyZgXN2o6QMPYIPpTwzaAdL+3IFw0SMp4JmGI="


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    """What the signer wrote and what a reader sees must be one size and one root."""
    note = sign_checkpoint(KEY, 20, root(ROWS))
    read = open_checkpoint(note, [KEY.verifier])
    assert (read.origin, read.size, read.root, read.note) == (ORIGIN, 20, root(ROWS), note)
    assert open_checkpoint(sign_checkpoint(KEY, 0, EMPTY_ROOT), [KEY.verifier]).size == 0


def test_no_changed_bit_of_a_checkpoint_opens() -> None:
    """Not one bit of size, root, name or signature can be bent."""
    for changed in flips(sign_checkpoint(KEY, 20, root(ROWS)).encode()):
        with pytest.raises((HoldlawError, UnicodeDecodeError)):
            open_checkpoint(changed.decode(), [KEY.verifier])


def test_a_checkpoint_cannot_be_made_by_hand() -> None:
    """A size and a root that nobody signed must not pass for a checkpoint, even inside the program."""
    with pytest.raises(TypeError, match="open_checkpoint alone"):
        Checkpoint(ORIGIN, 20, root(ROWS), "", object())


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n",
        f"{ORIGIN}\n20\n",
        f"{ORIGIN}\n020\n{ROOT_LINE}\n",
        f"{ORIGIN}\n-1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n20\nAAAA\n",
        f"{ORIGIN}\n20\n{ROOT_LINE}=\n",
        f"{ORIGIN}\n0\n{ROOT_LINE}\n",
        f"{ORIGIN}\n20\n{ROOT_LINE}\n\n",
        f"{ORIGIN}\n20\n{ROOT_LINE}\nan extension\n\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    """A signature says who wrote a text, not that it is the text we take it for."""
    with pytest.raises(HoldlawError, match="HL-5005: kept: It is signed, and it is not a checkpoint"):
        open_checkpoint(KEY.sign(text), [KEY.verifier], "kept")


def test_extension_lines_are_carried() -> None:
    """A later signer may add lines of its own; an older reader still reads name, size and root."""
    note = KEY.sign(f"{ORIGIN}\n20\n{ROOT_LINE}\nan extension\nand another\n")
    assert open_checkpoint(note, [KEY.verifier]).size == 20


def test_only_a_key_under_the_registers_own_name_makes_a_checkpoint() -> None:
    """The key that signs receipts sits in the server; whoever takes the server must not sign a history."""
    receipts = SigningKey.from_seed(f"{ORIGIN}/receipt", bytes(32))
    forged = receipts.sign(f"{ORIGIN}\n20\n{ROOT_LINE}\n")
    for note in (forged, sign_checkpoint(STRANGER, 20, root(ROWS))):
        with pytest.raises(HoldlawError, match="No key we know has signed it"):
            open_checkpoint(note, [KEY.verifier, receipts.verifier])
    with pytest.raises(HoldlawError, match="No key we know has signed it"):
        open_checkpoint(SUMDB_NOTE, [VerifierKey("sum.golang.org", base64.b64decode(SUMDB_KEY[-44:])[1:])])


@pytest.mark.parametrize("size", range(1, 21))
def test_a_right_proof_with_another_size_shows_nothing(size: int) -> None:
    """A proof does not bind its size: it must fail under every other checkpoint, however near."""
    for seq in range(size):
        proof = inclusion_proof(seq, size, node)
        shown = {at for at in range(1, 21) if includes(signed(ROWS, at), seq, body(seq), proof)}
        assert shown == {size}
        assert not includes(signed(ROWS, size), seq, body(seq) + b" ", proof)


def test_a_register_that_grew_extends_what_was_kept() -> None:
    """An inspector's old checkpoint must be confirmed by every newer one, by the right proof alone."""
    kept = [of_root(0, EMPTY_ROOT), *(signed(ROWS, size) for size in range(1, 14))]
    for old, new, claimed in product(range(14), repeat=3):
        if 0 < old <= new:
            proof = consistency_proof(old, new, node)
            assert extends(kept[claimed], kept[old], proof) == (claimed == new)
    assert all(extends(newer, kept[0], []) for newer in kept)
    assert not extends(kept[5], kept[0], [EMPTY_ROOT])
    assert not extends(kept[5], kept[5], [EMPTY_ROOT])


def test_a_forked_register_extends_nothing() -> None:
    """Two histories shown to two readers must not be joined by any proof."""
    other = [*ROWS[:4], *((seq, body(seq, "entry.corrected"), b"") for seq in range(4, 20))]
    fork = of_root(8, root(other[:8]))
    for old, new in ((fork, signed(ROWS, 13)), (signed(ROWS, 6), fork), (fork, signed(ROWS, 8))):
        assert not extends(new, old, consistency_proof(old.size, new.size, node))


def test_another_register_is_no_continuation() -> None:
    """Two agencies' registers with the same entries are still two registers."""
    elsewhere = SigningKey.from_seed("other-register.test/log", bytes(32))
    other = open_checkpoint(sign_checkpoint(elsewhere, 13, root(ROWS[:13])), [elsewhere.verifier])
    assert not extends(other, signed(ROWS, 6), consistency_proof(6, 13, node))
