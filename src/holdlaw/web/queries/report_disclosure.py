"""What a records request asks for, as it was typed; and the words of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from attrs import frozen
from django.http import QueryDict
from django.utils.translation import gettext as _

from holdlaw.clocks.instants import ONE_DAY
from holdlaw.register.kind import is_code
from holdlaw.reports.disclosure.answering import Asked
from holdlaw.reports.disclosure.rules import Part, Role
from holdlaw.reports.period import Period
from holdlaw.web.desk import Desk
from holdlaw.web.queries.audits import kind_names
from holdlaw.web.queries.typed_moments import read_day

GROUND_MAX = 300
REQUESTS_MAX = 200
_APART = re.compile(r"[\s,;]+")


@frozen(kw_only=True)
class Typed:
    """A form as it was read; `wrong` names the fields that have to be mended."""

    asked: Asked | None
    purpose: str
    wrong: tuple[str, ...]


def read_typed(desk: Desk, told: QueryDict) -> Typed:
    """Read a form: for whom, which days, requests and types, what it answers, on what grounds."""
    role, purpose = told.get("role", ""), told.get("purpose", "").strip()
    requests = tuple(dict.fromkeys(each for each in _APART.split(told.get("requests", "")) if each))
    days, period = _period(desk, told)
    wrong = [
        name
        for name, good in (
            ("role", role in set(Role)),
            ("purpose", is_code(purpose)),
            ("first", days[0]),
            ("last", days[1]),
            ("requests", len(requests) <= REQUESTS_MAX and all(map(is_code, requests))),
        )
        if not good
    ]
    if role == Role.PERSON and not requests:
        wrong.append("requests")
    if wrong:
        return Typed(asked=None, purpose=purpose, wrong=tuple(dict.fromkeys(wrong)))
    asked = Asked(
        role=Role(role),
        period=period,
        agency=desk.agency.id,
        requests=requests,
        kinds=tuple(each for each in kind_names() if each in told.getlist("kinds")),
        grounds=_grounds(told),
    )
    return Typed(asked=asked, purpose=purpose, wrong=())


def _period(desk: Desk, told: QueryDict) -> tuple[tuple[bool, bool], Period | None]:
    """Read the first and the last day; say of each whether it can stand. Both open: every day."""
    texts = [told.get(name, "").strip() for name in ("first", "last")]
    if not any(texts):
        return (True, True), None
    first, last = (read_day(text, desk.now.date()) if text else None for text in texts)
    if first is None or last is None or last < first or last == date.max:
        return (first is not None, last is not None and (first is None or last >= first)), None
    return (True, True), Period(first, last + ONE_DAY)


def _grounds(told: QueryDict) -> dict[str, str]:
    typed = {part.value: told.get(f"ground-{part.value}", "").strip()[:GROUND_MAX] for part in Part}
    return {name: text for name, text in typed.items() if text}


def roles() -> tuple[tuple[str, str, str], ...]:
    """Give each role that records are given out for: code, words, and what it sees."""
    return (
        (Role.PUBLIC.value, _("the public"), _("No person, no staff, days in place of times.")),
        (
            Role.PERSON.value,
            _("the person, or their counsel"),
            _("Their own requests alone: name them below. No staff, no free text."),
        ),
        (Role.AUDITOR.value, _("an auditor or inspector"), _("Everything but names and free text.")),
        (Role.COURT.value, _("a court"), _("Everything that is not sealed.")),
    )


def grounds() -> Mapping[str, str]:
    """Say each reason for which something is taken out."""
    return {
        Part.PERSON_ID.value: _("what links entries to one person"),
        Part.STAFF_ID.value: _("who of the staff it was"),
        Part.EXACT_TIME.value: _("the exact time"),
        Part.IDENTITY.value: _("names, birth dates and numbers"),
        Part.SEARCH.value: _("what a search of records found"),
        Part.FREE_TEXT.value: _("free text"),
        Part.CASE_FACT.value: _("private facts of the case"),
        Part.SEALED.value: _("sealed by a court"),
        Part.SHREDDED.value: _("destroyed on a legal ground"),
    }
