"""The forms for what is done: deciding otherwise, holding, releasing, handing over, withdrawing, linking."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError
from holdlaw.register.case_parts import GRANTED
from holdlaw.register.case_state import hold_state
from holdlaw.register.case_status import HoldState
from holdlaw.register.kind import is_code
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.store.reading import Filter, entries
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_approval import stands_at
from holdlaw.web.queries.request_asks import (
    Ask,
    Happened,
    options,
    read_when,
    required,
    typed,
    when_it_happened,
)

OUTCOMES = ("must_not", "may", "must")
BASES = ("civil_detainer", "judicial_warrant", "criminal_warrant")
HOLD_REASONS = (
    "expired",
    "transferred",
    "disavowed",
    "released_early",
    "warrant",
    "moved_to_another_agency",
    "unlawful",
)
ENDS = {
    "expired": gettext_noop("the time ran out"),
    "transferred": gettext_noop("handed to federal authorities"),
    "disavowed": gettext_noop("the sender took the request back"),
    "released_early": gettext_noop("let go before the deadline"),
    "warrant": gettext_noop("taken on a criminal warrant"),
    "moved_to_another_agency": gettext_noop("moved to another local agency"),
    "unlawful": gettext_noop("it had become unlawful"),
}
"""Why a hold ended, as the form says it."""

RELEASE_REASONS = ("expired", "released_early", "disavowed", "unlawful")
HOW = ("court", "bail", "charges_dropped", "sentence_served", "hold_ended", "other", "unknown")
TO = ("federal_immigration", "federal_criminal", "another_local_agency", "court")
GROUNDS = (*BASES, "local_custody")


def sign_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Give the hidden field by which a signature stands for what was read."""
    decision = case.state.decision
    return (Ask(name="seen", shape="hidden", value=str(stands_at(decision))),) if decision else ()


def read_seen(read: Reader) -> int:
    """Read which entry stood when the form was opened; -1 where the form does not say."""
    said = read.told.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else -1


def override_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask which act is decided otherwise, how, on what law, and why."""
    acts = options(act.value for act in Act)
    return (
        *sign_asks(case),
        Ask(name="act", label=_("Which act?"), shape="choice", options=acts, value="hold"),
        Ask(name="outcome", label=_("What is decided instead?"), shape="choice", options=options(OUTCOMES)),
        Ask(name="cite", label=_("Citation"), hint=_("The law it rests on.")),
        Ask(name="reason", label=_("Reason"), shape="long"),
    )


def read_override(case: OpenCase, read: Reader) -> DecisionOverridden:
    """Read a decision otherwise. A reason and a citation are never left out."""
    for name in ("cite", "reason"):
        if not read.text(name):
            read.wrong(name, _("This is needed: an override without it cannot stand."))
    decision, seen = case.state.decision, read_seen(read)
    return DecisionOverridden(
        decision=decision.made.seq if decision and stands_at(decision) == seen else max(seen, 0),
        act=required(read, "act", [act.value for act in Act]),
        outcome=required(read, "outcome", OUTCOMES),
        cite=read.text("cite") or "–",
        reason=read.text("reason") or "–",
    )


def hold_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask what the hold rests on, and when it began: usually when the person would have walked out."""
    due = case.state.release_due_at
    begins = typed(due, case.zone) if due and _past(case, due) else "now"
    basis = "judicial_warrant" if _has_judges_warrant(case) else "civil_detainer"
    return (
        Ask(
            name="basis",
            label=_("What does the hold rest on?"),
            shape="choice",
            options=options(BASES),
            value=basis,
        ),
        *when_it_happened(_("When did the hold begin?"), begins),
    )


def read_hold(read: Reader) -> tuple[str, Happened]:
    """Read the beginning of a hold."""
    return required(read, "basis", BASES), read_when(read)


def end_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask why and when the hold ended. One that is over its deadline ended as expired, or was unlawful."""
    over = hold_state(case.state, case.desk.now) is HoldState.OVERDUE
    return (
        Ask(
            name="reason",
            label=_("Why did the hold end?"),
            shape="choice",
            options=options(HOLD_REASONS, _ends()),
            value="unlawful" if over else "",
        ),
        *when_it_happened(_("When did the hold end?")),
    )


def _ends() -> dict[str, str]:
    return {reason: _(says) for reason, says in ENDS.items()}


def read_end(read: Reader) -> tuple[str, Happened]:
    """Read the end of a hold."""
    return required(read, "reason", HOLD_REASONS), read_when(read)


def release_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask how and when the person walked out, and why the hold ended if one ran."""
    running = case.state.running_holds
    over = hold_state(case.state, case.desk.now) is HoldState.OVERDUE
    reason = Ask(
        name="reason",
        label=_("Why did the hold end?"),
        shape="choice",
        options=options(RELEASE_REASONS, _ends()),
        value="unlawful" if over else "",
    )
    how = Ask(
        name="how",
        label=_("Why was the person released?"),
        shape="choice",
        options=options(HOW),
        value="hold_ended" if running else "",
    )
    return (how, *((reason,) if running else ()), *when_it_happened(_("When did the person walk out?")))


