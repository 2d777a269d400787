"""The papers of a request: what a judge's warrant has to show, who signed, and the form to add another."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.register.kind import Kind
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.lines import Line, lines, standing
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.filed import BYTES_MAX, Filed, filed
from holdlaw.web.queries.intake_fields import ISSUERS, PAPERS
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.intake_rows import JUDGED, papers
from holdlaw.web.queries.request_asks import Ask, Happened, options, read_when, three, when_it_happened

FEDERAL_JUDGES = ("article_iii_judge", "federal_magistrate")
FIRST = "paper-0-"
JUDICIAL = "warrant,order,writ,subpoena,other,unknown"


@frozen
class Check:
    """One line of the checklist: its mark, how it is spoken, and what it says."""

    mark: str
    spoken: str
    says: str


@frozen
class Paper:
    """A paper as the page shows it. `plain` says what it is; `checks` is empty for an officer's."""

    seq: int
    name: str
    plain: str
    checks: tuple[Check, ...]
    signed_on: str
    came_at: datetime
    by: str
    corrected: bool
    file: Filed | None


def papers_of(case: OpenCase) -> tuple[Paper, ...]:
    """Give the papers that stand, in the order they came."""
    return tuple(
        _paper(line, case.zone) for line in standing(lines(case.entries, case.values), PaperAttached)
    )


def paper_asks() -> tuple[Ask, ...]:
    """Ask which paper came, who signed it, and what a judge's warrant has to show."""
    judged = {
        "probable_cause": _("Did the judge find probable cause?"),
        "authorises_federal_custody": _("Does it authorise federal immigration custody of the person?"),
        "names_subject": _("Does it name this person?"),
        "criminal": _("Is it a criminal arrest warrant?"),
    }
    names = {
        "I-200": _("I-200 (an officer signs it, no judge)"),
        "I-205": _("I-205 (an officer signs it, no judge)"),
    }
    when = f"{FIRST}kind={JUDICIAL}"
    issuer = Ask(
        name=f"{FIRST}issuer",
        label=_("Who signed it?"),
        shape="pick",
        when=when,
        section=_("What a judge's warrant has to show"),
        options=(("", _("not known")), *options(ISSUERS)),
    )
    return (
        Ask(
            name=f"{FIRST}kind",
            label=_("Which paper?"),
            shape="pick",
            options=options(PAPERS, names),
            value="warrant",
        ),
        issuer,
        *(three(f"{FIRST}{part}", judged[part], when=when) for part in JUDGED),
        three(f"{FIRST}signed", _("Is it signed?"), section=_("Signature and arrival")),
        Ask(name=f"{FIRST}signed_on", label=_("Signed on (empty: not known)"), shape="day"),
        Ask(
            name="file",
            label=_("The scanned paper (not needed)"),
            shape="file",
            hint=_("A PDF, PNG or JPEG of up to 4 MB. Kept in the vault."),
        ),
        *when_it_happened(_("When did it come?")),
    )


def read_paper(read: Reader) -> tuple[Kind, Happened]:
    """Read the form of one paper."""
    happened = read_when(read)
    found = next(papers(read, _read_file(read)), None)
    if found is None:
        read.wrong(f"{FIRST}kind", _("Choose which paper it is."))
        return PaperAttached(paper="unknown"), happened
    return found[0], happened


def _read_file(read: Reader) -> dict[str, Any] | None:
    """Give what is kept of the file that came, if one did; what cannot be kept is noted."""
    file = read.files.get("file")
    if file is None or file.data == b"":
        return None
    if file.data is None or len(file.data) > BYTES_MAX:
        read.wrong("file", _("The file is larger than 4 MB: scan it in fewer colours, or fewer pages."))
    elif not file.sort:
        read.wrong("file", _("This is no PDF, PNG or JPEG."))
    elif read.problems:
        read.wrong("file", _("Choose the file again: nothing is kept of a form that has to be mended."))
    return file.as_kept()


def _paper(line: Line[PaperAttached], zone: tzinfo) -> Paper:
    said = line.content
    officers = said.paper == "administrative_warrant"
    form = said.form if isinstance(said.form, str) else ""
    came = datetime.fromisoformat(said.presented_at or line.happened_at).astimezone(zone)
    return Paper(
        seq=line.seq,
        name=form or _(said.paper.replace("_", " ")),
        plain=_plain(said),
        checks=() if officers or said.paper != "warrant" else _checks(said),
        signed_on=said.signed_on or "",
        came_at=came,
        by=line.by,
        corrected=bool(line.corrected_by),
        file=filed(said.file),
    )


def _plain(said: PaperAttached) -> str:
    if said.paper == "administrative_warrant":
        return _("Signed by an immigration officer. No judge has seen it: it is not a judge's warrant.")
    if said.issuer in FEDERAL_JUDGES:
        return _("Signed by a federal judge.")
    if said.issuer in (None, "unknown"):
        return _("Nobody has said who signed it.")
    return _("Signed by: %(issuer)s.") % {"issuer": _(str(said.issuer).replace("_", " "))}


def _checks(said: PaperAttached) -> tuple[Check, ...]:
    issuer = (
        "unknown" if said.issuer in (None, "unknown") else "yes" if said.issuer in FEDERAL_JUDGES else "no"
    )
    return (
        _check(issuer, _("A federal judge or magistrate signed it")),
        _check(said.probable_cause, _("It rests on probable cause found by the judge")),
        _check(
            said.authorises_federal_custody, _("It authorises federal immigration custody of this person")
        ),
        _check(said.names_subject, _("It names this person")),
        _check("yes" if said.signed_on else said.signed, _("It is signed")),
        _criminal(said.criminal),
    )


def _criminal(value: str | None) -> Check:
    """Say which sort of warrant it is: neither sort is a fault."""
    if value not in ("yes", "no"):
        return Check("?", _("not known"), _("Whether it is a criminal arrest warrant"))
    says = (
        _("It is a criminal arrest warrant")
        if value == "yes"
        else _("It is civil: no criminal arrest warrant")
    )
    return Check("·", "", says)


def _check(value: str | None, says: str) -> Check:
    marks = {"yes": ("✓", _("yes")), "no": ("✗", _("no"))}
    mark, spoken = marks.get(value or "unknown", ("?", _("not known")))
    return Check(mark, spoken, says)
