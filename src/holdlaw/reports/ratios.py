"""One count against another: how many more, how many times as many, what percent, and how sure that is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import inf, sqrt
from statistics import NormalDist
from typing import Any

from attrs import frozen

_Z = NormalDist().inv_cdf(0.975)
"""Two standard errors, nearly: the middle 95 in a hundred of a normal distribution."""

_DECIMALS = ((10, 1), (0.1, 2), (0, 4))
"""For a range that reaches so far, so many decimals."""


@frozen
class Interval:
    """The range in which a ratio lies, with 95 % confidence. `high` is infinite where nothing bounds it."""

    low: float
    high: float

    def holds(self, ratio: float) -> bool:
        """Tell whether a ratio lies in the range, its ends included."""
        return self.low <= ratio <= self.high

    def __str__(self) -> str:
        """Give both ends, with more decimals the smaller they are.

        >>> str(interval(1526, 80))
        '15.2 to 23.9'
        """
        largest = self.low if self.high == inf else self.high
        decimals = next(places for least, places in _DECIMALS if largest >= least)
        high = "no upper end" if self.high == inf else written(self.high, decimals)
        return f"{written(self.low, decimals)} to {high}"

    def as_json(self) -> dict[str, Any]:
        """Give both ends; an end without a bound is null."""
        return {"low": round(self.low, 4), "high": None if self.high == inf else round(self.high, 4)}


@frozen
class Ratio:
    """A later count against an earlier one (or one place's against another's)."""

    count: int
    base: int

    @property
    def change(self) -> int:
        """Give the absolute change."""
        return self.count - self.base

    @property
    def times(self) -> Fraction | None:
        """Give how many times as many; None against a count of zero."""
        return Fraction(self.count, self.base) if self.base else None

    @property
    def times_more(self) -> Fraction | None:
        """Give how many times more: one less than how many times as many."""
        return None if self.times is None else self.times - 1

    @property
    def percent_change(self) -> Fraction | None:
        """Give the change in percent of the base."""
        return None if self.times is None else 100 * (self.times - 1)

    @property
    def interval(self) -> Interval | None:
        """Give the 95 % interval of how many times as many; None where both counts are zero."""
        return interval(self.count, self.base)

    def sentence(self) -> str:
        """Say the comparison as it should be said.

        >>> Ratio(1526, 80).sentence()
        '19.075 times as many (18.1 times more, +1,807.5 %; 95 % interval of the ratio 15.2 to 23.9)'
        """
        if self.times is None or self.times_more is None or self.percent_change is None:
            return f"{self.count:,} against none: no ratio can be said"
        parts = []
        if self.times > 1:
            parts.append(f"{written(self.times_more, 1)} times more")
        parts.append(f"{signed(self.percent_change)} %")
        range_ = f"; 95 % interval of the ratio {self.interval}" if self.interval else ""
        return f"{written(self.times, 3)} times as many ({', '.join(parts)}{range_})"

    def as_json(self) -> dict[str, Any]:
        """Give the counts and what follows from them; what cannot be said is null."""
        return {
            "count": self.count,
            "base": self.base,
            "change": self.change,
            "times": _number(self.times),
            "times_more": _number(self.times_more),
            "percent_change": _number(self.percent_change),
            "interval": self.interval.as_json() if self.interval else None,
        }


def interval(count: int, base: int) -> Interval | None:
    """Give the 95 % interval of the ratio of two counts; None where both are zero.

    Each count is taken as one draw of a Poisson law. Given their sum, the first is then binomial with a share
    that has the ratio as its odds; the interval of the share is Wilson's, and the ends are turned back into
    ratios. Against a base of zero the upper end is infinite. It says how far chance alone could move the
    ratio, not whether the two counts were taken alike. Raise ValueError for a negative count.

    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940) 313 to 323, for counts given their sum;
    E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209 to 212, for the share.
    """
    if count < 0 or base < 0:
        raise ValueError("a count is never negative")
    total = count + base
    if total == 0:
        return None
    low, _ = _odds(_wilson(count, total))
    _, high = _odds(_wilson(count, total))
    return Interval(0.0 if count == 0 else low, inf if base == 0 else high)


def _wilson(count: int, total: int) -> tuple[float, float]:
    share, room = count / total, _Z * _Z / total
    middle = share + room / 2
    reach = sqrt(room * (share * (1 - share) + room / 4))
    return (middle - reach) / (1 + room), (middle + reach) / (1 + room)


def _odds(shares: tuple[float, float]) -> tuple[float, float]:
    low, high = shares
    return max(low, 0.0) / (1 - low), inf if high >= 1 else high / (1 - high)


def written(number: Fraction | float, decimals: int) -> str:
    """Write a number with thousands apart and at most so many decimals, halves rounded away from zero.

    >>> written(Fraction(1526, 80), 3), written(20.0, 1)
    ('19.075', '20')
    """
    exact = Fraction(number)
    rounded = Decimal(exact.numerator) / Decimal(exact.denominator)
    text = f"{rounded.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(number: Fraction | float, decimals: int = 1) -> str:
    """Write a change with its sign; no change has none."""
    text = written(number, decimals)
    return text if text.startswith("-") or text == "0" else f"+{text}"


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)
