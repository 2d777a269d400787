"""The contacts of an agency, filtered, a page at a time, as they should have stood; and a table for export.

Filters look at what was written; what is shown has its corrections applied, and a void one says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.kind import is_code
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.lines import Line, Opened, lines, of_kind
from holdlaw.store.database import Database
from holdlaw.store.vault import closed_people, values
from holdlaw.web.desk import Desk
from holdlaw.web.queries.contact_form import DIRECTIONS, PURPOSES
from holdlaw.web.queries.typed_moments import read_day

PAGE = 50
CHUNK = 200
COLUMNS = (
    "entry", "happened_at", "entered_at", "late_reason", "direction", "purpose", "channel", "counterpart",
    "asked", "given", "law_act", "law_outcome", "law_cite", "request", "event", "by", "role", "corrected_by",
    "void_by",
)  # fmt: skip
"""The columns of the export: public fields alone."""

FILTERS = ("from", "to", "direction", "purpose", "request", "counterpart")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@frozen(kw_only=True)
class Asked:
    """What a list is asked for; what is empty is not. `first_on` and `last_on` are days, both included."""

    first_on: str = ""
    last_on: str = ""
    direction: str = ""
    purpose: str = ""
    request: str = ""
    counterpart: str = ""


@frozen
class Row:
    """One contact, as it should have stood. `closed`: its private words may not be shown."""

    line: Line[ContactLogged]
    at: datetime
    summary: str
    officer: str
    closed: bool


@frozen
class Listed:
    """A page of contacts, the one entered last first.

    `total`: of all pages. `older`: the number to go on from.
    """

    rows: tuple[Row, ...]
    total: int
    older: int | None


def read_filter(desk: Desk, told: Mapping[str, str]) -> tuple[Asked, tuple[str, ...]]:
    """Read what a list is asked for; give it with the fields that could not be read."""
    said = {name: told.get(name, "").strip() for name in FILTERS}
    today = desk.now.date()
    days = {name: read_day(said[name], today) if said[name] else None for name in ("from", "to")}
    wrong = [name for name in days if said[name] and days[name] is None]
    wrong += [name for name in ("request", "counterpart") if said[name] and not is_code(said[name])]
    first, last = days["from"], days["to"]
    asked = Asked(
        first_on=first.isoformat() if first else "",
        last_on=last.isoformat() if last else "",
        direction=said["direction"] if said["direction"] in DIRECTIONS else "",
        purpose=said["purpose"] if said["purpose"] in PURPOSES else "",
        request="" if "request" in wrong else said["request"],
        counterpart="" if "counterpart" in wrong else said["counterpart"],
    )
    return asked, tuple(wrong)


def contacts(desk: Desk, asked: Asked, before: int | None = None) -> Listed:
    """Give a page of the agency's contacts."""
    where, params = _where(desk, asked)
    total = desk.register.db.one(f"SELECT count(*) FROM entries WHERE {where}", params)
    found = _entries(desk.register.db, where, params, before)
    rows = _rows(desk, found[:PAGE])
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    return Listed(rows, int(total[0]) if total else 0, older)


def table(desk: Desk, asked: Asked) -> Iterator[tuple[str, ...]]:
    """Give every contact asked for, a row of cells each, the last entered first.

    No private word is among them.
    """
    where, params = _where(desk, asked)
    before: int | None = None
    while True:
        found = _entries(desk.register.db, where, params, before)
        for line in standing_lines(desk, found[:PAGE]):
            yield tuple(defused(cell) for cell in _cells(line))
        if len(found) <= PAGE:
            return
        before = found[PAGE - 1].seq


