"""Words as they are compared: without case, punctuation, kinds of dash, or the habits of field names."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad\ufffe\ufe58\ufe63\uff0d]")
_WORD_ENDS = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])"
)
_GROUP = re.compile(r"\[\d+\]")


def tidy(text: str) -> str:
    r"""Give a text with one kind of dash, quote and space, and without control characters.

    >>> tidy("  I\u2011247A\r\n(3/17) ")
    'I-247A (3/17)'
    """
    told = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join("".join(c if c.isprintable() else " " for c in told).split())


def plain(text: str) -> str:
    """Give the words of a text in small letters, joined by single spaces; names are taken apart.

    >>> plain("Alien's D.O.B."), plain("NameOfAlien"), plain("ANumber"), plain("I-200")
    ('aliens d o b', 'name of alien', 'a number', 'i 200')
    """
    apart = _WORD_ENDS.sub(" ", tidy(text).replace("'", ""))
    return " ".join(re.findall(r"[a-z0-9]+", apart.lower()))


def last_name(name: str) -> str:
    """Give a field's own name without the groups it is in.

    >>> last_name("form1[0].#subform[0].NameOfAlien[0]")
    'NameOfAlien'
    """
    return _GROUP.sub("", name).rsplit(".", 1)[-1]
