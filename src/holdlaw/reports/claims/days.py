"""Checks how far apart two days are: "two weeks later, on March 15"."""

from __future__ import annotations

import re
from fractions import Fraction

from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.claims.verdicts import Part, Rest, Verdict, unspecified
from holdlaw.reports.claims.windows import days_named
from holdlaw.reports.ratios import written

_ANY_YEARS = (2015, 2016, 2017)
"""Years with and without a leap day: where no year is said, all have to give the same."""


def check_days(claim: Claim) -> Part:
    """Count the days between the day a sentence names and the one it counts from."""
    if claim.value is None:
        return unspecified(("number",), "It gives no number to check.")
    years = (claim.said_on.year,) if claim.said_on else _ANY_YEARS
    counts = set()
    for year in years:
        first, last = days_named(claim.base, year), days_named(claim.says, year)
        if first and last:
            counts.add((last[-1] - first[-1]).days)
    if len(counts) != 1:
        missing = ("year",) if counts else ("base",)
        return unspecified(missing, "It does not name two days to count between.")
    (days,) = counts
    return _judged(claim, days)


def _judged(claim: Claim, days: int) -> Part:
    assert claim.value is not None
    rest = Rest(kind="calendar", what=f"{days} days lie between {claim.base} and the day named")
    if days == claim.value:
        return Part(verdict=Verdict.HOLDS, why=f"It was {days} days later.", rests_on=(rest,))
    in_weeks = re.search(r"\bweeks?\b", claim.says) is not None
    rounded = in_weeks and written(Fraction(days, 7), 0) == written(claim.value / 7, 0)
    return Part(
        verdict=Verdict.HOLDS_WITH_CORRECTION if rounded else Verdict.CONTRADICTED,
        why=f"It was {days} days later, not {written(claim.value, 0)}.",
        should_say=f"{days} days later.",
        rests_on=(rest,),
    )
