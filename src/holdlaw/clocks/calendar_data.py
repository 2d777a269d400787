"""From the plain data of a calendar file to a Calendar, refusing whatever it does not understand.

The keys of a file:

- `calendar`, `title`, `source`: its name, what a clerk calls it, the law it comes from;
- `holidays`: the yearly days, each with `name`, `on`, `source`, and where needed `in_force_from`,
  `in_force_before`, `in_lieu: no` and `unverified: "reason"`;
- `one_off`: single days, each with `name`, `on`, `cite`, `source`, `verified: yes` or `no`, and the reason
  in `unverified` where it is no;
- `in_lieu`: for a weekday, `the day before` or `the day after`;
- `unverified`: a doubt about the whole list;
- `recorded`, `texts_read`, `open_questions`: for people and for the layers above; not read here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NoReturn

from attrs import frozen

from holdlaw.clocks.calendars import Calendar, Holiday, Rule
from holdlaw.clocks.yearly import WEEKDAYS, YearlyDay, yearly_day

_CALENDAR_KEYS = (
    "calendar", "title", "source", "holidays", "one_off",
    "in_lieu", "unverified", "recorded", "texts_read", "open_questions",
)  # fmt: skip
_RULE_KEYS = ("name", "on", "source", "in_force_from", "in_force_before", "in_lieu", "unverified")
_ONE_OFF_KEYS = ("name", "on", "cite", "source", "verified", "unverified")
_YES_NO = {"yes": True, "no": False}
_SHIFTS = {"the day before": -1, "the day after": 1}

PathPart = str | int
"""A key or a list index (from 0) on the way to one place in the data."""


class CalendarError(ValueError):
    """A calendar file says something that cannot be read.

    The message is one sentence that names the bad entry. `path` leads to it in the data, as keys and list
    indexes from 0, so that the reader of the file can find the line.
    """

    def __init__(self, message: str, path: tuple[PathPart, ...]) -> None:
        """Keep the sentence and the path to the bad entry."""
        super().__init__(message)
        self.path = path


@frozen
class _Fields:
    """One mapping of the file, with the way to it, so that every complaint says where it stands."""

    data: Mapping[str, Any]
    where: str
    path: tuple[PathPart, ...] = ()

    def fail(self, key: str, what: str) -> NoReturn:
        raise CalendarError(f"{self.where}: {key}: {what}", (*self.path, key))

    def refuse_unknown(self, known: Sequence[str]) -> None:
        for key in self.data:
            if key not in known:
                self.fail(str(key), f"is not a key of this entry; the keys are {', '.join(known)}")

    def text(self, key: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f"needs words, found {value!r}")
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self.data else None

    def one_date(self, key: str) -> date:
        value = self.data.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(key, f"needs a date such as 2021-06-17, found {value!r}")

    def optional_date(self, key: str) -> date | None:
        return self.one_date(key) if key in self.data else None

    def yes_or_no(self, key: str) -> bool:
        value = self.data.get(key)
        if isinstance(value, bool):
            return value
        if not isinstance(value, str) or value not in _YES_NO:
            self.fail(key, f"needs yes or no, found {value!r}")
        return _YES_NO[value]

    def yearly_day(self, key: str) -> YearlyDay:
        words = self.text(key)
        try:
            return yearly_day(words)
        except ValueError as error:
            self.fail(key, str(error))

    def entries(self, key: str) -> Iterable["_Fields"]:
        listed = self.data.get(key, ())
        if not isinstance(listed, Sequence) or isinstance(listed, str):
            self.fail(key, f"needs a list, found {listed!r}")
        for index, entry in enumerate(listed):
            where, path = f"{self.where}, {key}, entry {index + 1}", (*self.path, key, index)
            if not isinstance(entry, Mapping):
                raise CalendarError(f"{where}: needs keys such as name and on, found {entry!r}", path)
            yield _Fields(entry, f"{where} ({entry.get('name', 'no name')})", path)


def calendar_from_data(data: Mapping[str, Any]) -> Calendar:
    """Build a calendar from the plain data of its file.

    Dates may be dates or ISO text, yes and no may be words or booleans. A single day with `verified: no` is
    kept apart and never stops a clock. Raises CalendarError, a ValueError, for the first entry that cannot
    be read; an unknown key is one of those, so a misspelt key cannot silently drop a rule.
    """
    fields = _Fields(data, f'calendar "{data.get("calendar", "without a name")}"')
    fields.refuse_unknown(_CALENDAR_KEYS)
    name, title, source = (fields.text(key) for key in ("calendar", "title", "source"))
    rules, one_off = list(fields.entries("holidays")), list(fields.entries("one_off"))
    if not rules:
        fields.fail("holidays", "needs at least one holiday; a clock without holidays names no calendar")
    return Calendar(
        name=name,
        title=title,
        source=source,
        rules=tuple(_rule(entry) for entry in rules),
        one_off=tuple(_single_day(entry) for entry in one_off if entry.yes_or_no("verified")),
        in_lieu=_in_lieu(fields),
        set_aside=tuple(_single_day(entry) for entry in one_off if not entry.yes_or_no("verified")),
        unverified=tuple(_doubts(fields, [*rules, *one_off])),
    )


def _rule(entry: _Fields) -> Rule:
    entry.refuse_unknown(_RULE_KEYS)
    entry.text("source")
    begins, ends = entry.optional_date("in_force_from"), entry.optional_date("in_force_before")
    if begins is not None and ends is not None and begins >= ends:
        entry.fail("in_force_before", f"{ends} is not after in_force_from, {begins}")
    moves = entry.yes_or_no("in_lieu") if "in_lieu" in entry.data else True
    return Rule(entry.text("name"), entry.yearly_day("on"), begins, ends, moves)


def _single_day(entry: _Fields) -> Holiday:
    entry.refuse_unknown(_ONE_OFF_KEYS)
    entry.text("source")
    if entry.yes_or_no("verified") == ("unverified" in entry.data):
        entry.fail("verified", "no goes with a reason in unverified, and yes goes without one")
    return Holiday(entry.text("name"), entry.one_date("on"), entry.text("cite"))


def _in_lieu(fields: _Fields) -> dict[int, int]:
    moved = fields.data.get("in_lieu", {})
    if not isinstance(moved, Mapping):
        fields.fail("in_lieu", f"needs weekdays, such as Sunday: the day after, found {moved!r}")
    for weekday, when in moved.items():
        if weekday not in WEEKDAYS or str(when) not in _SHIFTS:
            fields.fail("in_lieu", f"{weekday}: {when}: write a weekday with {' or '.join(_SHIFTS)}")
    return {WEEKDAYS.index(weekday): _SHIFTS[when] for weekday, when in moved.items()}


def _doubts(fields: _Fields, entries: Iterable[_Fields]) -> Iterable[str]:
    if about_all := fields.optional_text("unverified"):
        yield about_all
    for entry in entries:
        if reason := entry.optional_text("unverified"):
            yield f"{entry.text('name')} ({entry.data['on']}): {reason}"
