"""What the register shows of a subject or an event, searched by the program; and what was attested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.kinds.attestation_given import AttestationGiven
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.lines import Line, lines, of_kind
from holdlaw.register.receipts import Receipt, write_receipt
from holdlaw.register.tree import leaf_hash
from holdlaw.store.reading import entry_at
from holdlaw.store.vault import entries_numbered
from holdlaw.web.desk import Desk
from holdlaw.web.queries.attestation_form import REGISTER, SOURCES, Subject, subject_words
from holdlaw.web.queries.contacts import field_of
from holdlaw.web.queries.request_timeline import spoken

RELATED = ("request.received", "person.transferred", "notice.served")
"""Entries that are no contacts and may matter to whoever reads an attestation: shown, and not counted."""

SHOWN_MAX = 20


@frozen
class Seen:
    """One entry as a search shows it."""

    seq: int
    at: datetime
    says: str
    request: str


@frozen
class Search:
    """What the register shows. `found` are the contacts that count; the others are shown beside them."""

    found: tuple[Seen, ...]
    same_days: tuple[Seen, ...]
    related: tuple[Seen, ...]

    @property
    def seqs(self) -> list[int]:
        """Give the numbers of the contacts that count."""
        return [each.seq for each in self.found]

    @property
    def mark(self) -> str:
        """Give what a form carries so that nobody attests what they did not see."""
        return ".".join(map(str, self.seqs))


@frozen
class Given:
    """An attestation as it was given, ready to be shown."""

    entry: Entry
    at: datetime
    content: AttestationGiven
    subject: str
    found: tuple[Seen, ...]
    same_days: tuple[Seen, ...]


def search(desk: Desk, subject: Subject) -> Search:
    """Search the register as it stands.

    Void contacts do not count; corrected ones count as they should have stood.
    """
    lined = [line for line in _contact_lines(desk, subject) if line.stands]
    counted = [line for line in lined if _counts(desk, line, subject)]
    others = [line for line in lined if line not in counted and subject.about == "event"]
    beside = [line for line in others if _within(desk, line.happened_at, subject)]
    return Search(
        tuple(_seen(desk, line.entry, line.happened_at) for line in counted),
        tuple(_seen(desk, line.entry, line.happened_at) for line in beside),
        tuple(_seen(desk, entry, entry.happened_at) for entry in _related(desk, subject)),
    )


def _counts(desk: Desk, line: Line[ContactLogged], subject: Subject) -> bool:
    match subject.about:
        case "event":
            return line.content.event == subject.event
        case "days":
            return _within(desk, line.happened_at, subject)
        case "request":
            return line.entry.request == subject.request
        case _:
            return line.entry.person == subject.person


def _within(desk: Desk, moment: str, subject: Subject) -> bool:
    on = datetime.fromisoformat(moment).astimezone(desk.now.tzinfo).date()
    return subject.first_on <= on <= subject.last_on


def _contact_lines(desk: Desk, subject: Subject) -> tuple[Line[ContactLogged], ...]:
    """Give the contacts that may count; any that was corrected too: a correction may have moved it here."""
    corrections = _of_agency(desk, EntryCorrected.NAME)
    moved = entries_numbered(desk.register.db, [int(each.fields["corrects"]) for each in corrections])
    found = {each.seq: each for each in _likely(desk, subject, ContactLogged.NAME)}
    own = (ContactLogged.NAME, desk.agency.id)
    found |= {each.seq: each for each in moved if (each.kind, each.agency) == own}
    together = sorted((*found.values(), *corrections), key=lambda entry: entry.seq)
    return of_kind(lines(together), ContactLogged)


def _likely(desk: Desk, subject: Subject, kind: str) -> list[Entry]:
    """Give the entries of a type that may be the subject's: a day more on both sides, since zones differ."""
    if subject.about == "request":
        return _of_agency(desk, kind, "request = ?", subject.request)
    if subject.about == "person":
        return _of_agency(desk, kind, "person = ?", subject.person)
    day = timedelta(days=1)
    span = (str(subject.first_on - day), str(subject.last_on + day))
    within = "substr(happened_at, 1, 10) BETWEEN ? AND ?"
    if subject.about == "event" and kind == ContactLogged.NAME:
        event = field_of(desk.register.db, "event")
        return _of_agency(desk, kind, f"({within} OR {event} = ?)", *span, subject.event)
    return _of_agency(desk, kind, within, *span)


