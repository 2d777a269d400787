"""Which form a PDF is, and which warrants are in it, by the edition printed at its foot or by its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from holdlaw.sources.pdf.found import Found
from holdlaw.sources.pdf.lines import Line

_EDITION = r"\s*\((?:rev\.?\s*)?\d{1,2}[/-](?:\d{1,2}[/-])?\d{2,4}\)"
_FORM = re.compile(rf"\bI-?\s?247-?([ADNXG]?){_EDITION}", re.IGNORECASE)
_MENTION = re.compile(r"\bForm I-?\s?247-?([ADNXG]?)\b", re.IGNORECASE)
_TITLES = {
    "I-247D": re.compile(r"request for voluntary action", re.IGNORECASE),
    "I-247N": re.compile(r"request for voluntary notification of release", re.IGNORECASE),
    "I-247X": re.compile(r"request for voluntary transfer", re.IGNORECASE),
    "I-247G": re.compile(r"request for advance notification of release", re.IGNORECASE),
}
_WARRANT_FORM = re.compile(rf"\bForm (I-20[05]){_EDITION}", re.IGNORECASE)
_WARRANT_TITLES = {
    "I-200": re.compile(r"warrant for arrest of alien", re.IGNORECASE),
    "I-205": re.compile(r"warrant of removal ?(?:/ ?deportation)?", re.IGNORECASE),
}
_WARRANT_MENTION = re.compile(r"\b(I-20[05])\b", re.IGNORECASE)
_ATTACHED = re.compile(r"\b(?:attached|enclosed|accompanied by|accompanies)\b", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:not|no|if|or|must|should|may|unless|without|when)\b", re.IGNORECASE)

Pages = Sequence[Sequence[Line]]


def forms_in(pages: Pages) -> tuple[Found, ...]:
    """Give the form by its edition; without one, by its title; without one, by what it calls itself.

    The title of I-247 and I-247A is the same, so it says nothing. Two different forms in one PDF give both.
    """
    for kind in (_editions, _titles, _mentions):
        if found := tuple(kind(pages)):
            return found
    return ()


def warrants_in(pages: Pages) -> tuple[Found, ...]:
    """Give the immigration warrants whose page is in the PDF, and those it says plainly are attached."""
    return tuple(
        Found("papers", (kind,), line.text[:120], number, "text")
        for number, page in enumerate(pages, start=1)
        for line in page
        for kind in _warrants(line.text)
    )


def _warrants(line: str) -> Iterator[str]:
    yield from (edition[1].upper() for edition in _WARRANT_FORM.finditer(line))
    yield from (kind for kind, title in _WARRANT_TITLES.items() if title.fullmatch(line.strip(" .:*")))
    if _ATTACHED.search(line) and not _DOUBT.search(line):
        yield from (mention[1].upper() for mention in _WARRANT_MENTION.finditer(line))


def _editions(pages: Pages) -> Iterator[Found]:
    for number, page in enumerate(pages, start=1):
        for line in page:
            for edition in _FORM.finditer(line.text):
                yield Found("form", f"I-247{edition[1].upper()}", edition[0], number, "text")


def _titles(pages: Pages) -> Iterator[Found]:
    for number, page in enumerate(pages, start=1):
        for form, title in _TITLES.items():
            for line in page:
                if told := title.search(line.text):
                    yield Found("form", form, told[0], number, "text")


def _mentions(pages: Pages) -> Iterator[Found]:
    for number, page in enumerate(pages, start=1):
        for line in page:
            for mention in _MENTION.finditer(line.text):
                yield Found("form", f"I-247{mention[1].upper()}", mention[0], number, "text")
