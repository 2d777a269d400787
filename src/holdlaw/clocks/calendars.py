"""Which days are holidays: a dated list of one law, each day with its name and the reason it is there."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product

from attrs import field, frozen

from holdlaw.clocks.yearly import MONTHS, WEEKDAYS, YearlyDay


@frozen
class Holiday:
    """One holiday on one day.

    `why` says what puts it there when the name alone does not: "in lieu of Saturday 11 November", or the
    order that closed offices on a single day. It is None for a day the statute names itself.
    """

    name: str
    on: date
    why: str | None = None

    def __str__(self) -> str:
        """Return the name, with the reason in brackets where there is one."""
        return f"{self.name} ({self.why})" if self.why else self.name


@frozen
class Rule:
    """A holiday that comes back every year while the law has it.

    In force from `in_force_from` (included) to `in_force_before` (not included); None leaves that side
    open. `moves` is False for a day that is never observed on another day, such as New York's Flag Day.
    """

    name: str
    day: YearlyDay
    in_force_from: date | None = None
    in_force_before: date | None = None
    moves: bool = True

    def in_force_on(self, day: date) -> bool:
        """Say whether the law has this holiday on `day`."""
        begun = self.in_force_from is None or day >= self.in_force_from
        ended = self.in_force_before is not None and day >= self.in_force_before
        return begun and not ended


def _own_copy(in_lieu: Mapping[int, int]) -> dict[int, int]:
    return dict(in_lieu)


@frozen
class Calendar:
    """The holidays of one law, by date.

    `rules` come back every year. `one_off` are single days whose order was read. `set_aside` are single
    days whose order nobody has read: they never stop a clock. `in_lieu` maps a weekday (0 is Monday) to the
    number of days by which a holiday on it is also observed earlier (-1) or later (+1); the day itself stays
    a holiday. `unverified` holds one sentence for each thing in the list nobody has checked.

    Source: each calendar carries its own in `source`.
    """

    name: str
    title: str
    source: str
    rules: tuple[Rule, ...]
    one_off: tuple[Holiday, ...] = ()
    in_lieu: Mapping[int, int] = field(factory=dict, converter=_own_copy, hash=False)
    set_aside: tuple[Holiday, ...] = ()
    unverified: tuple[str, ...] = ()
    _by_year: dict[int, dict[date, str]] = field(factory=dict, init=False, eq=False, repr=False)

    def holidays(self, year: int) -> dict[date, str]:
        """Return every holiday of one calendar year: the date, and its name with the reason.

        A day observed in lieu is listed in the year it falls in: New Year's Day 2022 is a Saturday, so
        the federal list for 2021 holds Friday 31 December 2021. Two holidays on one day share an entry.
        The answer is a fresh dict in order of date. `year` is 2 to 9998; other years raise ValueError.
        """
        return dict(self._listed(year))

    def holiday_on(self, day: date) -> str | None:
        """Return the name of the holiday on `day`, with its reason, or None on an ordinary day."""
        return self._listed(day.year).get(day)

    def _listed(self, year: int) -> dict[date, str]:
        if year not in self._by_year:
            self._by_year[year] = _names_by_date(self._all_in(year))
        return self._by_year[year]

    def _all_in(self, year: int) -> list[Holiday]:
        # A day observed in lieu can fall in the year before or after the holiday it stands for.
        pairs = product(self.rules, (year - 1, year, year + 1))
        yearly = (holiday for rule, y in pairs for holiday in self._observed(rule, y))
        found = [holiday for holiday in (*yearly, *self.one_off) if holiday.on.year == year]
        return sorted(found, key=lambda holiday: holiday.on)

    def _observed(self, rule: Rule, year: int) -> Iterator[Holiday]:
        day = rule.day.in_year(year)
        if not rule.in_force_on(day):
            return
        yield Holiday(rule.name, day)
        shift = self.in_lieu.get(day.weekday()) if rule.moves else None
        if shift is None:
            return
        instead = day + timedelta(days=shift)
        if rule.in_force_on(instead):
            yield Holiday(rule.name, instead, f"in lieu of {_in_words(day)}")


def _names_by_date(holidays: list[Holiday]) -> dict[date, str]:
    names: dict[date, str] = {}
    for holiday in holidays:
        earlier = names.get(holiday.on)
        names[holiday.on] = f"{earlier}; {holiday}" if earlier else str(holiday)
    return names


def _in_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
