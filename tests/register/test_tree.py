"""The tree: roots and proofs as RFC 9162 defines them, at every size up to 70 and at a few far beyond."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.register.tree import (
    EMPTY_ROOT,
    HASH_BYTES,
    Frontier,
    consistency_proof,
    frontier_nodes,
    inclusion_proof,
    leaf_hash,
    root_from_inclusion,
    root_of,
    roots_from_consistency,
    row_of,
)

from . import rfc9162
from .logs import flips, log, node_of, root

SIZES = range(71)
ROWS = log(1500)
BODIES = [data for _, data, _ in ROWS]
ROOTS = [rfc9162.tree_hash(BODIES[:size]) for size in SIZES]
node = node_of(ROWS)
pairs = pytest.mark.parametrize("size", SIZES)


@pairs
def test_the_root_is_the_one_the_rfc_defines(size: int) -> None:
    """Anybody with the RFC and the entries must come to the very root that was signed."""
    assert root_of(size, node) == root(ROWS[:size]) == ROOTS[size]


@pairs
def test_every_inclusion_proof_is_the_one_the_rfc_defines(size: int) -> None:
    """A journalist who was given one entry must be able to check it with any other program."""
    for seq in range(size):
        made = inclusion_proof(seq, size, node)
        assert made == rfc9162.path(seq, BODIES[:size])
        assert root_from_inclusion(leaf_hash(BODIES[seq]), seq, size, made) == ROOTS[size]


@pairs
def test_every_consistency_proof_is_the_one_the_rfc_defines(size: int) -> None:
    """Who kept last year's checkpoint must be able to see that last year was not rewritten since."""
    for old in range(1, size):
        made = consistency_proof(old, size, node)
        assert made == rfc9162.proof(old, BODIES[:size])
        assert roots_from_consistency((old, ROOTS[old]), size, made) == (ROOTS[old], ROOTS[size])


@given(st.data())
def test_proofs_hold_in_larger_trees_too(data: st.DataObject) -> None:
    """A register grows for decades; no size may be the first at which its proofs fail."""
    size = data.draw(st.integers(2, len(ROWS)))
    seq, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    over = root_of(size, node)
    assert root_from_inclusion(leaf_hash(BODIES[seq]), seq, size, inclusion_proof(seq, size, node)) == over
    led = roots_from_consistency((old, root_of(old, node)), size, consistency_proof(old, size, node))
    assert led == (root_of(old, node), over)


@pytest.mark.parametrize(("seq", "size"), [(0, 3), (2, 3), (5, 8), (6, 7), (8, 13)])
def test_one_changed_bit_of_a_leaf_or_a_proof_breaks_it(seq: int, size: int) -> None:
    """A single altered digit in an entry, or in its proof, must not pass for the truth."""
    proof, over = inclusion_proof(seq, size, node), ROOTS[size]
    for leaf in flips(leaf_hash(BODIES[seq])):
        assert root_from_inclusion(leaf, seq, size, proof) != over
    for place, step in enumerate(proof):
        for changed in flips(step):
            forged = [*proof[:place], changed, *proof[place + 1 :]]
            assert root_from_inclusion(leaf_hash(BODIES[seq]), seq, size, forged) != over


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 3), (3, 7), (4, 7), (6, 8), (7, 13)])
def test_one_changed_bit_of_a_consistency_proof_breaks_it(old: int, new: int) -> None:
    """A rewritten past must not be passed off as unchanged by a proof that is nearly right."""
    proof = consistency_proof(old, new, node)
    for place, step in enumerate(proof):
        for changed in flips(step):
            forged = [*proof[:place], changed, *proof[place + 1 :]]
            led = roots_from_consistency((old, ROOTS[old]), new, forged)
            assert led != (ROOTS[old], ROOTS[new])


def test_a_proof_for_another_place_does_not_hold() -> None:
    """The proof of one entry, shown for its neighbour, would vouch for what was never entered there."""
    for size, seq, other in product((5, 8, 13), range(13), range(-1, 14)):
        if seq < size and other != seq:
            led = root_from_inclusion(leaf_hash(BODIES[seq]), other, size, inclusion_proof(seq, size, node))
            assert led != ROOTS[size]


def test_a_proof_that_is_too_long_or_too_short_leads_nowhere() -> None:
    """A proof with a step added or taken away is none, whatever the step is."""
    for size, seq in ((1, 0), (2, 1), (5, 4), (8, 3)):
        proof = inclusion_proof(seq, size, node)
        leaf = leaf_hash(BODIES[seq])
        assert root_from_inclusion(leaf, seq, size, [*proof, EMPTY_ROOT]) is None
        assert not proof or root_from_inclusion(leaf, seq, size, proof[:-1]) is None
    for old, new in ((1, 2), (3, 5), (4, 8)):
        proof = consistency_proof(old, new, node)
        assert roots_from_consistency((old, ROOTS[old]), new, [*proof, EMPTY_ROOT]) is None
        assert roots_from_consistency((old, ROOTS[old]), new, proof[:-1]) is None


def test_two_hashes_cut_at_another_place_are_no_proof() -> None:
    """Bytes moved from one step to the next join to the same bytes; a proof has one form only."""
    first, second, *rest = consistency_proof(7, 8, node)
    moved = [first + second[:1], second[1:], *rest]
    assert roots_from_consistency((7, ROOTS[7]), 8, moved) is None
    assert root_from_inclusion(leaf_hash(BODIES[0]), 0, 2, [b"short"]) is None


@pytest.mark.parametrize(("old", "new"), [(0, 5), (5, 5), (6, 5), (-1, 5)])
def test_consistency_is_worked_out_only_from_a_smaller_tree(old: int, new: int) -> None:
    """A checkpoint cannot prove anything about one that is older than itself."""
    assert roots_from_consistency((old, ROOTS[5]), new, [ROOTS[5]]) is None


def test_no_proof_is_made_for_what_is_not_there() -> None:
    """An entry past the end, or a shrunken register, must be an error and never an empty proof."""
    for seq, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(ValueError, match="not among the first"):
            inclusion_proof(seq, size, node)
    for old, new in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="cannot extend"):
            consistency_proof(old, new, node)
    assert consistency_proof(3, 3, node) == []


@pairs
def test_a_tree_goes_on_from_its_right_edge(size: int) -> None:
    """The next entry is added by reading one row a level, however many entries there are."""
    edge = Frontier(size, [node(level, place) for level, place in frontier_nodes(size)])
    assert edge.root() == ROOTS[size]
    assert edge.append(leaf_hash(BODIES[size])) == ROWS[size][2]
    assert edge.root() == root(ROWS[: size + 1])


def test_a_right_edge_of_the_wrong_shape_is_refused() -> None:
    """A store that read too few hashes must not quietly begin another history."""
    with pytest.raises(ValueError, match="2 complete subtrees"):
        Frontier(6, [EMPTY_ROOT])


def test_each_entry_stores_the_hashes_it_completes() -> None:
    """Each node of the tree stands in one row, never rewritten, so an added entry touches no old one."""
    for level, place in product(range(5), range(8)):
        start, end = place << level, place + 1 << level
        assert node(level, place) == rfc9162.tree_hash(BODIES[start:end])
        assert row_of(level, place) == end - 1
    assert [len(nodes) // HASH_BYTES for _, _, nodes in ROWS[:8]] == [1, 2, 1, 3, 1, 2, 1, 4]
