"""Checks a count: is the number found, and in the period that the sentence names?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from holdlaw.register.case_status import Status
from holdlaw.reports.claims.claim import Approx, Claim, Measure
from holdlaw.reports.claims.findings import Found
from holdlaw.reports.claims.verdicts import Part, Verdict, unspecified, unverifiable
from holdlaw.reports.guard import UNLIKE_FROM, guard
from holdlaw.reports.ratios import written
from holdlaw.reports.trends.counts import total
from holdlaw.reports.trends.series import side_of
from holdlaw.reports.years import Span

NEAR = 0.1
"""A number said with "almost", "about" or "over" may be off by so much of the real one."""

ALL_OR_NONE = (0, 100)
"""Shares that are never rounded to: 99.9 % is not every one."""

SENTENCES = {
    Measure.REQUESTS_RECEIVED: "{value} requests were received in {period}.",
    Measure.REQUESTS_HONORED: "{value} of the {of} requests received in {period} were honored.",
    Measure.REQUESTS_NOT_HONORED: "{value} of the {of} requests received in {period} were not honored.",
    Measure.SHARE_NOT_HONORED: "{value} % of the {of} requests received in {period} were not honored.",
    Measure.REQUESTS_MOVED: "{value} of the {of} people for whom a request was received in {period} went to "
    "another local agency before the deadline of a lawful hold.",
}


def sentence_of(found: Found, measure: Measure) -> str:
    """Say a number as it should be said: with its period, and with its whole where it is known."""
    whole = "" if found.of is None else f"{found.of:,}"
    text = SENTENCES[measure].format(value=found.shown, of=whole, period=found.span.period)
    return " ".join(text.replace(" of the  requests", " requests").split())


def fits(claim: Claim, found: Found) -> bool:
    """Tell whether a number is the one the sentence gives, as exactly as it gives it."""
    if claim.value is None or (claim.of is not None and found.of is not None and claim.of != found.of):
        return False
    whole = claim.measure is Measure.SHARE_NOT_HONORED and claim.value in ALL_OR_NONE
    if whole and claim.approx is None:
        return found.value == claim.value
    if written(found.value, claim.decimals) == written(claim.value, claim.decimals):
        return True
    off = claim.value - found.value
    if claim.approx is None or abs(off) > NEAR * float(found.value):
        return False
    match claim.approx:
        case Approx.ALMOST:
            return off > 0
        case Approx.OVER:
            return off < 0
        case Approx.ABOUT:
            return True


def check_count(claim: Claim, founds: Sequence[Found], stated: Sequence[Span]) -> Part:
    """Check a count against every number at hand, in the period the sentence names."""
    assert claim.measure is not None
    if claim.value is None:
        return unspecified(("number",), "It gives no number to check.")
    found = [each for each in founds if fits(claim, each)]
    if not stated:
        return _without_period(claim, found)
    near = [each for each in found if near_stated(each.span, stated)]
    named = [each for each in founds if any(each.span.period == span.period for span in stated)]
    exact = [each for each in near if each in named]
    if exact and not _other_period(exact[0], near):
        return _holds(claim, exact[0], near)
    if near:
        return _other(claim, best(near, stated), stated, (named, near))
    against = named or [each for each in founds if near_stated(each.span, stated)]
    if not against:
        return unverifiable(f"Nothing at hand covers {_labels(stated)}.")
    return _contradicted(claim, against)


def near_stated(span: Span, stated: Iterable[Span]) -> bool:
    """Tell whether a period shares days with one that was stated, and is about as long."""
    return any(
        span.period.common(each.period)
        and abs(span.period.days - each.period.days) <= UNLIKE_FROM * max(span.period.days, each.period.days)
        for each in stated
    )


def best(near: Sequence[Found], stated: Sequence[Span]) -> Found:
    """Give the number whose period shares the most days with the one that was stated."""
    return max(near, key=lambda each: max(_shared(each.span, span) for span in stated))


def _shared(one: Span, other: Span) -> int:
    common = one.period.common(other.period)
    return common.days if common else 0


def _labels(spans: Iterable[Span]) -> str:
    return " or ".join(dict.fromkeys(span.label for span in spans))


def _without_period(claim: Claim, found: Sequence[Found]) -> Part:
    assert claim.measure is not None
    why = "It names no period." if claim.window is None else f"'{claim.window}' names no period of days."
    years = [each for each in found if each.span.year != "month"]
    if not years:
        return unspecified(("period",), f"{why} The number is found in no year at hand.")
    sentences = [sentence_of(each, claim.measure) for each in years]
    return unspecified(
        ("period",),
        f"{why} The number is that of {_labels(each.span for each in years)}.",
        should_say=" Or: ".join(dict.fromkeys(sentences)),
        rests_on=tuple(rest for each in years for rest in each.rests),
    )


def _holds(claim: Claim, found: Found, near: Iterable[Found]) -> Part:
    """Say that it holds, and of which other period that shares days with the one named it would hold too."""
    assert claim.measure is not None
    others = [sentence_of(each, claim.measure) for each in near if each.span.period != found.span.period]
    why = " ".join([sentence_of(found, claim.measure) + _moved(claim, found), *others])
    return Part(verdict=Verdict.HOLDS, why=why, span=found.span, rests_on=found.rests)


def _other_period(exact: Found, near: Iterable[Found]) -> bool:
    """Tell whether published figures give one number for two periods that share days."""
    return exact.agency is None and any(each.span.period != exact.span.period for each in near)


def _other(
    claim: Claim, found: Found, stated: Sequence[Span], others: tuple[Sequence[Found], Sequence[Found]]
) -> Part:
    """Correct the period: the number is found, in another than the one that is named."""
    assert claim.measure is not None
    named, near = others
    meant = max(stated, key=lambda span: _shared(found.span, span))
    said = [period_sentence(found.span, span) for span in stated if _shared(found.span, span)]
    same = [each for each in near if each.span.period != found.span.period and each.agency is None]
    if same:
        said = [f"Published figures give the number for {_labels(each.span for each in near)}: they disagree "
                "about the period, and are kept apart."]  # fmt: skip
    if (own := next((each for each in named if not fits(claim, each)), None)) is not None:
        unit = " %" if claim.measure is Measure.SHARE_NOT_HONORED else ""
        said.append(f"In {own.span.label} the number is {own.shown}{unit}.")
    sentences = [sentence_of(each, claim.measure) for each in ([found, *same] if same else [found])]
    return Part(
        verdict=Verdict.HOLDS_WITH_CORRECTION,
        why=" ".join(said) + _moved(claim, found),
        should_say=" Or, as another source has it: ".join(sentences),
        span=found.span,
        guarded=guard(side_of(found.span, None), side_of(meant, None)),
        rests_on=tuple(rest for each in [found, *same] for rest in each.rests),
    )


def period_sentence(found: Span, stated: Span) -> str:
    """Say how the period of a number lies to the one that was stated."""
    begins = stated.period.from_
    words = f"The number is that of {_named(found)}, not of {_named(stated)}"
    if found.period.from_ < begins < found.period.before:
        days = (begins - found.period.from_).days
        return f"{words}: {days} of its {found.period.days} days lie before {_day(begins)}."
    return f"{words}: {_shared(found, stated)} of its {found.period.days} days fall in it."


def _named(span: Span) -> str:
    return span.label if str(span.period) in span.label else f"{span.label} ({span.period})"


def _day(day: date) -> str:
    return day.isoformat()


def _moved(claim: Claim, found: Found) -> str:
    """Say of how many people who were not held it was because they had left for another agency."""
    if claim.measure not in (Measure.REQUESTS_NOT_HONORED, Measure.SHARE_NOT_HONORED):
        return ""
    moved = total(each for each in found.counted if each.outcome == Status.MOVED_BEFORE_EXPIRY.value)
    if not moved:
        return ""
    return f" Of these, {moved} went to another local agency while a hold was lawful."


def _contradicted(claim: Claim, against: Sequence[Found]) -> Part:
    assert claim.measure is not None
    assert claim.value is not None
    sentences = dict.fromkeys(sentence_of(each, claim.measure) for each in against)
    return Part(
        verdict=Verdict.CONTRADICTED,
        why=f"{written(claim.value, claim.decimals)} is not the number of the period named.",
        should_say=" ".join(sentences),
        span=against[0].span,
        rests_on=tuple(rest for each in against for rest in each.rests),
    )
