"""A period of a report: whole local days, from one day to before another."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import field, frozen

_ONE_DAY = timedelta(days=1)


@frozen(order=True)
class Period:
    """The local days from `from_` to before `before`. Raise ValueError if that is no day at all.

    >>> str(Period(date(2016, 10, 1), date(2017, 10, 1)))
    '2016-10-01 to 2017-09-30'
    """

    from_: date
    before: date = field()

    @before.validator
    def _after_the_first_day(self, _: object, before: date) -> None:
        if before <= self.from_:
            raise ValueError(f"a period from {self.from_} cannot end before {before}")

    @property
    def to(self) -> date:
        """Give the last day."""
        return self.before - _ONE_DAY

    @property
    def days(self) -> int:
        """Give how many days it has."""
        return (self.before - self.from_).days

    def common(self, other: Period) -> Period | None:
        """Give the days that fall in both, if any."""
        first, before = max(self.from_, other.from_), min(self.before, other.before)
        return Period(first, before) if first < before else None

    def __str__(self) -> str:
        """Give the first and the last day."""
        return f"{self.from_} to {self.to}"

    def as_json(self) -> dict[str, str]:
        """Give the first and the last day, as the commands print them."""
        return {"from": self.from_.isoformat(), "to": self.to.isoformat()}
