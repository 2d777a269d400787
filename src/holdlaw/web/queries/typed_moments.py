"""A moment as a desk types it: `now`, `14:30`, `+45m`, `tomorrow 06:00`, `11/23/2026 6 am`; and a day.

What could be two moments is asked about and never guessed: an hour that the clocks show twice or skip, and a
bare time of day that would lie on the wrong side of now.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.clocks.instants import readings
from holdlaw.sources.pdf.values import birth_date as written_day


class Toward(Enum):
    """On which side of now a moment is to be expected."""

    PAST = "past"
    COMING = "coming"


@frozen
class Typed:
    """How a text was read: the moment, or what is wrong with it and the ways to say it without doubt."""

    at: datetime | None = None
    problem: str = ""
    choices: tuple[str, ...] = ()


SLACK = {Toward.PAST: timedelta(minutes=5), Toward.COMING: timedelta(hours=1)}
"""How far on the wrong side a time may lie: clocks differ; a person may be kept past release already."""

_NOW = ("now", "ahora")
_DAYS = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "manana": 1, "yesterday": -1, "ayer": -1}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEMANA = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_SPAN = re.compile(r"(?P<sign>[+-]) ?(?:(?P<d>\d+) ?d)? ?(?:(?P<h>\d+) ?h)? ?(?:(?P<m>\d+) ?(?:m|min)?)?")
_TIME = re.compile(
    r"(?:^|\s)(?:(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2}(?:\.\d+)?)?|(?P<hm>\d{4})|(?P<h12>\d{1,2})(?=\s?[ap]\.?m))"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?(?P<zone>z|[+-]\d{2}:?\d{2}|(?!am\b|pm\b)[a-z]{3,5}))?$"
)


def read_moment(text: str, now: datetime, toward: Toward) -> Typed:
    """Read a typed moment. `now` is in the desk's zone, and so is the answer.

    >>> from zoneinfo import ZoneInfo
    >>> at = datetime(2026, 11, 23, 3, 12, tzinfo=ZoneInfo("America/New_York"))
    >>> read_moment("tomorrow 06:00", at, Toward.COMING).at.isoformat()
    '2026-11-24T06:00:00-05:00'
    """
    told = " ".join(text.casefold().replace(",", " ").split())
    minute = now.replace(second=0, microsecond=0)
    if told in _NOW:
        return Typed(minute)
    span = _SPAN.fullmatch(told)
    if span and any(span[part] for part in "dhm"):
        return _after(span, minute)
    return _on_the_wall(re.sub(r"(?<=\d)t(?=\d)", " ", told), minute, toward)


def read_day(text: str, today: date) -> date | None:
    """Read a typed day; numbers are month, day and year of four digits. None: it cannot be read.

    >>> [read_day(text, date(2026, 11, 23)) for text in ("2/2/2015", "2 Feb 2015", "2/2/15")]
    [datetime.date(2015, 2, 2), datetime.date(2015, 2, 2), None]
    """
    told = " ".join(text.casefold().split())
    if told in _DAYS:
        return today + timedelta(days=_DAYS[told])
    found = written_day(told)
    return date.fromisoformat(found) if found else None


def _after(span: re.Match[str], now: datetime) -> Typed:
    days, hours, minutes = (int(span[part] or 0) for part in "dhm")
    try:
        moved = timedelta(days=days, hours=hours, minutes=minutes) * (-1 if span["sign"] == "-" else 1)
        return Typed((now.astimezone(UTC) + moved).astimezone(now.tzinfo))
    except OverflowError:
        return _unread()


def _on_the_wall(told: str, now: datetime, toward: Toward) -> Typed:
    found = _TIME.search(told)
    clock = _clock(found) if found else None
    if found is None or clock is None:
        return _unread()
    day = told[: found.start()].strip()
    if not day:
        return _sided(_exact(datetime.combine(now.date(), clock), found["zone"], now), clock, now, toward)
    if on := _weekday(day):
        return _of_weekday(on, clock, now, toward)
    known = read_day(day, now.date())
    return _exact(datetime.combine(known, clock), found["zone"], now) if known else _unread()


def _clock(found: re.Match[str]) -> time | None:
    if found["hm"]:
        hour, minute = int(found["hm"][:2]), int(found["hm"][2:])
    else:
        hour, minute = int(found["h"] or found["h12"]), int(found["m"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _weekday(word: str) -> Callable[[date], int] | None:
    """Give how many days from a date until the weekday that a word begins; None if it is none."""
    for names in (_WEEK, _SEMANA):
        for number, name in enumerate(names):
            if len(word) >= 3 and name.startswith(word):
                return lambda today, number=number: (number - today.weekday()) % 7  # type: ignore[misc]
    return None


def _of_weekday(until: Callable[[date], int], clock: time, now: datetime, toward: Toward) -> Typed:
    day = now.date() + timedelta(days=until(now.date()))
    read = _exact(datetime.combine(day, clock), None, now)
    if read.at is None or not _wrong_side(read.at, now, toward):
        return read
    week = timedelta(days=7 if toward is Toward.COMING else -7)
    return _exact(datetime.combine(day + week, clock), None, now)


def _exact(wall: datetime, zone: str | None, now: datetime) -> Typed:
    """Give the moment that a wall clock shows, or ask which of two is meant."""
    assert now.tzinfo is not None
    moments = readings(wall, now.tzinfo)
    shown = [at.astimezone(now.tzinfo) for at in moments]
    if zone:
        meant = [at for at in shown if _is_zone(at, zone)]
        return Typed(meant[0]) if meant and _shows(meant[0], wall) else _unread()
    if moments[0] == moments[1]:
        return Typed(shown[0])
    choices = tuple(f"{at:%Y-%m-%d %H:%M} {at.tzname()}" for at in shown)
    if _shows(shown[0], wall):
        return Typed(
            None, _("The clocks go back that night, and show this time twice. Which is meant?"), choices
        )
    return Typed(
        None, _("The clocks go forward that night, and never show this time. Which is meant?"), choices
    )


def _shows(at: datetime, wall: datetime) -> bool:
    return at.replace(tzinfo=None) == wall


def _is_zone(at: datetime, zone: str) -> bool:
    offset = at.strftime("%z")
    return zone in ((at.tzname() or "").casefold(), offset) or zone.replace(":", "") == offset


def _sided(read: Typed, clock: time, now: datetime, toward: Toward) -> Typed:
    """Ask which day is meant where a bare time of day lies on the wrong side of now."""
    if read.at is None or not _wrong_side(read.at, now, toward):
        return read
    coming = toward is Toward.COMING
    days = (_("today"), _("tomorrow")) if coming else (_("yesterday"), _("today"))
    problem = (
        _("That was earlier today. Which day is meant?")
        if coming
        else _("That is still to come. Which day is meant?")
    )
    return Typed(None, problem, tuple(f"{day} {clock:%H:%M}" for day in days))


def _wrong_side(at: datetime, now: datetime, toward: Toward) -> bool:
    """Tell whether a moment lies past now, or before it, by more than may be. Compared in UTC."""
    gap = now.astimezone(UTC) - at.astimezone(UTC)
    return (gap if toward is Toward.COMING else -gap) > SLACK[toward]


def _unread() -> Typed:
    return Typed(
        None, _("This time cannot be read. Write now, 14:30, +45m, tomorrow 06:00 or 11/23/2026 06:00.")
    )
