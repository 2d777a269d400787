"""Dates, numbers and names as a form has them, in the one way the case file has them. In doubt, nothing."""

from __future__ import annotations

import re
from datetime import date, time

from holdlaw.sources.pdf.plain import tidy

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = rf"(?P<word>{'|'.join((*_MONTHS, *(month[:3] for month in _MONTHS), 'sept'))})\.?"
_DATES = tuple(
    re.compile(rf"(?<![\d/-]){pattern}(?![\d/-]*\d)", re.IGNORECASE)
    for pattern in (
        r"(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})[ -]{_MONTH},?[ -](?P<year>\d{{4}})",
    )
)
_TIME = re.compile(
    r"(?<![\d:/-])(?:(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})? ?(?P<half>[ap]\.?m\b)?"
    r"|(?P<hm>\d{4}) ?(?:hrs?|hours)\b)",
    re.IGNORECASE,
)
_YEARS = range(1900, 2100)
_A_NUMBER = re.compile(r"(?:A[ #:.-]*)?(\d(?:[ -]?\d){6,8})", re.IGNORECASE)
_SOCIAL_SECURITY = re.compile(r"\d{3}-\d{2}-\d{4}")
_AGENCIES = {
    "ICE": re.compile(
        r"\bICE\b|\bERO\b|Immigration and Customs Enforcement|Enforcement and Removal Operations",
        re.IGNORECASE,
    ),
    "CBP": re.compile(r"\bCBP\b|Customs and Border Protection|\bBorder Patrol\b", re.IGNORECASE),
}
_NOBODY = frozenset({"n/a", "na", "none", "unknown", "unk", "see attached", "same", "name", "last, first"})
NAME_MAX = 120
NUMBER_MAX = 40


def day(text: str) -> str | None:
    """Give the first date of a text as 1990-03-17; numbers are month, day, year with four digits.

    A year of two digits does not say its century, and 13/02/1990 is no date here: both give nothing.

    >>> day("03/17/1990"), day("March 17, 1990"), day("13/02/1990"), day("03/17/90")
    ('1990-03-17', '1990-03-17', None, None)
    """
    first = min((m for pattern in _DATES if (m := pattern.search(text))), key=re.Match.start, default=None)
    return _date(first) if first else None


def birth_date(text: str) -> str | None:
    """Give the date of a blank that holds a date and nothing else."""
    told = tidy(text)
    return day(told) if any(pattern.fullmatch(told) for pattern in _DATES) else None


def local_moment(text: str) -> str | None:
    """Give a date with its time of day where one is written, without an offset: the desk knows its own zone.

    >>> local_moment("06/14/2017 at 8:30 am"), local_moment("06/14/2017"), local_moment("8:30")
    ('2017-06-14T08:30', '2017-06-14', None)
    """
    on = day(text)
    rest = text
    for pattern in _DATES:
        rest = pattern.sub(" ", rest)
    clock = _TIME.search(rest)
    at = _time(clock) if clock else None
    return f"{on}T{at}" if on and at else on


def file_number(text: str) -> str | None:
    """Give the digits of an A-number: seven to nine, as they stand. Anything else gives nothing.

    >>> file_number("A 099-123-456"), file_number("A12345678"), file_number("123-45-6789")
    ('099123456', '12345678', None)
    """
    told = tidy(text)
    number = _A_NUMBER.fullmatch(told)
    return re.sub(r"\D", "", number[1]) if number and not _SOCIAL_SECURITY.fullmatch(told) else None


def custody_number(text: str) -> str | None:
    """Give the agency's own number of the person: anything short with a digit in it."""
    told = tidy(text)
    return told if len(told) <= NUMBER_MAX and re.search(r"\d", told) else None


def name(text: str) -> str | None:
    """Give a name as it stands, without the line it is written on.

    >>> name(" TESTPERSON,  Testa ____"), name("N/A"), name("____")
    ('TESTPERSON, Testa', None, None)
    """
    told = tidy(text.replace("_", " ")).strip(" :;,")
    is_name = len(told) <= NAME_MAX and re.search(r"[^\W\d_]{2}", told) and not re.search(r"\d", told)
    return told if is_name and told.casefold() not in _NOBODY else None


def agency(text: str) -> str | None:
    """Give ICE or CBP where a text names one of them and not the other."""
    named = [short for short, pattern in _AGENCIES.items() if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def _date(told: re.Match[str]) -> str | None:
    parts = told.groupdict()
    word = parts.get("word")
    month = _month(word) if word else int(parts["month"])
    try:
        found = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    return found.isoformat() if found.year in _YEARS else None


def _month(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower()[:3]))


def _time(told: re.Match[str]) -> str | None:
    written = told["hm"]
    hour, minute = (int(written[:2]), int(written[2:])) if written else (int(told["h"]), int(told["m"]))
    if told["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if told["half"].lower().startswith("p") else 0)
    try:
        return time(hour, minute).isoformat("minutes")
    except ValueError:
        return None
