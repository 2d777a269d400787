"""What waits at the city police now: open facts, counsel, an override, a wrong person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.lines import Story
from holdlaw.sources.demo.matter import Matter
from holdlaw.sources.demo.moments import later
from holdlaw.sources.demo.outcomes import override, release
from holdlaw.sources.demo.papers import GROUNDS, form_of_day, judges_warrant, officers_warrant, record

NO_MATCH = {"terrorist_database_match": "no", "reentered_after_removal": "no"}


def live_city(desk: Desk, now: datetime) -> list[Story]:
    """Tell what is open at the city police at a moment."""
    tellers = {
        "search": _waits_for_search,
        "arrest-day": _waits_for_arrest_day,
        "counsel": _with_counsel,
        "override": _override_waits,
        "override-signed": _override_signed,
        "cancelled": _cancelled,
        "superseded": _superseded,
        "wrong-person": _wrong_person,
    }
    return [teller(desk, f"{desk.prefix}-L-{name}", now) for name, teller in tellers.items()]


def _came(desk: Desk, request: str, received: datetime, due: datetime, **more: Any) -> Matter:
    """Take a request in. `more`: judge (a judge's warrant came), arrested (maybe None), subject, person."""
    day = desk.local_day(received)
    matter = Matter(desk, request, more.get("person") or desk.people.another(day))
    box = desk.chance.choice(GROUNDS)
    matter.received(received, form_of_day(day), box=box, subject=more.get("subject") or matter.person)
    matter.paper(received, officers_warrant(day, box))
    if more.get("judge"):
        matter.paper(received, judges_warrant(day))
    matter.custody(later(received, minutes=2), more.get("arrested", day - timedelta(days=1)), due)
    matter.enter(later(received, minutes=6))
    return matter


def _waits_for_search(desk: Desk, request: str, now: datetime) -> Story:
    """Nobody has searched the record: what it shows is unknown."""
    matter = _came(desk, request, later(now, minutes=-95), later(now, minutes=130), judge=True)
    matter.serve(later(now, minutes=-80))
    matter.enter(later(now, minutes=-78))
    return matter.story()


def _waits_for_arrest_day(desk: Desk, request: str, now: datetime) -> Story:
    """The look-back runs from an arrest whose day nobody stated: the answer is open, and says so."""
    received = later(now, minutes=-200)
    matter = _came(desk, request, received, later(now, minutes=75), judge=True, arrested=None)
    shown = record(desk.chance, "listed", desk.local_day(received))
    matter.search(later(now, minutes=-50), shown, NO_MATCH)
    matter.decide(later(now, minutes=-44))
    matter.enter(later(now, minutes=-42))
    return matter.story()


def _with_counsel(desk: Desk, request: str, now: datetime) -> Story:
    """The record shows a robbery in another state; counsel was asked to compare it."""
    received, due = later(now, minutes=-170), later(now, minutes=190)
    matter = _came(desk, request, received, due, judge=True)
    shown = record(desk.chance, "elsewhere", desk.local_day(received))
    matter.search(later(now, minutes=-110), shown, NO_MATCH)
    matter.decide(later(now, minutes=-102))
    for fact in ("convictions[0].equivalent_to", "convictions[0].over_one_year.there"):
        asked = OpinionAsked(fact=fact, due_at=later(due, minutes=-30).isoformat())
        matter.say(later(now, minutes=-98), asked, name=f"question:{fact}")
    matter.enter(later(now, minutes=-96))
    return matter.story()


def _overridden(desk: Desk, request: str, now: datetime) -> Matter:
    due = later(now, minutes=55)
    matter = _came(desk, request, later(now, minutes=-240), due, judge=True)
    shown = record(desk.chance, "listed", desk.local_day(now))
    matter.search(later(now, minutes=-46), shown, NO_MATCH)
    matter.decide(later(now, minutes=-40))
    reason = "The legal bureau gives no leave to hold before it has read the warrant."
    cite = "NYC Admin. Code § 14-154(c)"
    override(matter, later(now, minutes=-31), "must_not", act="hold", cite=cite, reason=reason)
    return matter


def _override_waits(desk: Desk, request: str, now: datetime) -> Story:
    """A supervisor decided otherwise than the answer; no second person has signed."""
    matter = _overridden(desk, request, now)
    matter.enter(later(now, minutes=-30))
    return matter.story()


def _override_signed(desk: Desk, request: str, now: datetime) -> Story:
    """The same, with the second person's name under it."""
    matter = _overridden(desk, request, now)
    matter.enter(later(now, minutes=-30))
    matter.sign(later(now, minutes=-17), role="counsel")
    matter.enter(later(now, minutes=-16))
    return matter.story()


def _cancelled(desk: Desk, request: str, now: datetime) -> Story:
    """The sender withdrew the request this morning, and the person walked out."""
    matter = _came(desk, request, later(now, minutes=-400), later(now, minutes=-120))
    matter.say(later(now, minutes=-260), RequestCancelled(withdrawn_by="ICE"))
    matter.enter(later(now, minutes=-256))
    release(matter, later(now, minutes=-120), "court")
    matter.enter(later(now, minutes=-116))
    return matter.story()


def _superseded(desk: Desk, request: str, now: datetime) -> Story:
    """A later request took the place of an earlier one; only the later is open."""
    due = later(now, minutes=210)
    first = _came(desk, request, later(now, minutes=-330), due)
    first.say(later(now, minutes=-64), RequestSuperseded(by_request=f"{request}-2"))
    first.enter(later(now, minutes=-62))
    second = _came(desk, f"{request}-2", later(now, minutes=-70), due, person=first.person, judge=True)
    begins, steps = first.story()
    return begins, (*steps, *second.story()[1])


def _wrong_person(desk: Desk, request: str, now: datetime) -> Story:
    """The paper's birth date is not that of the person in custody: nothing may rest on the link."""
    received = later(now, minutes=-58)
    person = desk.people.another(desk.local_day(now))
    paper = person.born_on(_another_year(person.birth_date))
    matter = _came(desk, request, received, later(now, minutes=300), person=person, subject=paper)
    values = {"birth_date": {"paper": str(paper.birth_date), "custody": str(person.birth_date)}}
    questioned = IdentityQuestioned(mismatched=["birth_date"], values=values)
    matter.say(later(now, minutes=-49), questioned, name="questioned")
    matter.say(
        later(now, minutes=-47),
        FactStated(fact="custody.informed_by", source="booking_sheet", value="unknown"),
    )
    matter.enter(later(now, minutes=-45))
    return matter.story()


def _another_year(day: date) -> date:
    return day - timedelta(days=11 * 365)
