"""The blank paper form as printed pages."""

from __future__ import annotations

from datetime import datetime, time
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from holdlaw.reports.card.paper_form import FormField, PaperForm
from holdlaw.reports.card.words import WORDS, day_words
from holdlaw.reports.faces.printable import printable
from holdlaw.reports.faces.typesetting import set_template


def form_pdf(form: PaperForm) -> bytes:
    """Print a blank form on Letter paper, as PDF/UA-1; the same form gives the same bytes."""
    source = (files("holdlaw.reports.card") / "form.typ").read_bytes()
    moment = datetime.combine(form.on, time(), ZoneInfo("UTC"))
    return set_template(source, {"form": _data(form)}, moment, form.place)


def _data(form: PaperForm) -> dict[str, Any]:
    words = WORDS[form.language]
    before, after = words["page_of"].split("{page}")
    return {
        "language": form.language,
        "title": words["form_title"],
        "agency": printable(form.place_name),
        "made": day_words(form.on, form.language),
        "use": f"{words['form_use']} {words['private']}",
        "number": words["case_number"],
        "hints": {"moment": words["date_time"], "day": words["day"]},
        "not_known": words["not_known_box"],
        "sections": [
            {"title": section.title, "fields": [_field(each, form.language) for each in section.fields]}
            for section in form.sections
        ],
        "late": words["late"],
        "late_boxes": [said for _, said in form.late],
        "signatures": [
            [words["filled_by"], words["signature"], words["signed_at"]],
            [words["second"], words["signature"], words["signed_at"]],
            [words["entered_by"], words["entered_at"], words["receipt"]],
        ],
        "page": [before, *after.split("{pages}")],
    }


def _field(field: FormField, language: str) -> dict[str, Any]:
    return {
        "language": "en" if field.name.startswith("fact-") else language,
        "label": printable(field.label),
        "kind": field.kind,
        "boxes": [printable(said) for _, said in field.boxes],
    }
