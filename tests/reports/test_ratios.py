"""A count against a count: the numbers that a sentence may say, and how sure they are."""

from __future__ import annotations

from fractions import Fraction
from math import exp, inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.reports.ratios import Interval, Ratio, interval, signed, written

COUNTS = st.integers(0, 1_000_000)


def ends(count: int, base: int) -> Interval:
    """Give the interval of two counts that are not both zero."""
    found = interval(count, base)
    assert found is not None
    return found


def test_the_story_is_19_075_times_as_many() -> None:
    """The number that four papers rounded to 20 is said as it is, in each of the ways it may be said."""
    assert Ratio(1526, 80).sentence() == (
        "19.075 times as many (18.1 times more, +1,807.5 %; 95 % interval of the ratio 15.2 to 23.9)"
    )
    assert Ratio(1526, 80).change == 1446


def test_a_fall_is_not_said_as_times_more() -> None:
    """Half as many is a fall of half; "times less" has no meaning."""
    assert Ratio(40, 80).sentence() == "0.5 times as many (-50 %; 95 % interval of the ratio 0.34 to 0.73)"


def test_against_none_there_is_no_ratio() -> None:
    """Three after none is three; no number of times makes it out of nothing."""
    nothing = Ratio(3, 0)
    assert (nothing.times, nothing.times_more, nothing.percent_change) == (None, None, None)
    assert nothing.sentence() == "3 against none: no ratio can be said"
    assert ends(3, 0).high == inf
    assert nothing.as_json()["interval"]["high"] is None


def test_two_zeros_say_nothing() -> None:
    """Where neither year has a request, chance could have made any ratio."""
    assert interval(0, 0) is None
    assert Ratio(0, 0).as_json()["times"] is None


def test_none_after_some_has_a_lower_end_of_zero() -> None:
    """None after five is compatible with a real fall of a fifth, and with a fall to nothing."""
    found = ends(0, 5)
    assert found.low == 0
    assert 0 < found.high < 1


def test_a_negative_count_is_refused() -> None:
    """A subtraction gone wrong must not come out as an interval."""
    with pytest.raises(ValueError, match="never negative"):
        interval(-1, 5)


@given(COUNTS, COUNTS)
def test_the_ratio_lies_in_its_own_interval(count: int, base: int) -> None:
    """An interval that leaves out the number printed beside it would be laughed at, and rightly."""
    times = Ratio(count, base).times
    if times is not None and (count or base):
        assert ends(count, base).low <= float(times) <= ends(count, base).high


@given(st.integers(1, 1_000_000), st.integers(1, 1_000_000))
def test_turned_round_the_interval_turns_round(count: int, base: int) -> None:
    """Whether last year is set against this one or this against last, the same is said."""
    one, other = ends(count, base), ends(base, count)
    assert one.low * other.high == pytest.approx(1, rel=1e-6)
    assert one.high * other.low == pytest.approx(1, rel=1e-6)


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_more_counts_make_the_interval_narrower(count: int, base: int) -> None:
    """The same ratio on four times the numbers is surer."""
    few, many = ends(count, base), ends(4 * count, 4 * base)
    assert many.high / many.low < few.high / few.low


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_times_more_and_percent_follow_from_times_as_many(count: int, base: int) -> None:
    """The three ways of saying one comparison never drift apart by rounding."""
    ratio = Ratio(count, base)
    assert ratio.times is not None
    assert ratio.times_more == ratio.times - 1
    assert ratio.percent_change == 100 * ratio.times - 100
    assert ratio.change == ratio.times_more * base


@pytest.mark.parametrize(("usual", "base"), [(1.0, 20.0), (3.0, 12.0), (19.0, 8.0), (0.5, 30.0)])
def test_the_interval_holds_the_real_ratio_about_95_times_in_100(usual: float, base: float) -> None:
    """It is drawn many times from a known ratio: what is called 95 % has to be about that."""
    chance, held, drawn = Random(f"{usual} {base}"), 0, 2000
    for _ in range(drawn):
        found = interval(_poisson(chance, usual * base), _poisson(chance, base))
        held += found is None or found.holds(usual)
    assert 0.93 <= held / drawn <= 0.985


def _poisson(chance: Random, mean: float) -> int:
    """Draw from a Poisson law by multiplying chances (Knuth)."""
    number, product, least = 0, chance.random(), exp(-mean)
    while product > least:
        number, product = number + 1, product * chance.random()
    return number


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (Fraction(1526, 80), 3, "19.075"),
        (Fraction(3615, 200), 1, "18.1"),
        (Fraction(20), 1, "20"),
        (Fraction(18075, 10), 1, "1,807.5"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(100), 0, "100"),
    ],
)
def test_numbers_are_written_as_people_write_them(number: Fraction, decimals: int, text: str) -> None:
    """Halves go away from zero, as in school, and no empty decimals are printed."""
    assert written(number, decimals) == text


def test_a_change_has_its_sign_and_none_has_none() -> None:
    """A reader sees at once which way it went."""
    assert (signed(Fraction(5)), signed(Fraction(-5)), signed(Fraction(0))) == ("+5", "-5", "0")
