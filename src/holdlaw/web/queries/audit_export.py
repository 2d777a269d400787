"""An export of the agency's own entries: stored bytes with a proof each, zipped, to be checked offline.

The whole register holds other agencies' entries, so it is never given out here; `holdlaw export` does that
for whoever runs the register. A selection cannot show what was left out of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen

from holdlaw.store.exporting import Selection, export
from holdlaw.web.desk import Desk
from holdlaw.web.queries.audits import Asked, covered, within

CHOSEN = ("entries.jsonl", "proofs.jsonl")
"""The two files of a selection whose lines stand beside each other, one an entry."""


@frozen
class Zipped:
    """An export as a zip file, and how many entries it holds."""

    data: bytes
    entries: int


def zipped(desk: Desk, asked: Asked) -> Zipped | None:
    """Export what is asked for of the agency's own entries, as far as a checkpoint covers them.

    None: there is no such entry. Raise HoldlawError as `holdlaw.store.exporting.export` does.
    """
    span = _span(desk, asked)
    if span is None:
        return None
    chosen = Selection(
        agency=desk.agency.id,
        request=asked.request or None,
        kind=asked.kind or None,
        first=span[0],
        last=span[1],
    )
    packed = BytesIO()
    with TemporaryDirectory(prefix="holdlaw-export-") as folder:
        made = Path(folder) / "export"
        export(desk.register.home, made, chosen)
        count = _keep(made, lambda body: _fits(desk, asked, body))
        with ZipFile(packed, "w", ZIP_DEFLATED) as file:
            for path in sorted(each for each in made.rglob("*") if each.is_file()):
                file.write(path, path.relative_to(made))
    return Zipped(packed.getvalue(), count) if count else None


def _span(desk: Desk, asked: Asked) -> tuple[int, int] | None:
    """Give the first and last of the agency's covered entries of the period.

    A day more on each side: an entry's own day is that of the zone it was written in.
    """
    day = timedelta(days=1)
    first = (asked.first - day).isoformat() if asked.first else ""
    last = (asked.last + day).isoformat() if asked.last else "9999"
    sql = (
        "SELECT min(seq), max(seq) FROM entries WHERE agency = ? AND seq < ? "
        "AND substr(entered_at, 1, 10) >= ? AND substr(entered_at, 1, 10) <= ?"
    )
    row = desk.register.db.one(sql, [desk.agency.id, covered(desk), first, last])
    return None if row is None or row[0] is None else (int(row[0]), int(row[1]))


def _fits(desk: Desk, asked: Asked, body: dict[str, Any]) -> bool:
    day = datetime.fromisoformat(body["entered_at"]).astimezone(desk.now.tzinfo).date()
    theirs = body["agency"] == desk.agency.id and asked.actor in ("", body["actor"]["id"])
    return theirs and within(asked, day)


def _keep(folder: Path, fits: Callable[[dict[str, Any]], bool]) -> int:
    """Leave out every entry that does not fit, with its proof; give how many stay."""
    lines = [(folder / name).read_bytes().splitlines(keepends=True) for name in CHOSEN]
    kept = [pair for pair in zip(*lines, strict=True) if fits(json.loads(pair[0]))]
    for name, own in zip(CHOSEN, zip(*kept, strict=True) if kept else ((), ()), strict=True):
        (folder / name).write_bytes(b"".join(own))
    return len(kept)
