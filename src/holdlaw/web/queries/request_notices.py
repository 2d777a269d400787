"""Notices to the person: the form that records one, and which texts can be printed in which languages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import (
    Ask,
    Happened,
    options,
    read_when,
    required,
    three,
    when_it_happened,
)

WHAT = ("copy_of_request", "decision", "rights", "notice_of_transfer")
LANGUAGES = ("en", "es", "zh", "fr", "bn", "ru", "ht", "ar", "ur", "pl", "ko", "pt", "und")
PROOFS = ("signed_copy", "witness", "refused_to_sign", "none")
TEXTS = ("en", "es")
"""Languages in which a text can be printed here."""

CERTIFIED: frozenset[tuple[str, str]] = frozenset()
"""Texts whose translation somebody certified, as (what, language): none. English is the original."""

WORDS = {
    "copy_of_request": gettext_noop("a copy of the request"),
    "decision": gettext_noop("the decision"),
    "rights": gettext_noop("a statement of rights"),
    "notice_of_transfer": gettext_noop("a notice of transfer"),
}
NAMES = {
    "en": "English",
    "es": "Español",
    "zh": "中文",
    "fr": "Français",
    "bn": "বাংলা",
    "ru": "Русский",
    "ht": "Kreyòl",
    "ar": "العربية",
    "ur": "اردو",
    "pl": "Polski",
    "ko": "한국어",
    "pt": "Português",
}


def notice_asks() -> tuple[Ask, ...]:
    """Ask what the person was given, in which language, with what proof, and whether counsel was told."""
    languages = (
        *((code, NAMES[code]) for code in LANGUAGES if code in NAMES),
        ("und", _("another, or not known")),
    )
    return (
        Ask(
            name="what",
            label=_("What was the person given?"),
            shape="choice",
            options=options(WHAT, spoken()),
        ),
        Ask(name="language", label=_("In which language?"), shape="pick", options=languages, value="en"),
        Ask(
            name="proof",
            label=_("Proof of service"),
            shape="choice",
            options=options(PROOFS),
            value="signed_copy",
        ),
        three("counsel_told", _("Was the person's counsel told?")),
        *when_it_happened(_("When was it given?")),
    )


def spoken() -> dict[str, str]:
    """Give what each notice is, in words."""
    return {what: _(words) for what, words in WORDS.items()}


def read_notice(read: Reader) -> tuple[NoticeServed, Happened]:
    """Read the record of a notice."""
    content = NoticeServed(
        what=required(read, "what", WHAT),
        language=required(read, "language", LANGUAGES),
        proof=required(read, "proof", PROOFS),
        counsel_told=read.three("counsel_told") or "unknown",
    )
    return content, read_when(read)


def certified(what: str, language: str) -> bool:
    """Tell whether a text may be shown without a mark: the original, or a translation somebody certified."""
    return language == "en" or (what, language) in CERTIFIED
