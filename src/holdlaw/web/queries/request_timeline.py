"""Every entry of a request as a sentence, in order, with its number, its times, and what corrected it."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from attrs import frozen

from holdlaw.register.entry import Entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.lines import Line, lines, standing
from holdlaw.web.accounts.templatetags.desk import wall
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_corrections import may_correct

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


NOTED = ("request.received", "fact.stated", "entry.corrected", "request.cancelled")
"""Entries whose note is shown with them. What is noted of a claim stands on the page Right person alone."""


@frozen
class Told:
    """One entry: its sentence, its times, who made it, what corrected it, whether this person may."""

    seq: int
    kind: str
    says: str
    happened_at: datetime
    entered_at: datetime
    late_reason: str
    by: str
    role: str
    corrected_by: tuple[int, ...]
    void_by: int | None
    correctable: bool
    note: str


@frozen
class Contact:
    """One communication with federal immigration authorities, as the page lists it."""

    seq: int
    at: datetime
    content: ContactLogged
    by: str


def timeline(case: OpenCase) -> tuple[Told, ...]:
    """Give every entry of the request, the first first. Corrected and void ones stay."""
    return tuple(_told(case, line) for line in case.state.lines)


def contacts(case: OpenCase) -> tuple[Contact, ...]:
    """Give the contacts of the request, with the words of their summaries where they may be seen."""
    found = standing(lines(case.entries, case.values), ContactLogged)
    return tuple(Contact(line.seq, line.at.astimezone(case.zone), line.content, line.by) for line in found)


def spoken(sentence: str, zone: tzinfo) -> str:
    """Write the moments in a sentence as a desk reads them."""
    return MOMENT.sub(lambda found: wall(datetime.fromisoformat(found[0]).astimezone(zone)), sentence)


def _note(case: OpenCase, entry: Entry) -> str:
    """Give what was noted with an entry, where it may be seen."""
    note = case.values.get(entry.seq, {}).get("note") if entry.kind in NOTED else None
    return note if isinstance(note, str) else ""


def _told(case: OpenCase, line: Line[Kind]) -> Told:
    entry = line.entry
    return Told(
        seq=line.seq,
        kind=entry.kind,
        says=spoken(entry.sentence(), case.zone),
        happened_at=datetime.fromisoformat(entry.happened_at).astimezone(case.zone),
        entered_at=datetime.fromisoformat(entry.entered_at).astimezone(case.zone),
        late_reason=entry.late_reason or "",
        by=entry.actor.id,
        role=entry.actor.role,
        corrected_by=line.corrected_by,
        void_by=line.void_by,
        correctable=may_correct(case.desk.user.who, entry.kind),
        note=_note(case, entry),
    )