def defused(cell: str) -> str:
    """Write a cell so that no spreadsheet takes it for a formula.

    >>> defused("=1+1"), defused("ICE")
    ("'=1+1", 'ICE')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def standing_lines(
    desk: Desk, found: Sequence[Entry], opened: Opened | None = None
) -> tuple[Line[ContactLogged], ...]:
    """Give contacts as they should have stood, void ones too, in the order given."""
    corrections = _corrections(desk, sorted({each.request for each in found if each.request}))
    together = sorted((*found, *corrections), key=lambda entry: entry.seq)
    lined = {line.seq: line for line in of_kind(lines(together, opened or {}), ContactLogged)}
    return tuple(lined[each.seq] for each in found)


def _rows(desk: Desk, found: Sequence[Entry]) -> tuple[Row, ...]:
    closed = closed_people(desk.register.db, [each.person for each in found if each.person])
    readable = [each.seq for each in found if each.private and each.person not in closed]
    opened = _opened(desk, readable)
    return tuple(
        _row(desk, line, line.entry.person in closed) for line in standing_lines(desk, found, opened)
    )


def _row(desk: Desk, line: Line[ContactLogged], closed: bool) -> Row:
    said = line.content
    words = [text if isinstance(text, str) else "" for text in (said.summary, said.officer)]
    return Row(line, line.at.astimezone(desk.now.tzinfo), words[0], words[1], closed)


def _opened(desk: Desk, seqs: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Open what can be opened: one record that cannot be must not take the list with it."""
    try:
        return values(desk.register, seqs)
    except HoldlawError:
        found: dict[int, dict[str, Any]] = {}
        for seq in seqs:
            try:
                found |= values(desk.register, [seq])
            except HoldlawError:
                continue
        return found


def _where(desk: Desk, asked: Asked) -> tuple[str, list[Any]]:
    """Write the conditions of a list. A day is compared with the one that is written in a moment."""
    db = desk.register.db
    conditions: dict[str, Any] = {"kind = ?": ContactLogged.NAME, "agency = ?": desk.agency.id}
    if asked.request:
        conditions["request = ?"] = asked.request
    if asked.first_on:
        conditions["substr(happened_at, 1, 10) >= ?"] = asked.first_on
    if asked.last_on:
        conditions["substr(happened_at, 1, 10) <= ?"] = asked.last_on
    for name in ("direction", "purpose", "counterpart"):
        if wanted := getattr(asked, name):
            conditions[f"{field_of(db, name)} = ?"] = wanted
    return " AND ".join(conditions), list(conditions.values())


def field_of(db: Database, name: str) -> str:
    """Give the SQL of a public field of an entry. `name` is the code's own, never a person's."""
    if db.engine == "sqlite":
        return f"json_extract(body, '$.fields.{name}')"
    return f"(body::jsonb -> 'fields' ->> '{name}')"


def _entries(db: Database, where: str, params: Sequence[Any], before: int | None) -> list[Entry]:
    older = "" if before is None else " AND seq < ?"
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE {where}{older} ORDER BY seq DESC LIMIT ?"
    found = db.rows(sql, [*params, *([] if before is None else [before]), PAGE + 1])
    return [read_entry(body, f"entry {seq}") for seq, body in found]


def _corrections(desk: Desk, requests: Sequence[str]) -> list[Entry]:
    """Give the corrections made in some requests.

    A contact about no request is corrected by another contact.
    """
    db, found = desk.register.db, []
    for start in range(0, len(requests), CHUNK):
        chunk = list(requests[start : start + CHUNK])
        sql = (
            f"SELECT seq, {db.BYTES_OF_BODY} FROM entries "
            f"WHERE kind = ? AND request IN ({', '.join('?' * len(chunk))}) ORDER BY seq"
        )
        found += [
            read_entry(body, f"entry {seq}") for seq, body in db.rows(sql, [EntryCorrected.NAME, *chunk])
        ]
    return found


def _cells(line: Line[ContactLogged]) -> tuple[str, ...]:
    said, entry = line.content, line.entry
    law: Mapping[str, Any] = said.law_said if isinstance(said.law_said, Mapping) else {}
    cells = (
        line.seq,
        line.happened_at,
        entry.entered_at,
        entry.late_reason,
        said.direction,
        said.purpose,
        said.channel,
        said.counterpart,
        " ".join(said.asked or ()),
        " ".join(said.given or ()),
        law.get("act"),
        law.get("outcome"),
        law.get("cite"),
        entry.request,
        said.event,
        entry.actor.id,
        entry.actor.role,
        " ".join(map(str, line.corrected_by)),
        line.void_by,
    )
    return tuple("" if cell is None else str(cell) for cell in cells)
