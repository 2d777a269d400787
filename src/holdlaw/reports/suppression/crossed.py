"""Counts crossed by several questions, with every total: by month and longer period, by outcome.

What is not listed is zero. The id of a count is its answers, with `ALL` where the question is not asked, and
`/` between: `2017-03/pxpd/declined/all`. Months are written `2017-03`, longer periods by first and last day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from holdlaw.reports.period import Period
from holdlaw.reports.suppression.counts import Count, Counts, Relation

ALL = "all"
"""The answer that stands for every answer: a total."""

Key = tuple[str, ...]
"""Period first, then one answer a question."""

_TOTAL_WEIGHT, _PERIOD_WEIGHT = 4, 16
"""How much more a total is missed than one of its parts, and a year than a month: headlines stay."""


def name_of(key: Key) -> str:
    """Give the id of a count."""
    return "/".join(key)


def crossed(cells: Mapping[Key, int], periods: Iterable[Period] = ()) -> Counts:
    """Add every total to counts by month. `cells`: month and answers to how many, in the finest detail.

    A period that holds months only in part says nothing about them, and is refused with ValueError.
    """
    counted = Counter[Key]()
    for (month, *answers), value in cells.items():
        for total in _totals(tuple(answers)):
            counted[month, *total] += value
    parts: dict[Key, dict[Key, None]] = {}
    for period in sorted(set(periods)):
        months = set(_months(period))
        for key in [each for each in counted if each[0] in months]:
            parts.setdefault((str(period), *key[1:]), {})[key] = None
    for key, of in parts.items():
        counted[key] = sum(counted[each] for each in of)
    shown = {key: value for key, value in sorted(counted.items()) if value}
    counts = (Count(id=name_of(key), value=value, weight=_weight(key)) for key, value in shown.items())
    return Counts(tuple(counts), tuple(_relations(shown, parts)))


def _totals(answers: Key) -> Iterator[Key]:
    return product(*((answer, ALL) for answer in answers))


def _weight(key: Key) -> int:
    totals = sum(answer == ALL for answer in key)
    return int(_TOTAL_WEIGHT**totals) * (_PERIOD_WEIGHT if " " in key[0] else 1)


def _months(period: Period) -> Iterator[str]:
    """Give the months of a period. Raise ValueError if it begins or ends within one."""
    if period.from_.day != 1 or period.before.day != 1:
        raise ValueError(f"{period} is not made of whole months")
    day = period.from_
    while day < period.before:
        yield f"{day:%Y-%m}"
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _relations(shown: Mapping[Key, int], parts: Mapping[Key, Iterable[Key]]) -> Iterator[Relation]:
    sums: dict[tuple[Key, int], list[str]] = defaultdict(list)
    for key in shown:
        for place in range(1, len(key)):
            if key[place] != ALL:
                sums[(*key[:place], ALL, *key[place + 1 :]), place].append(name_of(key))
    for (total, _), names in sums.items():
        yield Relation(name_of(total), tuple(names))
    for longer, of in parts.items():
        if longer in shown:
            yield Relation(name_of(longer), tuple(name_of(each) for each in of if each in shown))
