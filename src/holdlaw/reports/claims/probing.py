"""Asks the law with invented cases: what does it say of a hold, with and without what it may turn on?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.offences import OffenceList
from holdlaw.decide import Answer, decide
from holdlaw.policybook import Book
from holdlaw.sources.case_file import case_from_data

_NOON = time(12)


@frozen(kw_only=True)
class Probe:
    """An invented case: which of the things that a law may turn on it has. Everything else is no."""

    conviction: bool = False
    """A listed conviction, a year old."""
    warrant: bool = False
    """A federal judge's warrant for the person, that came with the request."""
    criminal_warrant: bool = False
    """A criminal arrest warrant of a federal judge."""
    reentered: bool = False
    match: bool = False


CONVICTION = Probe(conviction=True)
WARRANT = Probe(warrant=True)
BOTH = Probe(conviction=True, warrant=True)
NEITHER = Probe()
REENTERED = Probe(conviction=True, reentered=True)
MATCH_AND_WARRANT = Probe(match=True, warrant=True)
CRIMINAL_WARRANT = Probe(criminal_warrant=True)
ALL = (BOTH, CONVICTION, WARRANT, NEITHER, MATCH_AND_WARRANT, REENTERED)


def asked(book: Book, place: str, day: date, probe: Probe) -> Answer:
    """Ask the law of a place about an invented case that falls on a day."""
    return decide(case_from_data(_case(book, place, day, probe), book), book)


def holds(book: Book, place: str, day: date, probes: Iterable[Probe] = ALL) -> Mapping[Probe, Answer]:
    """Ask about several cases."""
    return {probe: asked(book, place, day, probe) for probe in probes}


def hold_in_layer(answer: Answer, layer: str) -> Outcome:
    """Give what one layer, alone, says of a hold."""
    return next(each.outcomes[Act.HOLD] for each in answer.layers if each.layer == layer)


def _case(book: Book, place: str, day: date, probe: Probe) -> dict[str, Any]:
    zone = ZoneInfo(book.place(place).timezone or "UTC")
    release = datetime.combine(day, _NOON, zone)
    before = release - timedelta(hours=1)
    return {
        "place": place,
        "request": {
            "form": "other",
            "asks": ["hold", "notify"],
            "received_at": before.isoformat(),
            "requester": {"agency": "ICE", "duties": ["civil_immigration_enforcement"]},
            "papers": list(_papers(probe, day)),
        },
        "custody": {
            "release_due_at": release.isoformat(),
            "arrested_on": (day - timedelta(days=1)).isoformat(),
            "search_done_at": before.isoformat(),
        },
        "convictions": [_conviction(book, place, day)] if probe.conviction else [],
        "facts": {
            "terrorist_database_match": "yes" if probe.match else "no",
            "reentered_after_removal": "yes" if probe.reentered else "no",
        },
    }


def _papers(probe: Probe, day: date) -> Iterable[dict[str, str]]:
    warrant = {
        "kind": "warrant", "issuer": "federal_magistrate", "probable_cause": "yes", "names_subject": "yes",
        "signed_on": (day - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    if probe.warrant:
        yield {**warrant, "authorises_federal_custody": "yes", "criminal": "no"}
    if probe.criminal_warrant:
        yield {**warrant, "authorises_federal_custody": "no", "criminal": "yes"}


def _conviction(book: Book, place: str, day: date) -> dict[str, str]:
    """Invent a conviction of the first crime on the list that the law of the day uses."""
    found = next(iter(lists_of(book, place, day)), None)
    statute = str(next(each for each in found.entries if each.counted).statutes[0]) if found else "unknown"
    year_before = (day - timedelta(days=366)).isoformat()
    return {"statute": statute, "class": "felony", "judgment_on": year_before, "adjudication": "adult"}


def lists_of(book: Book, place: str, day: date) -> tuple[OffenceList, ...]:
    """Give the offence lists that the law of a place itself uses on a day."""
    versions = book.versions_on(book.place(place), day)
    return tuple(
        used for version in versions for used in version.lists.values() if isinstance(used, OffenceList)
    )
