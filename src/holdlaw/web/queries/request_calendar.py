"""The deadline of a hold as a calendar file (RFC 5545): one event, one alarm, nothing about the person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import frozen
from django.utils.translation import gettext as _

LINE_OCTETS = 75
"""A line of a calendar file is folded after so many octets (RFC 5545, 3.1)."""

WARN_BEFORE = timedelta(hours=1)
LASTS = timedelta(minutes=15)


@frozen
class Deadline:
    """A moment to be kept: what ends or is due then, for which request, in which register."""

    what: str
    at: datetime
    request: str
    origin: str


def calendar(deadline: Deadline, now: datetime) -> str:
    """Write a deadline as a calendar file. Its moments are in UTC, so no rule of any time zone is needed.

    The event ends at the deadline: a hold is unlawful at that moment, not after it.
    """
    hours = int(WARN_BEFORE.total_seconds()) // 3600
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Holdlaw//Deadline//EN",
        "BEGIN:VEVENT",
        f"UID:{deadline.request}@{deadline.origin.replace('/', '.')}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(deadline.at - LASTS)}",
        f"DTEND:{_utc(deadline.at)}",
        f"SUMMARY:{_text(deadline.what)}",
        f"DESCRIPTION:{_text(_('See the request: a deadline may be recomputed, and this file is not.'))}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER;RELATED=END:-PT{hours}H",
        f"DESCRIPTION:{_text(deadline.what)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    for found, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        said = said.replace(found, written)
    return said


def _folded(line: str) -> str:
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > LINE_OCTETS:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part])
