"""Holds at the county jail at the moment of the demo: each lies where a clock is hardest to read."""

from __future__ import annotations

from datetime import datetime

from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.jail import PROOF, arrives, begins_hold, decided, ends
from holdlaw.sources.demo.lines import Story
from holdlaw.sources.demo.matter import Matter
from holdlaw.sources.demo.moments import DAY, at_hour, changes_clocks, later, nearest, thanksgiving

HOLD_HOURS = 48
"""What the form asks for, counted straight through; the earliest limit of a hold in Texas."""


def live_jail(desk: Desk, now: datetime) -> list[Story]:
    """Tell what is open at the jail at a moment, and the holds over a clock change and over Thanksgiving."""
    today = desk.local_day(now)
    change = nearest(today, lambda day: changes_clocks(day, desk.zone))
    feast = nearest(today, lambda day: day == thanksgiving(day.year))
    overdue = later(now, minutes=-(HOLD_HOURS + 2) * 60)
    closing = later(now, minutes=40 - HOLD_HOURS * 60)
    holds = (
        ("clock-change", at_hour(change - DAY, 20, desk.zone)),
        ("thanksgiving", at_hour(feast - DAY, 18, desk.zone)),
        ("overdue", overdue),
        ("closing", closing),
    )
    told = [_held(desk, f"{desk.prefix}-L-{name}", due, now) for name, due in holds]
    return [*told, _claim_waits(desk, f"{desk.prefix}-L-claim", now)]


def _held(desk: Desk, request: str, due: datetime, now: datetime) -> Story:
    """Tell one hold as far as it has come: not begun, running, overdue, or over.

    Before release is due the law was asked for that moment already. A hold whose end lies more than a shift
    back was ended in time.
    """
    came = min(later(due, minutes=-300), later(now, minutes=-90))
    matter = Matter(desk, request, desk.people.another(desk.local_day(came)))
    arrives(matter, came, due)
    matter.enter(later(came, minutes=12))
    if later(due, minutes=10) > now:
        matter.decide(later(now, minutes=-20))
        matter.sign(later(now, minutes=-12))
        matter.enter(later(now, minutes=-10))
        return matter.story()
    decided(matter, due)
    until = begins_hold(matter, due)
    if later(until, minutes=480) < now:
        ends(matter, later(until, minutes=-35), "transferred")
    return matter.story()


def _claim_waits(desk: Desk, request: str, now: datetime) -> Story:
    """The person says they are a citizen; the papers are on their way, and counsel was asked."""
    came, due = later(now, minutes=-150), later(now, minutes=260)
    matter = Matter(desk, request, desk.people.another(desk.local_day(came)))
    arrives(matter, came, due)
    matter.enter(later(came, minutes=12))
    note = "Says to have been born here; somebody brings the papers."
    matter.say(
        later(now, minutes=-48), FactStated(fact=PROOF, source="the_person", value="unknown", note=note)
    )
    matter.say(
        later(now, minutes=-46),
        OpinionAsked(fact=PROOF, due_at=later(due, minutes=-45).isoformat()),
        name="question",
    )
    matter.enter(later(now, minutes=-44))
    return matter.story()
