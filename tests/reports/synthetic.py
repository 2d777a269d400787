"""Invented agencies of realistic sizes, their counts over two years, and three editions of them.

Sizes: a third of the agencies receive three or fewer requests a year, most of the rest some dozens, and a few
thousands. Every third group of agencies amends some counts in a last edition; every fourth tells the basis of
each outcome as well.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from holdlaw.reports.period import Period
from holdlaw.reports.suppression.counts import Counts
from holdlaw.reports.suppression.crossed import Key, crossed

OUTCOMES = {"declined": 0.86, "honoured": 0.08, "moved": 0.06}
BASES = {"detainer": 0.85, "warrant": 0.15}
YEARS = {year: Period(date(year, 1, 1), date(year + 1, 1, 1)) for year in (2017, 2018)}
STATUTORY = Period(date(2017, 7, 1), date(2018, 7, 1))
"""A reporting year that lies across two calendar years."""
MONTHS = tuple(f"{year}-{month:02}" for year in YEARS for month in range(1, 13))
IN_A_GROUP = 4
"""Agencies that are published together, with totals over all of them."""


@frozen
class Editions:
    """What one group of agencies publishes, edition by edition."""

    counts: tuple[Counts, ...]
    questions: tuple[str, ...]
    agencies: int


def yearly_size(chance: random.Random) -> float:
    """Draw how many requests an agency receives a year."""
    band = chance.random()
    if band < 1 / 3:
        return chance.uniform(0.3, 3)
    return min(4000.0, 4 * chance.paretovariate(0.75))


def drawn(rate: float, chance: random.Random) -> int:
    """Draw a count with this mean (Poisson; near enough to it where the mean is large)."""
    if rate > 30:
        return max(0, round(chance.gauss(rate, math.sqrt(rate))))
    limit, product, count = math.exp(-rate), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def cells(agency: str, chance: random.Random) -> Iterator[tuple[Key, int]]:
    """Draw the counts of an agency, month by month."""
    size = yearly_size(chance)
    for month in MONTHS:
        for outcome, of_all in OUTCOMES.items():
            for basis, of_these in BASES.items():
                yield (month, agency, outcome, basis), drawn(size / 12 * of_all * of_these, chance)


def amended(counted: dict[Key, int], chance: random.Random) -> dict[Key, int]:
    """Change two counts: one request is counted as another outcome, and one is added."""
    keys = [key for key, value in counted.items() if value]
    if not keys:
        return counted
    moved, added = chance.choice(keys), chance.choice(keys)
    other = (*moved[:2], chance.choice([each for each in OUTCOMES if each != moved[2]]), moved[3])
    changed = dict(counted)
    changed[moved] -= 1
    changed[other] = changed.get(other, 0) + 1
    changed[added] += 1
    return changed


def coarser(counted: dict[Key, int]) -> dict[Key, int]:
    """Leave the last question out."""
    rest = Counter[Key]()
    for key, value in counted.items():
        rest[key[:-1]] += value
    return dict(rest)


def group(number: int, chance: random.Random) -> Editions:
    """Draw one group: a first year; both years with the statutory year; for some an amendment."""
    names = [f"agency-{number * IN_A_GROUP + each:05}" for each in range(IN_A_GROUP)]
    counted = {key: value for name in names for key, value in cells(name, chance)}
    later = [counted, amended(counted, chance)] if number % 3 == 0 else [counted]
    questions: tuple[str, ...] = ("agency", "outcome", "basis")
    if number % 4:
        questions, later = questions[:-1], [coarser(each) for each in later]
    first = {key: value for key, value in later[0].items() if key[0] < "2018"}
    both = (*YEARS.values(), STATUTORY)
    editions = [crossed(first, [YEARS[2017]]), *(crossed(each, both) for each in later)]
    return Editions(tuple(editions), questions, IN_A_GROUP)
