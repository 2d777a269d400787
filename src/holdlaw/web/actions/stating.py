"""Entering what is known of a case: papers, facts, searches, custody, questions to counsel, corrections.

Where a hold runs, the same step recomputes its clock: a deadline never waits for somebody to remember it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from holdlaw.register.entry import Entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.register.lines import check_correction
from holdlaw.register.receipts import Receipt
from holdlaw.store.reading import Filter, entries, entry_at
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.holding import with_clock
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_asks import Happened
from holdlaw.web.queries.request_corrections import may_correct

BECAUSE = {
    "custody.stated": "release_corrected",
    "record.searched": "record_searched",
    "paper.attached": "paper_attached",
    "fact.stated": "fact_stated",
    "entry.corrected": "entry_corrected",
}
"""Why a clock was recomputed, by the entry that moved it."""


def state(desk: Desk, case: OpenCase, content: Kind, happened: Happened, key: str) -> Receipt:
    """Enter one statement about the case. The clock of a running hold is recomputed if it moves."""
    own = draft(desk, content, (case.state.request, case.state.person), happened)
    because = BECAUSE.get(content.NAME)
    drafts = with_clock(desk, case, [own], because) if because else [own]
    return write(desk, drafts, key)[0]


def link(desk: Desk, case: OpenCase, content: RequestDuplicated | RequestSuperseded, key: str) -> Receipt:
    """Mark the request as the same paper as another, or as replaced by it.

    Raise HoldlawError if there is no such other request at this agency.
    """
    other = content.of_request if isinstance(content, RequestDuplicated) else content.by_request
    found = entries(desk.register.db, limit=1, where=Filter(request=other, agency=desk.agency.id))
    if not found or other == case.state.request:
        why, mend = (
            _("A link to nothing hides a request."),
            _("Write the number of another request of this agency."),
        )
        raise refusal("request", _("There is no such other request."), why, mend)
    return write(desk, [draft(desk, content, (case.state.request, case.state.person))], key)[-1]


def correct(desk: Desk, case: OpenCase, correction: EntryCorrected, key: str) -> Receipt:
    """Say what should have stood in an earlier entry, or make it void. The entry itself stays.

    Raise HoldlawError if it is none of this request's, may not be corrected by this person, or the
    correction does not fit its type.
    """
    entry = entry_at(desk.register.db, correction.corrects)
    _check(desk, case, entry)
    if correction.because != "void":
        check_correction(correction, entry)
    own = draft(desk, correction, (case.state.request, case.state.person))
    return write(desk, with_clock(desk, case, [own], BECAUSE[correction.NAME]), key)[0]


def _check(desk: Desk, case: OpenCase, entry: Entry) -> None:
    if entry.request != case.state.request or not may_correct(desk.user.who, entry.kind):
        why = _("What people rest on is not taken back by whoever comes later.")
        raise refusal("entry", _("This entry cannot be corrected here."), why, _("Ask a supervisor."))
