"""A report as a PDF: the same table as the page, the CSV and the JSON; it counts nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from attrs import frozen

from holdlaw.reports.faces.paper import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Line,
    Paper,
    Paragraph,
    Rows,
    Text,
    with_notes,
)
from holdlaw.reports.faces.pdf_words import WORDS
from holdlaw.reports.faces.typesetting import typeset
from holdlaw.reports.faces.wording import Words, chosen, day_said, moment_said, number_said, period_said
from holdlaw.reports.table import Cell, Note, Row, Table

NARROW, WIDE, LONG = 1.1, 2.0, 8
"""Shares of the width for the items' numbers, and from how many letters on they take the wider one."""

WITHHELD = "withheld"
"""How the `why` of a cell begins whose number is not published because it is small, or guards one that is."""


@frozen(kw_only=True)
class Stamp:
    """What a printed report says about itself: when it was made, how far it is, and how to check it."""

    moment: datetime
    """When the table was counted: the date the document bears. With its offset from UTC or its zone."""
    hash: str
    """The SHA-256 of the table, as published."""
    checkpoint: str | None = None
    """The signed note of the register's newest checkpoint, if one is signed."""
    status: str = "draft"
    """How far the report is: draft, reviewed, published, amended."""


def pdf(table: Table, stamp: Stamp, language: str = "en") -> bytes:
    """Write a report as PDF/UA-1; the same table and stamp give the same bytes.

    The words of the statute stay in its own language. Raise HoldlawError: HL-8060 where it cannot be set,
    HL-8061 for a language without words.
    """
    return typeset(paper(table, stamp, language))


def paper(table: Table, stamp: Stamp, language: str = "en") -> Paper:
    """Lay a report out as blocks."""
    words = chosen(WORDS, language)
    return Paper(
        language=language,
        title=table.title or table.report,
        agency=table.agency_name,
        subtitle=period_line(table, language),
        blocks=(
            _facts(table, stamp, language),
            Heading(words["numbers"]),
            *numbers(table, language),
            *certificates(table, words),
            *single_events(table, words),
            Heading(words["unclear"]),
            *unclear(table, words),
            Heading(words["check"]),
            *check(table, stamp, words),
        ),
        page_of=words["page"],
        footer=words["footer"].format(report=table.report, size=number_said(table.size)),
        moment=stamp.moment,
    )


def period_line(table: Table, language: str) -> tuple[str | Text, ...]:
    """Say the period by its days, with every note that concerns the whole report: it never stands alone."""
    notes = [note.text for note in table.notes if not note.items]
    said = period_said(table.period, language)
    return with_notes(Text(said[0].upper() + said[1:], "strong"), notes)


def basis_line(table: Table, language: str) -> Line:
    """Say which law asks for the report, in which version."""
    version = chosen(WORDS, language)["version"]
    said = version.format(day=day_said(date.fromisoformat(table.version), language))
    return (Text(table.cite, "legal"), Text(said, "quiet"))


def _facts(table: Table, stamp: Stamp, language: str) -> Facts:
    words = chosen(WORDS, language)
    rows: list[tuple[str, Line]] = [(words["basis"], basis_line(table, language))]
    if table.label:
        rows.append((words["named"], Text(table.label, "legal")))
    if table.due_on:
        rows.append((words["due"], day_said(table.due_on, language)))
    told = ((words["recipient"], table.recipient), (words["publication"], table.publication))
    rows += [(name, Text(said, "legal")) for name, said in told if said]
    rows += [(words["status"], words[stamp.status]), (words["made"], moment_said(stamp.moment, language))]
    return Facts(tuple(rows))


def numbers(table: Table, language: str) -> Iterator[Block]:
    """Lay out the items of the law: number, words, unit, value, notes; then the lines beside them."""
    words = chosen(WORDS, language)
    if words["legal_words"]:
        yield Paragraph(Text(words["legal_words"], "quiet"))
    yield _cells(table.cells, table.notes, words)
    if table.information:
        yield Heading(words["information"], 2)
        yield Paragraph(Text(words["information_said"], "quiet"))
        yield _cells(table.information, table.notes, words)


