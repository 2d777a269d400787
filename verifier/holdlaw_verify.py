"""Check an export of a Holdlaw register, offline. One file, none of Holdlaw's own code; needs `cryptography`.

    python holdlaw_verify.py EXPORT [--key KEY] [--checkpoint FILE] [--receipt FILE] [--report FILE] [--json]

What it does; the code below repeats the numbers:
 1. Take the public key from --key. Without it, the keys of keys.txt, and say that they came with the export.
 2. Open every checkpoint of the export, and each --checkpoint kept elsewhere: the signature must be right.
 3. Hash every entry again from its bytes, in order. Its number, the register's name in it and the hashes
    exported with it must be what they should be.
 4. Compare the root over the first entries with every checkpoint signed over as many. This names the first
    wrong entry, or the narrowest range between two checkpoints in which it lies.
 5. A selection (an export with proofs.jsonl) lacks the entries between. There, each entry's own proof must
    lead from its bytes to the root of a checkpoint; checkpoints of other sizes cannot be compared with it.
 6. Compare the receipt of --receipt with the entry that it acknowledges, and the file of --report with the
    entry that published it: the entry holds the file's SHA-256, and a checkpoint covers the entry.
 7. Say what was found. Entries newer than the newest checkpoint are `uncovered`: nobody signed for them yet.

What no such check can show: a fax that was never entered; an entry that was false when it was made; which
entries were left out of a selection; and, without a key and a checkpoint from elsewhere, that the whole
register was made up.

Exit codes: 0 all is as it was entered, 1 something is not, 2 this cannot be checked. Entries are counted
from 0, and a range names the first entry in it and the first after it.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator
from functools import reduce
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

RECEIPT = "/receipt"  # receipts are signed under the register's name with this behind it
Checkpoint = tuple[int, bytes]  # of a verified one: how many entries there were, and the root over them


class Wrong(Exception):
    """Something is not as it was entered or signed; where the first wrong entry lies, if that is known."""

    def __init__(self, why: str, first_bad: int | None = None, bad_range: tuple[int, int] | None = None):
        super().__init__(why)
        self.where = {"first_bad": first_bad, "bad_range": bad_range}


class Unusable(Exception):
    """There is nothing here that could be checked. Exit code 2."""


class Key(NamedTuple):
    """A public Ed25519 key, its four-byte id, and the name it signs under."""

    name: str
    id: bytes
    public: bytes


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, check, print; give the exit code."""
    parser = argparse.ArgumentParser(description="Check an export of a Holdlaw register, offline.")
    parser.add_argument("export", type=Path, help="the folder that the export was written to")
    parser.add_argument("--key", action="append", help="a public key of the register, had from elsewhere")
    parser.add_argument("--checkpoint", action="append", default=[], type=Path, help="one kept elsewhere")
    parser.add_argument("--receipt", type=Path, help="a receipt, to compare with its entry")
    parser.add_argument("--report", type=Path, help="a published report, to find the entry that published it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args(arguments)
    said: dict[str, Any] = {"ok": True, "size": None, "root": None}
    try:
        check(asked, said)
    except Wrong as wrong:
        said |= {"ok": False, **wrong.where, "why": str(wrong)}
    except (Unusable, OSError) as error:
        print(json.dumps({"error": str(error)}) if asked.json else f"This cannot be checked: {error}.")
        return 2
    rest = [f"{name}: {value}" for name, value in said.items() if name != "ok" and value is not None]
    print(json.dumps(said) if asked.json else "\n".join(["ok" if said["ok"] else "NOT OK", *rest]))  # 7.
    return 0 if said["ok"] else 1


def check(asked: argparse.Namespace, said: dict[str, Any]) -> None:
    """Do steps 1 to 6, and fill in what is to be said. Raise Wrong or Unusable."""
    doubts: list[str] = []  # said at the end: where an entry is wrong too, that says more
    opened = parsed(next(lines_of(asked.export / "entries.jsonl"), b""))
    keys = take_keys(asked, said, doubts)
    origins = {key.name.removesuffix(RECEIPT) for key in keys} or {str(opened.get("origin"))}
    if len(origins) != 1:
        raise Unusable("the keys are not those of one register")
    origin = origins.pop()
    # 2. The checkpoints.
    checkpoints = []
    inside = sorted((asked.export / "checkpoints").glob("*.note"))
    for path in [*inside, *asked.checkpoint]:
        try:
            checkpoints.append(open_note(path, keys, origin))
            if path in inside and path.stem != str(checkpoints[-1][0]):
                doubts.append(f"{path.name} is not named by its size")
        except Wrong as wrong:
            doubts.append(str(wrong))
    said["checkpoints"] = len(checkpoints)
    # 3. to 5. The entries.
    selection = (asked.export / "proofs.jsonl").exists()
    (check_selection if selection else check_all)(asked.export, sorted(checkpoints), origin, said)
    if doubts:
        raise Wrong("; ".join(doubts))
    # 6. The receipt. Where a checkpoint has proved entry 0, the receipt key it names counts as given.
    if asked.receipt:
        fields = opened.get("fields") if any(size for size, _ in checkpoints) else None
        keys += [read_key(str(fields["receipt_key"]))] if fields and "receipt_key" in fields else []
        check_receipt(asked.export, *open_note(asked.receipt, keys, origin + RECEIPT))
    if asked.report:
        check_report(asked, said["size"] - (0 if selection else said["uncovered"]), said)


def take_keys(asked: argparse.Namespace, said: dict[str, Any], doubts: list[str]) -> list[Key]:
    """1. Take the keys that were given, or those of keys.txt."""
    said["keys"] = "given" if asked.key else "of keys.txt: they came with the export, and alone prove nothing"
    if asked.key:
        return [read_key(each) for each in asked.key]
    try:
        return [read_key(each) for each in (asked.export / "keys.txt").read_text("utf-8", "replace").split()]
    except Unusable as error:
        doubts.append(f"keys.txt: {error}")
    return []


def check_all(export: Path, checkpoints: list[Checkpoint], origin: str, said: dict[str, Any]) -> None:
    """3. and 4. Hash every entry again, and compare with every checkpoint."""
    fault: tuple[int, str] | None = None
    edge: list[bytes] = []  # the roots of the complete subtrees so far, the largest first
    size, roots, wanted = 0, {0: root_over(edge)}, {at for at, _ in checkpoints}
    for line, row in zip_longest(lines_of(export / "entries.jsonl"), lines_of(export / "tree.jsonl")):
        if line is None:
            fault = fault or (size, "it is missing, and its hashes are here")
            break
        made, complete = [hashed(b"\x00", line)], size
        while complete & 1:
            made.append(hashed(b"\x01", edge.pop(), made[-1]))
            complete >>= 1
        edge.append(made[-1])
        wrong = wrong_line(line, size, origin) or wrong_row(row or b"", size, b"".join(made).hex())
        fault = fault or ((size, wrong) if wrong else None)
        size += 1
        if size in wanted:
            roots[size] = root_over(edge)
    said |= {"size": size, "root": root_over(edge).hex()}
    agreeing = [at for at, root in checkpoints if roots.get(at) == root]
    said["uncovered"] = size - max(agreeing, default=0)
    if len(agreeing) < len(checkpoints):
        bad = min(at for at, root in checkpoints if roots.get(at) != root)
        seen = [each for each in (fault[0] if fault else bad, size) if each < bad]
        why = f"the checkpoint of {bad} entries was signed over others than the {size} that are here"
        covered = max((each for each in agreeing if each < bad), default=0)
        raise Wrong(why, min(seen, default=None), (covered, bad))
    if fault:
        raise Wrong(f"entry {fault[0]}: {fault[1]}", first_bad=fault[0])


def wrong_line(line: bytes, number: int, origin: str) -> str | None:
    """3. Say what is wrong with the bytes of an entry, taken by themselves."""
    entry = parsed(line)
    if entry.get("seq") != number or not line.endswith(b'"seq":%d}' % number):
        return "its bytes do not say that number"
    return None if entry.get("origin") == origin else "it is of another register"


def wrong_row(row: bytes, number: int, made: str) -> str | None:
    """3. Say what is wrong with the hashes exported with an entry: its own, and of subtrees it completes."""
    exported = parsed(row)
    if exported.get("seq") != number:
        return "the hashes exported with it are missing, or another's"
    if exported == {"seq": number, "nodes": made}:
        return None
    own = str(exported.get("nodes")).startswith(made[:64])
    return "a hash exported with it is not right" if own else "its bytes are not those whose hash is here"


def check_selection(export: Path, checkpoints: list[Checkpoint], origin: str, said: dict[str, Any]) -> None:
    """5. Check each entry's proof against the checkpoint of the size it was made for."""
    roots, lines, last = dict(checkpoints), list(lines_of(export / "proofs.jsonl")), -1
    newest, proofs = max(roots, default=0), {str(parsed(line).get("seq")): parsed(line) for line in lines}
    said |= {"size": newest, "root": roots[newest].hex() if roots else None, "selected": 0, "uncovered": 0}
    if len(roots) < len(set(checkpoints)) or len(proofs) < len(lines):
        raise Wrong("two checkpoints of one size contradict each other, or a proof stands twice")
    for line in lines_of(export / "entries.jsonl"):
        number = parsed(line).get("seq")
        if not isinstance(number, int) or number <= last:
            raise Wrong("an entry stands twice, out of order, or cannot be read", first_bad=last + 1)
        proof, last = proofs.pop(str(number), None), number
        unproved = "it has no proof" if number < newest else None
        wrong = wrong_line(line, number, origin) or (wrong_proof(line, proof, roots) if proof else unproved)
        if wrong:
            raise Wrong(f"entry {number}: {wrong}", first_bad=number)
        said["selected"] += 1
        said["uncovered"] += proof is None
    if proofs:
        raise Wrong(f"proofs are here, and their entries are missing: {', '.join(proofs)}")


def wrong_proof(line: bytes, proof: dict[str, Any], roots: dict[int, bytes]) -> str | None:
    """5. Say what is wrong with an entry's proof."""
    try:
        path = [bytes.fromhex(each) for each in proof["path"]]
        led = root_from(hashed(b"\x00", line), proof["seq"], proof["size"], path)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return "its proof cannot be read"
    return None if led == roots.get(proof["size"]) else "its proof does not lead to the root of a checkpoint"


def root_from(leaf: bytes, number: int, size: int, path: list[bytes]) -> bytes:
    """5. Give the root that a path leads to (RFC 9162, section 2.1.3). Raise ValueError for a wrong shape."""
    if not 0 <= number < size or (size == 1) != (not path) or any(len(each) != 32 for each in path):
        raise ValueError("not a path in a tree of that size")
    if size == 1:
        return leaf
    half = 1 << (size - 1).bit_length() - 1  # the largest power of two below the size
    if number < half:
        return hashed(b"\x01", root_from(leaf, number, half, path[:-1]), path[-1])
    return hashed(b"\x01", path[-1], root_from(leaf, number - half, size - half, path[:-1]))


def check_receipt(export: Path, number: int, leaf: bytes) -> None:
    """6. Compare a receipt with the entry that it acknowledges."""
    lines = (line for line in lines_of(export / "entries.jsonl") if line.endswith(b'"seq":%d}' % number))
    if hashed(b"\x00", next(lines, b"")) != leaf:
        raise Wrong(f"entry {number}, as the receipt acknowledges it, is not here", first_bad=number)


def check_report(asked: argparse.Namespace, covered: int, said: dict[str, Any]) -> None:
    """6. Find the entry that published exactly this file; say which, and which later one here amends it."""
    own, data = hashed(asked.report.read_bytes()).hex(), [*lines_of(asked.export / "entries.jsonl")]
    entries = [
        entry for entry in map(parsed, data) if str(entry.get("entry")).startswith("report.published/")
    ]
    told = {entry["seq"]: entry["fields"] for entry in entries if isinstance(entry.get("fields"), dict)}
    found = [number for number, fields in told.items() if fields.get("sha256") == own and number < covered]
    if not found:
        raise Wrong(f"no entry under a checkpoint published {asked.report.name} as it is")
    said["published_in"] = found[-1]
    said["amended_in"] = next((each for each, fields in told.items() if fields.get("amends") in found), None)


def open_note(path: Path, keys: list[Key], name: str) -> tuple[int, bytes]:
    """2. and 6. Verify a C2SP signed note: name, number, hash. Signatures under other names are ignored."""
    text, _, signatures = path.read_bytes().rpartition(b"\n\n")
    own, signed = {key.id: key for key in keys if key.name == name}, False
    try:
        for line in signatures.decode().removesuffix("\n").split("\n"):  # a dash, a name, id and signature
            dash, by, data = line.split(" ")
            raw = base64.b64decode(data, validate=True)
            if dash == "—" and by == name and raw[:4] in own:
                Ed25519PublicKey.from_public_bytes(own[raw[:4]].public).verify(raw[4:], text + b"\n")
                signed = base64.b64encode(raw).decode() == data and signatures.endswith(b"\n")
        first, number, hashed_, *_ = text.decode().split("\n")
        if not signed or first != name or not re.fullmatch("0|[1-9][0-9]{0,18}", number):
            raise ValueError(first)
        return int(number), decoded(hashed_, 32)
    except (ValueError, InvalidSignature):
        raise Wrong(f"{path.name} is not what the register's key signs as {name}") from None


def read_key(written: str) -> Key:
    """1. Read a public key, written as name, id and key with `+` between. Raise Unusable."""
    try:
        name, id_, data = written.split("+", 2)
        raw = decoded(data, 33)
        key = Key(name, hashed(name.encode(), b"\n", raw)[:4], raw[1:])
        if raw[:1] != b"\x01" or key.id.hex() != id_:
            raise ValueError(name)
    except ValueError:
        raise Unusable("a public key cannot be read, or its id is not its own") from None
    return key


def lines_of(path: Path) -> Iterator[bytes]:
    """Give the lines of a file, without their line ends, exactly as they are."""
    with path.open("rb") as file:
        yield from (line.removesuffix(b"\n") for line in file)


def parsed(line: bytes) -> dict[str, Any]:
    """Read a line of JSON; nothing where it is not an object."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def decoded(data: str, length: int) -> bytes:
    """Read Base64 that is written in one way only and is so many bytes long. Raise ValueError."""
    raw = base64.b64decode(data, validate=True)
    if len(raw) != length or base64.b64encode(raw).decode() != data:
        raise ValueError("not so many bytes in Base64")
    return raw


def hashed(*parts: bytes) -> bytes:
    """Hash a leaf (0x00, its bytes) or a node (0x01, left, right) of the tree (RFC 9162, section 2.1.1)."""
    return sha256(b"".join(parts)).digest()


def root_over(edge: list[bytes]) -> bytes:
    """Give the root over complete subtrees, the largest first."""
    return reduce(lambda right, left: hashed(b"\x01", left, right), reversed(edge)) if edge else hashed()


if __name__ == "__main__":
    sys.exit(main())
