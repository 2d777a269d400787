"""Draws the pages of a PDF and takes its words out, with PDFium built without a script engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium

from holdlaw.sources.pdf.letters import Letter, words_of
from holdlaw.sources.pdf.limits import Limits
from holdlaw.sources.pdf.material import Box, Field, Page, Refused
from holdlaw.sources.pdf.plain import tidy
from holdlaw.sources.pdf.png import grey_png

_LETTERS_MAX = 30_000
"""Letters that are read from a page. A full page of small print has some 6,000."""
_NEAR_MAX = 400
"""Letters of the words beside a field."""
_ABOVE = 16
"""Points above a field in which its label may stand."""
_UNLOCKED = -1


def opened(data: bytes, limits: Limits) -> Any:
    """Open a PDF; raise Refused for one that is locked, damaged, empty or long."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY)
        raise Refused("encrypted" if locked else "damaged") from None
    if pdfium.raw.FPDF_GetSecurityHandlerRevision(document) != _UNLOCKED:
        raise Refused("encrypted")
    if "V8" not in pdfium.PDFIUM_INFO.flags:  # with a script engine, the form would run its scripts
        document.init_forms()
    if not len(document):
        raise Refused("empty")
    if len(document) > limits.pages_max:
        raise Refused("pages")
    return document


def read_page(document: Any, index: int, limits: Limits) -> tuple[Page, Any]:
    """Draw a page and take its words out; give it with what `near` needs to look beside its fields."""
    try:
        page = document[index]
        image = _drawn(page, limits)
        text = page.get_textpage()
    except pdfium.PdfiumError:
        raise Refused("damaged") from None
    return Page(image, words_of(_letters(text))), text


def near(text: Any, field: Field, others: Sequence[Field]) -> tuple[str, ...]:
    """Give the words beside a field: before it and above it; behind it, where it is a box to tick."""
    box = field.box
    row = [other.box for other in others if other is not field and other.box.shares_row(box)]
    if field.kind == "tick":
        right = min((other.left for other in row if other.left >= box.right), default=None)
        return (_bounded(text, Box(box.right, box.bottom - 1, right or 1e6, box.top + 1)),)
    left = max((other.right for other in row if other.right <= box.left + 1), default=-1e6)
    before = _bounded(text, Box(left, box.bottom, box.left + 1, box.top))
    above = _bounded(text, Box(box.left - 2, box.top, box.right, box.top + _ABOVE))
    return (before, above)


def _drawn(page: Any, limits: Limits) -> bytes:
    width, height = page.get_size()
    scale = min(limits.width_px / max(width, 1e-3), limits.height_px_max / max(height, 1e-3))
    if width * scale < 1 or height * scale < 1:
        raise Refused("damaged")
    bitmap = page.render(scale=scale * (1 - 1e-6), grayscale=True)
    return grey_png(bytes(bitmap.buffer), bitmap.width, bitmap.height)


def _letters(text: Any) -> Iterator[Letter]:
    for index in range(min(text.count_chars(), _LETTERS_MAX)):
        code = pdfium.raw.FPDFText_GetUnicode(text, index)
        if code and not 0xD800 <= code < 0xE000 and code < 0x110000:
            yield Letter(chr(code), _box(text, index))


def _box(text: Any, index: int) -> Box | None:
    try:
        left, bottom, right, top = text.get_charbox(index, loose=True)
    except pdfium.PdfiumError:
        return None
    return Box(left, bottom, right, top) if right > left and top > bottom else None


def _bounded(text: Any, box: Box) -> str:
    return tidy(text.get_text_bounded(box.left, box.bottom, box.right, box.top)[-_NEAR_MAX:])
