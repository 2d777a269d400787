"""How each field of the New request page is shown: its label, its kind, its choices, a hint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdlaw.policybook import Book
from holdlaw.web.queries import intake_fields as names
from holdlaw.web.queries.intake_contents import LANGUAGES

Words = str | Promise
Option = tuple[str, Words]
NOT_KNOWN = _("Not known")


@frozen
class Spec:
    """How a field is shown. `kind`: text, note, moment, day or choice; `options`: what follows `unknown`."""

    label: Words
    kind: str = "text"
    options: Callable[[Book, date], list[Option]] | None = None
    hint: Words = ""
    unknown: Words = NOT_KNOWN


def _plain(said: Mapping[str, Words]) -> Callable[[Book, date], list[Option]]:
    return lambda _book, _day: list(said.items())


def _forms(book: Book, day: date) -> list[Option]:
    """List the forms, those in use first: a letter that is typed finds the usual one."""
    ordered = sorted(
        book.forms.values(), key=lambda form: (not form.in_use(day), form.name in {"letter", "other"})
    )
    return [
        (form.name, f"{form.name}: {form.title}" if form.name.startswith("I-") else form.title)
        for form in ordered
    ]


def _boxes(book: Book, day: date) -> list[Option]:
    return [(name, BOX_WORDS.get(name, name)) for name in book.questions.choices["box"].options]


BOX_WORDS: Mapping[str, Words] = {
    "final_order": _("a final order of removal"),
    "pending_proceedings": _("pending removal proceedings"),
    "biometrics": _("biometrics and records"),
    "statements": _("statements or other evidence"),
    "resume_custody": _("to resume custody after a proceeding"),
}
PAPERS: Mapping[str, Words] = {
    "I-200": _("I-200, an officer's warrant of arrest"),
    "I-205": _("I-205, an officer's warrant of removal"),
    "warrant": _("Warrant of a judge"),
    "order": _("Order of a court"),
    "subpoena": _("Subpoena"),
    "writ": _("Writ"),
    "other": _("Another paper"),
    "unknown": _("A paper, kind not known"),
}
ISSUERS: Mapping[str, Words] = {
    "article_iii_judge": _("District judge, federal (Article III)"),
    "federal_magistrate": _("Magistrate judge, federal"),
    "immigration_judge": _("Immigration judge"),
    "state_judge": _("State judge"),
    "dhs_officer": _("Officer of ICE or DHS"),
}
THREE: Mapping[str, Words] = {"yes": _("Yes"), "no": _("No")}
RECORDS: Mapping[str, Words] = {"none": _("None found"), "found": _("Convictions found")}
CLASSES: Mapping[str, Words] = {
    "felony": _("Felony"),
    "misdemeanor": _("Misdemeanor"),
    "violation": _("Violation"),
}
ADJUDICATIONS: Mapping[str, Words] = {
    "adult": _("Adult"),
    "youthful_offender": _("Youthful offender"),
    "juvenile_delinquent": _("Juvenile delinquent"),
}
CHANNELS: Mapping[str, Words] = {
    "fax": _("Fax"),
    "email": _("E-mail"),
    "hand": _("By hand"),
    "electronic": _("Electronic"),
    "telephone": _("Telephone"),
}
AGENCIES: Mapping[str, Words] = {"ICE": _("ICE"), "CBP": _("CBP"), "other": _("Another")}
INFORMED: Mapping[str, Words] = {"court": _("A court"), "government": _("A government agency")}
PROOFS: Mapping[str, Words] = {
    "signed_copy": _("Signed copy"),
    "witness": _("Witness"),
    "refused_to_sign": _("Refused to sign"),
}
LATE: Mapping[str, Words] = {
    "outage": _("Outage of the system or the line"),
    "paper_form": _("Written on paper first"),
    "busy_desk": _("Busy desk"),
    "received_by_another_unit": _("Received by another unit"),
    "learned_later": _("Learned later"),
    "imported_record": _("Imported record"),
}
SYSTEMS: Mapping[str, Words] = {
    "state_criminal_history": _("State criminal history"),
    "federal_criminal_history": _("Federal criminal history"),
    "interstate_index": _("Interstate index"),
}
WHEN = _("now, 14:30, +45m, tomorrow 06:00")
DAY = _("2/28/2015")


def _day(label: Words) -> Spec:
    return Spec(label, "day", hint=DAY)


def _three(label: Words) -> Spec:
    return Spec(label, "choice", _plain(THREE))


SPECS: Mapping[str, Spec] = {
    "received_at": Spec(_("Received"), "moment", hint=_("now, 14:30, -20m, yesterday 23:50")),
    "late_reason": Spec(
        _("Why is it entered so late?"), "choice", _plain(LATE), unknown=_("Choose a reason")
    ),
    "form": Spec(_("Which form came?"), "choice", _forms),
    "release_due_at": Spec(_("When would the person be released?"), "moment", hint=WHEN),
    "record": Spec(
        _("What does the record search show?"), "choice", _plain(RECORDS), unknown=_("Not searched yet")
    ),
    f"fact-{names.MATCH}": _three(_("A possible database match?")),
    "subject_name": Spec(_("Name, on the paper")),
    "subject_birth_date": _day(_("Birth date, on the paper")),
    "subject_file_number": Spec(_("Federal file number")),
    "subject_custody_number": Spec(_("Custody number, on the paper")),
    "custody_name": Spec(_("Name, in custody")),
    "custody_birth_date": _day(_("Birth date, in custody")),
    "custody_custody_number": Spec(_("Custody number, in custody")),
    "channel": Spec(_("How did it come?"), "choice", _plain(CHANNELS)),
    "agency": Spec(_("Who sent it?"), "choice", _plain(AGENCIES)),
    "box": Spec(_("Ground ticked on the form"), "choice", _boxes),
    "served_at": Spec(_("Copy given to the person"), "moment", hint=_("empty: not given yet")),
    "served_language": Spec(
        _("Language it was explained in"), "choice", _plain({code: code for code in LANGUAGES})
    ),
    "served_proof": Spec(_("Proof"), "choice", _plain(PROOFS), unknown=_("None")),
    "note": Spec(_("Note"), "note", hint=_("Only people of your agency read it.")),
    "arrested_on": _day(_("Arrested this time on")),
    "informed_by": Spec(_("Who told the agency of the record?"), "choice", _plain(INFORMED)),
    "search_done_at": Spec(_("Search done"), "moment", hint=_("now, 14:30, -20m")),
    f"fact-{names.REENTRY}": _three(_("Re-entry after a removal?")),
    "paper.kind": Spec(_("Which paper came with it?"), "choice", _plain(PAPERS), unknown=_("No paper known")),
    "paper.issuer": Spec(_("Who signed it?"), "choice", _plain(ISSUERS)),
    "paper.probable_cause": _three(_("Does it rest on probable cause found by the judge?")),
    "paper.authorises_federal_custody": _three(_("Does it authorise federal immigration custody?")),
    "paper.names_subject": _three(_("Does it name this person?")),
    "paper.criminal": _three(_("Is it a criminal arrest warrant?")),
    "paper.signed": _three(_("Is it signed?")),
    "paper.signed_on": _day(_("Signed on")),
    "paper.came_at": Spec(_("Came later, at"), "moment", hint=_("empty: with the request")),
    "conviction.statute": Spec(_("Statute"), hint=_("NY PL 160.10")),
    "conviction.class": Spec(_("Class"), "choice", _plain(CLASSES)),
    "conviction.judgment_on": _day(_("Judgment on")),
    "conviction.adjudication": Spec(_("Convicted as"), "choice", _plain(ADJUDICATIONS)),
    "conviction.committed_on": _day(_("Committed on")),
    "conviction.plea_on": _day(_("Plea on")),
    "conviction.attempt": _three(_("An attempt?")),
    "conviction.wobbler": _three(_("Chargeable as felony or misdemeanor?")),
    "conviction.state_prison": _three(_("Punishable by state prison?")),
    "conviction.jail_from": _day(_("In jail from")),
    "conviction.jail_before": _day(_("In jail until before")),
    "conviction.jail_for_listed": _three(_("In jail for a listed crime?")),
}
"""Every field that is shown by itself. The parts of rows are named by their row."""
