"""Reads what a register holds that claims can be checked against."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from holdlaw.policybook import Book
from holdlaw.register.kinds.attestation_given import AttestationGiven
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.reports.claims.evidence import (
    Agency,
    Attested,
    Contact,
    Evidence,
)
from holdlaw.reports.claims.shipped import published
from holdlaw.reports.rows import Rows, counted_rows
from holdlaw.reports.trends.reading import counts_of
from holdlaw.store.reading import Filter, entries
from holdlaw.store.registers import Register

ATTESTED_MAX = 100_000
"""Attestations read of one agency. Nobody gives more than a few a month."""
_CONTACTS = """
SELECT c.agency, c.seq, c.on_day, c.direction, c.purpose, c.counterpart, c.event FROM contacts AS c
ORDER BY c.agency, c.on_day, c.seq
"""


def with_register(register: Register, book: Book, at: datetime) -> Evidence:
    """Give what claims are checked against, with what a register held before the day of a moment.

    The states are brought up to date first.
    """
    with counted_rows(register, book.forms) as rows:
        counts = counts_of(register, rows, at)
        contacts = _contacts(register, rows)
        agencies = tuple(
            Agency(
                counts=each,
                contacts=tuple(contact for owner, contact in contacts if owner == agency),
                attested=_attested(register, agency, rows.agencies[agency].zone),
            )
            for agency, each in counts.items()
        )
    return Evidence(book=book, published=published(), agencies=agencies)


def _contacts(register: Register, rows: Rows) -> Sequence[tuple[str, Contact]]:
    sql = "SELECT seq, entered_at FROM entries WHERE kind = ?"
    entered = {seq: date.fromisoformat(at[:10]) for seq, at in register.db.rows(sql, [ContactLogged.NAME])}
    return [
        (
            agency,
            Contact(
                entry=seq,
                on=on,
                entered_on=entered[seq],
                direction=direction,
                purpose=purpose,
                counterpart=counterpart,
                event=event,
            ),
        )
        for agency, seq, on, direction, purpose, counterpart, event in rows.query(_CONTACTS)
        if seq in entered
    ]


def _attested(register: Register, agency: str, zone: str) -> tuple[Attested, ...]:
    found = []
    for entry in entries(
        register.db, limit=ATTESTED_MAX, where=Filter(kind=AttestationGiven.NAME, agency=agency)
    ):
        content = entry.content()
        assert isinstance(content, AttestationGiven)  # the filter has seen to it
        found.append(
            Attested(
                entry=entry.seq,
                event=content.event,
                on=date.fromisoformat(content.on),
                given_on=datetime.fromisoformat(entry.happened_at).astimezone(ZoneInfo(zone)).date(),
                searched=tuple(content.searched),
                not_searched=tuple(content.not_searched),
                found=content.found,
            )
        )
    return tuple(found)
