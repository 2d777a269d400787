"""Who the request is about: doubts and how they stand, claims of citizenship, the person's other requests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.clocks.instants import span
from holdlaw.register.case_parts import PEOPLE_NEEDED, IdentityQuestion, SamePerson
from holdlaw.register.case_status import Status
from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.kinds.citizenship_claimed import CitizenshipClaimed
from holdlaw.register.kinds.citizenship_reviewed import CitizenshipReviewed
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.identity_settled import IdentitySettled
from holdlaw.register.lines import Line, lines, standing
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.earlier_requests import earlier_requests
from holdlaw.web.queries.open_requests import standing_requests
from holdlaw.web.queries.request_page import STATUS_WORDS

FIELDS = {
    "name": gettext_noop("Name"),
    "birth_date": gettext_noop("Birth date"),
    "custody_number": gettext_noop("Custody number"),
    "file_number": gettext_noop("File number"),
    "photograph": gettext_noop("Photograph"),
    "fingerprints": gettext_noop("Fingerprints"),
}
"""What may differ, in words."""

SIDES = (("on_paper", "paper"), ("in_custody", "custody"))
"""What the two values of a field are kept as: by the desk, and by imports."""

CHUNK = 200
"""Requests asked about at once."""

_SPOKEN = gettext_noop("proof seen"), gettext_noop("no proof seen"), gettext_noop("not settled")


@frozen
class Differs:
    """One thing that differs: what paper and custody record say, where that may be seen."""

    what: str
    on_paper: str
    in_custody: str


@frozen
class Answered:
    """One person's latest answer to a doubt."""

    by: str
    at: datetime
    same: str
    grounds: str
    seq: int


@frozen
class Doubt:
    """One doubt about who the person is, and how it stands.

    `mine`: what the person at the desk answered last.
    """

    seq: int
    by: str
    at: datetime
    differs: tuple[Differs, ...]
    answers: tuple[Answered, ...]
    same: SamePerson
    mine: str
    says: str


@frozen
class Review:
    """The review of a claim of citizenship. `level`: a class of the style sheet, by the time left."""

    request: str
    seq: int
    by: str
    due_at: datetime
    left: timedelta
    level: str
    note: str
    closed_by: str = ""
    closed_at: datetime | None = None
    result: str = ""
    grounds: str = ""

    @property
    def open(self) -> bool:
        """Tell whether nobody has closed it."""
        return not self.closed_by


@frozen
class Before:
    """An earlier request of the same person. `withdrawn_by`: who took it back, if somebody did."""

    request: str
    form: str
    received_at: datetime | None
    status: str
    withdrawn_by: str
    withdrawn_at: datetime | None


def doubts(case: OpenCase) -> tuple[Doubt, ...]:
    """Give the doubts of a case, oldest first, with the words that may be seen."""
    lined = lines(case.entries, case.values)
    asked = {line.seq: line for line in standing(lined, IdentityQuestioned)}
    settled = standing(lined, IdentitySettled)
    return tuple(_doubt(case, each, asked[each.questioned.seq], settled) for each in case.state.identity)


def reviews(case: OpenCase) -> tuple[Review, ...]:
    """Give the reviews of claims of citizenship in a case, oldest first."""
    lined = lines(case.entries, case.values)
    closed = {line.content.claim: line for line in standing(lined, CitizenshipReviewed)}
    return tuple(
        _review(case.desk, line, closed.get(line.seq)) for line in standing(lined, CitizenshipClaimed)
    )


def open_reviews(desk: Desk) -> tuple[Review, ...]:
    """Give every open review of the requests that stand open, the most pressing first.

    No private word is among them. What it costs does not grow with the requests that are over.
    """
    found: dict[str, list[Entry]] = {}
    requests = standing_requests(desk.register, desk.agency.id)
    for start in range(0, len(requests), CHUNK):
        for entry in _of_claims(desk, requests[start : start + CHUNK]):
            found.setdefault(entry.request or "", []).append(entry)
    every = (each for entries in found.values() for each in _reviews_of(desk, entries))
    return tuple(sorted((each for each in every if each.open), key=lambda review: review.due_at))


def _of_claims(desk: Desk, requests: Sequence[str]) -> Iterator[Entry]:
    """Give the entries on claims in some requests, found by request: `kind` is only compared."""
    sql = (
        f"SELECT seq, {desk.register.db.BYTES_OF_BODY} FROM entries "
        f"WHERE request IN ({', '.join('?' * len(requests))}) AND kind || '' IN (?, ?, ?) ORDER BY seq"
    )
    kinds = (CitizenshipClaimed.NAME, CitizenshipReviewed.NAME, EntryCorrected.NAME)
    for seq, body in desk.register.db.rows(sql, [*requests, *kinds]):
        yield read_entry(body, f"entry {seq}")


