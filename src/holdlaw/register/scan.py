"""Hash a whole register again, from its stored bytes alone, and name the first entry that does not fit.

Nothing stored is believed: the size is the number of rows, every root is worked out from the bytes, and
what the store keeps beside an entry (its number, its hashes) is only compared with that. What this cannot
see is a register rewritten as a whole, hashes and all: for that the roots are compared with checkpoints
(`judging`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from holdlaw.register.tree import HASH_BYTES, Frontier, leaf_hash

Row = tuple[int, bytes, bytes]
"""An entry as it is stored: its number, its bytes, and the hashes kept beside it."""


@frozen
class Fault:
    """The first entry that does not fit (its number, counted from 0), and what is wrong with it."""

    seq: int
    what: str


@frozen
class Scan:
    """What the stored bytes come to: how many entries, the root over them, the root at each size asked for.

    `roots` leaves out sizes that the register does not reach. `faults` holds the first fault, or none:
    after it every later hash differs too, and says nothing more. Size and roots are given all the same.
    """

    size: int
    root: bytes
    roots: Mapping[int, bytes]
    faults: tuple[Fault, ...]


def scan(rows: Iterable[Row], sizes: Collection[int] = ()) -> Scan:
    """Hash every entry again, in order, in one pass.

    `rows` must come in the order of their numbers. The loop does for each entry what has to be done, and
    no more: a million entries should take a few seconds. What exactly is wrong is worked out once,
    afterwards.
    """
    frontier, wanted = Frontier(), frozenset(sizes)
    faults: tuple[Fault, ...] = ()
    roots = {0: frontier.root()} if 0 in wanted else {}
    for number, (seq, body, nodes) in enumerate(rows):
        made = frontier.append(leaf_hash(body))
        if made != nodes or seq != number or not body.endswith(b'"seq":%d}' % number):
            faults = faults or (Fault(number, _what(number, (seq, body, nodes), made)),)
        if number + 1 in wanted:
            roots[number + 1] = frontier.root()
    return Scan(frontier.size, frontier.root(), roots, faults)


def _what(number: int, row: Row, made: bytes) -> str:
    seq, _, nodes = row
    if seq > number:
        return f"It is missing: entry {seq} stands in its place."
    if seq < number:
        return f"Entry {seq} stands in its place, again or too late."
    if nodes[:HASH_BYTES] != made[:HASH_BYTES]:
        return "Its bytes are not those whose hash was stored with it."
    if nodes == made:
        return "Its bytes do not end with its own number: they are another entry's, or none."
    for level in range(len(made) // HASH_BYTES):
        if _at(nodes, level) != _at(made, level):
            return f"The hash stored over entries {number + 1 - (1 << level)} to {number} is not theirs."
    return "More hashes are stored with it than it has."


def _at(nodes: bytes, level: int) -> bytes:
    return nodes[level * HASH_BYTES : (level + 1) * HASH_BYTES]
