"""Counsel's queue: questions that were asked and have no answer, and decisions that wait for an open fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from holdlaw.clocks.instants import span
from holdlaw.core.problems import HoldlawError
from holdlaw.decide.words import sentence
from holdlaw.policybook import Book
from holdlaw.register.case_paths import path_of
from holdlaw.register.kind import ERASED
from holdlaw.web.desk import Desk
from holdlaw.web.queries.board import Band, band_of
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.open_requests import OpenRequest, open_requests, question
from holdlaw.web.queries.precedents import Precedent, element, precedents

COUNSEL = "agency counsel"
YES_NO = ("yes", "no")
DAYS = ("arrested_on", "judgment_on", "committed_on", "plea_on", "signed_on")
STATUTES = ("statute", "equivalent_to", "target")


@frozen
class Waiting:
    """One open question of the queue. `asked`: somebody asked counsel; else the law's answer waits for it."""

    request: str
    name: str
    fact: str
    asks: str
    who: str
    asked_at: datetime | None
    due_at: datetime | None
    left: timedelta | None
    band: Band
    sealed: bool

    @property
    def for_counsel(self) -> bool:
        """Tell whether counsel is asked, or is who can answer."""
        return self.asked_at is not None or self.who == COUNSEL


@frozen
class Conviction:
    """The conviction a question is about, field by field."""

    statute: str
    fields: tuple[tuple[str, str], ...]


@frozen
class Question:
    """One question as counsel answers it. `shape`: choice, statute or day. `words`: what the desk wrote."""

    fact: str
    asks: str
    who: str
    words: str
    asked_by: str
    due_at: datetime | None
    left: timedelta | None
    band: Band
    shape: str
    options: tuple[str, ...]
    conviction: Conviction | None
    precedents: tuple[Precedent, ...]


@frozen
class Facts:
    """What of a case anybody of the agency may see: how it came, what it asks, what the law said so far."""

    form: str
    received_at: datetime | None
    release_due_at: datetime | None
    asked: tuple[tuple[str, str, str], ...]
    answers: tuple[str, ...]
    stale: bool


def queue(desk: Desk) -> tuple[Waiting, ...]:
    """Give every open question of the agency, those for counsel first, then by the time left."""
    found = [
        each for request in open_requests(desk.register, desk.agency.id) for each in _waiting(desk, request)
    ]
    return tuple(sorted(found, key=_order))


def _order(each: Waiting) -> tuple[bool, int, timedelta, str, str]:
    return not each.for_counsel, each.band.rank, each.left or timedelta(), each.request, each.fact


def _waiting(desk: Desk, found: OpenRequest) -> Iterator[Waiting]:
    asked = {each["fact"]: each for each in found.asked}
    for fact, each in asked.items():
        due = _earlier(each["due_at"], found.due_at)
        yield _one(desk, found, fact, (datetime.fromisoformat(each["happened_at"]), due))
    decision = found.decision
    if decision is None or "not_established" not in decision["outcomes_left"].values() or found.body["stale"]:
        return
    for each in decision["open_facts"]:
        if each["fact"] not in asked:
            yield _one(desk, found, each["fact"], (None, found.due_at))


def _one(
    desk: Desk, found: OpenRequest, fact: str, times: tuple[datetime | None, datetime | None]
) -> Waiting:
    zone = desk.now.tzinfo
    asked_at, due = (each.astimezone(zone) if each else None for each in times)
    known, left = question(desk.book, fact), span(desk.now, due) if due else None
    return Waiting(
        request=found.request, name=found.custody_number or found.request, fact=fact,
        asks=known.asks if known else fact, who=known.who if known else "", asked_at=asked_at, due_at=due,
        left=left, band=band_of(left), sealed=found.sealed,
    )  # fmt: skip


def _earlier(due_at: str, release: datetime | None) -> datetime:
    due = datetime.fromisoformat(due_at)
    return min(due, release) if release else due


def questions(desk: Desk, case: OpenCase) -> tuple[Question, ...]:
    """Give the open questions of one case, with the conviction concerned and earlier opinions on the like."""
    asked = {each.asked.content.fact: each.asked for each in case.state.opinions if each.given is None}
    decision = case.state.decision
    open_facts = [str(each["fact"]) for each in decision.made.content.open_facts] if decision else []
    facts = dict.fromkeys((*asked, *([] if case.state.stale else open_facts)))
    return tuple(_question(desk, case, fact, asked.get(fact)) for fact in facts)


def _question(desk: Desk, case: OpenCase, fact: str, asked: Any) -> Question:
    known = question(desk.book, fact)
    due = _moment(asked.content.due_at if asked else case.state.due_at, desk)
    left = span(desk.now, due) if due else None
    conviction = conviction_of(case, fact)
    statute = conviction.statute if conviction else ""
    shape, options = shape_of(desk.book, fact)
    return Question(
        fact=fact, asks=known.asks if known else fact, who=known.who if known else "",
        words=_words(case, asked), asked_by=asked.by if asked else "", due_at=due, left=left,
        band=band_of(left),
        shape=shape, options=options, conviction=conviction,
        precedents=precedents(desk, case.state.request or "", fact, statute),
    )  # fmt: skip


def _words(case: OpenCase, asked: Any) -> str:
    """Give what the desk wrote to counsel, where it may be seen."""
    if asked is None:
        return ""
    words = case.values.get(asked.seq, {}).get("question")
    return "" if words is None or words is ERASED else str(words)


def shape_of(book: Book, fact: str) -> tuple[str, tuple[str, ...]]:
    """Say how a fact is answered, and which answers it takes where they are few."""
    last, known = str(path_of(fact)[-1]), question(book, fact)
    if last in STATUTES:
        return "statute", ()
    if last in DAYS:
        return "day", ()
    if known is not None and known.options:
        return "choice", known.options
    return "choice", YES_NO


def conviction_of(case: OpenCase, fact: str) -> Conviction | None:
    """Give the conviction that a fact is about, where the record may be seen."""
    about = element(fact)
    listed = case.case_file.get("convictions")
    if about is None or not isinstance(listed, list) or about[0] >= len(listed):
        return None
    told: Mapping[str, Any] = listed[about[0]]
    rest = tuple((name, _plain(value)) for name, value in told.items() if name != "statute")
    return Conviction(str(told.get("statute", "")), rest)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')}: {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(each) for each in value)
    return str(value)


def facts_of(desk: Desk, case: OpenCase) -> Facts:
    """Give the case in short: its paper, its release, what the law said of each act that was asked."""
    state = case.state
    decision, received = state.decision, state.received
    made = decision.made.content if decision else None
    asked = tuple(
        (act, decision.outcomes.get(act, ""), str(made.decided_by.get(act, {}).get("cite", "")))
        for act in made.asks
    ) if decision and made else ()  # fmt: skip
    return Facts(
        form=received.content.form if received else "",
        received_at=_moment(received.happened_at if received else None, desk),
        release_due_at=_moment(state.release_due_at, desk),
        asked=asked,
        answers=_now(case),
        stale=state.stale,
    )


def _now(case: OpenCase) -> tuple[str, ...]:
    """Say what the law answers to the case as it stands, act by act."""
    try:
        return tuple(sentence(each) for each in case.answer.acts.values() if each.asked)
    except HoldlawError:
        return ()


def _moment(text: str | None, desk: Desk) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(desk.now.tzinfo) if text else None
