"""Taking a decision, signing it, deciding otherwise. The law answers; people decide and sign."""

from __future__ import annotations

from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide.recording import recorded
from holdlaw.register.case_parts import Decision
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.receipts import Receipt
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_approval import may_sign, stands_at


def take_decision(desk: Desk, case: OpenCase, key: str) -> Receipt:
    """Ask the law about the case as it stands, and record the answer.

    Raise HoldlawError if it cannot be asked, or it is not settled whom the case is about.
    """
    not_stopped(case)
    content: DecisionMade = recorded(case.case_file, case.answer, desk.book, case.known_on)
    return write(desk, [draft(desk, content, (case.state.request, case.state.person))], key)[-1]


def not_stopped(case: OpenCase) -> None:
    """Refuse a step that rests on who the person is while that is in doubt. Raise HoldlawError (HL-7004)."""
    if case.state.stopped:
        what = _("It is not settled that the request is about the person in custody.")
        mend = _("Two different people have to settle it first: open Right person.")
        raise refusal("identity", what, _("It could be done to the wrong person."), mend)


def sign_decision(desk: Desk, case: OpenCase, seen: int, key: str) -> Receipt:
    """Sign the latest decision.

    `seen`: the entry by which it said what the person read. Raise HoldlawError if it says something else by
    now, is one's own, stale, signed by oneself, or there is none.
    """
    decision = _latest(case)
    refused = may_sign(case.state, desk.user.staff_id)
    if refused:
        why = _("Two people stand behind what is done to a person.")
        raise refusal("decision", refused, why, _("Ask a second person, or ask the law again."))
    if seen != stands_at(decision):
        what, why = _("It changed after you read it."), _("A signature stands for what was read.")
        raise refusal("decision", what, why, _("Read the decision again, and sign that."))
    content = DecisionSigned(decision=decision.made.seq)
    return write(desk, [draft(desk, content, (case.state.request, case.state.person))], key)[-1]


def override_decision(desk: Desk, case: OpenCase, stated: DecisionOverridden, key: str) -> Receipt:
    """Decide one act otherwise, with a reason and a citation; the answer stands beside it.

    Raise HoldlawError if the decision is stale, or not the latest.
    """
    if stated.decision != _latest(case).made.seq:
        raise refusal(
            "decision",
            _("It is not the latest one."),
            _("The law was asked again since."),
            _("Look at the new answer first."),
        )
    if case.state.stale:
        raise refusal(
            "decision",
            _("Something was entered after it."),
            _("It may no longer be right."),
            _("Ask the law again first."),
        )
    return write(desk, [draft(desk, stated, (case.state.request, case.state.person))], key)[-1]


def _latest(case: OpenCase) -> Decision:
    decision = case.state.decision
    if decision is None:
        what, why = _("There is none yet."), _("There is nothing to sign.")
        raise refusal("decision", what, why, _("Ask the law first."))
    return decision


def refusal(where: str, what: str, why: str, mend: str) -> HoldlawError:
    """Say that a step cannot be taken at this desk (HL-7004)."""
    return HoldlawError([Problem("HL-7004", where, what, why, mend)])
