"""The fields of the New request page: their names, and what each may say. Nothing else is looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import QueryDict

from holdlaw.core.case import Act
from holdlaw.register.entry import LATE_REASONS

Told = Mapping[str, str]
"""What a form says: one text a field. What is empty is left out."""

TEXT_MAX = 2000
ROWS_MAX = 20
"""Papers, or convictions, that one form takes."""

THREE = ("yes", "no")
"""Unknown is the third, and is what an empty field says."""

CHANNELS = ("fax", "email", "hand", "electronic", "telephone")
AGENCIES = ("ICE", "CBP", "other")
PAPERS = ("I-200", "I-205", "warrant", "order", "subpoena", "writ", "other", "unknown")
OFFICERS_PAPERS = ("I-200", "I-205")
"""An officer signs these; no judge does."""

ISSUERS = ("article_iii_judge", "federal_magistrate", "immigration_judge", "state_judge", "dhs_officer")
CLASSES = ("felony", "misdemeanor", "violation")
ADJUDICATIONS = ("adult", "youthful_offender", "juvenile_delinquent")
RECORDS = ("none", "found")
SYSTEMS = ("state_criminal_history", "federal_criminal_history", "interstate_index")
USUAL_SYSTEMS = SYSTEMS[:2]
PROOFS = ("signed_copy", "witness", "refused_to_sign")
ASKS_OPEN = ("", "letter", "other")
"""Forms that do not say themselves what they ask."""

MATCH = "terrorist_database_match"
REENTRY = "reentered_after_removal"
SHOWN_BY_SEARCH = (MATCH, REENTRY)

MOMENTS = ("received_at", "release_due_at", "search_done_at", "served_at")
DAYS = ("arrested_on", "subject_birth_date", "custody_birth_date")
CODES = (
    "form",
    "box",
    "agency",
    "channel",
    "record",
    "informed_by",
    "late_reason",
    "served_proof",
    "served_language",
)
TEXTS = (
    "subject_name", "subject_file_number", "subject_custody_number", "custody_name", "custody_custody_number",
    "note", "earlier",
)  # fmt: skip
KEPT = ("from_paper", "place")
"""What the page keeps for itself."""

PAPER_PARTS = (
    "kind", "issuer", "probable_cause", "authorises_federal_custody", "names_subject", "criminal", "signed",
    "signed_on", "came_at",
)  # fmt: skip
CONVICTION_PARTS = (
    "statute", "class", "judgment_on", "adjudication", "committed_on", "plea_on", "attempt", "wobbler",
    "state_prison", "jail_from", "jail_before", "jail_for_listed",
)  # fmt: skip
ROWS = {"paper": PAPER_PARTS, "conviction": CONVICTION_PARTS}

DEFAULTS: Told = {
    "received_at": "now",
    "search_done_at": "now",
    **{f"systems-{system}": "on" for system in USUAL_SYSTEMS},
}
"""What a fresh form says. Where it says no more than this, nobody has typed anything yet."""

_SINGLE = frozenset((*MOMENTS, *DAYS, *CODES, *TEXTS, *KEPT, *(f"{name}_read" for name in MOMENTS)))
_LISTED = frozenset((*(f"systems-{name}" for name in SYSTEMS), *(f"asks-{act.value}" for act in Act)))
_ROW = re.compile(r"(paper|conviction)-(\d{1,2})-([a-z_]+)")
_KEY = re.compile(r"[a-z0-9]{8,64}")
_OTHER = re.compile(r"(?:fact|duties)-[a-z0-9_]{1,60}")


def told_by(posted: QueryDict) -> dict[str, str]:
    """Give what a posted form says, each field shortened to what a field may hold."""
    kept = {name: str(posted[name]).strip()[:TEXT_MAX] for name in posted if is_field(name)}
    return {name: value for name, value in kept.items() if value}


def is_field(name: str) -> bool:
    """Tell whether the page has such a field."""
    row = _ROW.fullmatch(name)
    if row:
        part = row[3].removesuffix("_read")
        return int(row[2]) < ROWS_MAX and part in ROWS[row[1]]
    return name in _SINGLE or name in _LISTED or _OTHER.fullmatch(name) is not None


def is_key(key: str) -> bool:
    """Tell whether a text may be the key of a form."""
    return _KEY.fullmatch(key) is not None


def row_numbers(told: Told, rows: str) -> list[int]:
    """Give the numbers of the rows that say something, in order."""
    found = (_ROW.fullmatch(name) for name in told)
    return sorted({int(row[2]) for row in found if row and row[1] == rows})


def row_name(rows: str, number: int | str, part: str) -> str:
    """Name a field of a row."""
    return f"{rows}-{number}-{part}"


def untouched(told: Told) -> bool:
    """Tell whether a form says no more than a fresh one does."""
    own = {name: value for name, value in told.items() if not name.endswith("_read") and name not in KEPT}
    return own.items() <= DEFAULTS.items()


CODE_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "agency": AGENCIES,
    "channel": CHANNELS,
    "record": RECORDS,
    "late_reason": LATE_REASONS,
    "served_proof": PROOFS,
}
"""What the plain choices of the page may say. Those the law files name are read from there."""
