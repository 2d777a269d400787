"""Whether a decision may be acted on: the latest, nothing entered since, signed by a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from holdlaw.register.case_parts import GRANTED, Decision
from holdlaw.register.case_state import CaseState
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.lines import Line


def signatures(state: CaseState, decision: Decision) -> tuple[Line[DecisionSigned], ...]:
    """Give who signed a decision as people left it: after its last override, and nobody their own."""
    since = stands_at(decision)
    own = {decision.made.by, *(each.by for each in decision.overridden)}
    return tuple(
        line
        for line in state.all(DecisionSigned)
        if line.content.decision == decision.made.seq and line.seq > since and line.by not in own
    )


def stands_at(decision: Decision) -> int:
    """Give the number of the entry by which a decision says what it says: its own, or its last override's."""
    return max((each.seq for each in decision.overridden), default=decision.made.seq)


def may_sign(state: CaseState, staff_id: str) -> str:
    """Say why somebody may not sign the latest decision; nothing if they may."""
    decision = state.decision
    if decision is None:
        return _("There is no decision yet.")
    if staff_id == decision.made.by:
        return _("You took this decision yourself. Nobody signs their own.")
    if any(each.by == staff_id for each in decision.overridden):
        return _("You decided otherwise yourself. Nobody signs their own.")
    if state.stale:
        return _("Something was entered after it. Ask the law again first.")
    if any(line.by == staff_id for line in signatures(state, decision)):
        return _("You signed it already.")
    return ""


def lacking(state: CaseState, act: str) -> tuple[str, ...]:
    """Say what is still missing before an act may be done; nothing if it may be."""
    return tuple(_lacking(state, act))


def _lacking(state: CaseState, act: str) -> Iterator[str]:
    decision = state.decision
    if state.stopped:
        yield _("It is not settled that the request is about the person in custody.")
    if decision is None:
        yield _("The law has not been asked.")
        return
    if state.stale:
        yield _("Something was entered after the decision: ask the law again.")
    if decision.outcomes.get(act) not in GRANTED:
        yield _("The decision does not allow it.")
    if not signatures(state, decision):
        yield _("A second person has not signed the decision.")
