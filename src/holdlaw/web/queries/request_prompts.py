"""What to do next on a request: the few things that cannot wait, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.register.case_parts import GRANTED
from holdlaw.register.case_status import Status
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_answers import Answered
from holdlaw.web.queries.request_holds import HoldShown, expired_duties
from holdlaw.web.queries.request_search import freshness, still_here
from holdlaw.web.roles import Deed, can


@frozen
class Prompt:
    """One thing to do. `level`: error, warning or info. `step`: its route; empty where this one may not."""

    level: str
    says: str
    step: str = ""
    button: str = ""


def prompts(case: OpenCase, answered: Answered, holds: tuple[HoldShown, ...]) -> tuple[Prompt, ...]:
    """Give what to do next. A step that this person may not take is said without a button."""
    found = (
        *_overdue(case, holds),
        *_doubt(case),
        *_search(case),
        *_decision(case, answered),
        *_act(case, answered),
    )
    return tuple(_allowed(case, prompt) for prompt in found)


DEEDS = {
    "request_decide": Deed.DECIDE,
    "request_sign": Deed.SIGN,
    "request_search": Deed.ENTER,
    "request_custody": Deed.ENTER,
    "request_hold": Deed.KEEP_HOLD,
    "request_hold_end": Deed.KEEP_HOLD,
    "request_release": Deed.KEEP_HOLD,
    "request_transfer": Deed.KEEP_HOLD,
    "identity": Deed.SETTLE_IDENTITY,
}


def _allowed(case: OpenCase, prompt: Prompt) -> Prompt:
    deed = DEEDS.get(prompt.step)
    if deed is None or can(case.desk.user.who, deed):
        return prompt
    return Prompt(prompt.level, prompt.says)


def _overdue(case: OpenCase, holds: tuple[HoldShown, ...]) -> Iterator[Prompt]:
    if not any(hold.overdue for hold in holds):
        return
    for number, (says, cite) in enumerate(expired_duties(case)):
        own = ("request_release", _("Record the release")) if number == 0 else ("", "")
        yield Prompt("error", f"{says} ({cite})" if cite else says, *own)


def _doubt(case: OpenCase) -> Iterator[Prompt]:
    if case.state.stopped and still_here(case.state):
        yield Prompt(
            "error",
            _("It is in doubt whether this is the person in custody. Two people have to settle it."),
            "identity",
            _("Open Right person"),
        )


def _search(case: OpenCase) -> Iterator[Prompt]:
    fresh = freshness(case)
    if fresh.says:
        level = "warning" if fresh.needed else "info"
        yield Prompt(level, fresh.says, "request_search", _("Enter a search"))


def _decision(case: OpenCase, answered: Answered) -> Iterator[Prompt]:
    active = still_here(case.state) or case.state.status is Status.HELD
    if not active:
        return
    if case.state.release_due_at is None:
        yield Prompt(
            "warning",
            _("Nobody has said when release is due: no clock can be counted."),
            "request_custody",
            _("Enter it"),
        )
    elif case.state.stopped:
        return
    elif answered.decision is None:
        yield Prompt(
            "warning", _("The law has not been asked on the record."), "request_decide", _("Ask the law")
        )
    elif answered.stale:
        yield Prompt(
            "warning",
            _("The answer is old: something was entered since."),
            "request_decide",
            _("Ask the law again"),
        )
    elif not answered.signed:
        own = ("", "") if answered.not_mine else ("request_sign", _("Sign"))
        yield Prompt("info", _("A second person has to sign the decision."), *own)


def _act(case: OpenCase, answered: Answered) -> Iterator[Prompt]:
    decision = answered.decision
    due = case.state.release_due_at
    if decision is None or answered.stale or due is None or not still_here(case.state):
        return
    hold = decision.outcomes.get("hold")
    near = _until(case, due) <= timedelta(minutes=30)
    if hold in GRANTED and answered.signed and near:
        yield Prompt(
            "info",
            _("The answer allows a hold from the time of release."),
            "request_hold",
            _("Start the hold"),
        )
    elif hold not in GRANTED and near:
        level = "warning" if _until(case, due) <= timedelta() else "info"
        yield Prompt(
            level,
            _("Release the person when they would otherwise walk out."),
            "request_release",
            _("Record the release"),
        )


def _until(case: OpenCase, moment: str) -> timedelta:
    return datetime.fromisoformat(moment) - case.desk.now