def read_release(case: OpenCase, read: Reader) -> tuple[tuple[PersonReleased, str], Happened]:
    """Read a release."""
    how = required(read, "how", HOW)
    reason = required(read, "reason", RELEASE_REASONS) if case.state.running_holds else ""
    return (PersonReleased(how=how), reason), read_when(read)


def transfer_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask to whom the person was handed, on what ground, under which law."""
    said = {
        "federal_immigration": _("federal immigration authorities"),
        "federal_criminal": _("federal criminal authorities, on a criminal warrant"),
        "another_local_agency": _("another local agency (the hold, if any, ends here)"),
        "court": _("court (the person comes back)"),
    }
    return (
        Ask(name="to", label=_("To whom?"), shape="choice", options=options(TO, said)),
        Ask(
            name="agency_to",
            label=_("Which agency?"),
            hint=_("A short name without spaces: ICE, county-jail."),
        ),
        Ask(
            name="basis",
            label=_("On what ground?"),
            shape="choice",
            options=options(GROUNDS),
            value="civil_detainer",
        ),
        Ask(name="cite", label=_("Citation"), value=_transfer_cite(case), hint=_("The law that allows it.")),
        Ask(
            name="all_the_same",
            shape="tick",
            label=_("It happened all the same, although the answer does not allow it."),
        ),
        *when_it_happened(_("When was the person handed over?")),
    )


def read_transfer(read: Reader) -> tuple[tuple[PersonTransferred, bool], Happened]:
    """Read a transfer."""
    named = (read.text("agency_to") or "").strip().replace(" ", "-")
    if not is_code(named):
        read.wrong("agency_to", _("Write a short name of letters and digits, as ICE or county-jail."))
        named = "unknown"
    content = PersonTransferred(
        to=required(read, "to", TO),
        agency_to=named,
        cite=read.text("cite"),
        basis=required(read, "basis", GROUNDS),
    )
    return (content, "all_the_same" in read.told), read_when(read)


def cancel_asks() -> tuple[Ask, ...]:
    """Ask who withdrew the request, and when."""
    return (
        Ask(name="withdrawn_by", label=_("Who withdrew it?"), value="ICE", hint=_("A short name: ICE, CBP.")),
        Ask(name="cancel_note", label=_("Note (not needed)"), shape="long"),
        *when_it_happened(_("When was it withdrawn?")),
    )


def read_cancel(read: Reader) -> tuple[RequestCancelled, Happened]:
    """Read a withdrawal."""
    named = (read.text("withdrawn_by") or "").replace(" ", "-")
    if not is_code(named):
        read.wrong("withdrawn_by", _("Write a short name of letters and digits, as ICE."))
        named = "unknown"
    return RequestCancelled(withdrawn_by=named, note=read.text("cancel_note")), read_when(read)


def link_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask which other request it is: those about the same person are offered."""
    others = others_of_person(case)
    hint = _("Other requests about the same person: %(ids)s.") % {"ids": ", ".join(others)} if others else ""
    kinds = {"duplicate": _("the same paper, entered before"), "superseded": _("replaced by a later request")}
    return (
        Ask(name="link", label=_("What is it?"), shape="choice", options=options(kinds, kinds)),
        Ask(
            name="other",
            label=_("Number of the other request"),
            hint=hint,
            value=others[0] if len(others) == 1 else "",
        ),
    )


def read_link(read: Reader) -> RequestDuplicated | RequestSuperseded:
    """Read a link to another request."""
    other = read.text("other") or ""
    if not is_code(other):
        read.wrong("other", _("Write the number of the other request."))
        other = "unknown"
    kind = required(read, "link", ("duplicate", "superseded"))
    return RequestDuplicated(of_request=other) if kind == "duplicate" else RequestSuperseded(by_request=other)


def others_of_person(case: OpenCase) -> tuple[str, ...]:
    """List the other requests of this agency about the same person."""
    if case.state.person is None:
        return ()
    where = Filter(kind="request.received", agency=case.desk.agency.id, person=case.state.person)
    found = entries(case.desk.register.db, where=where)
    return tuple(each.request for each in found if each.request and each.request != case.state.request)


def _transfer_cite(case: OpenCase) -> str:
    decision = case.state.decision
    if decision is None or decision.outcomes.get("transfer") not in GRANTED:
        return ""
    return str(decision.made.content.decided_by.get("transfer", {}).get("cite", ""))


def _has_judges_warrant(case: OpenCase) -> bool:
    try:
        papers = case.answer.case.request.papers
    except HoldlawError:
        return False
    return any(
        paper.kind == "warrant" and paper.stated.get("issuer") in ("article_iii_judge", "federal_magistrate")
        for paper in papers
    )


def _past(case: OpenCase, moment: str) -> bool:
    return datetime.fromisoformat(moment) <= case.desk.now
