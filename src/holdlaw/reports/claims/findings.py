"""Every number at hand for a measure, each with its period: counted from a register, or published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from holdlaw.register.case_status import Status
from holdlaw.reports.claims.claim import Measure
from holdlaw.reports.claims.evidence import Agency, Figure
from holdlaw.reports.claims.verdicts import Rest
from holdlaw.reports.period import Period
from holdlaw.reports.trends.counts import DayCount, entries_of, total
from holdlaw.reports.years import Span, calendar_years, months, statutory_years


@frozen(kw_only=True)
class Found:
    """One number for one period. `of` is how many were received in it; `agency` None: a published figure."""

    span: Span
    value: Fraction
    of: int | None
    rests: tuple[Rest, ...]
    counted: tuple[DayCount, ...] = ()
    agency: Agency | None = None

    @property
    def shown(self) -> str:
        """Write the number."""
        return f"{int(self.value):,}" if self.value.denominator == 1 else f"{float(self.value):.1f}"


def counted_in(agency: Agency, measure: Measure, stated: Iterable[Span]) -> tuple[Found, ...]:
    """Count a measure in every statutory year, calendar year and month, and in the periods that are stated.

    Counted are requests that ask for a hold; one that asks only for notice or information is not. Periods
    for which the register does not have all days are left out.
    """
    data = agency.counts.data
    spans = (
        *stated,
        *statutory_years(agency.counts.place, data),
        *calendar_years(data),
        *months(data),
    )
    whole = (span for span in dict.fromkeys(spans) if span.period.common(data) == span.period)
    return tuple(_count(agency, measure, span) for span in whole)


def _count(agency: Agency, measure: Measure, span: Span) -> Found:
    received = agency.counts.within(span.period, _asks_for_a_hold)
    counted = tuple(each for each in received if _falls_under(measure, each))
    value, of = total(counted), total(received)
    rests = (_entries(agency, span, received if measure is Measure.SHARE_NOT_HONORED else counted, measure),)
    share = Fraction(100 * value, of) if of else Fraction(0)
    return Found(
        span=span,
        value=share if measure is Measure.SHARE_NOT_HONORED else Fraction(value),
        of=of,
        rests=rests,
        counted=counted,
        agency=agency,
    )


def _asks_for_a_hold(each: DayCount) -> bool:
    return each.detainer


def _falls_under(measure: Measure, each: DayCount) -> bool:
    match measure:
        case Measure.REQUESTS_HONORED:
            return each.honored
        case Measure.REQUESTS_NOT_HONORED | Measure.SHARE_NOT_HONORED:
            return not each.honored
        case Measure.REQUESTS_MOVED:
            return each.outcome == Status.MOVED_BEFORE_EXPIRY.value
        case _:
            return True


def _entries(agency: Agency, span: Span, counted: tuple[DayCount, ...], measure: Measure) -> Rest:
    what = measure.value.replace("_", " ")
    seqs = entries_of(counted)
    return Rest(
        kind="entries",
        what=f"{len(seqs):,} entries of {agency.counts.name}, {span.period}, counted for {what}",
        entries=seqs,
    )


def published_for(figures: Iterable[Figure], place: str | None, measure: Measure) -> tuple[Found, ...]:
    """Give the published figures of a measure, each with the period its own source states."""
    own = tuple(each for each in figures if place in (None, each.place))
    return tuple(_published(own, measure))


def _published(figures: tuple[Figure, ...], measure: Measure) -> Iterator[Found]:
    by = {(each.period, each.source, each.measure): each for each in figures}
    for each in figures:
        received = _like(by, each, Measure.REQUESTS_RECEIVED)
        honored = _like(by, each, Measure.REQUESTS_HONORED)
        if each.measure == measure.value:
            rests = [each, *([received] if received and received is not each else [])]
            yield _of_figure(each, Fraction(each.value), received, rests)
        elif each is received and honored is not None and measure in _REFUSED:
            refused = each.value - honored.value
            share = measure is Measure.SHARE_NOT_HONORED
            value = Fraction(100 * refused, each.value) if share else Fraction(refused)
            yield _of_figure(each, value, received, [each, honored])


_REFUSED = (Measure.REQUESTS_NOT_HONORED, Measure.SHARE_NOT_HONORED)


def _like(by: dict[tuple[Period, str, str], Figure], each: Figure, measure: Measure) -> Figure | None:
    return by.get((each.period, each.source, measure.value))


def _of_figure(each: Figure, value: Fraction, received: Figure | None, rests: list[Figure]) -> Found:
    span = Span(each.period, each.year, f"{each.period}, as printed")
    return Found(
        span=span,
        value=value,
        of=received.value if received else None,
        rests=tuple(_figure_rest(figure) for figure in rests),
    )


def _figure_rest(figure: Figure) -> Rest:
    measure = figure.measure.replace("_", " ")
    note = f" {figure.note}" if figure.note else ""
    what = f"{figure.source}: {figure.value:,} {measure}, {figure.period}.{note}"
    return Rest(kind="figure", what=what, address=figure.address)
