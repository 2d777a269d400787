"""The register as an auditor reads it: entries as sentences, each with what proves it. Own agency alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from attrs import asdict, frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import Checkpoint, includes, open_checkpoint
from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.kind import is_code
from holdlaw.register.kinds import kinds
from holdlaw.register.receipts import write_receipt
from holdlaw.register.tree import inclusion_proof, leaf_hash
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.reading import node_reader, size
from holdlaw.web.desk import Desk
from holdlaw.web.queries.request_timeline import spoken
from holdlaw.web.queries.typed_moments import read_day

PAGE = 50
CHUNK = 500
LOOKED_MAX = 50_000
"""Entries that are looked through for one page; then the page says how far it came."""


@frozen(kw_only=True)
class Asked:
    """Which entries are asked for: type, request, who entered them, first and last day of entering."""

    kind: str = ""
    request: str = ""
    actor: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def typed(self) -> Mapping[str, str]:
        """Give what is asked, as an address carries it."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@frozen
class Row:
    """One entry as a sentence."""

    entry: Entry
    says: str
    entered_at: datetime
    happened_at: datetime


@frozen
class Page:
    """A page of entries, the newest first. `older`: the next page begins before this number."""

    rows: tuple[Row, ...]
    older: int | None
    whole: bool


@frozen
class Proof:
    """What proves that an entry is under a signed checkpoint. `holds`: it was checked just now."""

    size: int
    root: str
    path: tuple[str, ...]
    holds: bool
    note: str


@frozen
class Proved:
    """One entry with its public fields, the commitments to its private ones, its bytes, proof and receipt."""

    row: Row
    fields: tuple[tuple[str, str], ...]
    commitments: tuple[tuple[str, str], ...]
    data: str
    leaf: str
    proof: Proof | None
    receipt: str


@frozen
class Signed:
    """One checkpoint as it was stored, and whether its signature is right."""

    size: int
    root: str
    wrong: str


def read_asked(desk: Desk, told: Mapping[str, str]) -> tuple[Asked, list[str]]:
    """Read a filter; give it with the names of what cannot be read."""
    wrong = []
    days: dict[str, date | None] = {}
    for name in ("first", "last"):
        said = told.get(name, "").strip()
        days[name] = read_day(said, desk.now.date()) if said else None
        wrong += [name] if said and days[name] is None else []
    codes = {name: told.get(name, "").strip() for name in ("request", "actor")}
    wrong += [name for name, value in codes.items() if value and not is_code(value)]
    kind = told.get("kind", "")
    return Asked(
        kind=kind if kind in kind_names() else "",
        request=codes["request"] if "request" not in wrong else "",
        actor=codes["actor"] if "actor" not in wrong else "",
        first=days["first"],
        last=days["last"],
    ), wrong


def kind_names() -> tuple[str, ...]:
    """List the types of entries."""
    return tuple(sorted({name for name, _version in kinds()}))


def page_of(desk: Desk, asked: Asked, before: int | None) -> Page:
    """Give a page of the agency's own entries, the newest first."""
    found: list[Row] = []
    looked, at = 0, before
    for entry in _own(desk, asked, before):
        looked, at = looked + 1, entry.seq
        row = row_of(desk, entry)
        if asked.first and row.entered_at.date() < asked.first - timedelta(days=1):
            return Page(tuple(found), None, True)  # entries stand in the order in which they were entered
        if within(asked, row.entered_at.date()):
            found.append(row)
        if len(found) == PAGE or looked == LOOKED_MAX:
            return Page(tuple(found), at, len(found) == PAGE)
    return Page(tuple(found), None, True)


def within(asked: Asked, day: date) -> bool:
    """Tell whether a day lies in the period that is asked for."""
    return (asked.first is None or day >= asked.first) and (asked.last is None or day <= asked.last)


