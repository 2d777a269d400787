"""The counts of the first public story, made by hand: what a register with that history holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import count

from holdlaw.policybook import shipped
from holdlaw.reports.claims.checking import check
from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.claims.evidence import Agency, Attested, Contact, Evidence
from holdlaw.reports.claims.files import claims_in
from holdlaw.reports.claims.sentence import claim_from_sentence
from holdlaw.reports.claims.shipped import example_claims, published
from holdlaw.reports.claims.verdicts import Checked
from holdlaw.reports.period import Period
from holdlaw.reports.trends.counts import Counts, DayCount

PLACE = "us-ny-nyc-police"
HISTORY = (
    (date(2015, 10, 1), date(2016, 10, 1), "honored", "criminal_warrant", 2),
    (date(2015, 10, 1), date(2016, 10, 1), "not_honored", None, 78),
    (date(2016, 10, 1), date(2017, 1, 1), "not_honored", None, 27),
    (date(2017, 1, 1), date(2017, 4, 4), "moved_before_expiry", None, 3),
    (date(2017, 1, 1), date(2017, 4, 4), "not_honored", None, 106),
    (date(2017, 4, 4), date(2017, 10, 1), "not_honored", None, 1390),
    (date(2017, 10, 1), date(2018, 1, 1), "honored", "judicial_warrant", 1),
    (date(2017, 10, 1), date(2018, 1, 1), "not_honored", None, 34),
)
"""From, before, outcome, basis, how many."""


def spread() -> Iterator[DayCount]:
    """Lay each group evenly over its days; entries are numbered as they come."""
    seqs = count(100)
    for first, before, outcome, basis, number in HISTORY:
        days = (before - first).days
        for place in range(number):
            on = first + timedelta(days=place * days // number)
            yield DayCount(on=on, outcome=outcome, basis=basis, entries=(next(seqs),))


def city(agency: str = "pxpd", place: str = PLACE) -> Agency:
    """The invented city police: requests, the contacts of March 2017, the attestation of February 2018."""
    counts = Counts(
        agency=agency,
        name="Port Example Police Department",
        place=place,
        data=Period(date(2015, 9, 30), date(2018, 4, 2)),
        days=tuple(spread()),
        size=20_000,
    )
    return Agency(counts=counts, contacts=CONTACTS, attested=(ATTESTED,))


def _contact(entry: int, on: date, direction: str, purpose: str) -> Contact:
    found_on = date(2017, 4, 20)
    return Contact(
        entry=entry, on=on, entered_on=found_on, direction=direction, purpose=purpose, counterpart="ICE"
    )


CONTACTS = (
    _contact(11, date(2017, 3, 2), "outgoing", "warrant_verification"),
    _contact(12, date(2017, 3, 15), "incoming", "call_pending"),
)
ATTESTED = Attested(
    entry=13,
    event="event-2018-01-11",
    on=date(2018, 1, 11),
    given_on=date(2018, 2, 12),
    searched=("contact_log", "requests", "mail_headers", "booking_remarks"),
    not_searched=("private_telephones", "radio_traffic"),
    found=0,
)


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    """The law, the published figures and the city's register."""
    return Evidence(book=shipped(), published=published(), agencies=(city(),))


def examples() -> dict[str, Claim]:
    """The example set by id."""
    return {claim.id: claim for claim in example_claims(shipped())}


@lru_cache(maxsize=64)
def example(name: str) -> Checked:
    """Check one of the example set against the city's register."""
    return check(examples()[name], evidence())


def said(sentence: str) -> Checked:
    """Check a free sentence against the city's register."""
    return check(claim_from_sentence(sentence), evidence())


def written(text: str) -> tuple[Claim, ...]:
    """Read claims as a file has them."""
    return claims_in(text.encode(), "mine.yaml", shipped())
