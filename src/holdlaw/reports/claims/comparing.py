"""Checks a comparison: "20 times higher than the year before", "a 40 % rise"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from holdlaw.reports.claims.claim import Approx, Claim, Measure, Wording
from holdlaw.reports.claims.counting import NEAR, near_stated, period_sentence
from holdlaw.reports.claims.findings import Found
from holdlaw.reports.claims.verdicts import Part, Verdict, unspecified
from holdlaw.reports.claims.windows import says_year_before
from holdlaw.reports.guard import Background, Guarded, guard
from holdlaw.reports.ratios import Ratio, written
from holdlaw.reports.trends.series import side_of
from holdlaw.reports.years import Span


@frozen
class Pair:
    """A number, the one it is set against, and what the period guard says of the two."""

    now: Found
    base: Found
    guarded: Guarded

    @property
    def ratio(self) -> Ratio:
        """Give the comparison."""
        return Ratio(int(self.now.value), int(self.base.value))


Spans = tuple[Sequence[Span], Sequence[Span]]
"""The periods that a sentence names, for the number and for what it is compared with."""


def check_comparison(claim: Claim, founds: Sequence[Found], named: Spans, background: Background) -> Part:
    """Check a comparison of two counts. What it does not say, it is not given."""
    missing = tuple(_missing(claim))
    if missing:
        return unspecified(missing, f"It does not say {_listed(missing)}; without that it cannot be checked.")
    if not founds:
        return unspecified(("counts",), "Nothing at hand counts what it compares.")
    pairs = [pair for pair in _pairs(claim, founds, named, background) if pair.ratio.times is not None]
    if not pairs:
        return _no_pair(claim, founds)
    return _judged(claim, min(pairs, key=lambda pair: _unlikely(claim, pair, named)), named)


def _unlikely(claim: Claim, pair: Pair, named: Spans) -> tuple[bool, bool, bool, bool, float]:
    """Order the pairs that a sentence can mean.

    First those that may be compared and follow one kind of year; of them the ones that give its number, then
    those in the very periods it names, then the nearest.
    """
    meant = _read(claim, pair.ratio)
    return (
        not pair.guarded.allowed,
        pair.now.span.year != pair.base.span.year,
        not (_same(claim, meant) or _near(claim, meant)),
        bool(list(_period_errors(pair, named))),
        abs(float(meant - (claim.value or 0))),
    )


def _missing(claim: Claim) -> Iterator[str]:
    if claim.value is None:
        yield "number"
    if claim.base is None and claim.base_value is None:
        yield "base"
    if claim.window is None and claim.base is None:
        yield "period"
    if claim.measure is None:
        yield "unit"
    if claim.measure is Measure.ARRESTS_WITHOUT_CRIMINAL_HISTORY and claim.region is None:
        yield "region"


def _listed(names: Sequence[str]) -> str:
    words = {
        "number": "by how much",
        "base": "what it is compared with",
        "period": "which period it counts",
        "unit": "what is counted",
        "region": "where",
    }
    return ", ".join(words[name] for name in names)


def _pairs(claim: Claim, founds: Sequence[Found], named: Spans, background: Background) -> Iterator[Pair]:
    """Give every pair of numbers that the sentence can mean.

    Where only the base is dated, the year after it is compared; where the base is "the year before", the
    year before the number's own.
    """
    stated, of_base = named
    year_before = says_year_before(claim.base)
    for now in founds:
        if stated and not near_stated(now.span, stated):
            continue
        for base in founds:
            follows = base.span.period.before == now.span.period.from_
            if not _may_be_base(claim, base, of_base) or base.span.period >= now.span.period:
                continue
            if (year_before or not stated) and not _years_follow(base.span, now.span, follows):
                continue
            sides = (side_of(now.span, None), side_of(base.span, None))
            yield Pair(now, base, guard(*sides, background))


def _years_follow(base: Span, now: Span, follows: bool) -> bool:
    return now.year != "month" and base.year == now.year and follows


def _may_be_base(claim: Claim, base: Found, named: Sequence[Span]) -> bool:
    if claim.base_value is not None and base.value != claim.base_value:
        return False
    return not named or near_stated(base.span, named)


def _no_pair(claim: Claim, founds: Sequence[Found]) -> Part:
    values = {each.value for each in founds}
    if claim.base_value is not None and claim.base_value not in values:
        return Part(
            verdict=Verdict.CONTRADICTED,
            why=f"{claim.base_value:,} is not the number of any period at hand near the one named.",
        )
    return unspecified(("period",), "No two periods at hand are those it names.")


def _read(claim: Claim, ratio: Ratio) -> Fraction:
    """Give the number of a ratio that the sentence means, by its wording.

    "Times higher" is read as it is nearly always meant, times as many, unless one less fits the number.
    """
    times = ratio.times or Fraction(0)
    match claim.wording:
        case Wording.PERCENT_INCREASE:
            return 100 * (times - 1)
        case Wording.PERCENT_DECREASE:
            return 100 * (1 - times)
        case Wording.TIMES_HIGHER if _same(claim, times - 1):
            return times - 1
        case _:
            return times


def _same(claim: Claim, number: Fraction) -> bool:
    assert claim.value is not None
    return written(number, claim.decimals) == written(claim.value, claim.decimals)


def _near(claim: Claim, number: Fraction) -> bool:
    """Tell whether a number is what an approximate one stands for."""
    assert claim.value is not None
    off = claim.value - number
    if claim.approx is None or abs(off) > NEAR * abs(float(number)):
        return False
    return {Approx.ALMOST: off > 0, Approx.OVER: off < 0, Approx.ABOUT: True}[claim.approx]


def _judged(claim: Claim, pair: Pair, named: Spans) -> Part:
    assert claim.measure is not None
    ratio, meant = pair.ratio, _read(claim, pair.ratio)
    wording = wording_error(claim, ratio)
    right = _same(claim, meant) or _near(claim, meant)
    periods = _period_errors(pair, named)
    said = [*([wording] if wording else []), *periods, *(note.text for note in pair.guarded.refused)]
    if right and not said:
        verdict = Verdict.HOLDS
    elif right or _within(claim, ratio):
        verdict = Verdict.HOLDS_WITH_CORRECTION
    else:
        verdict = Verdict.CONTRADICTED
    return Part(
        verdict=verdict,
        why=" ".join(said) or _plainly(verdict),
        should_say=None if verdict is Verdict.HOLDS else _should_say(claim.measure, pair),
        wording=wording,
        ratio=ratio if pair.guarded.allowed else None,
        span=pair.now.span,
        base=pair.base.span,
        guarded=pair.guarded,
        rests_on=(*pair.now.rests, *pair.base.rests),
    )


def _plainly(verdict: Verdict) -> str:
    match verdict:
        case Verdict.HOLDS:
            return "The counts give this."
        case Verdict.HOLDS_WITH_CORRECTION:
            return "It is not the number, and lies inside its 95 % interval."
        case _:
            return "It is not the number, and lies outside its 95 % interval."


def _within(claim: Claim, ratio: Ratio) -> bool:
    """Tell whether what is said lies inside the interval of the ratio, as times or as percent."""
    assert claim.value is not None
    interval = ratio.interval
    if interval is None:
        return False
    match claim.wording:
        case Wording.PERCENT_INCREASE:
            return interval.holds(float(1 + claim.value / 100))
        case Wording.PERCENT_DECREASE:
            return interval.holds(float(1 - claim.value / 100))
        case _:
            return interval.holds(float(claim.value))


def wording_error(claim: Claim, ratio: Ratio) -> str | None:
    """Name the error of a wording, if there is one: "20 times higher" says 21 times as many."""
    assert claim.value is not None
    if claim.wording is not Wording.TIMES_HIGHER or ratio.times is None or ratio.times_more is None:
        return None
    if _same(claim, ratio.times_more):
        return None
    stated = written(claim.value, claim.decimals)
    return (
        f'"{stated} times higher" says {written(claim.value + 1, claim.decimals)} times as many; the counts '
        f"are {written(ratio.times, 3)} times as many, which is {written(ratio.times_more, 1)} times more."
    )


def _period_errors(pair: Pair, named: Spans) -> Iterator[str]:
    for found, stated in zip((pair.now, pair.base), named, strict=True):
        if not stated or any(found.span.period == span.period for span in stated):
            continue
        yield period_sentence(found.span, max(stated, key=lambda span: _days_shared(found.span, span)))


def _days_shared(one: Span, other: Span) -> int:
    common = one.period.common(other.period)
    return common.days if common else 0


def _should_say(measure: Measure, pair: Pair) -> str:
    what = measure.value.replace("_", " ")
    if not pair.guarded.allowed:
        return (
            f"{pair.now.shown} {what} in {pair.now.span.period}, and {pair.base.shown} in "
            f"{pair.base.span.period}; the two are not compared."
        )
    return (
        f"{pair.ratio.sentence()}: {pair.now.shown} {what} in {pair.now.span.period}, against "
        f"{pair.base.shown} in {pair.base.span.period}."
    )
