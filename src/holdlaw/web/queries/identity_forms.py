"""What the forms about the right person ask, and how they are read: a doubt, an answer, a claim, a review."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import evolve
from django.utils.translation import gettext as _

from holdlaw.register.kinds.citizenship_claimed import CitizenshipClaimed
from holdlaw.register.kinds.citizenship_reviewed import CitizenshipReviewed
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.identity_settled import IdentitySettled
from holdlaw.web.queries import intake_people
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.identity import FIELDS
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import Ask, options, required, typed
from holdlaw.web.queries.typed_moments import Toward

SAME = ("yes", "no")
LOOKS = ("photograph", "fingerprints")
RESULTS = ("proof_seen", "no_proof_seen", "not_settled")
REVIEW_TIME = timedelta(hours=4)
"""How long a review takes where release is not due before: an assumption, shown and open to change."""


def number_of(read: Reader) -> int:
    """Read which entry a form is about; -1 if it names none."""
    said = read.told.get("entry", "")
    return int(said) if said.isdecimal() and len(said) < 16 else -1


def settle_asks() -> tuple[Ask, ...]:
    """Ask whether it is the same person, and what was compared."""
    ways = {"yes": _("Yes, the same person"), "no": _("No, another person")}
    return (
        Ask(
            name="same",
            label=_("Is the request about the person in custody?"),
            shape="choice",
            options=options(SAME, ways),
        ),
        Ask(
            name="grounds",
            label=_("What did you compare?"),
            shape="long",
            hint=_("Fingerprints, a photograph, a paper. Kept in the vault."),
        ),
    )


def read_settled(read: Reader) -> IdentitySettled:
    """Read an answer to a doubt. Nobody settles it without saying what they compared."""
    same = required(read, "same", SAME)
    _needed(read, "grounds", _("Write what you compared."))
    return IdentitySettled(questioned=max(number_of(read), 0), same=same, grounds=read.text("grounds"))


def doubt_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask what the paper says and what the custody record says; and what else differs."""
    subject = case.subject
    paper, record = _("The paper says: %(what)s"), _("The custody record says: %(what)s")
    asks = []
    for part in intake_people.COMPARED:
        shape, named = ("day" if part == "birth_date" else "text"), _(FIELDS[part]).lower()
        asks.append(
            Ask(
                name=f"subject_{part}",
                label=paper % {"what": named},
                shape=shape,
                value=str(subject.get(part) or ""),
            )
        )
        asks.append(Ask(name=f"custody_{part}", label=record % {"what": named}, shape=shape))
    looks = options(LOOKS, {each: _(FIELDS[each]) for each in LOOKS})
    return (*asks, Ask(name="looks", label=_("What else differs?"), shape="ticks", options=looks))


def read_doubt(read: Reader) -> IdentityQuestioned:
    """Read a doubt: what differs is found by comparing, and what only eyes can compare is ticked."""
    looks = read.ticked("looks", LOOKS)
    found = intake_people.question(read)
    if found is None and not looks:
        read.wrong(
            "custody_name", _("Nothing differs: names are compared without case, accents and their order.")
        )
    if found is None:
        return IdentityQuestioned(mismatched=looks or ["name"])
    return evolve(found, mismatched=[*found.mismatched, *looks])


def claim_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask what was said, and by when the review has to be done: before release."""
    return (
        Ask(
            name="due_at",
            label=_("By when must it be reviewed?"),
            shape="moment",
            value=typed(_due(case), case.zone),
            hint=_("Before release, or within four hours."),
        ),
        Ask(
            name="note",
            label=_("What was said, and which papers are named?"),
            shape="long",
            hint=_("Kept in the vault."),
        ),
    )


def read_claim(read: Reader) -> CitizenshipClaimed:
    """Read a claim of citizenship. Its review is due at a time to come."""
    due = read.moment("due_at", Toward.COMING)
    if due is not None and due <= read.now:
        read.wrong("due_at", _("That is over: name a time to come."))
    elif due is None and not any(problem.field == "due_at" for problem in read.problems):
        read.wrong("due_at", _("Write by when."))
    return CitizenshipClaimed(due_at=(due or read.now).isoformat(), note=read.text("note"))


def review_asks() -> tuple[Ask, ...]:
    """Ask what the review found, and what was looked at."""
    ways = {
        "proof_seen": _("Proof of citizenship or lawful status was seen"),
        "no_proof_seen": _("No proof was seen"),
        "not_settled": _("It could not be settled"),
    }
    return (
        Ask(
            name="result",
            label=_("What did the review find?"),
            shape="choice",
            options=options(RESULTS, ways),
        ),
        Ask(name="grounds", label=_("What was looked at?"), shape="long", hint=_("Kept in the vault.")),
    )


def read_review(read: Reader) -> CitizenshipReviewed:
    """Read the end of a review."""
    result = required(read, "result", RESULTS)
    _needed(read, "grounds", _("Write what was looked at."))
    return CitizenshipReviewed(claim=max(number_of(read), 0), result=result, grounds=read.text("grounds"))


def _needed(read: Reader, name: str, what: str) -> None:
    if not read.text(name):
        read.wrong(name, what)


def _due(case: OpenCase) -> datetime:
    """Give when a review is due: four hours from now, or at release if that comes first."""
    soon = case.desk.now + REVIEW_TIME
    released = case.state.release_due_at
    due = datetime.fromisoformat(released) if released else soon
    return min(due, soon) if due > case.desk.now else soon
