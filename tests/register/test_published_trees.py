"""The published examples of RFC 9162 and RFC 6962 trees: they verify, and no changed bit of them does."""

from __future__ import annotations

import pytest

from holdlaw.register.tree import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_from_inclusion,
    roots_from_consistency,
)

from .logs import flips, node_of, stored
from .published import (
    ARGON_CONSISTENCY,
    ARGON_INCLUSION,
    ARGON_LEAF_HASH,
    ARGON_OLD,
    ARGON_ROOT,
    CT_CONSISTENCY,
    CT_INCLUSION,
    CT_LEAVES,
    CT_ROOTS,
    Consistency,
    Inclusion,
)

node = node_of(stored(CT_LEAVES))
inclusions = pytest.mark.parametrize(
    ("proof", "leaf", "over"),
    [(each, leaf_hash(CT_LEAVES[each.seq]), CT_ROOTS[each.size]) for each in CT_INCLUSION]
    + [(ARGON_INCLUSION, ARGON_LEAF_HASH, ARGON_ROOT)],
)
consistencies = pytest.mark.parametrize(
    ("proof", "old", "over"),
    [(each, CT_ROOTS[each.old], CT_ROOTS[each.new]) for each in CT_CONSISTENCY if each.path]
    + [(ARGON_CONSISTENCY, ARGON_OLD[1], ARGON_ROOT)],
)


def test_the_published_roots_are_ours() -> None:
    """One split at another place, and nobody else's program could check this register."""
    frontier = Frontier()
    assert frontier.root() == CT_ROOTS[0]
    for leaf, over in zip(CT_LEAVES, CT_ROOTS[1:], strict=True):
        frontier.append(leaf_hash(leaf))
        assert frontier.root() == over


@pytest.mark.parametrize("proof", CT_INCLUSION)
def test_we_make_the_published_inclusion_proofs(proof: Inclusion) -> None:
    """What is handed to an auditor is what their own tool would have made."""
    assert inclusion_proof(proof.seq, proof.size, node) == proof.path


@pytest.mark.parametrize("proof", CT_CONSISTENCY)
def test_we_make_the_published_consistency_proofs(proof: Consistency) -> None:
    """What is handed to a witness is what their own tool expects."""
    assert consistency_proof(proof.old, proof.new, node) == proof.path


@inclusions
def test_the_published_inclusion_proofs_verify(proof: Inclusion, leaf: bytes, over: bytes) -> None:
    """A true proof, of eight leaves or of almost a thousand million, must not be called forged."""
    assert root_from_inclusion(leaf, proof.seq, proof.size, proof.path) == over


@consistencies
def test_the_published_consistency_proofs_verify(proof: Consistency, old: bytes, over: bytes) -> None:
    """A register that only grew must not be called rewritten."""
    assert roots_from_consistency((proof.old, old), proof.new, proof.path) == (old, over)


@inclusions
def test_no_changed_bit_of_a_published_inclusion_proof_verifies(
    proof: Inclusion, leaf: bytes, over: bytes
) -> None:
    """Every bit of the leaf and of the proof counts: none can be bent to vouch for something else."""
    for changed in flips(leaf):
        assert root_from_inclusion(changed, proof.seq, proof.size, proof.path) != over
    for changed_path in changed_paths(proof.path):
        assert root_from_inclusion(leaf, proof.seq, proof.size, changed_path) != over


@consistencies
def test_no_changed_bit_of_a_published_consistency_proof_verifies(
    proof: Consistency, old: bytes, over: bytes
) -> None:
    """Every bit of the proof and of the old root counts."""
    for changed in flips(old):
        assert roots_from_consistency((proof.old, changed), proof.new, proof.path) != (changed, over)
    for changed_path in changed_paths(proof.path):
        assert roots_from_consistency((proof.old, old), proof.new, changed_path) != (old, over)


def changed_paths(path: list[bytes]) -> list[list[bytes]]:
    """The same path with one bit changed, for every bit."""
    return [
        [*path[:place], changed, *path[place + 1 :]]
        for place, step in enumerate(path)
        for changed in flips(step)
    ]
