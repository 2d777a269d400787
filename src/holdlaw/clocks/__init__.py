"""Deadlines: hours, days that do not count, and the time zone of the place.

A `Limit` is what a law says ("48 hours, excluding Saturdays, Sundays and holidays"). Running it from a
moment gives a `Clock`: the deadline, and every day on the way with the reason it counted or did not. A
`Calendar` is a dated list of holidays with its source.

Everything here is a pure function: time is always an argument, a moment without a time zone is refused,
and no file is read (`calendar_from_data` takes the plain data of a file that a higher layer has read).
"""

from holdlaw.clocks.calendar_data import CalendarError, calendar_from_data
from holdlaw.clocks.calendars import Calendar, Holiday
from holdlaw.clocks.clock import Clock, Day
from holdlaw.clocks.limits import Limit
from holdlaw.clocks.running import earliest, opens, run, starts

__all__ = [
    "Calendar",
    "CalendarError",
    "Clock",
    "Day",
    "Holiday",
    "Limit",
    "calendar_from_data",
    "earliest",
    "opens",
    "run",
    "starts",
]
