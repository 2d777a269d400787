"""The lock on released law: a digest of what a file says, so that an edited law is refused.

Only the law itself is locked; comments, worked cases and checks beside it stay editable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from holdlaw.core.problems import Problem
from holdlaw.policybook.nodes import Node

FILE = "digests.yaml"


def plain(node: Node) -> Any:
    """Give what a node says as plain data, without its place."""
    match node.value:
        case None | str():
            return node.value
        case tuple() as parts:
            return [plain(part) for part in parts]
        case values:
            return {key: plain(part) for key, part in values.items()}


def digest(*nodes: Node) -> str:
    """Give the SHA-256 of what the nodes say, in hexadecimal."""
    said = [plain(node) for node in nodes]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def offence_digest(node: Node, edition: str) -> str:
    """Give the digest of one edition of an offence list, with the head that governs it."""
    head = {key: part for key, part in node.items() if key not in ("editions", "notes", "recorded")}
    editions = node.get("editions")
    body = editions.get(edition) if editions else None
    return digest(Node(head, node.file, node.line, ""), *([body] if body else []))


def read_digests(node: Node | None) -> Mapping[str, str]:
    """Read the digests of a folder: version or edition to digest."""
    listed = node.get("released") if node else None
    return {name: str(part.value) for name, part in (listed.items() if listed else ())}


def write_digests(released: Mapping[str, str]) -> str:
    """Write the text of a digests file."""
    lines = "".join(f"  {name}: {value}\n" for name, value in released.items())
    return (
        "# Digests of released law. A released version is never edited: a misreading is mended by a\n"
        f"# new file that corrects it (see docs/how-to/add-a-place.md).\nreleased:\n{lines}"
    )


def check_digest(name: str, found: str, released: Mapping[str, str], where: str) -> Problem | None:
    """Give the problem of a released law that no longer says what it said, or None."""
    if name not in released or released[name] == found:
        return None
    return Problem(
        "HL-2002",
        where,
        f"'{name}' was released and no longer says what it said.",
        "Decisions taken under it could not be replayed.",
        f"Put the file back, and mend a misreading in a new file that corrects it (`{name}.r2.yaml`).",
    )
