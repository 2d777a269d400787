"""Earlier opinions of the agency's counsel on the same statute and element: suggested, never applied.

Which statute an opinion was about stands in the vault alone, with the conviction: kept in the open it would
say for good what an opaque id was convicted of. So a precedent is looked up by opening the vault, for
counsel, and goes with a record that is sealed or erased.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.core.statutes import parse_statute
from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.store.database import Row
from holdlaw.store.opening import Register
from holdlaw.store.vault import closed_people, values
from holdlaw.web.desk import Desk

LATEST = 300
"""Opinions looked back at: what counsel said before that is looked up by hand."""

SHOWN_MAX = 5
CHUNK = 200
_OF_CONVICTION = re.compile(r"convictions\[(\d+)\]\.(.+)")
Values = Mapping[int, Mapping[str, Any]]


@frozen
class Precedent:
    """An earlier opinion: its entry's number, what it said, why, who gave it and when, in which request."""

    seq: int
    statute: str
    value: str
    grounds: str
    by: str
    at: datetime
    request: str


def element(fact: str) -> tuple[int, str] | None:
    """Give which conviction a fact is about, and which element of it; None for any other fact.

    >>> element("convictions[1].over_one_year.there")
    (1, 'over_one_year.there')
    """
    found = _OF_CONVICTION.fullmatch(fact)
    return (int(found[1]), found[2]) if found else None


def statute_key(statute: object) -> str:
    """Write a statute so that two ways of writing it are the same; nothing if it is none."""
    try:
        return str(parse_statute(str(statute))).casefold()
    except ValueError:
        return ""


def precedents(desk: Desk, request: str, fact: str, statute: object) -> tuple[Precedent, ...]:
    """Give what the agency's counsel said before about the same statute and element, the latest first."""
    about, wanted = element(fact), statute_key(statute)
    if about is None or not wanted:
        return ()
    register = desk.register
    given = [
        each
        for each in _latest(register, desk.agency.id)
        if each.request != request and (element(str(each.fields["fact"])) or (0, ""))[1] == about[1]
    ]
    searches = _searches(register, sorted({each.request for each in given if each.request}))
    corrected = _corrected(register, [each.request for each in given if each.request])
    opened = _opened(register, [*given, *(each for group in searches.values() for each in group)])
    told = (
        _precedent(each, searches.get(each.request or "", []), opened, desk)
        for each in given
        if each.seq not in corrected
    )
    return tuple(each for each in told if each and statute_key(each.statute) == wanted)[:SHOWN_MAX]


def _precedent(given: Entry, searches: Sequence[Entry], opened: Values, desk: Desk) -> Precedent | None:
    answer, about = opened.get(given.seq, {}), element(str(given.fields["fact"]))
    if about is None or "value" not in answer:
        return None
    listed = [
        opened[each.seq]["convictions"]
        for each in searches
        if each.seq < given.seq and opened.get(each.seq, {}).get("convictions")
    ]
    conviction = listed[-1][about[0]] if listed and about[0] < len(listed[-1]) else {}
    return Precedent(
        seq=given.seq,
        statute=str(conviction.get("statute", "")),
        value=str(answer["value"]),
        grounds=str(answer.get("grounds") or ""),
        by=given.actor.id,
        at=datetime.fromisoformat(given.happened_at).astimezone(desk.now.tzinfo),
        request=given.request or "",
    )


def _latest(register: Register, agency: str) -> list[Entry]:
    sql = (
        f"SELECT seq, {register.db.BYTES_OF_BODY} FROM entries WHERE kind = ? AND agency = ? "
        "ORDER BY seq DESC LIMIT ?"
    )
    return _read(register.db.rows(sql, [OpinionGiven.NAME, agency, LATEST]))


def _searches(register: Register, requests: Sequence[str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in _of(register, RecordSearched.NAME, requests):
        found.setdefault(entry.request or "", []).append(entry)
    return found


def _corrected(register: Register, requests: Sequence[str]) -> set[int]:
    """Give the numbers of entries that were corrected: what counsel took back is no precedent."""
    found = _of(register, EntryCorrected.NAME, requests)
    return {int(entry.fields["corrects"]) for entry in found}


def _of(register: Register, kind: str, requests: Sequence[str]) -> list[Entry]:
    found: list[Entry] = []
    for start in range(0, len(requests), CHUNK):
        chunk = list(requests[start : start + CHUNK])
        sql = (
            f"SELECT seq, {register.db.BYTES_OF_BODY} FROM entries "
            f"WHERE kind = ? AND request IN ({', '.join('?' * len(chunk))}) ORDER BY seq"
        )
        found += _read(register.db.rows(sql, [kind, *chunk]))
    return found


def _read(rows: Any) -> list[Entry]:
    stored: list[Row] = list(rows)
    return [read_entry(body, f"entry {seq}") for seq, body in stored]


def _opened(register: Register, entries: Sequence[Entry]) -> Values:
    """Open what is not closed. Where the vault is damaged nothing is suggested."""
    closed = closed_people(register.db, (each.person for each in entries if each.person))
    readable = [each.seq for each in entries if each.private and each.person not in closed]
    try:
        return values(register, readable)
    except HoldlawError:
        return {}
