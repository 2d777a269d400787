"""RFC 9162, section 2.1, written down as the RFC states it: recursive, slow, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def largest_power_below(n: int) -> int:
    """The largest power of two smaller than n: k < n <= 2k."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def tree_hash(d: Sequence[bytes]) -> bytes:
    """MTH(D[n]) of section 2.1.1."""
    n = len(d)
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = largest_power_below(n)
    return sha256(b"\x01" + tree_hash(d[:k]) + tree_hash(d[k:])).digest()


def path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.3.1."""
    n = len(d)
    if n == 1:
        return []
    k = largest_power_below(n)
    if m < k:
        return [*path(m, d[:k]), tree_hash(d[k:])]
    return [*path(m - k, d[k:]), tree_hash(d[:k])]


def proof(m: int, d: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]) of section 2.1.4.1."""
    return subproof(m, d, True)


def subproof(m: int, d: Sequence[bytes], b: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of section 2.1.4.1."""
    n = len(d)
    if m == n:
        return [] if b else [tree_hash(d)]
    k = largest_power_below(n)
    if m <= k:
        return [*subproof(m, d[:k], b), tree_hash(d[k:])]
    return [*subproof(m - k, d[k:], False), tree_hash(d[:k])]
