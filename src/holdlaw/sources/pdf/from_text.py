"""What the words of a page say, where a form was printed into a PDF and has no fields any more.

A value stands behind its printed words, in the same line. A box is ticked only where a cross or a tick is
written before its sentence as a letter; a cross that is drawn with strokes is not seen, and nothing is said
of that box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from holdlaw.sources.pdf import values
from holdlaw.sources.pdf.found import Found
from holdlaw.sources.pdf.from_fields import READERS
from holdlaw.sources.pdf.labels import BLANKS, OTHER_PRINTED, PRINTED_ASKS, SETS
from holdlaw.sources.pdf.lines import Line, below
from holdlaw.sources.pdf.matching import tick_printed
from holdlaw.sources.pdf.material import Words
from holdlaw.sources.pdf.plain import plain

_MARK = "[Xx\u2713\u2714\u2715\u2716\u2717\u2718\u2611\u2612]"
_TICKED = re.compile(rf"(?:^|(?<= ))[\[(]? ?{_MARK} ?[\])]?(?: |$)")
_EMPTY = re.compile("[\u2610\u25a1\u25fb\u2751\u274f\u2752\u2750]|\\[ ?\\]|\\( \\)")
_PRINTED = {pattern: blank.key for blank in BLANKS for pattern in blank.printed}
_LABEL = re.compile(
    rf"\b(?P<known>{'|'.join(_PRINTED)})(?P<end> ?[:#]+| |$)|\b(?:{'|'.join(OTHER_PRINTED)}) ?:",
    re.IGNORECASE,
)
_NO_COLON = frozenset({"served_at"})
_MARKS_MAX = 20
"""Marks that are read from a line."""
_SENTENCE_MAX = 200
"""Letters that are read behind a mark."""
_FROM = re.compile(r"\bfrom ?:", re.IGNORECASE)
_FROM_DEPTH = 80
"""Points below `FROM:` in which the office stands."""


def from_text(pages: Sequence[tuple[Sequence[Line], Sequence[Words]]]) -> tuple[Found, ...]:
    """Give everything that the pages say, some of it more than once."""
    return tuple(
        one
        for number, (lines, words) in enumerate(pages, start=1)
        for line in lines
        for one in (*_blanks(line, number), *_ticks(line, number), *_sender(line, words, number))
    )


def printed_asks(pages: Sequence[Sequence[Line]]) -> tuple[Found, ...]:
    """Give what a form without boxes asks; nothing where an empty box stands before one of its sentences."""
    found = []
    for number, page in enumerate(pages, start=1):
        for line in page:
            words = plain(line.text)
            asked = next((ask for ask, said in PRINTED_ASKS if said in words), None)
            if asked and _EMPTY.search(line.text):
                return ()
            if asked:
                found.append(Found("asks", (asked,), line.text[:120], number, "text"))
    return tuple(found)


def _blanks(line: Line, number: int) -> Iterator[Found]:
    labels = list(_LABEL.finditer(line.text))
    ends = [*(label.start() for label in labels[1:]), len(line.text)]
    for label, end in zip(labels, ends, strict=False):
        if label["known"] is None:
            continue
        key = _key_of(label["known"])
        if key not in _NO_COLON and not label["end"].strip():
            continue
        told = line.text[label.end() : end]
        if value := READERS[key](told.replace("_", " ").strip(" ,;")):
            yield Found(key, value, label[0].strip(), number, "text")


def _key_of(label: str) -> str:
    return next(key for pattern, key in _PRINTED.items() if re.fullmatch(pattern, label, re.IGNORECASE))


def _ticks(line: Line, number: int) -> Iterator[Found]:
    marks = list(islice(_TICKED.finditer(line.text), _MARKS_MAX))
    ends = [*(mark.start() for mark in marks[1:]), len(line.text)]
    for mark, end in zip(marks, ends, strict=False):
        told = _EMPTY.split(line.text[mark.end() : min(end, mark.end() + _SENTENCE_MAX)], maxsplit=1)[0]
        if tick := tick_printed(told):
            value = (tick.value,) if tick.key in SETS else tick.value
            yield Found(tick.key, value, told.strip()[:120], number, "text")


def _sender(line: Line, words: Sequence[Words], number: int) -> Iterator[Found]:
    """Read the office at `FROM:`. The agencies that the form prints elsewhere do not say who sent it."""
    start = next((word for word in line.words if _FROM.search(word.text)), None)
    if start is None:
        return
    beside = " ".join(word.text for word in line.words if word.box.left > start.box.left)
    own = start.text[_FROM.search(start.text).end() :]  # type: ignore[union-attr]
    office = " ".join((own, beside, *below(line, start, words, _FROM_DEPTH)))
    if value := values.agency(office):
        yield Found("requester.agency", value, "FROM:", number, "text")
