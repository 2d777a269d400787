"""The law over one request in plain Python, for engines whose fastest form is to look an answer up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from bench.simulate.contract import NO, UNKNOWN, YES, Words, years_before

EVER, WARRANT, ASKED, MATCH, REENTERED = 4, 8, 4, 64, 128
"""What one byte holds of a request. Its two lowest bits: whether a conviction counts inside the look-back.
Then whether one counts at any time, and whether a warrant came; from bit `ASKED` on whether it is a detainer;
a match; re-entry."""

SINCE: Final = date(1970, 1, 1)
"""The day from which days are counted, as in the files."""


def answer(key: int) -> tuple[int, int, int]:
    """Give outcome, clause and mask for one byte."""
    recent, warrant, asked = key & 3, bool(key & WARRANT), key >> ASKED & 3
    match, listed = bool(key & MATCH), bool(key & EVER and key & REENTERED)
    excepted = asked if match or listed else NO
    on_warrant = min(asked, YES if match else recent) if warrant else NO
    outcome = max(on_warrant, excepted)
    hinges = (asked == UNKNOWN) | (not excepted and recent == UNKNOWN) << 1 if outcome == UNKNOWN else 0
    if outcome == NO:
        return outcome, 0, hinges
    return outcome, 1 if on_warrant == outcome else 2 if warrant else 3, hinges


def answers() -> list[tuple[int, int, int]]:
    """Give the answers of all bytes."""
    return [answer(key) for key in range(256)]


def limits(first: int, last: int, years: int) -> list[int]:
    """Give the day some years before each day from one to another, all as numbers."""
    found = (years_before(SINCE + timedelta(days=day), years) for day in range(first, last + 1))
    return [(day - SINCE).days for day in found]


def detainer(form: str | None, agency: str | None, words: Words) -> int:
    """Say whether a request on this form from this agency is a detainer."""
    asks = YES if form in words.asking else NO if form in words.silent else UNKNOWN
    if agency in words.senders or (agency in (None, "unknown") and form in (*words.asking, *words.silent)):
        return asks
    return min(asks, UNKNOWN) if agency in (None, "unknown") else NO


def counts(offence: Mapping[str, Any], words: Words) -> bool:
    """Say whether a conviction of what this row states counts, its dates apart."""
    named = offence["class"] == "felony"
    unnamed = offence["class"] in (None, "unknown")
    listed = offence["statute"] in words.listed and (named or unnamed)
    felony = offence["statute"] in words.listed_felonies and named
    return (listed or felony) and offence["adjudication"] == "adult"


def is_warrant(paper: Mapping[str, Any], words: Words) -> bool:
    """Say whether what a paper states makes it a judge's warrant for this person."""
    stated = ("probable_cause", "authorises_federal_custody", "names_subject")
    judged = paper["kind"] == "warrant" and paper["issuer"] in words.judges
    return judged and all(paper[name] == YES for name in stated)
