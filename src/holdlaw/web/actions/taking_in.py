"""Taking a request in: all the form says, and the law's answer to it, in one transaction or not at all."""

from __future__ import annotations

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.decide.recording import known_by, recorded
from holdlaw.register.canonical import canonical
from holdlaw.register.entry import Draft
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.register.receipts import Receipt
from holdlaw.store.people import new_person_id
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.drafts import drop
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk, new_request_id
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.intake import Intake, stored_under, to_be_mended

_USED = "HL-6004"


@frozen
class Taken:
    """A request that was taken in. `before`: it had been, when this form was sent the first time."""

    request: str
    receipts: tuple[Receipt, ...] = ()
    before: bool = False


def take_in(desk: Desk, intake: Intake, key: str) -> Taken:
    """Store a form, and the answer to it; give its request. The same form again stores nothing.

    Where it is in doubt whom the paper is about, no answer is recorded: two people settle that first.

    Raise HoldlawError: the law cannot be asked; what was sent again differs from what is stored (HL-7004).
    """
    if stored := stored_under(desk, key):
        return _again(desk, intake, stored[0], key)
    if to_be_mended(intake):
        raise refusal(
            "the form", "Something in it has to be mended.", "It could not be read later.", "Mend it first."
        )
    request, person = new_request_id(), _person(desk, intake)
    try:
        receipts = write(desk, _drafts(desk, intake, request, person), key)
    except HoldlawError as error:
        stored = stored_under(desk, key)
        if stored is None or error.problems[0].code != _USED:
            raise
        return _again(desk, intake, stored[0], key)
    drop(desk, key)
    return Taken(request, receipts)


def _drafts(desk: Desk, intake: Intake, request: str, person: str) -> list[Draft]:
    case, reason = (request, person), intake.read.text("late_reason") or ""
    found = [draft(desk, step.content, case, (step.happened_at, reason)) for step in intake.steps]
    if not intake.release_missing and not doubted(intake):
        known_on = known_by(desk.book, desk.agency.place, desk.now.date())
        found.append(draft(desk, recorded(intake.case_file, intake.answer, desk.book, known_on), case))
    meant = intake.meant
    if meant and meant[0] == "replaces":
        found.append(draft(desk, RequestSuperseded(by_request=request), (meant[1].request, meant[1].person)))
    return found


def doubted(intake: Intake) -> bool:
    """Tell whether the form itself shows that paper and custody record may be about two people."""
    return any(isinstance(step.content, IdentityQuestioned) for step in intake.steps)


def _person(desk: Desk, intake: Intake) -> str:
    """Give the id of the person: an earlier request's only where the officer says it is the same one."""
    meant = intake.meant
    return meant[1].person if meant else new_person_id(desk.register.entropy)


def _again(desk: Desk, intake: Intake, request: str, key: str) -> Taken:
    """Answer a form that is stored already: with its request, if it says the same."""
    if not _says_the_same(desk, intake, request, key):
        raise refusal(
            "the form",
            "It is stored already, as it was when it was first sent.",
            "What was changed on this page since then is not in it.",
            "Open the stored request and enter the change there.",
        )
    drop(desk, key)
    return Taken(request, before=True)


def _says_the_same(desk: Desk, intake: Intake, request: str, key: str) -> bool:
    """Compare a form with the entries it was stored as. Closed ones cannot be compared, and pass."""
    case = open_case(desk, request)
    if case.closed:
        return True
    stored = [
        entry
        for entry in case.entries
        if entry.key.rpartition("/")[0] == key and entry.kind != DecisionMade.NAME
    ]
    kept = [canonical([each.kind, {**each.fields, **case.values.get(each.seq, {})}]) for each in stored]
    said = [step.content for step in intake.steps]
    return kept == [canonical([each.NAME, {**each.public(), **each.private()}]) for each in said]
