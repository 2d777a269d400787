"""The kinds of years and spans that counts are given for: calendar, statutory, a term of office, months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from holdlaw.reports.period import Period
from holdlaw.reports.statutory.declaration import Basis
from holdlaw.reports.statutory.places import reports

_ONE_DAY = timedelta(days=1)
MONTHS_OF_A_YEAR = 12


class Every(StrEnum):
    """How a series is cut."""

    MONTH = "month"
    YEAR = "year"
    STATUTORY_YEAR = "statutory-year"
    FISCAL_YEAR = "fiscal-year"
    """The federal one, from October 1."""


@frozen
class Span:
    """A period, the kind it is (`calendar`, `fiscal`, `statutory`, `in office`, `month`), and its name."""

    period: Period
    year: str
    label: str


def statutory_years(place: str, within: Period) -> tuple[Span, ...]:
    """Give the years that a report of a place covers and that share a day with a range, the oldest first.

    None where no statute sets one. Where a year's end was moved, two years overlap.
    """
    own = (each for each in reports().values() if f"{place}-".startswith(f"{each.place}-"))
    bases = (basis for report in own for basis in report.versions)
    periods = {period for basis in bases for period in _years(basis, within)}
    return tuple(Span(each, "statutory", f"the statutory year to {each.to}") for each in sorted(periods))


def _years(basis: Basis, within: Period) -> Iterator[Period]:
    """Give the years that one version of a report asks for."""
    if basis.every.months != MONTHS_OF_A_YEAR:
        return
    ending = basis.every.next_end(max(basis.first_ending, within.from_))
    while basis.asks_for(ending) and basis.every.period(ending).from_ < within.before:
        yield basis.every.period(ending)
        ending = basis.every.next_end(ending + _ONE_DAY)


def calendar_years(within: Period) -> tuple[Span, ...]:
    """Give the calendar years that share a day with a range."""
    years = range(within.from_.year, within.to.year + 1)
    return tuple(
        Span(Period(date(year, 1, 1), date(year + 1, 1, 1)), "calendar", str(year)) for year in years
    )


def fiscal_years(within: Period) -> tuple[Span, ...]:
    """Give the federal fiscal years that share a day with a range."""
    years = range(within.from_.year, within.to.year + 2)
    spans = (
        Span(Period(date(year - 1, 10, 1), date(year, 10, 1)), "fiscal", f"fiscal year {year}")
        for year in years
    )
    return tuple(span for span in spans if span.period.common(within))


def months(within: Period) -> tuple[Span, ...]:
    """Give the calendar months that share a day with a range."""
    first = within.from_.replace(day=1)
    found = []
    while first < within.before:
        after = (first + timedelta(days=32)).replace(day=1)
        found.append(Span(Period(first, after), "month", f"{first:%Y-%m}"))
        first = after
    return tuple(found)


def first_years_in_office(began: tuple[date, ...], within: Period) -> tuple[Span, ...]:
    """Give the first year of each term of office that shares a day with a range; `began`: the terms' days."""
    spans = (
        Span(Period(day, day.replace(year=day.year + 1)), "in office", f"the first year in office from {day}")
        for day in began
    )
    return tuple(span for span in spans if span.period.common(within))


def cut(every: Every, place: str, within: Period) -> tuple[Span, ...]:
    """Cut a range into months or years of one kind."""
    match every:
        case Every.MONTH:
            return months(within)
        case Every.YEAR:
            return calendar_years(within)
        case Every.FISCAL_YEAR:
            return fiscal_years(within)
        case Every.STATUTORY_YEAR:
            return statutory_years(place, within)
