"""A PDF dropped on the New request page: read, its pages kept with the draft, empty fields filled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from holdlaw.core.case import Act
from holdlaw.sources.i247a_pdf import Limits, read_pdf
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.drafts import keep_paper
from holdlaw.web.desk import Desk
from holdlaw.web.queries.drafts import PaperSeen
from holdlaw.web.queries.intake_fields import AGENCIES, PAPERS, ROWS_MAX

BYTES_MAX = 12 * 1024 * 1024
LIMITS = Limits(bytes_max=BYTES_MAX)

SAME_NAME = {
    "form": "form",
    "box": "box",
    "subject.name": "subject_name",
    "subject.birth_date": "subject_birth_date",
    "subject.file_number": "subject_file_number",
    "subject.custody_number": "subject_custody_number",
}
"""What a PDF says, and the field of the page it belongs into."""


def take_paper(desk: Desk, key: str, file: UploadedFile[bytes] | None) -> PaperSeen:
    """Read a PDF and keep its pages with the draft. Raise HoldlawError if it is none, or too large."""
    if file is None or (file.size or 0) > BYTES_MAX:
        what = "No file came, or one of more than 12 MB."
        raise refusal(
            "the PDF",
            what,
            "Nothing was read from it.",
            "Choose a smaller PDF, or type it in from the paper.",
        )
    data = file.read()
    return keep_paper(desk, key, data, read_pdf(data, LIMITS))


def fields_from(seen: PaperSeen) -> dict[str, str]:
    """Give what was read from the PDF, by the fields of the page."""
    filled: Mapping[str, Any] = {key: found["value"] for key, found in seen.read.get("filled", {}).items()}
    fields = {SAME_NAME[key]: str(value) for key, value in filled.items() if key in SAME_NAME}
    if filled.get("requester.agency") in AGENCIES:
        fields["agency"] = str(filled["requester.agency"])
    served = str(filled.get("served_at", ""))
    if "T" in served:
        fields["served_at"] = served.replace("T", " ")
    kinds = [kind for kind in filled.get("papers", ()) if kind in PAPERS]
    for number, kind in enumerate(kinds[:ROWS_MAX]):
        fields[f"paper-{number}-kind"] = kind
    asks = [act for act in filled.get("asks", ()) if act in {each.value for each in Act}]
    return fields | {f"asks-{act}": "on" for act in asks}


def filled_in(told: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """Fill the empty fields of a form, and mark them as filled from the paper. What somebody typed stays."""
    new = {name: value for name, value in fields.items() if name not in told}
    marked = [*told.get("from_paper", "").split(), *new]
    return {**told, **new, "from_paper": " ".join(marked)} if new else dict(told)
