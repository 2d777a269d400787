"""How a person leaves custody: released, or handed to another agency. A running hold ends with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from holdlaw.register.entry import Draft
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.receipts import Receipt
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.holding import ended
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_approval import lacking
from holdlaw.web.queries.request_asks import Happened

HOLD_ENDS = {
    "federal_immigration": "transferred",
    "federal_criminal": "warrant",
    "another_local_agency": "moved_to_another_agency",
}
"""Why a hold ends where the person is handed over. Going to court ends none: they come back."""


def release(
    desk: Desk, case: OpenCase, told: tuple[PersonReleased, str], happened: Happened, key: str
) -> Receipt:
    """Record that the person walked out. `told`: how, and why the hold ended if one ran."""
    content, reason = told
    _still_here(case)
    drafts = _end(desk, case, reason, happened)
    own = draft(desk, content, (case.state.request, case.state.person), happened)
    return write(desk, [*drafts, own], key)[-1]


def transfer(
    desk: Desk, case: OpenCase, told: tuple[PersonTransferred, bool], happened: Happened, key: str
) -> Receipt:
    """Record that the person was handed to another agency.

    `told`: to whom and on what ground, and whether it is recorded although the answer does not allow it.
    Raise HoldlawError if it is to federal immigration authorities, not allowed, and not said to have
    happened all the same.
    """
    content, all_the_same = told
    _still_here(case)
    missing = lacking(case.state, "transfer") if content.to == "federal_immigration" else ()
    if missing and not all_the_same:
        mend = _("If it happened all the same, say so on the form: what happened is always recorded.")
        raise refusal(
            "transfer", " ".join(missing), _("Nobody is handed over without an answer that allows it."), mend
        )
    reason = HOLD_ENDS.get(content.to)
    drafts = _end(desk, case, reason, happened) if reason else []
    own = draft(desk, content, (case.state.request, case.state.person), happened)
    return write(desk, [*drafts, own], key)[-1]


def _end(desk: Desk, case: OpenCase, reason: str, happened: Happened) -> list[Draft]:
    return [ended(desk, case, reason, happened)] if case.state.running_holds else []


def _still_here(case: OpenCase) -> None:
    if case.state.left is not None:
        mend = _("If that entry is wrong, correct it first.")
        raise refusal("custody", _("The person has left custody already."), _("Nobody leaves twice."), mend)