def _related(desk: Desk, subject: Subject) -> list[Entry]:
    found = [each for kind in RELATED for each in _likely(desk, subject, kind)]
    if subject.about in ("days", "event"):
        found = [each for each in found if _within(desk, each.happened_at, subject)]
    return sorted(found, key=lambda entry: entry.seq)


def _of_agency(desk: Desk, kind: str, condition: str = "1 = 1", *params: str) -> list[Entry]:
    db = desk.register.db
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE kind = ? AND agency = ? AND {condition}"
    return [read_entry(body, f"entry {seq}") for seq, body in db.rows(sql, [kind, desk.agency.id, *params])]


def _seen(desk: Desk, entry: Entry, happened_at: str) -> Seen:
    zone = desk.now.tzinfo
    assert zone is not None
    at = datetime.fromisoformat(happened_at).astimezone(zone)
    return Seen(entry.seq, at, spoken(entry.sentence(), zone), entry.request or "")


def content_of(subject: Subject, shown: Search, searched: Sequence[str]) -> AttestationGiven:
    """Put an attestation together. The count is what the search found; nobody types it."""
    return AttestationGiven(
        event=subject.code,
        on=subject.last_on.isoformat(),
        searched=[REGISTER, *(each for each in SOURCES if each in searched)],
        not_searched=[each for each in SOURCES if each not in searched],
        found=len(shown.found),
        seqs={"found": shown.seqs, "same_days": [each.seq for each in shown.same_days]},
    )


def given(desk: Desk, seq: int) -> Given | None:
    """Give one attestation of this agency; None if the entry is something else, or another agency's."""
    row = desk.register.db.one("SELECT kind, agency FROM entries WHERE seq = ?", [seq])
    if row is None or tuple(row) != (AttestationGiven.NAME, desk.agency.id):
        return None
    entry = entry_at(desk.register.db, seq)
    content = entry.content()
    assert isinstance(content, AttestationGiven)  # its kind says so
    numbers: Mapping[str, Any] = (
        content.seqs if isinstance(content.seqs, Mapping) else {"found": content.seqs}
    )
    return Given(
        entry,
        datetime.fromisoformat(entry.happened_at).astimezone(desk.now.tzinfo),
        content,
        subject_words(content.event),
        _numbered(desk, numbers.get("found", ())),
        _numbered(desk, numbers.get("same_days", ())),
    )


def latest(desk: Desk) -> tuple[Given, ...]:
    """Give the agency's latest attestations."""
    sql = "SELECT seq FROM entries WHERE kind = ? AND agency = ? ORDER BY seq DESC LIMIT ?"
    rows = desk.register.db.rows(sql, [AttestationGiven.NAME, desk.agency.id, SHOWN_MAX])
    found = (given(desk, int(seq)) for (seq,) in rows)
    return tuple(each for each in found if each is not None)


def receipt_of(desk: Desk, entry: Entry) -> Receipt:
    """Give the signed receipt of an entry."""
    return write_receipt(desk.register.receipt_key, entry.seq, leaf_hash(entry.as_bytes()))


def checkpoint_of(desk: Desk, seq: int) -> tuple[int, str, bool] | None:
    """Give the first checkpoint that covers an entry, or else the newest: size, text, and whether it does."""
    db = desk.register.db
    covers = db.one("SELECT size, note FROM checkpoints WHERE size > ? ORDER BY size LIMIT 1", [seq])
    row = covers or db.one("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1")
    return (int(row[0]), str(row[1]), covers is not None) if row else None


def _numbered(desk: Desk, seqs: Sequence[int]) -> tuple[Seen, ...]:
    return tuple(
        _seen(desk, entry, entry.happened_at) for entry in entries_numbered(desk.register.db, list(seqs))
    )
