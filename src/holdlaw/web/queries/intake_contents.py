"""From what a form says to the entries it will be, and from those to the case the law is asked about.

The case is folded from the entries, as it will be when the request is opened again: so the answer that is
shown, the one that is recorded and the one that is found later rest on the same case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import field, frozen
from django.utils.translation import gettext as _

from holdlaw.core.case import Act
from holdlaw.policybook import Book
from holdlaw.register.case_state import case_state
from holdlaw.register.commitments import SALT_BYTES
from holdlaw.register.entry import Actor, Draft, Place, enter
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.web.queries.intake_fields import (
    AGENCIES,
    ASKS_OPEN,
    CHANNELS,
    PROOFS,
    RECORDS,
    SHOWN_BY_SEARCH,
    SYSTEMS,
)
from holdlaw.web.queries.intake_people import question, subject
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.intake_rows import convictions, papers
from holdlaw.web.queries.typed_moments import Toward

Data = dict[str, Any]
SOURCE = "desk_officer"
"""What an answer given on this page rests on: somebody at the desk said so."""

_NOWHERE = Actor("desk", "desk")


def _with_offset(at: datetime) -> datetime:
    """Fix a moment to its offset: Python subtracts two moments of one zone by their wall clocks."""
    return datetime.fromisoformat(at.isoformat())


@frozen
class Step:
    """One entry to be: what it says, and when that happened."""

    content: Kind
    happened_at: datetime = field(converter=_with_offset)


def steps(read: Reader, book: Book, file: Mapping[str, Any] | None) -> list[Step]:
    """Give the entries a form states, in their order. What cannot be read is noted in `read`.

    `file`: digest and number of pages of the PDF that was dropped on the page.
    """
    received_at = read.moment("received_at", Toward.PAST) or read.now
    found = [Step(received(read, book), received_at)]
    found += [Step(paper, came_at or received_at) for paper, came_at in papers(read, file)]
    found += custody(read)
    found += searched(read, book)
    found += served(read)
    doubt = question(read)
    return [*found, Step(doubt, read.now)] if doubt else found


def case_of(told: Sequence[Step], place: str) -> Data:
    """Fold entries to be into the case file they will state."""
    entries, opened = [], {}
    for seq, step in enumerate(told):
        draft = Draft(
            content=step.content,
            agency="desk",
            actor=_NOWHERE,
            happened_at=step.happened_at,
            request="r",
            person="p",
        )
        at = Place(origin="desk", seq=seq, entered_at=step.happened_at, key=str(seq))
        entry, openings = enter(draft, at, lambda: bytes(SALT_BYTES))
        entries.append(entry)
        opened[seq] = {name: each.value for name, each in openings.items()}
    return case_state(entries, opened).case_file(opened, place=place)


def received(read: Reader, book: Book) -> RequestReceived:
    """Give what came: the form, what it asks where the form does not say, from whom and about whom."""
    choices = book.questions.choices
    form = read.code("form", tuple(book.forms))
    asks = read.ticked("asks", [act.value for act in Act]) if (form or "") in ASKS_OPEN else []
    sender: Data = {}
    if agency := read.code("agency", AGENCIES):
        sender["agency"] = agency
    if duties := read.ticked("duties", choices["duties"].options):
        sender["duties"] = duties
    return RequestReceived(
        form=form or "unknown",
        asks=asks or None,
        channel=read.code("channel", CHANNELS) or "unknown",
        requester=sender or None,
        subject=subject(read) or None,
        box=read.code("box", choices["box"].options),
        note=read.text("note"),
    )


def custody(read: Reader) -> Iterator[Step]:
    """Give when the person would be released, and of the arrest."""
    release = read.moment("release_due_at", Toward.COMING)
    stated = {
        "arrested_on": read.day("arrested_on"),
        "informed_by": read.code("informed_by", ("court", "government")),
    }
    if release is not None:
        yield Step(CustodyStated(release_due_at=release.isoformat(), **stated), read.now)
        return
    for name, value in stated.items():
        if value is not None:
            yield Step(FactStated(fact=f"custody.{name}", source=SOURCE, value=value), read.now)


def searched(read: Reader, book: Book) -> Iterator[Step]:
    """Give what the search of the record shows, and the other facts that somebody stated."""
    facts = {name: said for name in book.questions.facts if (said := read.three(f"fact-{name}"))}
    record = read.code("record", RECORDS)
    if record is not None:
        shown = {name: facts.pop(name) for name in SHOWN_BY_SEARCH if name in facts}
        yield _search(read, record, shown)
    for name, said in facts.items():
        yield Step(FactStated(fact=name, source=SOURCE, value=said), read.now)


def _search(read: Reader, record: str, shown: Mapping[str, str]) -> Step:
    systems = read.ticked("systems", SYSTEMS)
    if not systems:
        read.wrong(f"systems-{SYSTEMS[0]}", _("Tick which records were searched."))
    missed = [system for system in SYSTEMS if system not in systems]
    found = convictions(read) if record == "found" else []
    if record == "found" and not found:
        what = _("Write each conviction. What nobody knows may stay empty; for a statute, write unknown.")
        read.lacks("conviction-0-statute", what)
    content = RecordSearched(
        systems=systems or ["unknown"],
        not_searched=missed or None,
        convictions=found,
        facts=dict(shown) or None,
    )
    return Step(content, read.moment("search_done_at", Toward.PAST) or read.now)


def served(read: Reader) -> Iterator[Step]:
    """Give when the person had a copy of the request, if they had."""
    at = read.moment("served_at", Toward.PAST)
    if at is None:
        return
    language = read.code("served_language", LANGUAGES) or "und"
    proof = read.code("served_proof", PROOFS) or "none"
    yield Step(NoticeServed(what="copy_of_request", language=language, proof=proof), at)


LANGUAGES = ("en", "es", "zh", "fr", "bn", "ru", "ht", "ar", "ur", "pl", "ko", "pt")
"""Languages in which a copy is usually explained; `und` where nobody wrote it down."""
