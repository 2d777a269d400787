"""How wide a text becomes at most: whoever looks at a picture has other letters than whoever drew it."""

from __future__ import annotations

from textwrap import wrap

NARROW, SLIM, USUAL, CAPITAL, WIDE = 0.45, 0.55, 0.75, 0.88, 1.13
"""Shares of the letters' size: DejaVu Sans in bold, the widest that a machine falls back to."""
_SHARES = {
    **dict.fromkeys(" \N{ZERO WIDTH SPACE}',-./:;I\\fijl|·Íí", NARROW),
    **dict.fromkeys('!"()*[]`rt¡', SLIM),
    **dict.fromkeys("%@MWmw—…", WIDE),
}
LETTERS_OF_A_LINE = 74


def widest(text: str, size: float) -> float:
    """Give the pixels that a text of a size takes at most.

    >>> widest("Wirt", 10)
    26.8
    """
    return round(size * sum(_share(letter) for letter in text), 1)


def _share(letter: str) -> float:
    return _SHARES.get(letter, USUAL if letter.islower() or letter.isdigit() else CAPITAL)


def lines(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines of which none is wider; one empty line if there is nothing to break."""
    for letters in range(LETTERS_OF_A_LINE, 1, -1):
        found = wrap(text, letters)
        if all(widest(line, size) <= width for line in found):
            return found or [""]
    return list(text)