def _own(desk: Desk, asked: Asked, before: int | None) -> Iterator[Entry]:
    """Read the agency's entries from the newest, as far as the database itself can tell them apart."""
    db = desk.register.db
    conditions, values = ["agency = ?"], [desk.agency.id]
    for column in ("kind", "request"):
        if value := getattr(asked, column):
            conditions.append(f"{column} = ?")
            values.append(value)
    if asked.actor:
        # An entry's bytes begin with who made it; a code needs no escaping in them.
        start = f'{{"actor":{{"id":"{asked.actor}",'
        conditions.append(f"substr(body, 1, {len(start)}) = ?")
        values.append(start)
    at = size(db) if before is None else before
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE {' AND '.join(conditions)} AND seq < ?"
    while rows := list(db.rows(f"{sql} ORDER BY seq DESC LIMIT ?", [*values, at, CHUNK])):
        for seq, body in rows:
            yield read_entry(body, f"entry {seq}")
        at = rows[-1][0]


def row_of(desk: Desk, entry: Entry) -> Row:
    """Give an entry as a sentence, its moments as the desk reads them."""
    zone = desk.now.tzinfo
    assert zone is not None
    says = spoken(entry.sentence(), zone)
    return Row(entry, says, _moment(desk, entry.entered_at), _moment(desk, entry.happened_at))


def _moment(desk: Desk, written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(desk.now.tzinfo)


def stored(desk: Desk, seq: int) -> tuple[Entry, bytes] | None:
    """Give an entry with its bytes as they are stored, whosever it is; None if there is none such."""
    db = desk.register.db
    row = db.one(f"SELECT {db.BYTES_OF_BODY} FROM entries WHERE seq = ?", [seq])
    return None if row is None else (read_entry(row[0], f"entry {seq}"), bytes(row[0]))


def proved(desk: Desk, entry: Entry, data: bytes) -> Proved:
    """Give an entry with all that proves it."""
    leaf = leaf_hash(data)
    return Proved(
        row=row_of(desk, entry),
        fields=tuple((name, _said(value)) for name, value in entry.fields.items()),
        commitments=tuple(sorted(entry.private.items())),
        data=data.decode(),
        leaf=leaf.hex(),
        proof=_proof(desk, entry.seq, data),
        receipt=write_receipt(desk.register.receipt_key, entry.seq, leaf).note,
    )


def _proof(desk: Desk, seq: int, data: bytes) -> Proof | None:
    """Make the proof under the newest checkpoint that covers the entry, and check it here and now."""
    newest = _newest(desk)
    if newest is None or newest.size <= seq:
        return None
    path = inclusion_proof(seq, newest.size, node_reader(desk.register.db))
    holds = includes(newest, seq, data, path)
    return Proof(newest.size, newest.root.hex(), tuple(each.hex() for each in path), holds, newest.note)


def _newest(desk: Desk) -> Checkpoint | None:
    keys = [desk.register.verifier_keys[0]]
    for kept in reversed(stored_notes(desk.register.db)):
        try:
            return open_checkpoint(kept.note, keys, kept.where)
        except HoldlawError:
            continue
    return None


def covered(desk: Desk) -> int:
    """Give how many entries the newest checkpoint covers."""
    newest = _newest(desk)
    return newest.size if newest else 0


def checkpoints(desk: Desk) -> tuple[Signed, ...]:
    """Give every checkpoint, the newest first."""
    keys, found = [desk.register.verifier_keys[0]], []
    for kept in reversed(stored_notes(desk.register.db)):
        try:
            opened = open_checkpoint(kept.note, keys, kept.where)
            found.append(Signed(opened.size, opened.root.hex(), ""))
        except HoldlawError as error:
            found.append(Signed(kept.size or 0, "", error.problems[0].what))
    return tuple(found)


def checkpoint_note(desk: Desk, at: int) -> str | None:
    """Give the note of one checkpoint as it was stored."""
    row = desk.register.db.one("SELECT note FROM checkpoints WHERE size = ?", [at])
    return None if row is None else str(row[0])


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_said, value)) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_said(inner)}" for name, inner in value.items()) or "–"
    return str(value)