def _cells(cells: Iterable[Cell], notes: tuple[Note, ...], words: Words) -> Rows:
    told = tuple(cells)
    share = WIDE if any(len(cell.item) > LONG for cell in told) else NARROW
    columns = (Column(words["item"], share), Column(words["what"], 6), Column(words["number"], 2.1, "right"))
    return Rows(columns, tuple(_cell(cell, notes, words) for cell in told))


def _cell(cell: Cell, notes: tuple[Note, ...], words: Words) -> tuple[Line, ...]:
    meaning = f"{cell.definition} {words['unit'].format(unit=cell.unit)}".strip()
    under = [note.text for note in notes if cell.item in note.items]
    return (
        Text(cell.item, "item"),
        (Text(cell.label, "legal"), Text(meaning, "under")),
        with_notes(value_line(cell, words), under),
    )


def value_line(cell: Cell, words: Words) -> Line:
    """Write the number of a cell, or why there is none."""
    if cell.value is not None:
        return Text(number_said(cell.value), "number")
    if cell.why and cell.why.startswith(WITHHELD):
        return Text(words["withheld"], "strong")
    return Text(words["not_counted"].format(why=cell.why or words["no_reason"]), "quiet")


def certificates(table: Table, words: Words) -> Iterator[Block]:
    """Give what the agency certifies where nothing was received, each a statement of its own."""
    if table.certificates:
        yield Heading(words["certified"])
        yield Bullets(tuple(Text(each, "legal") for each in table.certificates))


def single_events(table: Table, words: Words) -> Iterator[Block]:
    """List the events that a law asks for one by one, a table for each item."""
    for item in dict.fromkeys(row.item for row in table.rows):
        rows = [row for row in table.rows if row.item == item]
        yield Heading(words["events"].format(item=item), 2)
        yield _events(rows, words)


def _events(rows: list[Row], words: Words) -> Rows:
    names = list(dict.fromkeys(name for row in rows for name, _ in row.told))
    lines = [dict(row.told) for row in rows]
    columns = tuple(Column(name.replace("_", " ")) for name in names)
    return Rows(columns, tuple(tuple(line.get(name, words["none"]) for name in names) for line in lines))


def unclear(table: Table, words: Words) -> Iterator[Block]:
    """List the source rows that are missing or cannot be told; say so where there are none."""
    if not table.unclear:
        yield Paragraph(words["all_clear"])
        return
    yield Paragraph(words["unclear_count"].format(count=number_said(len(table.unclear))))
    columns = (
        Column(words["item"], 1),
        Column(words["request"], 1.8),
        Column(words["entry"], 1, "right"),
        Column(words["why"], 4),
    )
    rows = tuple(
        (each.item, each.request or words["none"], _entry(each.seq, words), each.why)
        for each in table.unclear
    )
    yield Rows(columns, rows)


def _entry(seq: int | None, words: Words) -> str:
    return words["none"] if seq is None else number_said(seq)


def check(table: Table, stamp: Stamp, words: Words) -> Iterator[Block]:
    """Say what the numbers rest on and how anybody checks them."""
    rows: list[tuple[str, Line]] = [
        (words["size"], words["entries"].format(count=number_said(table.size))),
        (words["hash"], Text(stamp.hash, "code")),
        *checkpoint_rows(stamp.checkpoint, words),
    ]
    yield Facts(tuple(rows))
    yield Paragraph(words["verify"])


def checkpoint_rows(note: str | None, words: Words) -> list[tuple[str, Line]]:
    """Give the register's name, its size and its root, as the signed note states them."""
    if note is None:
        return [(words["checkpoint"], words["unsigned"])]
    origin, size, root, *_ = (*note.split("\n"), "", "")
    covered = words["covered"].format(count=number_said(int(size)) if size.isdecimal() else size)
    return [(words["checkpoint"], (Text(origin, "code"), f" {covered}")), (words["root"], Text(root, "code"))]
