"""What a form of a request's step says, and whether it was stored before."""

from __future__ import annotations

from attrs import frozen
from django.http import QueryDict

from holdlaw.store.reading import entry_at, first_of_intake
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.intake_fields import TEXT_MAX
from holdlaw.web.queries.request_timeline import spoken

FIELDS_MAX = 400
"""Fields of one form that are read: more than the longest form has."""


@frozen
class Stored:
    """An entry that a form made when it was sent before."""

    seq: int
    says: str


def told_by(posted: QueryDict) -> dict[str, str]:
    """Give what a form says, one text a field. What is empty is left out."""
    names = [name for name in posted if name != "csrfmiddlewaretoken"][:FIELDS_MAX]
    said = {name: str(posted[name]).strip()[:TEXT_MAX] for name in names}
    return {name: value for name, value in said.items() if value}


def stored_under(case: OpenCase, key: str) -> Stored | None:
    """Give the first entry that a form with this key made on this request, if it was sent before."""
    stored = first_of_intake(case.desk.register.db, key)
    if stored is None:
        return None
    entry = entry_at(case.desk.register.db, stored)
    if entry.request != case.state.request:
        return None
    return Stored(entry.seq, spoken(entry.sentence(), case.zone))
