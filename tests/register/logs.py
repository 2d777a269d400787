"""Small registers to prove things about: keys, entries as they are stored, checkpoints over any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdlaw.register.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from holdlaw.register.notes import SigningKey
from holdlaw.register.scan import Row
from holdlaw.register.tree import HASH_BYTES, Frontier, Node, leaf_hash, row_of

ORIGIN = "example-register.test/log"
KEY = SigningKey.from_seed(ORIGIN, bytes(range(32)))
STRANGER = SigningKey.from_seed(ORIGIN, bytes(32))
"""A key under the same name that nobody was told to trust."""


def flips(data: bytes) -> Iterator[bytes]:
    """The same bytes with one bit changed, for every bit."""
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def body(seq: int, what: str = "request.received") -> bytes:
    """The bytes of an entry, as short as can be."""
    return b'{"entry":"%s/1","seq":%d}' % (what.encode(), seq)


def stored(bodies: Sequence[bytes]) -> list[Row]:
    """The rows that a store would keep of these entries."""
    frontier = Frontier()
    return [(seq, data, frontier.append(leaf_hash(data))) for seq, data in enumerate(bodies)]


def log(size: int) -> list[Row]:
    """A register of so many entries, as it is stored."""
    return stored([body(seq) for seq in range(size)])


def node_of(rows: Sequence[Row]) -> Node:
    """Read nodes of the tree from stored rows."""

    def node(level: int, position: int) -> bytes:
        found = rows[row_of(level, position)][2][level * HASH_BYTES : (level + 1) * HASH_BYTES]
        assert len(found) == HASH_BYTES
        return found

    return node


def root(rows: Sequence[Row]) -> bytes:
    """The root over the bytes of all rows, whatever is stored beside them."""
    frontier = Frontier()
    for _, data, _ in rows:
        frontier.append(leaf_hash(data))
    return frontier.root()


def signed(rows: Sequence[Row], size: int) -> Checkpoint:
    """A verified checkpoint over the first rows."""
    return of_root(size, root(rows[:size]))


def of_root(size: int, over: bytes) -> Checkpoint:
    """A verified checkpoint that says what it is told to say."""
    return open_checkpoint(sign_checkpoint(KEY, size, over), [KEY.verifier])
