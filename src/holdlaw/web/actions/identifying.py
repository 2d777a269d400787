"""The right person: a doubt stops the link until two people settle it; a claim of citizenship is reviewed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from holdlaw.register.kind import Kind
from holdlaw.register.kinds.citizenship_claimed import CitizenshipClaimed
from holdlaw.register.kinds.citizenship_reviewed import CitizenshipReviewed
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.identity_settled import IdentitySettled
from holdlaw.register.receipts import Receipt
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.holding import with_clock
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.identity import reviews

PROOF = "proof_of_citizenship_or_lawful_status"
"""The fact that laws test."""

SOURCE = "citizenship_review"


def doubt(desk: Desk, case: OpenCase, content: IdentityQuestioned, key: str) -> Receipt:
    """Enter a doubt: nothing may rest on the link until two different people settle it."""
    return _write(desk, case, content, key)


def settle(desk: Desk, case: OpenCase, content: IdentitySettled, key: str) -> Receipt:
    """Enter one person's answer to a doubt.

    Raise HoldlawError (HL-7004) if it is no doubt of this case, or they answered so already. Somebody may
    think again: their latest answer counts. Nobody counts twice.
    """
    question = next((each for each in case.state.identity if each.questioned.seq == content.questioned), None)
    if question is None:
        raise refusal(
            "identity",
            _("There is no such doubt in this case."),
            _("An answer belongs to its question."),
            _("Open the page again."),
        )
    if question.answers.get(desk.user.staff_id) == content.same:
        what, why = (
            _("You answered this already."),
            _("Two different people have to say it; nobody counts twice."),
        )
        raise refusal("identity", what, why, _("Ask a second person."))
    return _write(desk, case, content, key)


def claim(desk: Desk, case: OpenCase, content: CitizenshipClaimed, key: str) -> Receipt:
    """Enter a claim of citizenship: its review is open from now on, with a deadline."""
    return _write(desk, case, content, key)


def review(desk: Desk, case: OpenCase, content: CitizenshipReviewed, key: str) -> Receipt:
    """Close the review of a claim.

    Raise HoldlawError (HL-7004) if there is none open, or its claim is one's own entry. Where proof was
    seen, the fact that laws test is entered in the same step: answers taken before are then old.
    """
    found = next((each for each in reviews(case) if each.seq == content.claim and each.open), None)
    if found is None:
        raise refusal(
            "claim",
            _("No such review is open."),
            _("It may have been closed meanwhile."),
            _("Open the page again."),
        )
    if found.by == desk.user.staff_id:
        what, why = _("You entered this claim yourself."), _("Nobody closes the review of their own entry.")
        raise refusal("claim", what, why, _("Ask a second person."))
    about = (case.state.request, case.state.person)
    drafts = [draft(desk, content, about)]
    if content.result == "proof_seen":
        drafts += [draft(desk, FactStated(fact=PROOF, source=SOURCE, value="yes"), about)]
        drafts = with_clock(desk, case, drafts, "fact_stated")
    return write(desk, drafts, key)[0]


def _write(desk: Desk, case: OpenCase, content: Kind, key: str) -> Receipt:
    return write(desk, [draft(desk, content, (case.state.request, case.state.person))], key)[-1]
