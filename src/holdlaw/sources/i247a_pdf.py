"""A request that comes as PDF: an I-247A or another I-247 form with fields, without, or as a scan.

The pages come back as images, and beside them what could be taken from fields and words, each with its
place, for a person to compare and correct: it prefills a page, it is no evidence. What was not found is
absent, and so is what the PDF says twice, differently. The file is read in a process of its own, with
little time and memory, no environment and no right to write; scripts, actions and embedded files in it are
never run or opened.

The field names of these forms are not published, as far as was found: blanks are known by name, tooltip or
the words printed beside them. `pdf/labels.py` is the table to extend.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from holdlaw.sources.pdf.found import Found
from holdlaw.sources.pdf.limits import USUAL, Limits
from holdlaw.sources.pdf.process import ask
from holdlaw.sources.pdf.refusals import refusal

__all__ = ["USUAL", "Found", "Limits", "PdfRead", "read_pdf"]

_SIGNATURE_WITHIN = 1024
"""Bytes in which a PDF says that it is one; mail programs put some before it."""


@frozen
class PdfRead:
    """What one PDF shows and says.

    Keys: `form`, `asks` (several), `box`, `cancels` ("yes"), `papers` (several kinds), `subject.name`,
    `subject.birth_date`, `subject.file_number`, `subject.custody_number`, `requester.agency`, `served_at`
    (2017-06-14, or 2017-06-14T08:30: local, without an offset). Names and values are those of the case file;
    `papers` holds kinds alone.
    """

    pages: tuple[bytes, ...] = field(repr=False)
    """A grey PNG of each page, at most `Limits.width_px` wide."""
    filled: Mapping[str, Found]
    """One value for each key that was found."""
    conflicts: Mapping[str, tuple[Found, ...]]
    """For each key that the PDF answers in two ways, both: nothing is filled in, a person reads it."""
    is_scan: bool
    """There is neither a field nor a word in it: only the images help."""

    @property
    def form(self) -> str | None:
        """The form by its edition or title, or None where it does not say."""
        found = self.filled.get("form")
        return str(found.value) if found else None

    def as_json(self) -> dict[str, Any]:
        """Give all but the images, as plain data."""
        return {
            "filled": {key: found.as_json() for key, found in self.filled.items()},
            "conflicts": {key: [one.as_json() for one in found] for key, found in self.conflicts.items()},
            "is_scan": self.is_scan,
            "pages": len(self.pages),
        }


def read_pdf(data: bytes, limits: Limits = USUAL) -> PdfRead:
    """Read a PDF; raise HoldlawError: HL-1015 it cannot be read, HL-1016 it is too large or took too long.

    Never anything else for a bad file, never with anything of the file in the error, and never much later
    than `limits.seconds_max`.
    """
    if len(data) > limits.bytes_max:
        raise refusal("bytes", limits)
    if b"%PDF-" not in data[:_SIGNATURE_WITHIN]:
        raise refusal("not_pdf", limits)
    answer = ask(data, limits)
    keys = dict.fromkeys(one.key for one in answer.conflicts)
    return PdfRead(
        pages=answer.pages,
        filled=MappingProxyType({one.key: one for one in answer.filled}),
        conflicts=MappingProxyType(
            {key: tuple(one for one in answer.conflicts if one.key == key) for key in keys}
        ),
        is_scan=answer.is_scan,
    )
