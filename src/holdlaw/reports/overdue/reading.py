"""The ledger of a register: every hold of every request, from the states folded so far."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from holdlaw.reports.overdue.ledger import HeldPast, Ledger, Rate, held, ordered
from holdlaw.store.agencies import agencies
from holdlaw.store.registers import Register
from holdlaw.store.states import folded_to

_STATES = "SELECT request, agency, body FROM state_case WHERE request > ? ORDER BY request LIMIT ?"
_PAGE = 500
_NO_HOLD = '"holds":[]'


def overdue(
    register: Register, at: datetime, *, agency: str | None = None, rate: Rate | None = None
) -> Ledger:
    """Make the ledger at a moment, of every agency or of one; fold first what was entered (`catch_up`)."""
    zones = {each.id: ZoneInfo(each.zone) for each in agencies(register).values()}
    found: list[HeldPast] = []
    last = ""
    while page := list(register.db.rows(_STATES, [last, _PAGE])):
        for request, own, body in page:
            if _NO_HOLD not in body and agency in (None, own):
                zone = zones.get(own, UTC)
                holds = (held(hold, (own, request), at, zone) for hold in json.loads(body)["holds"])
                found += [hold for hold in holds if hold is not None]
        last = page[-1][0]
    return Ledger(at=at, holds=ordered(found), rate=rate, size=folded_to(register.db))
