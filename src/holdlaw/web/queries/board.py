"""The board: every hold and open request by the time left, and what is to be done next about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.clocks.instants import span
from holdlaw.policybook import Book
from holdlaw.register.case_parts import GRANTED
from holdlaw.register.case_status import Status
from holdlaw.store.states import catch_up
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.open_requests import OpenRequest, open_requests, question
from holdlaw.web.queries.request_holds import expired_duties

HOUR = timedelta(hours=1)
SOON = timedelta(hours=4)


@frozen
class Band:
    """How near a deadline is: a code, a mark and a word. Colour only repeats them."""

    code: str
    mark: str
    word: str
    rank: int


OVERDUE = Band("overdue", "■", gettext_noop("Overdue"), 0)
UNDER_HOUR = Band("hour", "▲", gettext_noop("Under 1 hour"), 1)
UNDER_FOUR = Band("soon", "◆", gettext_noop("Under 4 hours"), 2)
NO_TIME = Band("soon", "?", gettext_noop("No release time"), 3)
LATER = Band("later", "○", gettext_noop("Later"), 4)
BANDS = (OVERDUE, UNDER_HOUR, UNDER_FOUR, NO_TIME, LATER)


@frozen
class Step:
    """Something to do. `asks`: a question in the law files' own words, which are English."""

    says: str
    asks: str = ""


@frozen
class Row:
    """One line of the board. `held`: kept past release. `duties`: what is owed since the deadline passed."""

    request: str
    name: str
    form: str
    band: Band
    due_at: datetime | None
    left: timedelta | None
    held: bool
    steps: tuple[Step, ...]
    duties: tuple[tuple[str, str], ...]
    sealed: bool


@frozen
class Board:
    """All lines, the most pressing first, and how many there are of each band."""

    rows: tuple[Row, ...]
    counts: tuple[tuple[Band, int], ...]

    @property
    def summary(self) -> str:
        """Say the board in one line, for those who hear it."""
        told = ", ".join(f"{_(band.word)}: {number}" for band, number in self.counts if number)
        return told or _("Nothing is open.")


def band_of(left: timedelta | None) -> Band:
    """Say how near a deadline is. At the deadline itself a hold is unlawful, so nothing left is overdue."""
    if left is None:
        return NO_TIME
    if left <= timedelta():
        return OVERDUE
    if left < HOUR:
        return UNDER_HOUR
    return UNDER_FOUR if left < SOON else LATER


def board(desk: Desk) -> Board:
    """Give the board of the agency at this moment."""
    catch_up(desk.register)  # an entry whose fold was cut off by a power failure must not be missing here
    rows = sorted((_row(desk, each) for each in open_requests(desk.register, desk.agency.id)), key=_order)
    counts = tuple((band, sum(row.band is band for row in rows)) for band in BANDS)
    return Board(tuple(rows), counts)


def _order(row: Row) -> tuple[int, timedelta, bool, str]:
    return row.band.rank, row.left or timedelta(), not row.held, row.request


def _row(desk: Desk, found: OpenRequest) -> Row:
    due = found.due_at.astimezone(desk.now.tzinfo) if found.due_at else None
    left = span(desk.now, due) if due else None
    band, held = band_of(left), found.status is Status.HELD
    over = held and band is OVERDUE
    return Row(
        request=found.request,
        name=found.custody_number or found.request,
        form=found.form,
        band=band,
        due_at=due,
        left=left,
        held=held,
        steps=_sealed_steps() if found.sealed else steps(found, desk.book, band),
        duties=expired_duties(open_case(desk, found.request)) if over else (),
        sealed=found.sealed,
    )


def steps(found: OpenRequest, book: Book, band: Band) -> tuple[Step, ...]:
    """Say what is to be done next about a request, the most pressing first."""
    overdue = band is OVERDUE
    if found.status is Status.HELD:
        first = [] if overdue else [Step(_("Held. Release by the deadline, or enter the hand-over."))]
        return (*first, *_counsel(found, book), *_unsigned(found))
    if overdue:
        due = Step(_("The release was due. Release the person, or enter that they left."))
        return due, *_NEXT[found.status](found, book)
    missing = [Step(_("Enter when the person would be released."))] if found.due_at is None else []
    return *missing, *_NEXT[found.status](found, book)


def _sealed_steps() -> tuple[Step, ...]:
    return (
        Step(
            _("The record is sealed. The deadline stands: a supervisor or the records officer ends the hold.")
        ),
    )


def _counsel(found: OpenRequest, book: Book) -> tuple[Step, ...]:
    return tuple(Step(_("Counsel was asked:"), _asks(book, each["fact"])) for each in found.asked)


def _unsigned(found: OpenRequest) -> tuple[Step, ...]:
    if found.decision is None or found.signed:
        return ()
    return (Step(_("A second person has to sign the decision.")),)


def _stopped(found: OpenRequest, book: Book) -> tuple[Step, ...]:
    return (Step(_("Is it the right person? Two people have to settle it.")),)


def _waiting(found: OpenRequest, book: Book) -> tuple[Step, ...]:
    asked = _counsel(found, book)
    decision = found.decision
    facts: Sequence[Mapping[str, str]] = decision["open_facts"] if decision else ()
    waiting = {each["fact"] for each in found.asked}
    unasked = next((each for each in facts if each["fact"] not in waiting), None)
    if unasked is None:
        return asked or (Step(_("Ask the law again.")),)
    return *asked, Step(_("Ask %(who)s:") % {"who": _(unasked["who"])}, _asks(book, unasked["fact"]))


def _unasked(found: OpenRequest, book: Book) -> tuple[Step, ...]:
    if found.decision is None:
        return (Step(_("Ask the law.")),)
    return (Step(_("Something was entered since: ask the law again.")),)


def _decided(found: OpenRequest, book: Book) -> tuple[Step, ...]:
    unsigned = _unsigned(found)
    if unsigned or found.decision is None:
        return unsigned
    asks, outcomes = found.decision["asks"], found.decision["outcomes_left"]
    if "hold" in asks and outcomes.get("hold") in GRANTED:
        return (Step(_("At release: start the hold, or release the person.")),)
    return (Step(_("Signed. Answer the request, and enter what was done.")),)


def _refused(found: OpenRequest, book: Book) -> tuple[Step, ...]:
    return *_unsigned(found), Step(_("Do not hold. Release the person when they would otherwise walk out."))


def _asks(book: Book, fact: str) -> str:
    found = question(book, fact)
    return found.asks if found else fact.replace("_", " ")


_NEXT: Mapping[Status, Callable[[OpenRequest, Book], tuple[Step, ...]]] = {
    Status.STOPPED: _stopped,
    Status.WAITING_FACTS: _waiting,
    Status.OPEN: _unasked,
    Status.DECIDED: _decided,
    Status.NOT_HONORED: _refused,
}
