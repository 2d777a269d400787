"""The words in which a sentence names its period, and the periods they can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from holdlaw.reports.claims.evidence import Term
from holdlaw.reports.period import Period
from holdlaw.reports.years import Span, calendar_years, first_years_in_office, months

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2}) (?:to|until|through) (\d{4}-\d{2}-\d{2})")
_FISCAL = re.compile(r"fiscal(?: year)? (\d{4})|\bFY ?(\d{4})", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(rf"\b({_MONTH}) (?:of )?((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})\b(?!\d)(?:,? ((?:19|20)\d\d))?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)(?![\d-])")
_FIRST_YEAR = re.compile(r"first (?:full )?year in office", re.IGNORECASE)
YEAR_BEFORE = re.compile(r"\b(?:year before|(?:previous|prior|preceding|last) year)\b", re.IGNORECASE)
EVER = Period(date(1990, 1, 1), date(2200, 1, 1))


def spans_of(words: str | None, terms: tuple[Term, ...], within: Period = EVER) -> tuple[Span, ...]:
    """Give the periods that some words can mean, of those that share a day with a range.

    Read are: a range of days, a fiscal year (federal: October to September), a month of a year, a year, and
    the first year in office. Nothing where none is named.
    """
    if not words:
        return ()
    found = (*_ranges(words), *_fiscal(words), *_months(words), *_years(words), *_first_year(words, terms))
    return tuple(span for span in found if span.period.common(within))


def _ranges(words: str) -> Iterator[Span]:
    for first, last in _RANGE.findall(words):
        try:
            period = Period(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))
        except ValueError:
            continue
        yield Span(period, "stated", str(period))


def _fiscal(words: str) -> Iterator[Span]:
    for one, other in _FISCAL.findall(words):
        year = int(one or other)
        if 1900 < year < 2200:
            yield Span(Period(date(year - 1, 10, 1), date(year, 10, 1)), "fiscal", f"fiscal year {year}")


def _months(words: str) -> Iterator[Span]:
    for name, year in _MONTH_OF_YEAR.findall(words):
        first = date(int(year), MONTHS.index(name.lower()) + 1, 1)
        yield months(Period(first, first + timedelta(days=1)))[0]


def _years(words: str) -> Iterator[Span]:
    bare = _MONTH_OF_YEAR.sub("", _MONTH_DAY.sub("", _FISCAL.sub("", words)))
    for year in dict.fromkeys(_YEAR.findall(bare)):
        first = date(int(year), 1, 1)
        yield calendar_years(Period(first, first + timedelta(days=1)))[0]


def _first_year(words: str, terms: tuple[Term, ...]) -> Iterator[Span]:
    if _FIRST_YEAR.search(words):
        yield from first_years_in_office(tuple(term.began for term in terms), EVER)


def says_year_before(words: str | None) -> bool:
    """Tell whether the words mean the year before the one counted."""
    return bool(words and YEAR_BEFORE.search(words))


def days_named(words: str | None, year: int) -> tuple[date, ...]:
    """Give the days that words name, as `March 15` or `2017-03-15`; where no year is said, it is `year`."""
    found = []
    for name, day, stated in _MONTH_DAY.findall(words or ""):
        try:
            found.append(date(int(stated or year), MONTHS.index(name.lower()) + 1, int(day)))
        except ValueError:
            continue
    for text in re.findall(r"\d{4}-\d{2}-\d{2}", words or ""):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            continue
    return tuple(found)
