"""Letters put into words as they were drawn, one after the other.

A line to write on (______) is no word: what is filled in is drawn over it, and would be read as part of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from holdlaw.sources.pdf.material import Box, Words
from holdlaw.sources.pdf.plain import tidy

_GAP_MAX = 1.5
"""Part of a letter's height that may lie between two words of one run."""
_BACK_MAX = 0.5
"""Part of a letter's height by which the next letter may begin before the end of the last."""
_WORDS_MAX = 3000


@frozen
class Letter:
    """One letter and where it stands; a space may stand nowhere."""

    sign: str
    box: Box | None


def words_of(letters: Iterable[Letter]) -> tuple[Words, ...]:
    """Join letters into runs of words: each on one line, with no wide gap in it."""
    runs: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.sign in "\r\n_":
            runs.append([])
        elif letter.box is None or letter.sign.isspace():
            runs[-1].append(Letter(" ", None))
        else:
            if not _follows(runs[-1], letter.box):
                runs.append([])
            runs[-1].append(letter)
    found = (_run(run) for run in runs)
    return tuple(words for words in found if words)[:_WORDS_MAX]


def _follows(run: list[Letter], box: Box) -> bool:
    before = next((letter.box for letter in reversed(run) if letter.box), None)
    if before is None:
        return True
    gap = box.left - before.right
    height = max(box.height, before.height)
    return before.shares_row(box) and -_BACK_MAX * height <= gap <= _GAP_MAX * height


def _run(run: list[Letter]) -> Words | None:
    boxes = [letter.box for letter in run if letter.box]
    told = tidy("".join(letter.sign for letter in run))
    if not boxes or not told:
        return None
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    return Words(told, Box(left, min(box.bottom for box in boxes), right, max(box.top for box in boxes)))
