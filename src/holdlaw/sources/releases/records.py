"""The records of a file written down one by one: what is a row is kept, what is none is counted by reason."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from attrs import frozen

from holdlaw.sources.releases.header import Header
from holdlaw.sources.releases.manifest import Dropped
from holdlaw.sources.releases.opening import Line, unread

ROW_MAX: Final = 1_000_000
"""Characters a row may have."""
_BREAKS = re.compile(r"[\r\n]+")
_LOST = "\ufffd"
"""What stands for a byte that is not UTF-8."""
_LINES_SHOWN = 5
_EVERY = 5_000


@frozen
class Read:
    """What one pass through a file found: the header, the rows kept, and the records left out."""

    header: Header
    kept: int
    not_utf8: int
    dropped: tuple[Dropped, ...]


def write_records(records: Path, header: Header, lines: Iterable[Line], tick: Callable[[int], None]) -> Read:
    """Write the records that are rows, each with its line, and count the others by reason.

    A line break within a cell is written as a space. A quotation mark that is never closed swallows the
    lines below it: such a record is left out, and each of its lines counted.
    """
    dropped: Counter[str] = Counter()
    shown: defaultdict[str, list[int]] = defaultdict(list)
    kept = not_utf8 = 0
    with records.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for count, line in enumerate(lines, start=1):
            text = "".join(line.cells)
            fault = line.fault or _fault(line, text, header)
            if fault is None:
                writer.writerow((line.number, *_cells(line, text, header)))
                kept, not_utf8 = kept + 1, not_utf8 + (_LOST in text)
            else:
                dropped[fault] += line.lines if fault == "quote_not_closed" else 1
                shown[fault] = [*shown[fault], line.number][:_LINES_SHOWN]
            if count % _EVERY == 0:
                tick(count)
    found = tuple(
        Dropped(reason=each, rows=rows, lines=tuple(shown[each])) for each, rows in sorted(dropped.items())
    )
    return Read(header, kept, not_utf8, found)


def check_kept(path: Path, read: Read) -> None:
    """Refuse a file of which no row could be kept, though it has some. Raise HoldlawError (HL-9041)."""
    if read.dropped and not read.kept:
        told = (f"{each.rows:,} {each.reason}, first in line {each.lines[0]}" for each in read.dropped)
        what = f"Not one of its rows could be kept: {'; '.join(told)}."
        raise unread(path, what, "Compare a row with the header: its cells, its quotation marks.")


def _fault(line: Line, text: str, header: Header) -> str | None:
    """Say why a record is no row; None if it is one."""
    first = next((cell.strip() for cell in line.cells if cell.strip()), "")
    if not first:
        return "blank_row"
    if "\x00" in text:
        return "nul_character"
    if first.lower().startswith(("total", "grand total")):
        return "totals_row"
    if len(text) > ROW_MAX:
        return "row_too_large"
    if line.cells == header.names:
        return "header_again"
    return _shape_fault(line, header)


def _shape_fault(line: Line, header: Header) -> str | None:
    width, found = len(header.names), len(line.cells)
    if line.lines > 1 and any(_swallows(cell, header.sheet, width) for cell in line.cells):
        return "quote_not_closed"
    if found < width:
        return "too_few_cells"
    return "too_many_cells" if any(cell.strip() for cell in line.cells[width:]) else None


def _swallows(cell: str, delimiter: str, width: int) -> bool:
    """Say whether a cell runs on over lines with as many delimiters as a row has."""
    return _BREAKS.search(cell) is not None and cell.count(delimiter) >= width - 1


def _cells(line: Line, text: str, header: Header) -> tuple[str, ...]:
    cells = line.cells[: len(header.names)]
    return tuple(_BREAKS.sub(" ", cell) for cell in cells) if _BREAKS.search(text) else cells
