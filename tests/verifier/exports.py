"""Exports of a small register, written as `holdlaw export` writes them, and ways to tamper with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import frozen

from holdlaw.register.canonical import canonical
from holdlaw.register.checkpoints import sign_checkpoint
from holdlaw.register.notes import SigningKey
from holdlaw.register.receipts import SUFFIX, write_receipt
from holdlaw.register.tree import HASH_BYTES, Frontier, Node, inclusion_proof, leaf_hash, root_of, row_of

ORIGIN = "example-register.test/log"
KEY = SigningKey.from_seed(ORIGIN, bytes(range(32)))
RECEIPTS = SigningKey.from_seed(ORIGIN + SUFFIX, bytes(range(1, 33)))
SIZE = 24
SIGNED = (8, 15, 24)
"""The sizes that checkpoints were signed at."""


@frozen
class Stored:
    """A register as a store keeps it: the bytes of each entry, and the hashes beside it."""

    bodies: tuple[bytes, ...]
    nodes: tuple[bytes, ...]

    def node(self, level: int, position: int) -> bytes:
        """Read a node of the tree from the row that completes it."""
        return self.nodes[row_of(level, position)][level * HASH_BYTES : (level + 1) * HASH_BYTES]

    def note(self, size: int, key: SigningKey = KEY) -> str:
        """Sign the checkpoint over the first entries."""
        reader: Node = self.node
        return sign_checkpoint(key, size, root_of(size, reader))


def body(seq: int, fields: dict[str, object] | None = None, origin: str = ORIGIN) -> bytes:
    """The bytes of an entry, with what matters here."""
    if seq == 0 and fields is None:
        named = {"checkpoint_key": str(KEY.verifier), "receipt_key": str(RECEIPTS.verifier)}
        return canonical({"entry": "register.opened/1", "fields": named, "origin": origin, "seq": 0})
    said = {"person": f"person-{seq}"} if fields is None else fields
    return canonical({"entry": "request.received/1", "fields": said, "origin": origin, "seq": seq})


def stored(bodies: Sequence[bytes]) -> Stored:
    """Keep these entries, each with the hashes it completes."""
    frontier = Frontier()
    return Stored(tuple(bodies), tuple(frontier.append(leaf_hash(data)) for data in bodies))


def register(size: int = SIZE) -> Stored:
    """A register of so many entries."""
    return stored([body(seq) for seq in range(size)])


def write(folder: Path, kept: Stored, sizes: Sequence[int] = SIGNED) -> Path:
    """Write the whole register out, with the checkpoints signed at these sizes."""
    rows = [json.dumps({"seq": seq, "nodes": nodes.hex()}).encode() for seq, nodes in enumerate(kept.nodes)]
    lines(folder / "entries.jsonl", kept.bodies)
    lines(folder / "tree.jsonl", rows)
    return checkpoints(folder, kept, sizes)


def checkpoints(folder: Path, kept: Stored, sizes: Sequence[int]) -> Path:
    """Write the keys, and the checkpoints signed at these sizes."""
    (folder / "checkpoints").mkdir(parents=True)
    (folder / "keys.txt").write_text(f"{KEY.verifier}\n{RECEIPTS.verifier}\n")
    for size in sizes:
        (folder / "checkpoints" / f"{size}.note").write_text(kept.note(size))
    return folder


def write_selection(folder: Path, kept: Stored, chosen: Sequence[int], sizes: Sequence[int] = SIGNED) -> Path:
    """Write a few entries out, each with its proof against the newest checkpoint."""
    newest = max(sizes, default=0)
    proofs = [
        {"seq": seq, "size": newest, "path": [step.hex() for step in inclusion_proof(seq, newest, kept.node)]}
        for seq in chosen
        if seq < newest
    ]
    lines(folder / "entries.jsonl", [kept.bodies[seq] for seq in chosen])
    lines(folder / "proofs.jsonl", [json.dumps(proof).encode() for proof in proofs])
    return checkpoints(folder, kept, sizes)


def lines(file: Path, written: Sequence[bytes]) -> None:
    """Write a file, one line each."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(line + b"\n" for line in written))


def edit(file: Path, change: Callable[[list[bytes]], Sequence[bytes]]) -> None:
    """Change the lines of a file."""
    lines(file, change(file.read_bytes().splitlines()))


def receipt(file: Path, kept: Stored, seq: int, key: SigningKey = RECEIPTS) -> Path:
    """Write the receipt of an entry."""
    file.write_text(write_receipt(key, seq, leaf_hash(kept.bodies[seq])).note)
    return file
