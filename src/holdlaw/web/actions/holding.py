"""Beginning and ending a hold, and recomputing its clock when something moves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError
from holdlaw.decide import Answer
from holdlaw.decide.moments import RunningClock
from holdlaw.decide.recording import clock_kept
from holdlaw.register.case_parts import Hold
from holdlaw.register.entry import Draft
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.receipts import Receipt
from holdlaw.store.vault import closed_people
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_approval import lacking
from holdlaw.web.queries.request_asks import Happened
from holdlaw.web.queries.request_foreseen import foreseen, governing


def start_hold(desk: Desk, case: OpenCase, basis: str, happened: Happened, key: str) -> Receipt:
    """Record that the person is kept past release.

    Raise HoldlawError unless a signed answer allows it now.
    """
    clock = _clock_for(case, happened[0])
    decision = case.state.decision
    assert decision is not None  # `_clock_for` has seen to it
    content = HoldStarted(
        decision=decision.made.seq,
        until=clock.count.until.isoformat(),
        governed_by=clock.rule.name,
        clocks=[clock_kept(each) for each in case.answer.clocks],
        cite=_cite(case, clock),
        basis=basis,
    )
    return write(desk, [draft(desk, content, (case.state.request, case.state.person), happened)], key)[-1]


def end_hold(desk: Desk, case: OpenCase, reason: str, happened: Happened, key: str) -> Receipt:
    """Record that the hold ended. Raise HoldlawError if none runs."""
    return write(desk, [ended(desk, case, reason, happened)], key)[-1]


def end_sealed_hold(desk: Desk, case: OpenCase, reason: str, happened: Happened, key: str) -> Receipt:
    """Record that the hold on a sealed or shredded record ended; nothing of the record is opened.

    Raise HoldlawError if none runs, or the record is open: then it is ended where all of it is seen.
    """
    person = case.state.person or ""
    if person not in closed_people(desk.register.db, [person]):
        raise _refused(_("The record is not sealed."), _("Whoever ends a hold sees the whole case first."))
    return end_hold(desk, case, reason, happened, key)


def ended(desk: Desk, case: OpenCase, reason: str, happened: Happened) -> Draft:
    """Make the entry that ends the running hold.

    Raise HoldlawError if none runs, or it had not begun by then.
    """
    running = case.state.running_holds
    if not running:
        raise _refused(_("No hold runs on this request."), _("There is nothing to end."))
    if happened[0] < running[-1].started.at:
        raise _refused(_("The hold had not begun by then."), _("It would end before it began."))
    content = HoldEnded(hold=running[-1].started.seq, reason=reason)
    return draft(desk, content, (case.state.request, case.state.person), happened)


def with_clock(desk: Desk, case: OpenCase, drafts: Sequence[Draft], because: str) -> list[Draft]:
    """Add to some entries what they do to the clock of a running hold, if they move its deadline."""
    clocks = [_recomputed(desk, case, (hold, drafts), because) for hold in case.state.running_holds]
    return [*drafts, *(each for each in clocks if each is not None)]


def _recomputed(
    desk: Desk, case: OpenCase, moved: tuple[Hold, Sequence[Draft]], because: str
) -> Draft | None:
    hold, drafts = moved
    answer = _answer(foreseen(case, drafts))
    clock = governing(answer) if answer else None
    if answer is None or clock is None or clock.count.until == hold.until:
        return None
    content = ClockRecomputed(
        hold=hold.started.seq,
        until=clock.count.until.isoformat(),
        governed_by=clock.rule.name,
        clocks=[clock_kept(each) for each in answer.clocks],
        because=because,
    )
    return draft(desk, content, (case.state.request, case.state.person))


def _answer(case: OpenCase) -> Answer | None:
    """Give the answer; None while the case cannot be decided, and then the deadline stays as it was."""
    try:
        return case.answer
    except HoldlawError:
        return None


def _clock_for(case: OpenCase, starts_at: datetime) -> RunningClock:
    """Give the clock that will end a hold. Raise HoldlawError with everything that is missing for one."""
    state = case.state
    missing = list(lacking(state, "hold"))
    if state.running_holds:
        missing.append(_("A hold runs already."))
    if state.left is not None:
        missing.append(_("The person has left custody."))
    if missing:
        raise _refused(" ".join(missing), _("Nobody is held without an answer that allows it."))
    clock = governing(case.answer)
    if clock is None:
        raise _refused(_("No clock applies to this hold."), _("A hold without an end is never lawful."))
    if clock.count.until <= starts_at:
        over = _("The time to hold has run out.")
        raise _refused(over, _("A hold is unlawful at the deadline itself: release the person."))
    return clock


def _cite(case: OpenCase, clock: RunningClock) -> str:
    decision = case.state.decision
    overridden = (
        [each.content.cite for each in decision.overridden if each.content.act == "hold"] if decision else []
    )
    decided = case.answer.acts[Act.HOLD].decided_by
    return overridden[-1] if overridden else decided.cite if decided else clock.rule.cite


def _refused(what: str, why: str) -> HoldlawError:
    return refusal("hold", what, why, _("The request's page says what to do next."))
