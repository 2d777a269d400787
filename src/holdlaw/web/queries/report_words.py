"""What the report pages call things: states, verdicts, groups of a trend; in the page's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from holdlaw.reports.claims.verdicts import Verdict
from holdlaw.reports.faces.wording import LANGUAGES
from holdlaw.reports.pack.words import OUTCOMES


def language() -> str:
    """Give the page's language, as the report functions name it."""
    asked = (get_language() or "en")[:2]
    return asked if asked in LANGUAGES else "en"


def chosen_language(text: str) -> str:
    """Give the language that a form asks for, or the page's own."""
    return text if text in LANGUAGES else language()


def states() -> Mapping[str, str]:
    """Say how far a report is."""
    return {
        "none": _("not begun"),
        "drafted": _("drafted, not reviewed"),
        "reviewed": _("reviewed, not published"),
        "published": _("published"),
        "amended": _("published, then amended"),
    }


def verdicts() -> Mapping[str, str]:
    """Say what becomes of a claim."""
    return {
        Verdict.HOLDS.value: _("Holds as it was said"),
        Verdict.HOLDS_WITH_CORRECTION.value: _("Holds, with a correction"),
        Verdict.CONTRADICTED.value: _("Contradicted"),
        Verdict.UNSPECIFIED.value: _("Leaves out what it needs"),
        Verdict.UNVERIFIABLE.value: _("Cannot be verified"),
    }


def groups() -> Mapping[str, str]:
    """Say what requests are grouped by: outcomes, what they rest on, what the papers show."""
    return {
        **OUTCOMES[language()],
        "duplicate": _("entered twice"),
        "criminal_warrant": _("criminal warrant"),
        "judicial_warrant": _("judge’s warrant"),
        "civil_detainer": _("civil detainer alone"),
        "local_custody": _("out of local custody"),
        "not_recorded": _("not recorded"),
    }


def group_said(name: str) -> str:
    """Say one group; one without a word of its own is given by its code."""
    return groups().get(name) or name.replace("_", " ")
