"""Words put into lines by where they stand: what was filled in is drawn last, whatever line it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from holdlaw.sources.pdf.material import Box, Words
from holdlaw.sources.pdf.plain import tidy

_JOINED = 0.12
"""Part of a letter's height that may lie between two pieces of one word."""


@frozen
class Line:
    """One line of a page, read from left to right."""

    text: str
    words: tuple[Words, ...]


def lines_of(words: Sequence[Words]) -> tuple[Line, ...]:
    """Put the words of a page into lines, from the top down."""
    rows: list[list[Words]] = []
    for word in sorted(words, key=lambda word: -(word.box.top + word.box.bottom)):
        row = next((row for row in rows[-3:] if row[0].box.shares_row(word.box)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return tuple(_line(sorted(row, key=lambda word: word.box.left)) for row in rows)


def below(line: Line, start: Words, words: Sequence[Words], depth: float) -> tuple[str, ...]:
    """Give the words in the column under some words of a line, so many points deep, from the top down."""
    after = [word.box.left for word in line.words if word.box.left > start.box.right]
    right = min(after, default=float("inf"))
    column = Box(start.box.left - 4, start.box.bottom - depth, right, start.box.bottom)
    inside = [
        word
        for word in words
        if column.left <= word.box.left < column.right and column.bottom <= word.box.top <= column.top + 2
    ]
    return tuple(word.text for word in sorted(inside, key=lambda word: -word.box.top))


def _line(row: list[Words]) -> Line:
    told = row[0].text
    for before, word in pairwise(row):
        gap = word.box.left - before.box.right
        told += word.text if gap < _JOINED * word.box.height else f" {word.text}"
    return Line(tidy(told), tuple(row))
