"""Which characters can stand in a PDF: those that the typefaces carried with the typesetter have.

No typeface is fetched, and none of the machine's own is used, so that the same report is the same bytes
everywhere. What cannot be printed is not dropped: it is given by its code, as `[U+4E2D]`.
"""

from __future__ import annotations

import re
import unicodedata

RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x482),
    (0x48A, 0x4FF),
    (0x5D0, 0x5EA),
    (0x621, 0x63A),
    (0x641, 0x64A),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2015),
    (0x2018, 0x201F),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2034),
    (0x2039, 0x203A),
    (0x2044, 0x2044),
    (0x2070, 0x2070),
    (0x2074, 0x208E),
    (0x20A0, 0x20BF),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2150, 0x2151),
    (0x2153, 0x215F),
    (0x2190, 0x2193),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2610, 0x2612),
    (0x2713, 0x2718),
)
"""First and last code of each run: Latin, Greek, Cyrillic, Hebrew, Arabic; signs of text and arithmetic."""

WORD_MAX = 28
"""From here on a word may be broken anywhere: no column of ours is narrower."""

BREAK = "\u200b"
"""A place where a line may end, without a hyphen that the word does not have."""

_PIECE = 10
_SPACE = re.compile(r"\s+")
_ODD = re.compile("[^" + "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES) + "]+")
_AFTER_SIGN = re.compile(r"(?<=[._])")
_LONG = re.compile(rf"\S{{{WORD_MAX},}}")


def printable(text: str) -> str:
    """Give a text on one line as it can be printed; characters without a glyph become their codes.

    >>> printable("Calle 5 中")
    'Calle 5 [U+4E2D]'
    """
    line = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).replace("§ ", "§\N{NO-BREAK SPACE}")
    return _LONG.sub(_breakable, _ODD.sub(_codes, line))


def printable_item(item: str) -> str:
    """Give an item's number as it can be printed: a line may end after a dot or a low line in it."""
    return BREAK.join(printable(each) for each in _AFTER_SIGN.split(item) if each)


def _codes(odd: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(each):04X}' for each in odd[0])}]"


def _breakable(word: re.Match[str]) -> str:
    letters = word[0]
    return BREAK.join(letters[start : start + _PIECE] for start in range(0, len(letters), _PIECE))
