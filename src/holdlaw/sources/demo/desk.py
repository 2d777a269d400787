"""An invented agency: its name, whose law binds it, and the numbers of the people who work there."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from attrs import frozen

from holdlaw.policybook import Book
from holdlaw.register.entry import Actor
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.sources.demo.lines import Line, Step, Story
from holdlaw.sources.demo.moments import later
from holdlaw.sources.demo.people import People

STAFF = {"clerk": 9, "supervisor": 4, "counsel": 2, "auditor": 1, "administrator": 1}
"""How many people work in each role."""


@frozen(slots=False, kw_only=True, eq=False)
class Desk:
    """One agency's desk. `chance` decides everything that happens there; `law` is what it is asked under."""

    agency: str
    name: str
    place: str
    prefix: str
    law: Book
    chance: Random

    @cached_property
    def zone(self) -> ZoneInfo:
        """Give the time zone of the desk."""
        return ZoneInfo(self.law.place(self.place).timezone or "UTC")

    @cached_property
    def people(self) -> People:
        """Give the people who come through."""
        return People(self.chance, self.prefix)

    def actor(self, role: str) -> Actor:
        """Give somebody on shift in a role: a staff number, never a name."""
        return Actor(f"{self.agency}-{role}-{1 + self.chance.randrange(STAFF[role])}", role)

    def other(self, role: str, than: Actor) -> Actor:
        """Give somebody in a role who is not the one named: nobody signs their own decision."""
        own = (f"{self.agency}-{role}-{number}" for number in range(1, STAFF[role] + 1))
        return Actor(self.chance.choice([id_ for id_ in own if id_ != than.id]), role)

    def likely(self, percent: float) -> bool:
        """Draw: true so many times in a hundred."""
        return self.chance.random() * 100 < percent

    def between(self, low: float, high: float) -> float:
        """Draw a number of minutes or hours, to a tenth."""
        return round(self.chance.uniform(low, high), 1)

    def local_day(self, moment: datetime) -> date:
        """Give the day of a moment at this desk."""
        return moment.astimezone(self.zone).date()

    def joins(self, at: datetime) -> Story:
        """Begin: the agency joins the register."""
        content = AgencyJoined(name=self.name, place=self.place, zone=self.zone.key)
        line = Line(make=lambda _: content, happened_at=at, actor=self.actor("administrator"))
        return at, (Step(agency=self.agency, entered_at=later(at, minutes=2), lines=(line,)),)
