"""What becomes of a detainer at the invented county jail: the law commands the hold, the clock ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from holdlaw.core.case import Act
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.sources.demo.city import Turn
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.lines import Story
from holdlaw.sources.demo.matter import Matter
from holdlaw.sources.demo.moments import at_hour, days_from, later
from holdlaw.sources.demo.outcomes import (
    allows,
    end_hold,
    hold_until,
    override,
    recompute,
    release,
    start_hold,
    tell,
    transfer,
)
from holdlaw.sources.demo.papers import GROUNDS, form_of_day, officers_warrant, record

JAIL = ("excj", "Example County Jail", "us-tx", "EJ")
LAW_FROM = date(2017, 9, 1)
"""The first day of the Texas law that is written down."""

YEARLY_LEAST, YEARLY_MOST = 32, 56
TURNS = {
    "transferred": 62,
    "expired": 12,
    "overdue": 6,
    "disavowed": 4,
    "moved": 3,
    "recomputed": 2,
    "proof": 5,
    "border": 3,
    "cancelled": 3,
}
"""Out of a hundred. `proof`: of citizenship or lawful status; `border`: a detainer from CBP."""

PROOF = "proof_of_citizenship_or_lawful_status"


def jail_stories(desk: Desk, before: date) -> Iterator[Story]:
    """Tell every request of the jail until before a day, in order."""
    for year in range(LAW_FROM.year, before.year + 1):
        first, end = max(LAW_FROM, date(year, 1, 1)), min(before, date(year + 1, 1, 1))
        days = days_from(first, end)
        count = round(desk.chance.randrange(YEARLY_LEAST, YEARLY_MOST + 1) * len(days) / 365)
        turns = desk.chance.choices(list(TURNS), weights=list(TURNS.values()), k=count)
        drawn = sorted((Turn(desk.chance.choice(days), turn) for turn in turns), key=lambda turn: turn.on)
        for number, turn in enumerate(drawn, start=1):
            yield request_story(desk, number, turn)


def request_story(desk: Desk, number: int, turn: Turn) -> Story:
    """Tell one request from its receipt to the person's leaving."""
    matter = Matter(desk, f"{desk.prefix}-{turn.on.year}-{number:05d}", desk.people.another(turn.on))
    received = at_hour(turn.on, desk.between(0, 23.5), desk.zone)
    due = later(received, minutes=desk.between(3, 40) * 60)
    arrives(matter, received, due, border=turn.turn == "border")
    matter.enter(later(received, minutes=desk.between(10, 15)))
    if turn.turn == "cancelled":
        withdrawn = later(received, minutes=120)
        matter.say(withdrawn, RequestCancelled(withdrawn_by="ICE"))
        matter.enter(later(withdrawn, minutes=4))
        release(matter, due)
        matter.enter(later(due, minutes=5))
        return matter.story()
    decided(matter, due, proof=turn.turn == "proof")
    _hold(matter, due, turn.turn)
    return matter.story()


def arrives(matter: Matter, received: datetime, due: datetime, *, border: bool = False) -> None:
    """Take the request in."""
    desk, day = matter.desk, matter.desk.local_day(received)
    box = desk.chance.choice(GROUNDS)
    requester = {"agency": "CBP" if border else "ICE"}
    matter.received(received, form_of_day(day), box=box, requester=requester)
    matter.paper(received, officers_warrant(day, box))
    arrested = day - timedelta(days=desk.chance.randrange(9))
    matter.custody(later(received, minutes=desk.between(1, 3)), arrested, due)
    matter.serve(later(received, minutes=desk.between(4, 9)))


def decided(matter: Matter, due: datetime, *, proof: bool = False) -> None:
    """Search the record, ask the law, have a second person sign."""
    desk = matter.desk
    arrested = date.fromisoformat(matter.case["custody"]["arrested_on"])
    kind = desk.chance.choice(("none", "texas", "texas"))
    shown = record(desk.chance, kind, arrested)
    matter.search(later(due, minutes=-desk.between(22, 30)), shown, {PROOF: "yes" if proof else "no"})
    matter.decide(later(due, minutes=-desk.between(10, 16)))
    matter.sign(later(due, minutes=-desk.between(4, 8)))


def begins_hold(matter: Matter, due: datetime) -> datetime:
    """Begin the hold the law commands, tell who asked, tell the person; give when it becomes unlawful.

    Where the law written down here was not checked for over a year it commands nothing; then a supervisor
    decides.
    """
    answer = matter.answer
    assert answer is not None
    if not allows(answer, Act.HOLD):
        reason = "The article stands as the county attorney reads it."
        override(matter, later(due, minutes=-3), "must", act="hold", cite=ARTICLE, reason=reason)
        matter.sign(later(due, minutes=-1), role="counsel")
    start_hold(matter, due, "civil_detainer", None if allows(answer, Act.HOLD) else ARTICLE)
    tell(matter, due, ["release_date"])
    matter.serve(due, "decision")
    matter.enter(later(due, minutes=matter.desk.between(2, 9)))
    return hold_until(answer)


ARTICLE = "Tex. Code Crim. Proc. art. 2A.060(a)(1)"


def _hold(matter: Matter, due: datetime, turn: str) -> None:
    desk, answer = matter.desk, matter.answer
    assert answer is not None
    if turn in {"proof", "border"} or not allows(answer, Act.HOLD):
        release(matter, due)
        matter.enter(later(due, minutes=5))
        return
    until = begins_hold(matter, due)
    hours = (until - due).total_seconds() / 3600
    match turn:
        case "expired":
            ends(matter, later(until, minutes=-desk.between(4, 30)), "expired")
        case "overdue":
            ends(matter, later(until, minutes=desk.between(1.5, 70) * 60), "unlawful")
        case "recomputed":
            _released_later(matter, due)
        case _:
            reason = {"disavowed": "disavowed", "moved": "moved_to_another_agency"}.get(turn, "transferred")
            ends(matter, later(due, minutes=desk.between(2, hours - 3) * 60), reason)


def ends(matter: Matter, at: datetime, reason: str) -> None:
    """End the hold; the person is handed over, or walks out."""
    end_hold(matter, at, reason)
    if reason == "transferred":
        transfer(matter, at, "federal_immigration", "civil_detainer")
    elif reason == "moved_to_another_agency":
        transfer(matter, at, "another_local_agency", "local_custody")
    else:
        release(matter, at, "hold_ended")
    matter.enter(later(at, minutes=matter.desk.between(2, 9)))


def _released_later(matter: Matter, due: datetime) -> None:
    """A court paper shows that release had been due earlier: the clock is run anew, and ends sooner."""
    desk, found = matter.desk, later(due, minutes=300)
    earlier = later(due, minutes=-180)
    matter.custody(found, None, earlier)
    matter.decide(later(found, minutes=2))
    matter.sign(later(found, minutes=9))
    until = recompute(matter, later(found, minutes=10), "release_corrected")
    matter.enter(later(found, minutes=14))
    ends(matter, later(until, minutes=-desk.between(30, 600)), "transferred")
