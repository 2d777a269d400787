"""What each role may see of a record: one table. Nothing else decides it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """For whom records are given out."""

    PUBLIC = "public"
    PERSON = "person"
    """The person the records are about, or their counsel."""
    AUDITOR = "auditor"
    """An auditor or inspector."""
    COURT = "court"


class Treat(StrEnum):
    """What is done with a part of a record."""

    SHOW = "show"
    DAY = "day"
    """A moment is given as its day."""
    WITHHOLD = "withhold"


class Part(StrEnum):
    """A part of a record that roles see differently; its name is the reason code of a removal."""

    PERSON_ID = "links_entries_to_a_person"
    STAFF_ID = "staff_identity"
    EXACT_TIME = "exact_time"
    IDENTITY = "personal_identity"
    SEARCH = "search_findings"
    FREE_TEXT = "free_text"
    CASE_FACT = "private_fact"
    SEALED = "sealed"
    SHREDDED = "shredded"


_S, _D, _W = Treat.SHOW, Treat.DAY, Treat.WITHHOLD
_ROLES = (Role.PUBLIC, Role.PERSON, Role.AUDITOR, Role.COURT)

TABLE: Mapping[Part, Mapping[Role, Treat]] = {
    part: dict(zip(_ROLES, row, strict=True))
    for part, row in {
        # ...                public person auditor court
        Part.PERSON_ID: (_W, _S, _S, _S),
        Part.STAFF_ID: (_W, _W, _S, _S),
        Part.EXACT_TIME: (_D, _S, _S, _S),
        Part.IDENTITY: (_W, _S, _W, _S),
        Part.SEARCH: (_W, _W, _S, _S),
        Part.FREE_TEXT: (_W, _W, _W, _S),
        Part.CASE_FACT: (_W, _S, _S, _S),
        Part.SEALED: (_W, _W, _W, _W),
        Part.SHREDDED: (_W, _W, _W, _W),
    }.items()
}
"""The table. A sealed record is given to nobody: it has to be unsealed first. A shredded value is gone."""

PRIVATE_PARTS: Mapping[str, Part] = {
    "request.received.subject": Part.IDENTITY,
    "request.received.box": Part.CASE_FACT,
    "request.received.note": Part.FREE_TEXT,
    "request.cancelled.note": Part.FREE_TEXT,
    "identity.questioned.values": Part.IDENTITY,
    "identity.settled.grounds": Part.FREE_TEXT,
    "record.searched.convictions": Part.SEARCH,
    "record.searched.facts": Part.SEARCH,
    "fact.stated.value": Part.SEARCH,
    "fact.stated.note": Part.FREE_TEXT,
    "decision.made.case": Part.SEARCH,
    "decision.made.answer": Part.SEARCH,
    "decision.overridden.reason": Part.FREE_TEXT,
    "opinion.asked.question": Part.FREE_TEXT,
    "opinion.given.value": Part.SEARCH,
    "opinion.given.grounds": Part.FREE_TEXT,
    "contact.logged.summary": Part.FREE_TEXT,
    "contact.logged.officer": Part.STAFF_ID,
    "citizenship.claimed.note": Part.FREE_TEXT,
    "citizenship.reviewed.result": Part.CASE_FACT,
    "citizenship.reviewed.grounds": Part.FREE_TEXT,
    "paper.attached.form": Part.CASE_FACT,
    "paper.attached.file": Part.CASE_FACT,
    "entry.corrected.values": Part.FREE_TEXT,
    "entry.corrected.note": Part.FREE_TEXT,
}
"""What each private field is a part of. One that is not listed here is withheld as free text is."""


def part_of(kind: str, name: str) -> Part:
    """Give the part that a private field of a kind of entry is; the strictest where nobody declared it."""
    return PRIVATE_PARTS.get(f"{kind}.{name}", Part.FREE_TEXT)


def treat(part: Part, role: Role) -> Treat:
    """Say what is done with a part for a role."""
    return TABLE[part][role]
