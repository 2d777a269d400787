"""Everything the page of one request shows, put together once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve, frozen
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.clocks.instants import span
from holdlaw.register.case_state import CaseState
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.store.reading import Filter, entries, entry_at
from holdlaw.store.vault import SEALED, SHREDDED, closed_people
from holdlaw.web.queries.answers import Shown
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_answers import Answered, answered
from holdlaw.web.queries.request_approval import stands_at
from holdlaw.web.queries.request_holds import holds_of
from holdlaw.web.queries.request_known import known_of
from holdlaw.web.queries.request_notices import WHAT
from holdlaw.web.queries.request_outcomes import others_of_person
from holdlaw.web.queries.request_papers import papers_of
from holdlaw.web.queries.request_prompts import prompts
from holdlaw.web.queries.request_questions import next_question
from holdlaw.web.queries.request_search import still_here
from holdlaw.web.queries.request_sources import sources_of, with_sources
from holdlaw.web.queries.request_timeline import contacts, timeline

STATUS_WORDS = {
    "held": gettext_noop("held past release"),
    "duplicate": gettext_noop("the same paper was entered before"),
    "moved_before_expiry": gettext_noop("moved to another agency before the deadline"),
    "honored": gettext_noop("honored"),
    "cancelled": gettext_noop("withdrawn"),
    "superseded": gettext_noop("replaced by a later request"),
    "not_honored": gettext_noop("not honored"),
    "released": gettext_noop("released before the law was asked"),
    "stopped": gettext_noop("stopped: is this the person?"),
    "waiting_facts": gettext_noop("waits for a fact"),
    "open": gettext_noop("open"),
    "decided": gettext_noop("decided"),
}


@frozen
class TimeLeft:
    """The moment by which somebody has to act, how long is left, how pressing it is (a style's class)."""

    what: str
    at: datetime
    left: timedelta
    level: str


@frozen
class Notice:
    """A notice that was given: when, what it says of itself, who recorded it."""

    at: datetime
    content: NoticeServed
    by: str
    seq: int


@frozen
class Link:
    """Another request this one is linked with, and how."""

    request: str
    says: str


def status_of(state: CaseState) -> str:
    """Say where the request stands, in words."""
    return _(STATUS_WORDS[state.status.value])


def time_left(case: OpenCase) -> TimeLeft | None:
    """Give the moment that counts: the deadline of a running hold, else the release; None once it is over."""
    state, now = case.state, case.desk.now
    running = [hold.until for hold in state.running_holds]
    if running:
        until = min(running)
        says = (
            _("The hold is lawful until")
            if span(now, until) > timedelta()
            else _("The hold was lawful until")
        )
        return _time_left(says, until.astimezone(case.zone), now)
    due = state.release_due_at
    if due is None or not still_here(state):
        return None
    at = datetime.fromisoformat(due).astimezone(case.zone)
    says = _("Release is due") if span(now, at) > timedelta() else _("Release was due")
    return _time_left(says, at, now)


def _time_left(what: str, at: datetime, now: datetime) -> TimeLeft:
    left = span(now, at)
    limits = ((timedelta(), "hl-overdue"), (timedelta(hours=1), "hl-hour"), (timedelta(hours=4), "hl-soon"))
    level = next((name for limit, name in limits if left <= limit), "hl-later")
    return TimeLeft(what, at, left, level)


def page_of(case: OpenCase) -> dict[str, Any]:
    """Give what the template of the request's page is filled with."""
    found = answered(case)
    holds = holds_of(case)
    sources = sources_of(case)
    fact = found.open_fact
    return {
        **head_of(case),
        "answered": found,
        "shown": with_sources(found.shown, sources) if found.shown else None,
        "shown_bare": without_changed(found),
        "hold_until": _until(found, case),
        "hold_over": _over(found, case),
        "prompts": prompts(case, found, holds),
        "question": next_question(case, fact) if fact and still_here(case.state) else None,
        "holds": holds,
        "sources": sources,
        "papers": papers_of(case),
        "known": known_of(case, sources),
        "notices": notices_of(case),
        "notice_texts": WHAT,
        "contacts": contacts(case),
        "contact_url": contact_url(str(case.state.request)),
        "links": links_of(case),
        "timeline": timeline(case),
        "running": any(hold.running for hold in holds),
        "still_here": case.state.left is None,
    }


def head_of(case: OpenCase) -> dict[str, Any]:
    """Give what stands at the top: whose request, its status, the time left."""
    received = case.state.received
    requester: Mapping[str, Any] = (received.content.requester or {}) if received else {}
    return {
        "case": case,
        "seen": stands_at(case.state.decision) if case.state.decision else None,
        "request_id": case.state.request,
        "received": received,
        "received_at": received.at.astimezone(case.zone) if received else None,
        "form": received.content.form if received else "",
        "sender": requester.get("agency", ""),
        "subject": case.subject,
        "status": status_of(case.state),
        "status_code": case.state.status.value,
        "time_left": time_left(case),
        "agency": case.desk.agency,
        "now": case.desk.now,
    }


def without_changed(found: Answered) -> Shown | None:
    """Give the answer without the acts that a person decided otherwise, and without its next question."""
    if found.shown is None:
        return None
    changed = {each.act for each in found.changed}
    kept = tuple(said for said in found.shown.asked if said.act not in changed)
    return evolve(found.shown, asked=kept, next_question="")


def notices_of(case: OpenCase) -> tuple[Notice, ...]:
    """Give the notices that stand, the first first."""
    found = case.state.all(NoticeServed)
    return tuple(Notice(line.at.astimezone(case.zone), line.content, line.by, line.seq) for line in found)


def closed_of(case: OpenCase) -> dict[str, Any]:
    """Give what may be said of a sealed or shredded record: that it is, since which entry, on what ground."""
    person, db = case.state.person or "", case.desk.register.db
    kind = closed_people(db, [person]).get(person, SEALED)
    done = entries(db, where=Filter(person=person, kind=kind))[-1:]
    asked = [entry_at(db, each.fields["asked"]) for each in done]
    return {
        "request_id": case.state.request,
        "shredded": kind == SHREDDED,
        "entry": done[0] if done else None,
        "closed_at": datetime.fromisoformat(done[0].happened_at).astimezone(case.zone) if done else None,
        "cite": asked[0].fields["cite"] if asked else "",
        "time_left": time_left(case) if case.state.running_holds else None,
        "agency": case.desk.agency,
    }


def links_of(case: OpenCase) -> tuple[Link, ...]:
    """Give the other requests: the one it repeats, the one that replaced it, others about the same person."""
    duplicated, superseded = case.state.last(RequestDuplicated), case.state.last(RequestSuperseded)
    found = [Link(duplicated.content.of_request, _("The same paper as"))] if duplicated else []
    found += [Link(superseded.content.by_request, _("Replaced by"))] if superseded else []
    named = {link.request for link in found}
    found += [
        Link(other, _("About the same person")) for other in others_of_person(case) if other not in named
    ]
    return tuple(found)


def contact_url(request_id: str) -> str:
    """Give where a contact about this request is entered; nothing if the site has no such page."""
    try:
        return f"{reverse('contact_new')}?request={request_id}"
    except NoReverseMatch:
        return ""


def _over(found: Answered, case: OpenCase) -> bool:
    """Tell whether the answer allowed a hold whose time has run out."""
    until = _until(found, case)
    return until is not None and span(case.desk.now, until) <= timedelta()


def _until(found: Answered, case: OpenCase) -> datetime | None:
    until = found.decision.hold_until if found.decision else None
    return until.astimezone(case.zone) if until else None
