"""The counts published beside reports: an agency's detainer requests by month, year, outcome, basis.

Of several designs, from fine to coarse, the first is taken in which no small number can be worked out and of
which at most a third is withheld.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from holdlaw.reports.period import Period
from holdlaw.reports.suppression.counts import DEFAULT_RULE, Count, Counts, Rule
from holdlaw.reports.suppression.crossed import ALL, Key, crossed, name_of
from holdlaw.reports.suppression.history import Edition
from holdlaw.reports.suppression.withholding import Exposed, Suppression, withhold
from holdlaw.reports.trends.counts import NOT_RECORDED
from holdlaw.reports.trends.counts import Counts as Requests
from holdlaw.reports.years import calendar_years, months, statutory_years

QUESTIONS = ("outcome", "basis")

WITHHELD_MAX = 1 / 3
"""The largest share of its counts that a design may withhold: marks inform nobody. Our own choice."""

RAW_ITEMS: Mapping[str, str] = {"f.1": ALL, "f.2": "honored", "f.4": "not_honored"}
"""Items of reports that order raw numbers, and the outcome whose total a reader could take for them."""


@frozen
class Raw:
    """A number that a published report shows: where, which, and what orders it or shows it."""

    agency: str
    period: Period
    answers: tuple[str, str]
    """The outcome and the basis that a reader could take it for."""
    value: int
    cite: str


@frozen
class Design:
    """How fine the published counts are. `shows`: which counts, by period, outcome and basis."""

    name: str
    shows: Callable[[Key], bool]


def _longer(key: Key) -> bool:
    return " " in key[0]


DESIGNS = (
    Design("by month, outcome and basis", lambda key: True),
    Design("by month and outcome", lambda key: key[2] == ALL),
    Design("by month; by year and outcome", lambda key: key[2] == ALL and (_longer(key) or key[1] == ALL)),
    Design("by month and year", lambda key: key[1:] == (ALL, ALL)),
    Design("by year", lambda key: key[1:] == (ALL, ALL) and _longer(key)),
)
"""From fine to coarse. Counts that a design leaves out stay in the sums: guarded, and not shown."""


@frozen
class Series:
    """What is to be published: the design, the counts, and what is withheld."""

    design: str
    counts: Counts
    chosen: Suppression

    @property
    def told(self) -> int:
        """Give how many withheld small numbers something else gives away."""
        return sum(each.told for each in self._exposed)

    @property
    def narrowed(self) -> int:
        """Give for how many fewer values stay possible than the rule asks."""
        return sum(not each.told for each in self._exposed)

    @property
    def _exposed(self) -> tuple[Exposed, ...]:
        """Give what is exposed of what a table shows: elsewhere a reader does not know what is zero."""
        unshown = {count.id for count in self.counts.counts if not count.shown}
        return tuple(each for each in self.chosen.exposed if each.id not in unshown)

    @property
    def share_withheld(self) -> float:
        """Give the share of its counts that is withheld, 0 to 1."""
        shown = [count.id for count in self.counts.counts if count.shown]
        return sum(name in self.chosen.withheld for name in shown) / max(1, len(shown))


def counted(requests: Requests, raw: Sequence[Raw] = ()) -> Counts:
    """Count an agency's detainer requests by whole months, and add every total.

    Months and years with days outside the data are left out. Agencies are not added up: they stand under
    different laws.
    """
    cells: Counter[Key] = Counter()
    whole = {span.label for span in months(requests.data) if span.period.common(requests.data) == span.period}
    for day in requests.days:
        month = f"{day.on:%Y-%m}"
        if day.detainer and month in whole:
            cells[month, day.outcome, day.basis or NOT_RECORDED] += day.count
    spans = (*calendar_years(requests.data), *statutory_years(requests.place, requests.data))
    made = crossed(cells, (span.period for span in spans if span.period.common(requests.data) == span.period))
    ordered = {name_of((str(one.period), *one.answers)): one for one in raw if one.agency == requests.agency}
    return Counts(tuple(_ordered(count, ordered.get(count.id)) for count in made.counts), made.relations)


def _ordered(count: Count, raw: Raw | None) -> Count:
    """Mark a count as ordered raw where the numbers are the same: a reader takes one for the other."""
    return evolve(count, raw_by=raw.cite) if raw and raw.value == count.value else count


def series(counts: Counts, earlier: Sequence[Edition] = (), rule: Rule = DEFAULT_RULE) -> Series:
    """Choose the finest design that gives no small number away and of which enough can be shown.

    Where there is none: of those that give away least, the one of which most can be shown.
    """
    made: list[Series] = []
    for design in DESIGNS:
        shown = Counts(
            tuple(evolve(each, shown=design.shows(tuple(each.id.split("/")))) for each in counts.counts),
            counts.relations,
        )
        made.append(Series(design.name, shown, withhold(shown, earlier, rule)))
        if not made[-1].told and made[-1].share_withheld <= WITHHELD_MAX:
            return made[-1]
    return min(made, key=lambda each: (each.told, each.share_withheld))
