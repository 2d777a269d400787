"""The fold: from all entries of one request to its state. Pure, and the same entries give the same state.

The state is made of public fields alone, so that it can be kept, sent and thrown away; nothing private can
stand in it. Private values come in at one place, `CaseState.case_file`, and leave only in what it gives back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from holdlaw.register.case_parts import (
    Decision,
    Hold,
    IdentityQuestion,
    Leaving,
    Opinion,
    SamePerson,
    decisions,
    holds,
    identity_questions,
    leavings,
    opinions,
)
from holdlaw.register.case_stated import stated_case
from holdlaw.register.case_status import (
    WAITING,
    Grounds,
    HoldState,
    Status,
    running,
    state_of_holds,
    status_of,
)
from holdlaw.register.entry import Entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.identity_settled import IdentitySettled
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.register.lines import K, Line, Opened, lines, standing

CHANGES_ANSWER = (
    PaperAttached,
    FactStated,
    RecordSearched,
    CustodyStated,
    OpinionGiven,
    IdentityQuestioned,
    IdentitySettled,
    EntryCorrected,
)
"""Entries after which the law has to be asked again."""


@frozen
class CaseState:
    """The state of one request. `lines` are its entries as they should have stood, void ones too."""

    entries: tuple[Entry, ...] = field(repr=False)
    opened: Opened = field(repr=False, eq=False)
    lines: tuple[Line[Kind], ...] = field(repr=False, eq=False)

    @property
    def request(self) -> str | None:
        """Give the id of the request."""
        return next((entry.request for entry in self.entries if entry.request is not None), None)

    @property
    def agency(self) -> str:
        """Give the id of the agency that received the request."""
        return self.entries[0].agency

    @property
    def person(self) -> str | None:
        """Give the opaque id of the person."""
        return next((entry.person for entry in self.entries if entry.person is not None), None)

    def all(self, kind: type[K]) -> tuple[Line[K], ...]:
        """Give the entries of one type, corrected, without the void ones."""
        return standing(self.lines, kind)

    def last(self, kind: type[K]) -> Line[K] | None:
        """Give the latest entry of one type, corrected, that is not void."""
        found = self.all(kind)
        return found[-1] if found else None

    @cached_property
    def received(self) -> Line[RequestReceived] | None:
        """Give the request as received: form, what it asks, who sent it, how and when it came."""
        return self.last(RequestReceived)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Give the decisions, oldest first."""
        return decisions(self.lines)

    @property
    def decision(self) -> Decision | None:
        """Give the latest decision."""
        return self.decisions[-1] if self.decisions else None

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """Give the holds, oldest first."""
        return holds(self.lines)

    @cached_property
    def running_holds(self) -> tuple[Hold, ...]:
        """Give the holds that nobody has ended, overdue or not."""
        return running(self.holds)

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """Give the questions to counsel, oldest first."""
        return opinions(self.lines)

    @cached_property
    def identity(self) -> tuple[IdentityQuestion, ...]:
        """Give the doubts about who the person is, oldest first."""
        return identity_questions(self.lines)

    @property
    def stopped(self) -> bool:
        """Tell whether nothing may rest on the link between the request and the person in custody."""
        return any(question.same is not SamePerson.YES for question in self.identity)

    @cached_property
    def left(self) -> Line[Leaving] | None:
        """Give how the person last left custody: released, or transferred (not to court)."""
        found = leavings(self.lines)
        return found[-1] if found else None

    @property
    def stale(self) -> bool:
        """Tell whether something was entered after the latest decision that could change its answer."""
        if self.decision is None:
            return False
        made = self.decision.made.seq
        return any(line.seq > made and isinstance(line.content, CHANGES_ANSWER) for line in self.lines)

    @cached_property
    def release_due_at(self) -> str | None:
        """Give the moment of release as last stated."""
        stated = self.last(CustodyStated)
        return stated.content.release_due_at if stated else None

    @cached_property
    def grounds(self) -> Grounds:
        """Give what the outcome rests on."""
        return Grounds(
            duplicate=bool(self.all(RequestDuplicated)),
            cancelled=bool(self.all(RequestCancelled)),
            superseded=bool(self.all(RequestSuperseded)),
            stopped=self.stopped,
            asked_counsel=any(opinion.given is None for opinion in self.opinions),
            stale=self.stale,
            holds=self.holds,
            decision=self.decision,
            left=self.left,
        )

    @cached_property
    def status(self) -> Status:
        """Say where the request stands, or how it came out."""
        return status_of(self.grounds)

    @property
    def deadline(self) -> datetime | None:
        """Give the moment at which a hold becomes, or would have become, unlawful.

        None where none was lawful.
        """
        return self.grounds.deadline

    @property
    def due_at(self) -> str | None:
        """Give the moment by which somebody has to act: the end of a running hold, or the release."""
        if self.running_holds:
            return min(self.running_holds, key=_until).clock.until
        return self.release_due_at if self.status in WAITING else None

    def case_file(
        self, opened: Opened | None = None, *, place: str | None = None, at: str | None = None
    ) -> dict[str, Any]:
        """Give the case file the entries state (public form, version 1), with the private values opened.

        `opened` defaults to what the state was folded with. What is unknown, erased or not opened is left
        out. `place` is that of the latest decision unless given; before the first decision it has to be. `at`
        is the moment of release unless given. While the case is `stopped`, the record may be somebody else's.
        """
        data = stated_case(lines(self.entries, self.opened if opened is None else opened))
        asked = {"place": place or (self.decision.made.content.place if self.decision else None), "at": at}
        return data | {name: value for name, value in asked.items() if value is not None}

    def as_json(self) -> dict[str, Any]:
        """Give the whole state as JSON values: public fields alone, the same for the same entries."""
        from_entries = {
            name: [line.as_json() for line in self.all(kind)]
            for name, kind in (
                ("custody", CustodyStated),
                ("papers", PaperAttached),
                ("searches", RecordSearched),
                ("facts", FactStated),
                ("contacts", ContactLogged),
                ("notices", NoticeServed),
                ("corrections", EntryCorrected),
            )
        }
        from_parts = {
            "decisions": [each.as_json() for each in self.decisions],
            "opinions": [each.as_json() for each in self.opinions],
            "holds": [each.as_json() for each in self.holds],
            "identity": [each.as_json() for each in self.identity],
        }
        return {**self._ids(), **self._outcome(), **from_entries, **from_parts, "history": self.history()}

    def _ids(self) -> dict[str, Any]:
        return {"request": self.request, "agency": self.agency, "person": self.person}

    def _outcome(self) -> dict[str, Any]:
        duplicated, superseded = self.last(RequestDuplicated), self.last(RequestSuperseded)
        return {
            "status": self.status.value,
            "due_at": self.due_at,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "stale": self.stale,
            "stopped": self.stopped,
            "received": _json(self.received),
            "released": _json(self.last(PersonReleased)),
            "transferred": _json(self.last(PersonTransferred)),
            "cancelled": _json(self.last(RequestCancelled)),
            "duplicate_of": duplicated.content.of_request if duplicated else None,
            "superseded_by": superseded.content.by_request if superseded else None,
        }

    def history(self) -> list[dict[str, Any]]:
        """Give every entry as it was written, in one sentence, and which corrections changed it."""
        return [
            {
                "seq": line.seq,
                "kind": line.entry.kind,
                "happened_at": line.entry.happened_at,
                "entered_at": line.entry.entered_at,
                "late_reason": line.entry.late_reason,
                "actor": line.by,
                "says": line.entry.sentence(),
                "corrected_by": list(line.corrected_by),
                "refused": list(line.refused),
                "void_by": line.void_by,
            }
            for line in self.lines
        ]


def _until(hold: Hold) -> datetime:
    return hold.until


def _json(line: Line[Kind] | None) -> dict[str, Any] | None:
    return line.as_json() if line else None


def case_state(entries: Sequence[Entry], opened: Opened | None = None) -> CaseState:
    """Fold all entries of one request, ascending by number, into its state.

    `opened` gives private values for `CaseState.case_file`; nothing else of the state rests on them.
    Raise ValueError for no entries, another order, or entries of two requests; HoldlawError (HL-5001,
    HL-5002) for an entry this version cannot read.
    """
    numbers = [entry.seq for entry in entries]
    if not numbers or any(after <= before for before, after in pairwise(numbers)):
        raise ValueError("a case has entries, and their numbers ascend")
    if len({entry.request for entry in entries if entry.request is not None}) > 1:
        raise ValueError("these are entries of more than one request")
    return CaseState(tuple(entries), opened or {}, lines(entries))


def hold_state(state: CaseState, now: datetime) -> HoldState:
    """Say whether the person is being held at `now`, and whether that is still lawful."""
    return state_of_holds(state.holds, now)
