"""Why a PDF is refused, in words. Nothing of the file is in them."""

from __future__ import annotations

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.pdf.limits import Limits

_UNREADABLE = "No page of it can be shown, and nothing can be taken from it."
_TOO_MUCH = "Reading on could stop the desk for everybody."
_AGAIN = "Ask the sender for it again, or type the request in from the paper."
_SHORTER = "Send the pages of the request alone, or type it in from the paper."

_REASONS: dict[str, tuple[str, str, str, str]] = {
    "not_pdf": (
        "HL-1015",
        "The file is not a PDF.",
        _UNREADABLE,
        "Choose a PDF, or type it in from the paper.",
    ),
    "encrypted": (
        "HL-1015",
        "The PDF is locked with a password.",
        _UNREADABLE,
        "Ask the sender for one without a password, or type the request in from the paper.",
    ),
    "damaged": ("HL-1015", "The PDF is damaged or cut off.", _UNREADABLE, _AGAIN),
    "empty": ("HL-1015", "The PDF has no pages.", _UNREADABLE, _AGAIN),
    "crashed": ("HL-1015", "The process that reads PDFs gave up on this one.", _UNREADABLE, _AGAIN),
    "start": (
        "HL-1015",
        "The process that reads PDFs could not be started.",
        _UNREADABLE,
        "Type the request in from the paper, and tell whoever runs this site.",
    ),
    "bytes": ("HL-1016", "The PDF has more than {bytes_max:,} bytes.", _TOO_MUCH, _SHORTER),
    "pages": ("HL-1016", "The PDF has more than {pages_max} pages.", _TOO_MUCH, _SHORTER),
    "time": ("HL-1016", "Reading the PDF took more than {seconds_max:g} seconds.", _TOO_MUCH, _SHORTER),
    "memory": ("HL-1016", "Reading the PDF took more memory than it may.", _TOO_MUCH, _SHORTER),
    "answer": ("HL-1016", "The pages of the PDF are too large to be shown.", _TOO_MUCH, _SHORTER),
}

REASONS = frozenset(_REASONS)
"""Every reason there is."""


def refusal(reason: str, limits: Limits) -> HoldlawError:
    """Give the error of a reason. The name of the file is not in it: it may name the person."""
    code, what, why, mend = _REASONS[reason]
    told = what.format(bytes_max=limits.bytes_max, pages_max=limits.pages_max, seconds_max=limits.seconds_max)
    return HoldlawError([Problem(code, "the PDF", told, why, mend)])
