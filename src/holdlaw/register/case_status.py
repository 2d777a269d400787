"""How a request came out, or where it stands: one word for the board and for every count."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from holdlaw.register.case_parts import Decision, Hold, Leaving
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.lines import Line


class Status(StrEnum):
    """Where a request stands. The first that fits, in this order, is the one."""

    HELD = "held"
    """The person is being kept past release on this request, whatever else was entered."""
    DUPLICATE = "duplicate"
    """The same paper was entered before; it counts there."""
    MOVED_BEFORE_EXPIRY = "moved_before_expiry"
    """A hold was lawful, and the person went to another local agency before its deadline."""
    HONORED = "honored"
    """The person was held past release on this request, or handed to a federal agency."""
    CANCELLED = "cancelled"
    """The requester withdrew the request."""
    SUPERSEDED = "superseded"
    """A later request replaced this one."""
    NOT_HONORED = "not_honored"
    """The answer to what was asked is no, or the person left after an answer without being held."""
    RELEASED = "released"
    """The person left before anybody had asked the law."""
    STOPPED = "stopped"
    """It is in doubt, or denied, that the request is about the person in custody."""
    WAITING_FACTS = "waiting_facts"
    """Counsel has been asked, or the law's answer turns on a fact nobody has stated."""
    OPEN = "open"
    """Nobody has asked the law since the last thing that could change its answer."""
    DECIDED = "decided"
    """The law allows or commands what was asked, or has no rule, and nobody has acted yet."""


WAITING = (Status.OPEN, Status.STOPPED, Status.WAITING_FACTS, Status.DECIDED)
"""Where somebody has still to do something before the person's release."""

FEDERAL = ("federal_immigration", "federal_criminal")


@frozen(kw_only=True)
class Grounds:
    """What the outcome of a request rests on.

    `decision` is the latest; `left` is how the person left custody.
    """

    duplicate: bool
    cancelled: bool
    superseded: bool
    stopped: bool
    asked_counsel: bool
    stale: bool
    holds: tuple[Hold, ...]
    decision: Decision | None
    left: Line[Leaving] | None

    @property
    def deadline(self) -> datetime | None:
        """Give when a hold becomes, or would have become, unlawful; None where none was lawful."""
        if self.holds:
            return self.holds[-1].until
        return self.decision.hold_until if self.decision else None


def running(holds: tuple[Hold, ...]) -> tuple[Hold, ...]:
    """Give the holds that nobody has ended, overdue or not."""
    return tuple(hold for hold in holds if hold.ended is None)


def status_of(case: Grounds) -> Status:
    """Say where a request stands. Time is no part of it: `state_of_holds` says whether a hold is overdue."""
    if running(case.holds):
        return Status.HELD
    if case.duplicate:
        return Status.DUPLICATE
    if _moved_before_expiry(case):
        return Status.MOVED_BEFORE_EXPIRY
    if case.holds or _went_to(case.left, FEDERAL):
        return Status.HONORED
    return _paper_status(case) or _waiting_status(case)


def _paper_status(case: Grounds) -> Status | None:
    """Say how a request ended on which nobody was held, if it did."""
    if case.cancelled:
        return Status.CANCELLED
    if case.superseded:
        return Status.SUPERSEDED
    if case.left is None:
        return None
    return Status.NOT_HONORED if case.decision else Status.RELEASED


def _waiting_status(case: Grounds) -> Status:
    """Say what a request waits for while the person is in custody."""
    if case.stopped:
        return Status.STOPPED
    if case.asked_counsel:
        return Status.WAITING_FACTS
    if case.decision is None or case.stale:
        return Status.OPEN
    return _decided_status(case.decision)


def _decided_status(decision: Decision) -> Status:
    """Say what a decision leaves. Where a hold was asked, the answer to that counts."""
    asks = decision.made.content.asks
    outcomes = [decision.outcomes.get(act) for act in (("hold",) if "hold" in asks else asks)]
    if "not_established" in outcomes:
        return Status.WAITING_FACTS
    if outcomes and all(outcome == "must_not" for outcome in outcomes):
        return Status.NOT_HONORED
    return Status.DECIDED


def _moved_before_expiry(case: Grounds) -> bool:
    deadline, moved_at = case.deadline, _moved_at(case)
    return deadline is not None and moved_at is not None and moved_at < deadline


def _moved_at(case: Grounds) -> datetime | None:
    """Give when the person went to another local agency, by either entry that can say so."""
    if case.left is not None and _went_to(case.left, ("another_local_agency",)):
        return case.left.at
    ended = case.holds[-1].ended if case.holds else None
    return ended.at if ended is not None and case.holds[-1].reason == "moved_to_another_agency" else None


def _went_to(left: Line[Leaving] | None, where: tuple[str, ...]) -> bool:
    return left is not None and isinstance(left.content, PersonTransferred) and left.content.to in where


class HoldState(StrEnum):
    """Whether somebody is being held at a moment, and whether that is still lawful."""

    NONE = "none"
    RUNNING = "running"
    OVERDUE = "overdue"
    ENDED = "ended"


def state_of_holds(holds: tuple[Hold, ...], now: datetime) -> HoldState:
    """Say how the holds of a request stand at `now`. A hold is unlawful at its deadline, not after it."""
    unended = running(holds)
    if any(hold.until <= now for hold in unended):
        return HoldState.OVERDUE
    if unended:
        return HoldState.RUNNING
    return HoldState.ENDED if holds else HoldState.NONE
