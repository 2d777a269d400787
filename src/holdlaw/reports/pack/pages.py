"""The pages of a hearing pack: numbers, comparisons, charts, open questions, words, how to check it."""

from __future__ import annotations

from collections.abc import Iterator

from holdlaw.reports.charts.chart import Chart, Value
from holdlaw.reports.charts.drawing import svg
from holdlaw.reports.faces.paper import (
    Block,
    Bullets,
    Column,
    Facts,
    Figure,
    Heading,
    Line,
    Paper,
    Paragraph,
    Rows,
    Text,
    with_notes,
)
from holdlaw.reports.faces.pdf import basis_line, certificates, checkpoint_rows, numbers, period_line, unclear
from holdlaw.reports.faces.pdf_words import WORDS as REPORT_WORDS
from holdlaw.reports.faces.wording import Words, chosen, moment_said, number_said, period_said
from holdlaw.reports.life import table_hash
from holdlaw.reports.pack.comparing import comparison_said, comparisons
from holdlaw.reports.pack.contents import Pack, Part
from holdlaw.reports.pack.questions import questions
from holdlaw.reports.pack.words import TERMS, WORDS
from holdlaw.reports.table import Table

LONG, CLOSE = 12, 0.5
"""From how many rows on the data of a chart stand closer, and how close."""


def pack_paper(pack: Pack) -> Paper:
    """Lay a pack out as blocks; it says nothing that its tables and charts do not."""
    words, report = chosen(WORDS, pack.language), chosen(REPORT_WORDS, pack.language)
    return Paper(
        language=pack.language,
        title=words["title"],
        agency=pack.agency_name,
        subtitle=_period(pack),
        blocks=(
            _facts(pack, report),
            Heading(words["numbers"]),
            *_numbers(pack, words),
            Heading(words["compared"]),
            *_compared(pack, words),
            *_charts(pack, words),
            Heading(words["questions"]),
            Paragraph(words["questions_said"]),
            Bullets(tuple(_question(each.asks, each.why) for each in questions(pack))),
            *_unclear(pack, words, report),
            Heading(words["terms"]),
            Facts(tuple(TERMS[pack.language].items())),
            Heading(words["check"]),
            _hashes(pack, report),
            Paragraph(report["verify"]),
            Paragraph(words["files"]),
        ),
        page_of=report["page"],
        footer=words["footer"].format(agency=pack.agency, size=number_said(pack.size)),
        moment=pack.moment,
    )


def _period(pack: Pack) -> Line:
    """Say the period with every note of its reports that concerns the whole."""
    said = period_said(pack.period, pack.language)
    notes = [note.text for part in pack.parts for note in part.table.notes if not note.items]
    return with_notes(Text(said[0].upper() + said[1:], "strong"), list(dict.fromkeys(notes)))


def _facts(pack: Pack, report: Words) -> Facts:
    rows: list[tuple[str, Line]] = [
        *((report["basis"], basis_line(part.table, pack.language)) for part in pack.parts),
        (report["made"], moment_said(pack.moment, pack.language)),
        (report["size"], report["entries"].format(count=number_said(pack.size))),
        *checkpoint_rows(pack.checkpoint, report),
    ]
    return Facts(tuple(rows))


def _hashes(pack: Pack, report: Words) -> Facts:
    return Facts(
        tuple(
            (report["hash"], (Text(table_hash(table), "code"), Text(_named(table, pack.language), "under")))
            for table in pack.tables
        )
    )


def _named(table: Table, language: str) -> str:
    return f"{table.report}, {period_said(table.period, language)}"


def _numbers(pack: Pack, words: Words) -> Iterator[Block]:
    for part in pack.parts:
        yield Heading(part.table.title or part.table.report, 2)
        yield Paragraph(
            (words["period"], period_line(part.table, pack.language)[0], *_of(part, pack.language))
        )
        yield from numbers(part.table, pack.language)
        yield from certificates(part.table, chosen(REPORT_WORDS, pack.language))


def _of(part: Part, language: str) -> tuple[str | Text, ...]:
    line = basis_line(part.table, language)
    return (". ", *(line if isinstance(line, tuple) else (line,)), ".")


def _compared(pack: Pack, words: Words) -> Iterator[Block]:
    said = [
        with_notes(comparison_said(each, pack.language), each.notes)
        for part in pack.parts
        for each in comparisons(part, pack.language)
    ]
    yield Bullets(tuple(said)) if said else Paragraph(words["compared_none"])


def _charts(pack: Pack, words: Words) -> Iterator[Block]:
    if pack.charts:
        yield Heading(words["charts"])
    for chart in pack.charts:
        yield Figure(svg(chart), chart.description, "")
        yield Paragraph(Text(words["data"], "quiet"))
        yield _data(chart, words)


def _data(chart: Chart, words: Words) -> Rows:
    first, *others = chart.columns
    columns = (Column(first, 1.6), *(Column(name, 1, "right") for name in others))
    rows = tuple(tuple(_value(value, words) for value in row) for row in chart.rows)
    return Rows(columns, rows, CLOSE if len(rows) > LONG else 1)


def _value(value: Value, words: Words) -> Line:
    if value is None:
        return Text(words["not_recorded"], "quiet")
    return value if isinstance(value, str) else number_said(value)


def _question(asks: str, why: str) -> Line:
    return (Text(asks, "strong"), f" {why}")


def _unclear(pack: Pack, words: Words, report: Words) -> Iterator[Block]:
    for part in pack.parts:
        if part.table.unclear:
            yield Heading(words["unclear"].format(report=part.table.cite), 2)
            yield from unclear(part.table, report)
