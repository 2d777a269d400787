"""The hash tree of RFC 9162, section 2.1: leaves, roots, and proofs that can be made from stored nodes.

Entry number `seq` completes, besides its own leaf, every subtree that ends with it; the store keeps these
hashes with the entry (`Frontier.append` gives them, lowest level first). So each node of the tree stands
in exactly one row, rows are only ever added, and a proof reads one row a level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Node = Callable[[int, int], bytes]
"""Gives the hash of a complete subtree: level (0 is a leaf) and position from the left at that level."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry's bytes as a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: all that is needed to append and to know the root."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Take the size, and the root of each complete subtree in it, largest first."""
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} has {size.bit_count()} complete subtrees")

    def append(self, leaf: bytes) -> bytes:
        """Add a leaf hash; give the hashes it completes, the leaf first, joined."""
        made, hashes, size = leaf, self.hashes, self.size
        while size & 1:
            leaf = node_hash(hashes.pop(), leaf)
            made += leaf
            size >>= 1
        hashes.append(leaf)
        self.size += 1
        return made

    def root(self) -> bytes:
        """Give the root of the tree as it stands."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root


def frontier_nodes(size: int) -> list[tuple[int, int]]:
    """List the complete subtrees of a tree, largest first, as (level, position).

    >>> frontier_nodes(6)
    [(2, 0), (1, 2)]
    """
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def row_of(level: int, position: int) -> int:
    """Give the number of the entry that completes a subtree, where its hash is kept at byte `level * 32`."""
    return (position + 1 << level) - 1


def root_of(size: int, node: Node) -> bytes:
    """Give the root of the first `size` entries from stored nodes."""
    return _subtree(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(seq: int, size: int, node: Node) -> list[bytes]:
    """Prove that entry `seq` is in the tree of `size` entries (RFC 9162, 2.1.3.1).

    Raise ValueError if it is not among them.
    """
    if not 0 <= seq < size:
        raise ValueError(f"entry {seq} is not among the first {size}")
    return _path(seq, 0, size, node)


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """Prove that the tree of `new` entries extends that of `old` (RFC 9162, 2.1.4.1).

    Raise ValueError if it cannot: the old tree is empty, or larger.
    """
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} entries cannot extend one of {old}")
    return [] if old == new else _extension((old, True), 0, new, node)


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def _subtree(start: int, before: int, node: Node) -> bytes:
    size = before - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_subtree(start, middle, node), _subtree(middle, before, node))


def _path(seq: int, start: int, before: int, node: Node) -> list[bytes]:
    if before - start == 1:
        return []
    middle = start + _split(before - start)
    if seq < middle:
        return [*_path(seq, start, middle, node), _subtree(middle, before, node)]
    return [*_path(seq, middle, before, node), _subtree(start, middle, node)]


def _extension(old: tuple[int, bool], start: int, before: int, node: Node) -> list[bytes]:
    # Prove [start, before). `old`: where the old tree ends, and whether its root is known as a whole.
    end, whole = old
    if end == before:
        return [] if whole else [_subtree(start, before, node)]
    middle = start + _split(before - start)
    if end <= middle:
        return [*_extension((end, whole), start, middle, node), _subtree(middle, before, node)]
    return [*_extension((end, False), middle, before, node), _subtree(start, middle, node)]


def _hashes(proof: Sequence[bytes]) -> bool:
    # Two hashes cut at another place would still join to the same bytes, and so to the same root.
    return all(len(each) == HASH_BYTES for each in proof)


def root_from_inclusion(leaf: bytes, seq: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Work out the root an inclusion proof leads to (RFC 9162, 2.1.3.2); None if it has the wrong shape.

    The result proves nothing until it is compared with a root that came, together with `size`, from a signed
    note: see `checkpoints.includes`.
    """
    if not 0 <= seq < size or not _hashes(proof):
        return None
    place, last, found = seq, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def roots_from_consistency(
    old: tuple[int, bytes], new_size: int, proof: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """Work out both roots a consistency proof leads to (RFC 9162, 2.1.4.2), old and new.

    None if it has the wrong shape. As with inclusion, the result proves nothing by itself: see
    `checkpoints.extends`.
    """
    old_size, old_root = old
    if not 0 < old_size < new_size or not proof or not _hashes(proof):
        return None
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None
