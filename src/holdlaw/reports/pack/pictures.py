"""The charts of a hearing pack: two years of months, the outcomes of each, the ratios to those before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from holdlaw.reports.charts.bars import bars
from holdlaw.reports.charts.chart import About, Chart, Point
from holdlaw.reports.charts.ratios import Compared, ratios
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.wording import chosen, day_said, number_said
from holdlaw.reports.pack.comparing import comparisons
from holdlaw.reports.pack.contents import Part
from holdlaw.reports.pack.words import OUTCOMES, WORDS
from holdlaw.reports.period import Period
from holdlaw.reports.trends.counts import Counts, total
from holdlaw.reports.years import Span, months

GROUPS_MAX = 8
"""As many groups as there are fills; the smallest of more are shown as one."""
OTHER = "other"


def pictures(
    counts: Counts, years: tuple[Span, ...], parts: Iterable[Part], language: str
) -> tuple[Chart, ...]:
    """Draw what a pack shows. `years` are those that are compared; the last of them is the pack's own."""
    found = [_by_month(counts, years, language)]
    if counts.within(Period(years[0].period.from_, years[-1].period.before)):
        found.append(_by_outcome(counts, years, language))
    if pairs := list(_compared(parts, language)):
        found.append(_ratios(pairs, language))
    return tuple(found)


def _by_month(counts: Counts, years: tuple[Span, ...], language: str) -> Chart:
    words = chosen(WORDS, language)
    whole = Period(years[0].period.from_, years[-1].period.before)
    points = [Point(span.label, _count(counts, span.period)) for span in months(whole)]
    gaps = any(point.value is None for point in points)
    said = words["in_period"].format(first=day_said(whole.from_, language), last=day_said(whole.to, language))
    title = words["chart_months_gap" if gaps else "chart_months"]
    received = number_said(total(counts.within(whole)))
    about = About(
        name="requests-by-month",
        title=title.format(count=received, period=said),
        unit=words["requests"],
        over=words["month"],
        language=language,
    )
    return bars(points, about)


def _count(counts: Counts, period: Period) -> int | None:
    """Count a period; None where the register has no data for all of its days."""
    return total(counts.within(period)) if period.common(counts.data) == period else None


def _by_outcome(counts: Counts, years: tuple[Span, ...], language: str) -> Chart:
    words = chosen(WORDS, language)
    sums = {span.period.to: _outcomes(counts, span.period) for span in years}
    shown = _largest(sums.values())
    said = OUTCOMES[language]
    points = [
        Point(words["to"].format(day=day.isoformat()), count, said[group])
        for day, groups in sums.items()
        for group, count in _folded(groups, shown)
    ]
    about = About(
        name="outcomes-by-year",
        title=_outcomes_said(counts, years, language),
        unit=words["requests"],
        over=words["year"],
        language=language,
    )
    return stacks(points, about)


def _outcomes_said(counts: Counts, years: tuple[Span, ...], language: str) -> str:
    before, now = (counts.within(span.period) for span in years[-2:])
    return chosen(WORDS, language)["chart_outcomes"].format(
        day=day_said(years[-1].period.to, language),
        count=number_said(total(now)),
        honored=number_said(total(each for each in now if each.honored)),
        base=number_said(total(before)),
        before=number_said(total(each for each in before if each.honored)),
    )


def _outcomes(counts: Counts, period: Period) -> Mapping[str, int]:
    groups: Counter[str] = Counter()
    for each in counts.within(period):
        groups[each.outcome] += each.count
    return groups


def _largest(sums: Iterable[Mapping[str, int]]) -> tuple[str, ...]:
    """Name the outcomes that are shown singly, the largest first."""
    whole: Counter[str] = Counter()
    for groups in sums:
        whole.update(groups)
    ranked = sorted(whole, key=lambda group: (-whole[group], group))
    return tuple(ranked if len(ranked) <= GROUPS_MAX else ranked[: GROUPS_MAX - 1])


def _folded(groups: Mapping[str, int], shown: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for group in shown:
        yield group, groups.get(group, 0)
    rest = sum(count for group, count in groups.items() if group not in shown)
    if rest:
        yield OTHER, rest


def _compared(parts: Iterable[Part], language: str) -> Iterator[Compared]:
    for part in parts:
        for each in comparisons(part, language):
            own = each.item in part.table.items()
            if own and each.ratio is not None and each.ratio.times is not None:
                yield Compared(f"{each.item} ({each.unit})", each.ratio)


def _ratios(pairs: list[Compared], language: str) -> Chart:
    words = chosen(WORDS, language)
    about = About(
        name="times-as-many", title=words["chart_ratios"], unit=words["requests"], language=language
    )
    return ratios(pairs, about)


def years_before(period: Period, count: int) -> tuple[Span, ...]:
    """Give a period and the ones of the same length that ended on the same day of the years before it."""
    found = []
    for back in range(count - 1, -1, -1):
        first, before = (_years_back(day, back) for day in (period.from_, period.before))
        found.append(Span(Period(first, before), "year", str(before)))
    return tuple(found)


def _years_back(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - years, day=28)
    return day.replace(year=day.year - years)
