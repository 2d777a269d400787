"""Exports: stored bytes and what proves them, in a folder that anybody can check without Holdlaw.

Nothing is repaired or worked out anew: a wrong byte in the database is the same wrong byte in the export,
for the verifier to find. No private value is in it: entries hold commitments alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.checkpoints import open_checkpoint
from holdlaw.register.tree import inclusion_proof
from holdlaw.store.connecting import connect
from holdlaw.store.database import Database, entry_rows
from holdlaw.store.durable import new_folder
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import KeptNote, stored_notes
from holdlaw.store.reading import node_reader
from holdlaw.store.verifying_log import pinned_keys

_PAGE_ROWS = 500


@frozen(kw_only=True)
class Selection:
    """Which entries to export; what is None is not asked.

    `agency`: the entries of one agency alone. `first` and `last` are numbers of entries, both included.
    """

    agency: str | None = None
    request: str | None = None
    kind: str | None = None
    first: int | None = None
    last: int | None = None


@frozen
class Exported:
    """How many entries an export holds, and the size of its newest checkpoint, if there is one."""

    entries: int
    checkpoint: int | None


EVERYTHING = Selection()


def export(home: Home, folder: Path, chosen: Selection = EVERYTHING) -> Exported:
    """Write an export into a new folder: the whole register, or chosen entries with a proof each.

    Raise HoldlawError: HL-6012 if the folder is in use; HL-6013 if a chosen entry is under no checkpoint yet.
    """
    with closing(connect(home, read_only=True)) as db, db.snapshot(), new_folder(folder) as filling:
        notes = stored_notes(db)
        _write_text(filling / "keys.txt", (f"{key}\n" for key in _keys(db)))
        (filling / "checkpoints").mkdir()
        for kept in notes:
            _write_text(filling / "checkpoints" / f"{kept.size}.note", [kept.note])
        _write_text(filling / "README.txt", [_about()])
        if chosen == EVERYTHING:
            return Exported(_write_all(db, filling), notes[-1].size if notes else None)
        return _write_chosen(db, filling, (chosen, notes))


def _keys(db: Database) -> list[str]:
    """Give the keys as entry 0 states them, whatever it states."""
    for _, body, _ in entry_rows(db, 0, 1):
        try:
            fields = json.loads(body)["fields"]
            return [str(fields["checkpoint_key"]), str(fields["receipt_key"])]
        except (ValueError, KeyError, TypeError):
            continue
    return []


def _write_all(db: Database, folder: Path) -> int:
    count = 0
    with (folder / "entries.jsonl").open("wb") as bodies, (folder / "tree.jsonl").open("wb") as tree:
        for seq, body, nodes in entry_rows(db):
            bodies.write(body + b"\n")
            tree.write(_line({"seq": seq, "nodes": nodes.hex()}))
            count += 1
    return count


def _write_chosen(db: Database, folder: Path, wanted: tuple[Selection, list[KeptNote]]) -> Exported:
    chosen, notes = wanted
    newest = notes[-1] if notes else KeptNote("checkpoints", "")
    size = open_checkpoint(newest.note, [pinned_keys(db)[0]], newest.where).size if notes else 0
    node, count = node_reader(db), 0
    with (folder / "entries.jsonl").open("wb") as bodies, (folder / "proofs.jsonl").open("wb") as proofs:
        for seq, body in _chosen(db, chosen):
            if seq >= size:
                raise _uncovered(seq, size)
            path = [each.hex() for each in inclusion_proof(seq, size, node)]
            bodies.write(body + b"\n")
            proofs.write(_line({"seq": seq, "size": size, "path": path}))
            count += 1
    return Exported(count, size)


def _chosen(db: Database, chosen: Selection) -> Iterator[tuple[int, bytes]]:
    equal = {"agency = ?": chosen.agency, "request = ?": chosen.request, "kind = ?": chosen.kind}
    asked = {**equal, "seq <= ?": chosen.last}
    named = {condition: value for condition, value in asked.items() if value is not None}
    more = "".join(f" AND {condition}" for condition in named)
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE seq > ?{more} ORDER BY seq LIMIT ?"
    after = (chosen.first or 0) - 1
    while page := list(db.rows(sql, [after, *named.values(), _PAGE_ROWS])):
        yield from page
        after = page[-1][0]


def _uncovered(seq: int, size: int) -> HoldlawError:
    what = f"The newest checkpoint covers {size} entries, and not this one."
    why, mend = "An entry is proved by a signed checkpoint over it.", "Run `holdlaw sign` first, then export."
    return HoldlawError([Problem("HL-6013", f"entry {seq}", what, why, mend)])


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"


def _write_text(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes("".join(lines).encode())


def _about() -> str:
    return files(__package__).joinpath("export_readme.txt").read_text(encoding="utf-8")
