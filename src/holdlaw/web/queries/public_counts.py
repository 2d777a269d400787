"""The counts published beside reports, as a reader scans them: years, months, and what is withheld."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from holdlaw.reports.period import Period
from holdlaw.reports.public.material import Material, Published
from holdlaw.reports.suppression.crossed import ALL

MONTHS = 12
LAST_MONTHS = 36
"""How many months the chart shows; the table and the file have all."""


@frozen
class Counted:
    """A count that is shown: `value` None where it is withheld. `raw_by`: the statute that orders it."""

    period: str
    value: int | None
    raw_by: str = ""

    @property
    def days(self) -> str:
        """Give the period in no language."""
        return self.period.replace(" to ", " – ")


@frozen
class Split:
    """A count of a longer period or a month by outcome and basis."""

    period: str
    outcome: str
    basis: str
    value: int | None
    raw_by: str

    @property
    def days(self) -> str:
        """Give the period in no language."""
        return self.period.replace(" to ", " – ")


@frozen(kw_only=True)
class Edition:
    """One agency's newest edition of counts. `months`: by year, a cell a month, None where not listed."""

    name: str
    on: date
    design: str
    path: str
    narrowed: int
    told: int
    years: tuple[Counted, ...]
    other_years: tuple[Counted, ...]
    months: tuple[tuple[int, tuple[Counted | None, ...]], ...]
    splits: tuple[Split, ...]
    withheld: int

    @property
    def last_months(self) -> tuple[Counted, ...]:
        """Give the newest months, the oldest of them first."""
        found = [cell for _, cells in sorted(self.months) for cell in cells if cell]
        return tuple(found[-LAST_MONTHS:])

    @property
    def json(self) -> str:
        """Give where the same counts stand as JSON."""
        return f"{self.path.removesuffix('csv')}json"


def edition_of(made: Material | None, agency: str) -> Edition | None:
    """Give the newest edition of an agency's counts. Nothing of what is withheld is in it but the mark."""
    own = [each for each in (made.editions if made else ()) if each.agency == agency]
    return _edition(own[-1]) if own else None


def _edition(published: Published) -> Edition:
    totals: dict[str, Counted] = {}
    splits: list[Split] = []
    for (period, *answers), value, raw_by in published.rows():
        if set(answers) == {ALL}:
            totals[period] = Counted(period, value, raw_by)
        else:
            splits.append(Split(period, answers[0], answers[1], value, raw_by))
    longer = [each for name, each in totals.items() if " " in name]
    return Edition(
        name=published.edition.name,
        on=published.on,
        design=published.design,
        path=published.path,
        narrowed=published.narrowed,
        told=published.told,
        years=tuple(each for each in longer if _calendar(each.period)),
        other_years=tuple(each for each in longer if not _calendar(each.period)),
        months=_months({name: each for name, each in totals.items() if " " not in name}),
        splits=tuple(splits),
        withheld=sum(value is None for _, value, _ in published.rows()),
    )


def period_of(name: str) -> Period:
    """Read a longer period as a table writes it.

    >>> period_of("2016-10-01 to 2017-09-30").days
    365
    """
    first, _, last = name.partition(" to ")
    return Period(date.fromisoformat(first), date.fromordinal(date.fromisoformat(last).toordinal() + 1))


def _calendar(name: str) -> bool:
    period = period_of(name)
    year = period.from_.year
    return period == Period(date(year, 1, 1), date(year + 1, 1, 1))


def _months(by_name: dict[str, Counted]) -> tuple[tuple[int, tuple[Counted | None, ...]], ...]:
    years: Iterable[int] = sorted({int(name[:4]) for name in by_name}, reverse=True)
    return tuple(
        (year, tuple(by_name.get(f"{year}-{month:02}") for month in range(1, MONTHS + 1))) for year in years
    )
