"""The sentences of printed reports, in English and Spanish, and how numbers and days are written in each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timezone

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.period import Period

LANGUAGES = ("en", "es")

Words = Mapping[str, str]
"""Sentences by their name; a sentence may have `{places}` to fill."""

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
DAY = {"en": "{month} {day}, {year}", "es": "{day} de {month} de {year}"}
MONTH = {"en": "{month} {year}", "es": "{month} de {year}"}
SPAN = {"en": "{first} to {last}", "es": "del {first} al {last}"}


def chosen(words: Mapping[str, Words], language: str) -> Words:
    """Give the sentences of a language. Raise HoldlawError (HL-8061) for a language that has none."""
    if language not in words:
        what = f"There are no words in '{language}'."
        why = "A report half in one language and half in another is read wrongly."
        raise HoldlawError([Problem("HL-8061", "--language", what, why, f"Choose of: {', '.join(words)}.")])
    return words[language]


def day_said(day: date, language: str) -> str:
    """Write a day out.

    >>> day_said(date(2017, 9, 30), "es")
    '30 de septiembre de 2017'
    """
    return DAY[language].format(month=_month(day, language), day=day.day, year=day.year)


def month_said(day: date, language: str) -> str:
    """Write the month of a day."""
    return MONTH[language].format(month=_month(day, language), year=day.year)


def period_said(period: Period, language: str) -> str:
    """Write a period by its first and its last day: a year alone could mean several periods."""
    first, last = day_said(period.from_, language), day_said(period.to, language)
    return SPAN[language].format(first=first, last=last)


def moment_said(moment: datetime, language: str) -> str:
    """Write a moment as a day and a time of day with its offset from UTC."""
    return f"{day_said(moment.date(), language)}, {moment:%H:%M} {fixed(moment):%Z}"


def fixed(moment: datetime) -> datetime:
    """Give a moment to the second with its offset alone: a document bears a time, not a zone's rules."""
    offset = moment.utcoffset()
    assert offset is not None  # a document is given the moment of a place
    return moment.replace(microsecond=0, tzinfo=timezone(offset))


def number_said(number: float) -> str:
    """Write a number with commas, as federal documents do in both languages.

    >>> number_said(1526)
    '1,526'
    """
    return f"{number:,}"


def _month(day: date, language: str) -> str:
    return MONTHS[language].split()[day.month - 1]
