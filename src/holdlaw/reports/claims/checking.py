"""Checks a claim: finds whose it is, and asks of each thing it says whether it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from holdlaw.core.case import Act
from holdlaw.decide.reasons import WORDS
from holdlaw.reports.claims.claim import COUNTED, Claim, Level, Measure
from holdlaw.reports.claims.comparing import check_comparison
from holdlaw.reports.claims.contacting import check_contacts
from holdlaw.reports.claims.counting import check_count, fits, near_stated
from holdlaw.reports.claims.days import check_days
from holdlaw.reports.claims.evidence import Agency, Evidence, Term
from holdlaw.reports.claims.findings import Found, counted_in, published_for
from holdlaw.reports.claims.lawful import Law, check_law, speaks_of_law
from holdlaw.reports.claims.probing import CRIMINAL_WARRANT, asked
from holdlaw.reports.claims.verdicts import Checked, Part, Verdict, unspecified, unverifiable
from holdlaw.reports.claims.windows import says_year_before, spans_of
from holdlaw.reports.guard import NOTHING_KNOWN
from holdlaw.reports.trends.background import background_of
from holdlaw.reports.years import Span

_STATE_AND_NATION = 2
"""Layers of law over a place that is a state itself."""
_NOT_COUNTED = {
    Measure.RELEASED_WITH_ACTIVE_REQUEST: "who the people are",
    Measure.TAKEN_INTO_CUSTODY: "who the people are",
    Measure.ARRESTS_AT_EVENT: "arrests at an event",
    Measure.ARRESTS_WITHOUT_CRIMINAL_HISTORY: "arrests by federal officers",
}
"""Measures that nothing at hand counts, and what would be needed."""


def check(claim: Claim, evidence: Evidence) -> Checked:
    """Check a claim against everything at hand.

    Where neither the claim nor what it calls the agency says whose numbers it means, each agency of the
    register is tried; one whose numbers agree, and no other, is taken.
    """
    place = claim.place or _place_named(claim, evidence)
    own = evolve(claim, place=place)
    agencies = [each for each in evidence.agencies if place in (None, each.counts.place)]
    agencies = [each for each in agencies if _may_be_meant(own, each, evidence)]
    if len(agencies) <= 1 or _no_agency_needed(own):
        return _checked(own, evidence, agencies[0] if len(agencies) == 1 else None)
    tried = [_checked(own, evidence, agency) for agency in agencies]
    agreed = [each for each in tried if each.verdict in (Verdict.HOLDS, Verdict.HOLDS_WITH_CORRECTION)]
    if len(agreed) == 1:
        return agreed[0]
    if len({(each.verdict, each.missing) for each in tried}) == 1 and not agreed:
        return evolve(tried[0], parts=tuple(dict.fromkeys(part for each in tried for part in each.parts)))
    names = ", ".join(agency.counts.agency for agency in agencies)
    why = f"It does not say which agency it speaks of; the register has {names}."
    return Checked(claim=claim, parts=(unspecified(("agency",), why),))


def _may_be_meant(claim: Claim, agency: Agency, evidence: Evidence) -> bool:
    """Leave out agencies that a sentence about a city, or about a named state, cannot mean."""
    chain = evidence.book.chain(agency.counts.place)
    if claim.law is Level.CITY:
        return len(chain) > _STATE_AND_NATION
    names = (layer.name.lower() for layer in chain)
    return (
        claim.law is not Level.STATE or claim.place is not None or any(n in claim.says.lower() for n in names)
    )


def _place_named(claim: Claim, evidence: Evidence) -> str | None:
    """Find the place by a name in the sentence, or in who said it."""
    words = f"{claim.says} {claim.speaker or ''}".lower()
    called = [(name, place) for name, place in evidence.published.names if name.lower() in words]
    if called:
        return called[0][1]
    named = [each for each in evidence.agencies if each.counts.name.lower() in words]
    return named[0].counts.place if len(named) == 1 else None


def _no_agency_needed(claim: Claim) -> bool:
    return claim.opinion or claim.measure in _NOT_COUNTED or claim.measure is Measure.DAYS_BETWEEN


def _checked(claim: Claim, evidence: Evidence, agency: Agency | None) -> Checked:
    own = evolve(claim, place=agency.counts.place) if agency else claim
    return Checked(claim=own, parts=tuple(_parts(own, _Check(own, evidence, agency))))


@frozen
class _Check:
    """One claim against one agency, or against the published figures alone."""

    claim: Claim
    evidence: Evidence
    agency: Agency | None

    def spans(self, words: str | None) -> tuple[Span, ...]:
        """Give the periods that words of the claim can mean."""
        return spans_of(words, _terms_by(self.evidence.published.terms, self.claim.said_on))

    def founds(self) -> tuple[Found, ...]:
        """Give every number at hand: of the register, and only without one of the published figures."""
        claim = self.claim
        if claim.measure not in COUNTED or claim.measure is None:
            return ()
        if self.agency is None:
            return published_for(self.evidence.published.figures, claim.place, claim.measure)
        stated = (*self.spans(claim.window), *self.spans(claim.base))
        return counted_in(self.agency, claim.measure, stated)


def _terms_by(terms: Sequence[Term], said_on: date | None) -> tuple[Term, ...]:
    """Give the term of office that ran when the claim was made; every one where that is not known."""
    begun = [term for term in terms if said_on is None or term.began <= said_on]
    return tuple(begun if said_on is None else begun[-1:])


def _parts(claim: Claim, against: _Check) -> Iterator[Part]:
    """Check each thing that a claim says."""
    if claim.opinion:
        why = "It is an opinion: it gives no number, period or base that could be checked."
        yield unspecified(("number", "period", "base"), why)
        return
    if speaks_of_law(claim):
        yield from check_law(claim, against.evidence.book, claim.place)
    yield from _of_numbers(claim, against)


def _of_numbers(claim: Claim, against: _Check) -> Iterator[Part]:
    if claim.measure is Measure.DAYS_BETWEEN:
        yield check_days(claim)
    elif claim.measure is Measure.CONTACTS:
        yield check_contacts(claim, against.agency)
    elif claim.wording is not None:
        yield _compare(claim, against)
    elif claim.measure in COUNTED:
        yield from _count(claim, against)
    elif claim.measure in _NOT_COUNTED:
        yield _uncounted(claim)
    elif not speaks_of_law(claim):
        unread = tuple(_unread(claim))
        yield unspecified(unread, f"No rule reads from it the {' and the '.join(unread)}.")


def _unread(claim: Claim) -> Iterator[str]:
    if claim.value is None:
        yield "number"
    if claim.measure is None:
        yield "unit"
    if claim.window is None:
        yield "period"


def _uncounted(claim: Claim) -> Part:
    """Say that nothing counts this. Without a period or a name nothing outside could either."""
    assert claim.measure is not None
    what = _NOT_COUNTED[claim.measure]
    if claim.identifiers == "none":
        return unverifiable(f"It does not say {what}, so they cannot be matched with any record.")
    return unverifiable(f"Neither a register nor a published figure at hand records {what}.")


def _compare(claim: Claim, against: _Check) -> Part:
    background = background_of(against.evidence.book, claim.place) if claim.place else NOTHING_KNOWN
    base = () if says_year_before(claim.base) else against.spans(claim.base)
    named = (against.spans(claim.window), base)
    return check_comparison(claim, against.founds(), named, background)


def _count(claim: Claim, against: _Check) -> Iterator[Part]:
    founds = against.founds()
    if not founds:
        yield unverifiable("Neither a register nor a published figure at hand has such a number.")
        return
    stated = against.spans(claim.window)
    yield check_count(claim, founds, stated)
    if claim.measure is Measure.REQUESTS_HONORED and claim.value:
        for found in founds:
            if fits(claim, found) and near_stated(found.span, stated):
                yield from _legal_basis(found, against)


def _legal_basis(found: Found, against: _Check) -> Iterator[Part]:
    """Say on what the hand-overs rest: on a criminal warrant they are not an answer to the request."""
    bases: Counter[str] = Counter()
    for each in found.counted:
        bases[each.basis or "none recorded"] += each.count
    criminal = bases["criminal_warrant"]
    if not criminal or found.agency is None:
        return
    place, day = found.agency.counts.place, found.span.period.to
    hold = asked(against.evidence.book, place, day, CRIMINAL_WARRANT).acts[Act.HOLD]
    law = Law(against.evidence.book, place, day)
    whole = f" of {found.of:,}" if found.of is not None else ""
    cite = f" [{hold.decided_by.cite}]" if hold.decided_by else ""
    yield Part(
        verdict=Verdict.HOLDS_WITH_CORRECTION,
        why=f"{criminal}{whole} are carried by their own legal basis, a criminal warrant. Asked whether the "
        f"person may be held on the request, the law of {day} answers {WORDS[hold.outcome]}{cite}.",
        should_say=f"{criminal}{whole} people were handed over on a criminal warrant, in "
        f"{found.span.period}; the request itself was no ground for it.",
        rests_on=(*found.rests, law.rest(place)),
    )
