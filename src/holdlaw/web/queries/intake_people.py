"""Whom the paper names, and whom the custody record names: two columns, and what differs between them."""

from __future__ import annotations

import re
import unicodedata

from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.web.queries.intake_reading import Reader

COMPARED = ("name", "birth_date", "custody_number")
"""What stands in both columns. The federal file number stands on the paper alone."""

_DAY = "birth_date"


def on_paper(read: Reader) -> dict[str, str]:
    """Give who the paper names."""
    return _column(read, "subject", (*COMPARED, "file_number"))


def in_custody(read: Reader) -> dict[str, str]:
    """Give who the custody record names."""
    return _column(read, "custody", COMPARED)


def subject(read: Reader) -> dict[str, str]:
    """Give whom the request is about: the paper's words, else those of the custody record."""
    return {**in_custody(read), **on_paper(read)}


def question(read: Reader) -> IdentityQuestioned | None:
    """Give the doubt whether this is the person, where the two columns differ."""
    paper, custody = on_paper(read), in_custody(read)
    differ = [
        part
        for part in COMPARED
        if part in paper and part in custody and not _same(paper[part], custody[part])
    ]
    if not differ:
        return None
    values = {part: {"on_paper": paper[part], "in_custody": custody[part]} for part in differ}
    return IdentityQuestioned(mismatched=differ, values=values)


def _column(read: Reader, column: str, parts: tuple[str, ...]) -> dict[str, str]:
    found = {part: _value(read, f"{column}_{part}", part) for part in parts}
    return {part: value for part, value in found.items() if value is not None}


def _value(read: Reader, name: str, part: str) -> str | None:
    if part == _DAY:
        return read.days[name].isoformat() if name in read.days else read.day(name)
    return read.text(name)


def _same(one: str, other: str) -> bool:
    """Compare without case, accents, punctuation and the order of names."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return sorted(
        re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    )
