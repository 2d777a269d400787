"""The entry `paper.attached`."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, code, day, moment, structure, three


@frozen(kw_only=True)
class PaperAttached(Kind):
    """A paper came with the request, or later.

    `happened_at` is when it came. Where `presented_at` is left out, a paper that came after the request was
    presented when it came; any other came with the request.
    """

    NAME: ClassVar[str] = "paper.attached"
    SENTENCE: ClassVar[str] = "{actor} attached a paper ({paper}), signed by {issuer}."

    paper: str = choice("administrative_warrant", "warrant", "order", "subpoena", "writ", "other", "unknown")
    """An I-200 or I-205 is an administrative warrant: an officer signs it, no judge does."""
    issuer: str | None = choice(
        "article_iii_judge",
        "federal_magistrate",
        "immigration_judge",
        "state_judge",
        "dhs_officer",
        "unknown",
        optional=True,
    )
    """As the case file has it."""
    probable_cause: str | None = three(optional=True)
    authorises_federal_custody: str | None = three(optional=True)
    names_subject: str | None = three(optional=True)
    criminal: str | None = three(optional=True)
    """A criminal arrest warrant."""
    signed: str | None = three(optional=True)
    signed_on: str | None = day(optional=True)
    presented_at: str | None = moment(optional=True)
    form: str | None = code(private=PERSON, optional=True)
    """I-200 or I-205. An I-205 rests on a final order, a status fact, and private."""
    file: Any = structure(private=PERSON, optional=True)
    """The scanned paper: its digest and pages; its type and bytes (base64) where it was added at a desk."""
