"""Attesting what the records show.

The program searches the register and counts; the person says what else was searched.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from holdlaw.register.receipts import Receipt
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.attestation_form import Subject
from holdlaw.web.queries.attestations import content_of, search


def attest(desk: Desk, subject: Subject, searched: Sequence[str], seen: str, key: str) -> Receipt:
    """Search once more and record the attestation.

    `seen`: the mark of the search that the person looked at. Raise HoldlawError (HL-7004) if the register
    shows something else by now.
    """
    shown = search(desk, subject)
    if shown.mark != seen:
        what = _("The register shows something else than you looked at.")
        why = _("Nobody attests what they did not see.")
        raise refusal("attestation", what, why, _("Look at what it shows now, and record it then."))
    about = (subject.request or None, subject.person or None)
    return write(desk, [draft(desk, content_of(subject, shown, searched), about)], key)[-1]
