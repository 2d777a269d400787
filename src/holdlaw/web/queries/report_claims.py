"""Claims as a page checks them: the example set, or what somebody types or uploads. Nothing is stored."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.claims.checking import check
from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.claims.evidence import Evidence
from holdlaw.reports.claims.files import claims_in
from holdlaw.reports.claims.reading import with_register
from holdlaw.reports.claims.selecting import of_agency
from holdlaw.reports.claims.sentence import claim_from_sentence
from holdlaw.reports.claims.shipped import example_claims
from holdlaw.reports.claims.verdicts import Checked
from holdlaw.reports.faces.wording import chosen
from holdlaw.reports.guard import Guarded
from holdlaw.reports.pack.comparing import ratio_said
from holdlaw.reports.pack.words import WORDS
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_words import language

SENTENCE_MAX = 500
CLAIMS_MAX = 50
"""Claims of an uploaded file that one page checks; `holdlaw claim check` takes any number."""


@frozen(kw_only=True)
class Shown:
    """A checked claim, its comparison in a sentence, and what the guard says of its periods."""

    checked: Checked
    compared: str | None
    guarded: Guarded | None
    span: str | None
    base: str | None

    @property
    def verdict(self) -> str:
        """Give the verdict by its code."""
        return self.checked.verdict.value


@frozen
class Story:
    """The claims of one publication."""

    name: str
    claims: tuple[Shown, ...]


def stories(desk: Desk) -> tuple[Story, ...]:
    """Check the example set against the law, the published figures and the agency's own register."""
    evidence = evidence_of(desk)
    claims = example_claims(desk.book)
    return tuple(
        Story(name, tuple(_shown(check(claim, evidence)) for claim in own))
        for name, own in groupby(claims, key=lambda claim: claim.source.name or claim.story or "")
    )


def example(desk: Desk, name: str) -> Shown | None:
    """Check one claim of the example set; None if there is none of that name."""
    claim = next((each for each in example_claims(desk.book) if each.id == name), None)
    return None if claim is None else _shown(check(claim, evidence_of(desk)))


def checked(desk: Desk, sentence: str, file: bytes | None, on: date | None) -> tuple[Shown, ...]:
    """Check a sentence, or the claims of a file. Raise HoldlawError for a file that cannot be read."""
    claims = (claim_from_sentence(sentence),) if file is None else claims_in(file, _("the file"), desk.book)
    if len(claims) > CLAIMS_MAX:
        what = _("The file holds %(count)d claims.") % {"count": len(claims)}
        why = _("A page checks at most %(most)d at a time.") % {"most": CLAIMS_MAX}
        raise HoldlawError([Problem("HL-8020", _("the file"), what, why, _("Divide it."))])
    evidence = evidence_of(desk)
    return tuple(_shown(check(_dated(claim, on), evidence)) for claim in claims)


def evidence_of(desk: Desk) -> Evidence:
    """Give what claims are checked against here: of the register, the agency's own entries alone."""
    found = with_register(desk.register, desk.book, desk.now)
    if desk.agency.id not in {each.counts.agency for each in found.agencies}:
        return evolve(found, agencies=())
    return of_agency(found, desk.agency.id, "agency")


def _dated(claim: Claim, on: date | None) -> Claim:
    if on is None or claim.said_on is not None:
        return claim
    return evolve(claim, source=evolve(claim.source, published_on=on))


def _shown(made: Checked) -> Shown:
    part = next((each for each in made.parts if each.span), None)
    return Shown(
        checked=made,
        compared=ratio_said(made.ratio, chosen(WORDS, language())) if made.ratio else None,
        guarded=next((each.guarded for each in made.parts if each.guarded), None),
        span=str(part.span.period) if part and part.span else None,
        base=str(part.base.period) if part and part.base else None,
    )
