"""The whole demo in the order in which it is entered: both agencies' years, then what is open now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from heapq import merge
from random import Random
from zoneinfo import ZoneInfo

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.sources.demo.city import POLICE
from holdlaw.sources.demo.city_years import FIXED, city_stories, reporting_years
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.events import event_stories
from holdlaw.sources.demo.jail import JAIL, LAW_FROM, jail_stories
from holdlaw.sources.demo.lines import Step, Story, in_order
from holdlaw.sources.demo.live_city import live_city
from holdlaw.sources.demo.live_jail import live_jail
from holdlaw.sources.demo.moments import at_hour, month_begins

ORIGIN = "demo.holdlaw.example"
OPENED_ON = date(2015, 9, 30)
TODAY_LEAST = date(2018, 4, 1)
"""The fixed history and its first follow-up end before this day."""

SETTLED_AFTER = timedelta(days=7)
"""No story takes longer: the longest is a wait, a hold of two days and three days too many."""


@frozen(eq=False)
class Plan:
    """A demo to be built: its seed, the moment it is built for, the law it is decided under.

    `parts`: the city's years, the jail's, what no request is about, what is open now. Each is the same alone.
    """

    seed: int
    today: datetime
    law: Book
    parts: frozenset[str] = frozenset({"city", "jail", "events", "live"})

    def __attrs_post_init__(self) -> None:
        """Refuse a day before the fixed history is over."""
        if self.today.utcoffset() is None or self.today.date() < TODAY_LEAST:
            what = f"It is not a moment from {TODAY_LEAST} on."
            why = "The agencies have a fixed history until January 2018, and live cases around today."
            mend = "Leave it out, or give a later day."
            raise HoldlawError([Problem("HL-4001", "--today", what, why, mend)])

    def chance(self, of: str) -> Random:
        """Give the chance of one part: the same from the same seed, whatever the other parts draw."""
        return Random(f"holdlaw demo {self.seed} {of}")

    def desk(self, agency: tuple[str, str, str, str], of: str) -> Desk:
        """Give an agency's desk with the chance of one part."""
        code, name, place, prefix = agency
        chance = self.chance(f"{code} {of}")
        return Desk(agency=code, name=name, place=place, prefix=prefix, law=self.law, chance=chance)

    @property
    def zone(self) -> ZoneInfo:
        """Give the time zone of the city, which the demo is dated in."""
        return self.desk(POLICE, "zone").zone

    @property
    def history_before(self) -> date:
        """Give the day before which the years lie: the month's first, or a week ago where that is earlier."""
        return month_begins((self.today.astimezone(self.zone) - SETTLED_AFTER).date())

    def steps(self) -> Iterator[Step]:
        """Give every step in the order of its entry."""
        city, jail = self.desk(POLICE, "years"), self.desk(JAIL, "years")
        opened = at_hour(OPENED_ON, 9, self.zone)
        joining = [city.joins(opened), jail.joins(at_hour(LAW_FROM - timedelta(days=1), 9, jail.zone))]
        streams: dict[str, Iterable[Story]] = {
            "city": city_stories(city, self.history_before),
            "jail": jail_stories(jail, self.history_before),
            "events": sorted(event_stories(self.desk(POLICE, "events")), key=_begins),
            "live": sorted(self._live(), key=_begins),
        }
        wanted = [stories for part, stories in streams.items() if part in self.parts]
        return in_order(merge(joining, *wanted, key=_begins))

    def _live(self) -> list[Story]:
        city, jail = self.desk(POLICE, "live"), self.desk(JAIL, "live")
        now = self.today.astimezone(self.zone)
        return [*live_city(city, now), *live_jail(jail, now.astimezone(jail.zone))]

    def checkpoints(self) -> list[datetime]:
        """List the moments at which the register is signed: the end of each reporting year."""
        ends = [before for _, before, *_ in FIXED if before.month == 10]
        ends += [before for _, before in reporting_years(FIXED[-1][1], self.history_before)]
        return [at_hour(day, 0, self.zone) for day in sorted(ends)]


def _begins(story: Story) -> datetime:
    return story[0]
