"""When an alert is due: four hours, one hour, a quarter of an hour before a hold expires, and then."""

from __future__ import annotations

from datetime import timedelta

THRESHOLDS: tuple[tuple[str, timedelta], ...] = (
    ("expired", timedelta()),
    ("15_minutes", timedelta(minutes=15)),
    ("1_hour", timedelta(hours=1)),
    ("4_hours", timedelta(hours=4)),
)
"""The nearest first."""


def reached(left: timedelta) -> str | None:
    """Give the nearest threshold that the time left has come down to; None while it is above them all.

    A worker that was away for three hours so sends one alert that is true, not three of which two are late.

    >>> reached(timedelta(hours=4, seconds=1)), reached(timedelta(hours=4)), reached(timedelta(minutes=50))
    (None, '4_hours', '1_hour')
    """
    return next((name for name, before in THRESHOLDS if left <= before), None)