def before(case: OpenCase) -> tuple[Before, ...]:
    """Give the agency's other requests about whoever shares an identifying thing, the newest first."""
    identity = {name: str(value) for name, value in case.subject.items() if name in _INDEXED and value}
    found = {each.request: each for each in earlier_requests(case.desk, [identity], "", case.desk.now.date())}
    found.pop(case.state.request or "", None)
    return tuple(_before(case.desk, each.request) for each in found.values())


_INDEXED = ("name", "birth_date", "file_number", "custody_number")


def level_of(left: timedelta) -> str:
    """Give how pressing a moment is, as a class of the style sheet."""
    limits = ((timedelta(), "hl-overdue"), (timedelta(hours=1), "hl-hour"), (timedelta(hours=4), "hl-soon"))
    return next((name for limit, name in limits if left <= limit), "hl-later")


def _doubt(
    case: OpenCase,
    question: IdentityQuestion,
    asked: Line[IdentityQuestioned],
    settled: Sequence[Line[IdentitySettled]],
) -> Doubt:
    values: Any = asked.content.values
    told: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
    last = {line.by: line for line in settled if line.content.questioned == asked.seq}
    answers = tuple(
        Answered(by, line.at.astimezone(case.zone), line.content.same, _words(line.content.grounds), line.seq)
        for by, line in last.items()
    )
    return Doubt(
        seq=asked.seq,
        by=asked.by,
        at=asked.at.astimezone(case.zone),
        differs=tuple(_differs(what, told.get(what)) for what in asked.content.mismatched),
        answers=answers,
        same=question.same,
        mine=question.answers.get(case.desk.user.staff_id, ""),
        says=_stands(question),
    )


def _differs(what: str, told: Any) -> Differs:
    both: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    paper, custody = (both.get(each) or both.get(other) for each, other in SIDES)
    named = _(FIELDS[what]) if what in FIELDS else what.replace("_", " ")
    return Differs(named, str(paper or ""), str(custody or ""))


def _stands(question: IdentityQuestion) -> str:
    if question.same is SamePerson.YES:
        return _("Settled: two people say it is the same person.")
    if question.same is SamePerson.NO:
        return _(
            "Settled: two people say it is another person. The request is not about whoever is in custody."
        )
    if len(set(question.answers.values())) > 1:
        return _("Open: the answers differ. Nothing is settled while anybody says otherwise.")
    missing = PEOPLE_NEEDED - len(question.answers)
    told = _("Open: two different people have to say the same; %(number)d still missing.")
    return told % {"number": max(missing, 0)}


def _reviews_of(desk: Desk, entries: Sequence[Entry]) -> Iterator[Review]:
    lined = lines(entries)
    closed = {line.content.claim: line for line in standing(lined, CitizenshipReviewed)}
    for line in standing(lined, CitizenshipClaimed):
        yield _review(desk, line, closed.get(line.seq))


def _review(desk: Desk, claim: Line[CitizenshipClaimed], closed: Line[CitizenshipReviewed] | None) -> Review:
    due = datetime.fromisoformat(claim.content.due_at).astimezone(desk.now.tzinfo)
    left = span(desk.now, due)
    own = Review(
        claim.entry.request or "", claim.seq, claim.by, due, left, level_of(left), _words(claim.content.note)
    )
    if closed is None:
        return own
    return Review(
        own.request,
        own.seq,
        own.by,
        due,
        left,
        "hl-later",
        own.note,
        closed.by,
        closed.at.astimezone(desk.now.tzinfo),
        _words(closed.content.result),
        _words(closed.content.grounds),
    )


def _before(desk: Desk, request: str) -> Before:
    row = desk.register.db.one("SELECT status, body FROM state_case WHERE request = ?", [request])
    status, body = row or (Status.OPEN.value, "{}")
    state: Mapping[str, Any] = json.loads(body)
    received, cancelled = state.get("received") or {}, state.get("cancelled") or {}
    return Before(
        request=request,
        form=str(received.get("form", "")),
        received_at=_here(desk, received.get("happened_at")),
        status=_(STATUS_WORDS.get(str(status), str(status))),
        withdrawn_by=str(cancelled.get("withdrawn_by", "")),
        withdrawn_at=_here(desk, cancelled.get("happened_at")),
    )


def _here(desk: Desk, moment: Any) -> datetime | None:
    return datetime.fromisoformat(moment).astimezone(desk.now.tzinfo) if moment else None


def _words(value: Any) -> str:
    """Give a private text; nothing where it is closed or was not stated."""
    return value if isinstance(value, str) else ""
