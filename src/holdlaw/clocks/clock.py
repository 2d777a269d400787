"""A clock that has been worked out: when it started, when it ends, and how each day counted."""

from datetime import date, datetime, timedelta

from attrs import frozen

from holdlaw.clocks.instants import in_utc


@frozen
class Day:
    """What one local calendar day gave to a clock.

    `counted` is elapsed real time, zero on an excluded day. `excluded_because` is the weekday or the
    holiday, None on a day that counts. `note` says that the clocks change and how long the day really is.
    """

    on: date
    counted: timedelta
    excluded_because: str | None = None
    note: str | None = None


@frozen
class Clock:
    """A deadline, worked out day by day so that a person can check it with a pencil.

    `starts_at` and `until` carry the time zone of the place. `days` are all local days from the start to the
    end, in order; a clock that ends exactly at midnight does not list the day that begins there. For a
    window before release (`opens`), `starts_at` is the opening and `until` the release itself.

    Source: `cite`, the provision the limit comes from.
    """

    name: str
    starts_at: datetime
    until: datetime
    days: tuple[Day, ...]
    cite: str

    @property
    def days_excluded(self) -> tuple[date, ...]:
        """The local days that did not count, in order."""
        return tuple(day.on for day in self.days if day.excluded_because)

    def passed(self, at: datetime) -> bool:
        """Say whether time is up at the moment `at`.

        It is up AT the deadline, not after it: a hold is unlawful from `until` on. Raises ValueError for a
        moment without a time zone.
        """
        return in_utc(at, "at") >= in_utc(self.until, "until")
