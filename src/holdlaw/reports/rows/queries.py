"""The SQL of the relations. One scan of the states fills `requests`; everything else is derived from it.

Moments are UTC without a zone; a `*_on` is the local day in the zone of the agency.
"""

from __future__ import annotations

import json
from typing import Final

from holdlaw.store.case_columns import COUNTED

_LISTS = ("duties", "asks", "holds", "transfers", "contacts")


def _none(name: str, kind: type) -> str:
    """Give the least a column can hold: an empty list, an empty text, nought."""
    if name in _LISTS:
        return f"'[]' AS {name}"
    return f"'' AS {name}" if kind is str else f"0 AS {name}"


_FIRST = ", ".join(_none(name, kind) for name, kind in COUNTED.items())

STATES: Final = (
    f"SELECT '' AS request, '' AS agency, '' AS status, 0 AS folded_to, {_FIRST} UNION ALL SELECT request, "
    f"agency, status, (SELECT folded_to FROM {{schema}}state_mark), {', '.join(COUNTED)} FROM "
    "{schema}state_case"
)
"""One statement, so that the states and the number of entries they rest on are of one moment.

The first row is nobody's: by it the driver for SQLite, which takes nulls for numbers, finds the types.
"""

OF_AGENCY: Final = " WHERE agency || '' = '{agency}'"
"""Of one agency, by reading the table through: an index to most of its rows costs six times that."""

LOOSE: Final = (
    "SELECT seq, {{body}} FROM {{schema}}entries WHERE request IS NULL "
    "AND kind IN ('contact.logged', 'entry.corrected') AND seq < {size}{where} ORDER BY seq"
)
"""The contacts and the corrections that belong to no request: `entries_loose` finds them."""

_TEXT, _TEXTS, _NUMBER = "VARCHAR", ["VARCHAR"], "BIGINT"
_LINE = {"seq": _NUMBER, "us": _NUMBER}
_SHAPES: Final = {
    "texts": _TEXTS,
    "transfers": [{**_LINE, **dict.fromkeys(("to", "agency_to", "basis", "cite"), _TEXT)}],
    "holds": [
        {
            **_LINE,
            **{"basis": _TEXT, "until_us": _NUMBER},
            **{"ended_us": _NUMBER, "ended_by": _NUMBER, "reason": _TEXT},
        }
    ],
    "contacts": [
        {
            **_LINE,
            **dict.fromkeys(("direction", "purpose", "channel", "counterpart", "event"), _TEXT),
            **{"asked": _TEXTS, "given": _TEXTS},
        }
    ],
}


def _listed(column: str, shape: str) -> str:
    """Read a JSON list; null where there is none."""
    return f"from_json({column}, '{json.dumps(_SHAPES[shape])}')"


def _utc(column: str) -> str:
    return f"make_timestamp({column})"


_LEFT = "(CASE WHEN walked THEN released_us ELSE out.us END)"


def _day(column: str) -> str:
    return f"timezone(zone, make_timestamptz({column}))::DATE"


REQUESTS: Final = f"""
CREATE TABLE requests AS
WITH known AS (
    SELECT * REPLACE (
        coalesce({_listed("duties", "texts")}, []) AS duties,
        coalesce({_listed("asks", "texts")}, form_asks, []) AS asks,
        coalesce(requester, form_sender) AS requester
    ),
        {_listed("holds", "holds")}[-1] AS hold,
        list_filter({_listed("transfers", "transfers")}, lambda t: t."to" <> 'court')[-1] AS out
    FROM states JOIN agencies USING (agency) LEFT JOIN forms USING (form)
),
told AS (
    SELECT *, released_seq IS NOT NULL AND (out IS NULL OR released_seq > out.seq) AS walked FROM known
)
SELECT request, agency, zone, folded_to, holds, transfers, contacts, person, status,
    received_seq, {_utc("received_us")} AS received_at, {_day("received_us")} AS received_on,
    form, channel, requester, duties, asks,
    form IN ('I-247', 'I-247D', 'I-247A', 'I-247X') OR list_contains(asks, 'hold') AS asks_hold,
    received_seq IS NOT NULL AND duplicate_of IS NULL AS counted, duplicate_of, superseded_by,
    cancelled_seq, {_day("cancelled_us")} AS cancelled_on, decision_seq,
    {_utc("decided_for_us")} AS decided_for_at, {_day("decided_for_us")} AS decided_for_on,
    answer_hold, clause_hold, {_utc("deadline_us")} AS deadline_at,
    hold IS NOT NULL AS held, hold.seq AS held_seq, {_utc("hold.us")} AS held_from_at,
    {_day("hold.us")} AS held_from_on, {_utc("hold.until_us")} AS held_until_at,
    {_utc("hold.ended_us")} AS held_ended_at, (hold.ended_us - hold.us) / 3600000000 AS held_hours,
    hold.reason AS ended_reason, hold.basis AS hold_basis,
    out.seq AS transferred_seq, out."to" AS transferred_to, out.agency_to AS transferred_to_agency,
    {_utc("out.us")} AS transferred_at, {_day("out.us")} AS transferred_on, out.basis AS transfer_basis,
    CASE WHEN walked THEN released_seq ELSE out.seq END AS left_seq,
    {_utc(_LEFT)} AS left_at, {_day(_LEFT)} AS left_on,
    CASE WHEN walked THEN 'released' ELSE out."to" END AS left_how,
    CASE WHEN walked THEN released_how END AS released_how,
    CASE WHEN out."to" IN ('federal_immigration', 'federal_criminal') THEN coalesce(out.basis, hold.basis)
        ELSE hold.basis END AS basis,
    criminal_warrant = 1 AS criminal_warrant, judges_warrant = 1 AS judges_warrant,
    officers_warrant = 1 AS officers_warrant
FROM told
"""
"""In one pass over the states as they are read; the lists in them are opened afterwards."""

TRANSFERS: Final = f"""
CREATE TABLE transfers AS
SELECT request, agency, person, t.seq AS seq, {_utc("t.us")} AS at, {_day("t.us")} AS on_day,
    t."to" AS to_whom, t.agency_to AS agency_to, t.basis AS basis, t.cite AS cite
FROM (
    SELECT request, agency, zone, person, unnest({_listed("transfers", "transfers")}) AS t
    FROM requests WHERE transfers IS NOT NULL
)
"""

HOLDS: Final = f"""
CREATE TABLE holds AS
SELECT request, agency, person, h.seq AS seq, h.basis AS basis, {_utc("h.us")} AS started_at,
    {_day("h.us")} AS started_on, {_utc("h.until_us")} AS until_at, {_utc("h.ended_us")} AS ended_at,
    {_day("h.ended_us")} AS ended_on, h.ended_by AS ended_by, h.reason AS reason
FROM (
    SELECT request, agency, zone, person, unnest({_listed("holds", "holds")}) AS h
    FROM requests WHERE holds IS NOT NULL
)
"""

CONTACTS: Final = f"""
CREATE TABLE contacts AS
SELECT c.seq AS seq, agency, request, person, {_utc("c.us")} AS at, {_day("c.us")} AS on_day,
    c.direction AS direction, c.purpose AS purpose, c.channel AS channel, c.counterpart AS counterpart,
    coalesce(c.asked, []) AS asked, coalesce(c.given, []) AS given, c.event AS event
FROM (
    SELECT request, agency, zone, person, unnest({_listed("contacts", "contacts")}) AS c
    FROM requests WHERE contacts IS NOT NULL
    UNION ALL
    SELECT NULL AS request, agency, zone, person, unnest({_listed("listed", "contacts")}) AS c
    FROM loose JOIN agencies USING (agency)
)
"""
