"""What a printed document is made of, as plain data: blocks one after the other, notes at the foot of a page.

Nothing in it is markup. Whatever a text says, it is printed as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from holdlaw.reports.faces.printable import printable, printable_item


@frozen
class Text:
    """Words in one style, with the notes that stand under them.

    `style` is plain, strong, quiet, under (quiet, on a line of its own), item (may break after a dot), code,
    number or legal; legal words are those of a statute and stay in its language.
    """

    words: str
    style: str = "plain"
    notes: tuple[str, ...] = ()


Line = str | Text | tuple[str | Text, ...]
"""A line of text: words, or pieces of it in their styles."""


@frozen
class Heading:
    """A heading; level 1 is the first under the title."""

    words: str
    level: int = 1


@frozen
class Paragraph:
    """A paragraph."""

    line: Line


@frozen
class Bullets:
    """A list."""

    lines: tuple[Line, ...]


@frozen
class Facts:
    """Names and what stands under them, side by side."""

    rows: tuple[tuple[str, Line], ...]


@frozen
class Column:
    """A column of a table: its heading, its share of the width, and on which side its words stand."""

    heading: str
    share: float = 1
    side: str = "left"


@frozen
class Rows:
    """A table: every row has a cell for every column. What it shows is said by the heading above it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    apart: float = 1
    """How far the rows stand apart, against what is usual: long series stand closer."""


@frozen
class Figure:
    """A picture as SVG, what it shows in words, and the line under it."""

    svg: str
    description: str
    caption: str


Block = Heading | Paragraph | Bullets | Facts | Rows | Figure


@frozen(kw_only=True)
class Paper:
    """A document: who says it, what it is, its blocks. `moment` is the date it bears, never the clock's."""

    language: str
    title: str
    agency: str
    subtitle: Line
    blocks: tuple[Block, ...]
    page_of: str
    """How pages are counted, as `Page {page} of {pages}`."""
    footer: str
    moment: datetime = field()

    @moment.validator
    def _has_offset(self, _: object, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a moment without an offset from UTC")

    def as_json(self) -> dict[str, Any]:
        """Give it as the typesetter reads it: every word printable, every note where it is first named."""
        named: dict[str, int] = {}
        before, after = printable(self.page_of).split("{page}")
        return {
            "language": self.language,
            "title": printable(self.title),
            "agency": printable(self.agency),
            "subtitle": _pieces(self.subtitle, named),
            "blocks": [_block(block, named) for block in self.blocks],
            "page": [before, *after.split("{pages}")],
            "footer": printable(self.footer),
        }


def with_notes(line: Line, notes: Sequence[str]) -> tuple[str | Text, ...]:
    """Put notes behind the last piece of a line."""
    *others, last = line if isinstance(line, tuple) else (line,)
    last = Text(last) if isinstance(last, str) else last
    return (*others, evolve(last, notes=(*last.notes, *notes)))


def _block(block: Block, named: dict[str, int]) -> dict[str, Any]:
    match block:
        case Heading(words, level):
            return {"kind": "heading", "words": printable(words), "level": level}
        case Paragraph(line):
            return {"kind": "paragraph", "line": _pieces(line, named)}
        case Bullets(lines):
            return {"kind": "bullets", "lines": [_pieces(line, named) for line in lines]}
        case Facts(rows):
            return {"kind": "facts", "rows": [[printable(name), _pieces(line, named)] for name, line in rows]}
        case Rows():
            return _rows(block, named)
        case Figure(svg, description, caption):
            told = {"description": printable(description), "caption": printable(caption)}
            return {"kind": "figure", "svg": svg, **told}


def _rows(block: Rows, named: dict[str, int]) -> dict[str, Any]:
    return {
        "kind": "rows",
        "headings": [printable(column.heading) for column in block.columns],
        "shares": [column.share for column in block.columns],
        "apart": block.apart,
        "sides": [column.side for column in block.columns],
        "rows": [[_pieces(line, named) for line in row] for row in block.rows],
    }


def _pieces(line: Line, named: dict[str, int]) -> list[dict[str, Any]]:
    return [_piece(each, named) for each in (line if isinstance(line, tuple) else (line,))]


def _piece(piece: str | Text, named: dict[str, int]) -> dict[str, Any]:
    text = Text(piece) if isinstance(piece, str) else piece
    notes = [{"words": printable(note), "first": first} for note, first in _in_order(text.notes, named)]
    return {"words": _words(text), "style": text.style, "notes": notes}


def _words(text: Text) -> str:
    if text.style == "code" and text.words.isascii() and text.words.isprintable():
        return text.words
    return printable_item(text.words) if text.style == "item" else printable(text.words)


def _in_order(notes: Sequence[str], named: dict[str, int]) -> Iterator[tuple[str, bool]]:
    """Give notes in the order of their numbers, and whether each is named for the first time."""
    before = set(named)
    for note in notes:
        named.setdefault(note, len(named))
    for note in sorted(notes, key=lambda each: named[each]):
        yield note, note not in before
