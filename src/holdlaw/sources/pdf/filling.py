"""What a new request can be filled with: one value a key, or none where the PDF says two things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from holdlaw.sources.pdf.forms import forms_in, warrants_in
from holdlaw.sources.pdf.found import Found
from holdlaw.sources.pdf.from_fields import from_fields, offers_asks
from holdlaw.sources.pdf.from_text import from_text, printed_asks
from holdlaw.sources.pdf.labels import SETS
from holdlaw.sources.pdf.lines import lines_of
from holdlaw.sources.pdf.material import Material

BOXED_ASKS = "I-247"
"""The form that has a box before each of its requests: what it asks is what is ticked."""


@frozen
class Filling:
    """What was found, once for each key."""

    filled: tuple[Found, ...]
    conflicts: tuple[Found, ...]
    """Values of a key that differ. None of them is filled in; the officer reads the paper."""


def filling(material: Material) -> Filling:
    """Say what a PDF fills in. A field goes before words; nothing is filled in that was not found."""
    lines = [lines_of(page.words) for page in material.pages]
    forms = forms_in(lines)
    told = [
        *from_fields(material.fields),
        *forms,
        *warrants_in(lines),
        *from_text([(page, part.words) for page, part in zip(lines, material.pages, strict=True)]),
    ]
    if not any(one.key == "asks" for one in told) and _prints_its_asks(forms, material):
        told += printed_asks(lines)
    keys = dict.fromkeys(one.key for one in told)
    settled = [_settle([one for one in told if one.key == key]) for key in keys]
    return Filling(
        tuple(one for found, differing in settled for one in found if not differing),
        tuple(one for found, differing in settled for one in found if differing),
    )


def _prints_its_asks(forms: Sequence[Found], material: Material) -> bool:
    """Tell whether a form is known to ask by printed sentences alone."""
    names = {one.value for one in forms}
    return len(names) == 1 and BOXED_ASKS not in names and not offers_asks(material.fields)


def _settle(told: Sequence[Found]) -> tuple[list[Found], bool]:
    """Give the one value of a key, or all its values and True where they differ."""
    best = [one for one in told if one.confidence == "field"] or list(told)
    if best[0].key in SETS:
        return [_together(told)], False
    different = list(_different(best))
    return different, len(different) > 1


def _together(told: Sequence[Found]) -> Found:
    """Join the values of a key that takes several."""
    values = sorted({part for one in told for part in one.value})
    first = told[0]
    return Found(first.key, tuple(values), first.origin, first.page, first.confidence)


def _different(told: Sequence[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for one in told:
        same = str(one.value).casefold()
        if same not in seen:
            seen.add(same)
            yield one
