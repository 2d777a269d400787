"""How long a law lets something last, and which days it does not count."""

from datetime import date, time

from attrs import frozen

from holdlaw.clocks.calendars import Calendar
from holdlaw.clocks.yearly import WEEKDAYS

_LENGTHS = ("hours", "until_local_time", "days_before_release")
_EVERY_WEEKDAY = frozenset(range(len(WEEKDAYS)))


@frozen(kw_only=True)
class Limit:
    """One limit in time, as a law states it.

    Exactly one length is set:

    - `hours`: that many hours of real time, at least 1;
    - `until_local_time`: until this wall-clock time on the local day of the start (New Jersey: 23:59);
    - `days_before_release`: opens that many local calendar days before release, at least 1 (Iowa: 7).

    Only hours can leave days out. `excluding_weekdays` (0 is Monday, 6 is Sunday) are never counted. A day
    is also left out when it is a holiday on EVERY calendar in `calendars`, because where a law says only
    "holidays" a day that is one on a single list is in doubt, and a doubt never lengthens a hold. No
    calendars means that holidays are counted like any day.

    Raises ValueError with a sentence naming the limit. Source: `cite`, the provision that sets it.
    """

    name: str
    hours: int | None = None
    until_local_time: time | None = None
    days_before_release: int | None = None
    excluding_weekdays: frozenset[int] = frozenset()
    calendars: tuple[Calendar, ...] = ()
    cite: str

    def __attrs_post_init__(self) -> None:
        """Refuse a limit that states no length, two lengths, or one that cannot be counted."""
        for complaint in (self._about_lengths(), self._about_values(), self._about_exclusions()):
            if complaint:
                raise ValueError(f'limit "{self.name}": {complaint}')

    def excluded_because(self, day: date) -> str | None:
        """Return why `day` is not counted, or None when it is.

        The weekday comes first; the names a holiday has on several calendars are joined by a slash.
        """
        if day.weekday() in self.excluding_weekdays:
            return WEEKDAYS[day.weekday()]
        names = [name for calendar in self.calendars if (name := calendar.holiday_on(day))]
        if not names or len(names) < len(self.calendars):
            return None
        return " / ".join(dict.fromkeys(names))

    def _about_lengths(self) -> str | None:
        given = [name for name in _LENGTHS if getattr(self, name) is not None]
        if len(given) != 1:
            return f"set exactly one of {', '.join(_LENGTHS)}; found {', '.join(given) or 'none'}"
        return None

    def _about_values(self) -> str | None:
        for name in ("hours", "days_before_release"):
            value = getattr(self, name)
            if value is not None and value < 1:
                return f"{name} must be 1 or more, found {value}"
        if self.until_local_time is not None and self.until_local_time.tzinfo is not None:
            return "until_local_time is a wall-clock time and carries no time zone of its own"
        return None

    def _about_exclusions(self) -> str | None:
        if not self.excluding_weekdays <= _EVERY_WEEKDAY:
            return f"excluding_weekdays are 0 (Monday) to 6 (Sunday), found {sorted(self.excluding_weekdays)}"
        if self.excluding_weekdays == _EVERY_WEEKDAY:
            return "all seven weekdays are excluded, so the clock would never run"
        if self.hours is None and (self.excluding_weekdays or self.calendars):
            return "only a limit in hours can leave out weekdays or holidays"
        return None
