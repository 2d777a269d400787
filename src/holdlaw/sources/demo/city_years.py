"""The years of the invented city police: counted out to a published history, then by lot up to today.

Published for the department whose place this one takes: 80 requests in the twelve months to 2016-09-30, 2
honoured, both on federal criminal warrants; 1,526 in the next twelve, none honoured; of these 109 from 1
January to 3 April 2017, with three inside the 48-hour exception who were moved to another agency in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from holdlaw.sources.demo.city import Turn, request_story
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.lines import Story
from holdlaw.sources.demo.moments import days_from
from holdlaw.sources.demo.papers import I_247G_FROM

FIXED = (
    (date(2015, 10, 1), date(2016, 10, 1), 80, "criminal", 2),
    (date(2016, 10, 1), date(2017, 1, 1), 27, "plain", 0),
    (date(2017, 1, 1), date(2017, 4, 4), 109, "moved", 3),
    (date(2017, 4, 4), date(2017, 10, 1), 1390, "plain", 0),
)
"""From, before, how many requests, and how many of them take which turn. The rest are plain."""

EVENT_ON = date(2018, 1, 11)
"""The day of an event for which no contact is on record; no request is invented for it."""

YEARLY_LEAST, YEARLY_MOST = 130, 160
TURNS = {
    "plain": 846,
    "warrant": 40,
    "reentered": 18,
    "elsewhere": 8,
    "cancelled": 25,
    "duplicated": 15,
    "superseded": 10,
    "notification": 38,
}
"""Out of a thousand requests. The form that only asks for notice exists since 2025."""


def reporting_years(first: date, before: date) -> Iterator[tuple[date, date]]:
    """Give the reporting years since July 2018, and the months from `first` until then."""
    while first < before:
        ends = date(first.year + (first.month >= 7), 7, 1)
        yield first, min(ends, before)
        first = ends


def city_turns(desk: Desk, before: date) -> list[Turn]:
    """List every request of the city police until before a day, in order."""
    found: list[Turn] = []
    for first, end, count, turn, special in FIXED:
        turns = [turn] * special + ["plain"] * (count - special)
        found += _spread(desk, (first, end), turns)
    for first, end in reporting_years(date(2017, 10, 1), before):
        days = (end - first).days
        count = round(desk.chance.randrange(YEARLY_LEAST, YEARLY_MOST + 1) * days / 365)
        turns = desk.chance.choices(list(TURNS), weights=list(TURNS.values()), k=count)
        found += [_possible(turn) for turn in _spread(desk, (first, end), turns)]
    return found


def city_stories(desk: Desk, before: date) -> Iterator[Story]:
    """Tell every request of the city police until before a day."""
    year, number = 0, 0
    for turn in city_turns(desk, before):
        number = number + 1 if turn.on.year == year else 1
        year = turn.on.year
        yield request_story(desk, number, turn)


def _spread(desk: Desk, span: tuple[date, date], turns: list[str]) -> list[Turn]:
    days = [day for day in days_from(*span) if day != EVENT_ON]
    return sorted((Turn(desk.chance.choice(days), turn) for turn in turns), key=lambda turn: turn.on)


def _possible(turn: Turn) -> Turn:
    """Make a plain request of what could not have come that day."""
    early = turn.turn == "notification" and turn.on < I_247G_FROM
    return Turn(turn.on, "plain") if early else turn
