"""The rows of the page: each paper that came, each conviction that the record shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.web.queries.intake_fields import ADJUDICATIONS, CLASSES, ISSUERS, OFFICERS_PAPERS, PAPERS
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.typed_moments import Toward

JUDGED = ("probable_cause", "authorises_federal_custody", "names_subject", "criminal")
"""What is asked of a paper that a judge may have signed."""

Came = tuple[PaperAttached, datetime | None]
"""A paper, and when it came; None: with the request."""


def papers(read: Reader, file: Mapping[str, Any] | None) -> Iterator[Came]:
    """Give the papers that came. The file dropped on the page goes with the first, or stands alone."""
    kept = file
    for number in paper_rows(read):
        yield _paper(read, number, kept)
        kept = None
    if kept is not None:
        yield PaperAttached(paper="other", file=kept), None


def paper_rows(read: Reader) -> list[int]:
    """Give the numbers of the rows in which a paper is named, in order."""
    return [
        number
        for number in read.rows("paper")
        if read.code(read.part("paper", number, "kind"), PAPERS) or _unknown(read, number)
    ]


def conviction_rows(read: Reader) -> list[int]:
    """Give the numbers of the rows in which a conviction is written, in order."""
    return list(read.rows("conviction"))


def convictions(read: Reader) -> list[dict[str, Any]]:
    """Give the convictions as a case file lists them. What is not known of one is left out."""
    return [_conviction(read, number) for number in conviction_rows(read)]


def _unknown(read: Reader, number: int) -> bool:
    return read.text(read.part("paper", number, "kind")) == "unknown"


def _paper(read: Reader, number: int, file: Mapping[str, Any] | None) -> Came:
    def name(part: str) -> str:
        return read.part("paper", number, part)

    kind = read.code(name("kind"), PAPERS) or "unknown"
    officers = kind in OFFICERS_PAPERS
    judged = {} if officers else {part: read.three(name(part)) for part in JUDGED}
    paper = PaperAttached(
        paper="administrative_warrant" if officers else kind,
        form=kind if officers else None,
        issuer=None if officers else read.code(name("issuer"), ISSUERS),
        signed=read.three(name("signed")),
        signed_on=read.day(name("signed_on")),
        file=file,
        **judged,
    )
    return paper, read.moment(name("came_at"), Toward.PAST)


def _conviction(read: Reader, number: int) -> dict[str, Any]:
    def name(part: str) -> str:
        return read.part("conviction", number, part)

    said: dict[str, Any] = {
        "statute": read.statute(name("statute")),
        "class": read.code(name("class"), CLASSES),
        "adjudication": read.code(name("adjudication"), ADJUDICATIONS),
        **{part: read.day(name(part)) for part in ("judgment_on", "committed_on", "plea_on")},
        **{part: read.three(name(part)) for part in ("attempt", "wobbler", "state_prison")},
    }
    if jail := _jail(read, number):
        said["incarcerated"] = [jail]
    return {part: value for part, value in said.items() if value is not None}


def _jail(read: Reader, number: int) -> dict[str, str]:
    names = {
        part: read.part("conviction", number, f"jail_{part}") for part in ("from", "before", "for_listed")
    }
    found = {"from": read.day(names["from"]), "before": read.day(names["before"])}
    if not any(found.values()):
        return {}
    for part, value in found.items():
        if value is None and read.text(names[part]) is None:
            read.wrong(names[part], _("Write both days in jail, or neither."))
    told = {**found, "for_listed": read.three(names["for_listed"])}
    return {part: value for part, value in told.items() if value is not None}
