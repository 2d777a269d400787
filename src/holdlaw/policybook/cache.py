"""Keeps law files already parsed, by the digest of their bytes, so that a shell answer is quick.

A cached file that is missing, damaged or unwritable only costs time: the law file itself is read instead.
`HOLDLAW_CACHE=off` switches the cache off.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from holdlaw.policybook.nodes import Node, decode, parse

FORMAT = "1"


def read_node(path: Path, shown_as: str) -> Node:
    """Read a law file into nodes, from the cache if its very bytes were parsed before."""
    data = path.read_bytes()
    kept = _folder()
    if kept is None:
        return parse(decode(data, shown_as), shown_as)
    file = kept / f"{sha256(FORMAT.encode() + shown_as.encode() + data).hexdigest()}.json"
    found = _load(file, shown_as)
    if found is not None:
        return found
    node = parse(decode(data, shown_as), shown_as)
    _save(file, node)
    return node


def _folder() -> Path | None:
    if os.environ.get("HOLDLAW_CACHE") == "off":
        return None
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "holdlaw" / "policies"


def _load(file: Path, shown_as: str) -> Node | None:
    try:
        seal, _, body = file.read_text(encoding="utf-8").partition("\n")
        if sha256(body.encode()).hexdigest() != seal:
            return None
        return _unpack(json.loads(body), shown_as, "")
    except (OSError, ValueError):
        return None


def _save(file: Path, node: Node) -> None:
    body = json.dumps(_pack(node), ensure_ascii=False, separators=(",", ":"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_text(f"{sha256(body.encode()).hexdigest()}\n{body}", encoding="utf-8")
        part.replace(file)
    except OSError:
        return


def _pack(node: Node) -> list[Any]:
    value = node.value
    if value is None or isinstance(value, str):
        return [node.line, value]
    if isinstance(value, tuple):
        return [node.line, [_pack(part) for part in value]]
    return [node.line, {key: [node.key_lines.get(key), _pack(part)] for key, part in value.items()}]


def _unpack(data: list[Any], file: str, path: str) -> Node:
    line, value = data
    if isinstance(value, list):
        return Node(tuple(_unpack(p, file, f"{path}[{i}]") for i, p in enumerate(value)), file, line, path)
    if isinstance(value, dict):
        parts = {k: _unpack(p, file, f"{path}.{k}" if path else k) for k, (_, p) in value.items()}
        return Node(parts, file, line, path, {k: n for k, (n, _) in value.items()})
    return Node(value, file, line, path)
