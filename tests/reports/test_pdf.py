"""A report as a PDF: the numbers of its table, readable by everybody, the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.faces.paper import Figure, Paper, Paragraph
from holdlaw.reports.faces.pdf import Stamp, pdf
from holdlaw.reports.faces.printable import RANGES, printable
from holdlaw.reports.faces.typesetting import typeset
from holdlaw.reports.table import Cell, Note, Row, Unclear

from .invented import MOMENT, NOTE, PAPERS, STAMP, TABLE, table

HOSTILE = (
    '#panic("run") $x^2$ *bold* _it_ `raw` = not a heading @nobody <label> // gone /* gone */ \\u{41}',
    '#read("/etc/passwd") #import "@preview/x:1.0.0"',
    "]] } ) ; #let x = 1",
    "\x00\x07\x1b[31m\u202edesrever\u2066\ufeff\u200d",
    "אבג دابة mixed with Latin, and back אבג",
    "收件人 (a Chinese name), 한국, አማርኛ, 😀",
    "word" * 200,
    "\ud800 half a character",
    "Ie\u0301e\u0301\u0301\u0489",
)


def opened(made: bytes) -> pypdf.PdfReader:
    """The document as an outside program reads it."""
    return pypdf.PdfReader(io.BytesIO(made))


def text(made: bytes) -> str:
    """All its words, on one line."""
    pages = " ".join(page.extract_text() for page in opened(made).pages)
    return " ".join(pages.replace("\u200b", "").split())


def blank(**changes: Any) -> Paper:
    """A document with next to nothing in it."""
    plain = Paper(
        language="en", title="Plain", agency="Invented Police", subtitle="None", blocks=(Paragraph("A."),),
        page_of="Page {page} of {pages}", footer="", moment=MOMENT,
    )  # fmt: skip
    return evolve(plain, **changes)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_carries_every_number_and_every_word_of_the_table(language: str) -> None:
    """A council that reads the PDF and a newspaper that reads the CSV must read the same numbers."""
    said = text(pdf(TABLE, STAMP, language))
    for cell in TABLE.cells:
        assert cell.item in said
        assert cell.label in said
    for told in ("1,526", NOTE, PAPERS, "request-17", "4,411", "24,811", TABLE.cite, STAMP.hash, "cm9vdA=="):
        assert told.replace("§ ", "§\xa0") in said or told in said
    assert TABLE.agency_name in said
    assert TABLE.title in said


def test_a_number_that_is_missing_says_why_it_is() -> None:
    """An empty field would be read as zero, and zero means that it did not happen."""
    assert "not counted: asked only later" in text(pdf(TABLE, STAMP))
    assert "no contado: asked only later" in text(pdf(TABLE, STAMP, "es"))


@pytest.mark.parametrize(("language", "word"), [("en", "withheld"), ("es", "reservado")])
def test_a_withheld_number_shows_as_withheld_and_as_nothing_else(language: str, word: str) -> None:
    """A small number that is kept back must not be told by the reason for which it is."""
    cell = Cell(item="f.2", label="Persons held", unit="persons", value=None, why="withheld: below 5")
    said = text(pdf(table(cells=(cell,)), STAMP, language))
    assert word in said
    assert "below 5" not in said


def test_the_period_never_stands_without_its_footnote() -> None:
    """A bare 2017 was read as the calendar year, which has other numbers."""
    said = text(pdf(TABLE, STAMP))
    assert "October 1, 2016 to September 30, 2017 1" in said or "September 30, 20171" in said
    assert f"1{NOTE}" in said or f"1 {NOTE}" in said


def test_every_unclear_row_is_listed() -> None:
    """What is left out in silence is what a hearing will ask about."""
    rows = tuple(Unclear(request=f"request-{n}", seq=n, item="f.2", why=f"reason {n}") for n in range(120))
    said = text(pdf(table(unclear=rows), STAMP))
    assert all(f"request-{n} " in said and f"reason {n}" in said for n in range(120))
    assert "No source row is missing or unclear." in text(pdf(table(unclear=()), STAMP))


def test_certificates_and_single_events_are_printed() -> None:
    """Where nothing was received the certificate is the report; where events are asked for, each is."""
    rows = (Row(item="a.2", told=(("day", "2019-01-02"), ("place", "unknown"))),)
    said = text(pdf(table(certificates=("None was received.",), rows=rows), STAMP))
    for told in ("Certified", "None was received.", "Single events of item a.2", "2019-01-02", "unknown"):
        assert told in said


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_can_be_read_aloud(language: str) -> None:
    """A council member who is blind reads the same report: tags, language, title, and the mark of PDF/UA."""
    reader = opened(pdf(TABLE, STAMP, language))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own kind of true
    assert root["/Lang"].startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == TABLE.title
    outline = [item.title for item in reader.outline if not isinstance(item, list)]
    assert len(outline) >= 3


def test_a_picture_without_a_description_is_refused() -> None:
    """A chart that cannot be told in words is not there for whoever cannot see it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    made = typeset(blank(blocks=(Figure(svg, "A black square.", "A square"),)))
    assert b"/Alt" in made or "A square" in text(made)
    with pytest.raises(HoldlawError, match="HL-8060") as caught:
        typeset(blank(blocks=(Figure(svg, "", "A square"),)))
    (problem,) = caught.value.problems
    assert str(problem) == (
        "HL-8060: Plain: The typesetter refuses it: PDF/UA-1 error: missing alt text. A PDF that not "
        "everybody can read is not made. The table as CSV and JSON is not touched by this. Take the CSV or "
        "the JSON, and report this with the version of Holdlaw."
    )


def test_a_typesetter_that_fails_itself_is_told_as_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in another program must end in a sentence, and not in a wall of addresses."""

    class PanicException(BaseException):
        """What the typesetter raises where it fails."""

    def fail(*_: object, **__: object) -> bytes:
        raise PanicException("end byte index 3 is out of bounds")

    monkeypatch.setattr("typst.compile", fail)
    with pytest.raises(HoldlawError, match="end byte index 3 is out of bounds"):
        typeset(blank())


def test_a_moment_may_have_a_fraction_of_a_second() -> None:
    """The clock gives millionths of a second; the date of a PDF has none."""
    assert typeset(blank(moment=MOMENT.replace(microsecond=17))) == typeset(blank())


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_moment_may_have_the_zone_of_its_place(language: str) -> None:
    """A desk's clock has a zone by name. The page says the offset, which needs no knowledge of zones."""
    here = MOMENT.astimezone(ZoneInfo("America/New_York"))
    made = pdf(TABLE, evolve(STAMP, moment=here), language)
    offset = timezone(timedelta(hours=-4))
    assert made == pdf(TABLE, evolve(STAMP, moment=MOMENT.astimezone(offset)), language)
    assert f"{here:%H:%M} UTC-04:00" in text(made)
    assert opened(made).metadata.creation_date == MOMENT  # type: ignore[union-attr]


def test_the_same_table_and_stamp_give_the_same_bytes() -> None:
    """Whoever makes the report again gets the file whose hash was published."""
    assert pdf(TABLE, STAMP) == pdf(TABLE, STAMP)
    assert pdf(TABLE, STAMP) != pdf(TABLE, evolve(STAMP, moment=datetime(2017, 10, 16, tzinfo=UTC)))
    assert opened(pdf(TABLE, STAMP)).metadata.creation_date == MOMENT  # type: ignore[union-attr]


def test_a_moment_without_an_offset_is_refused() -> None:
    """A time of day that could be any of twenty-four is no date of a document."""
    with pytest.raises(ValueError, match="without an offset"):
        blank(moment=datetime(2017, 10, 15))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_runs_and_none_breaks_the_report(hostile: str) -> None:
    """What stands in a fax must not decide what stands in a report, nor whether there is one."""
    cell = Cell(item="f.1", label=hostile, unit=hostile, value=None, why=hostile, definition=hostile)
    notes = (Note(code="a", text=hostile), Note(code="b", text=hostile + ".", items=("f.1",)))
    rows = (Unclear(request=hostile, seq=1, item="f.1", why=hostile),)
    made = table(agency_name=hostile, title=hostile, cells=(cell,), notes=notes, unclear=rows, label=hostile)
    reader = opened(pdf(made, Stamp(moment=MOMENT, hash=hostile), "es"))
    assert len(reader.pages) >= 1


def test_markup_is_printed_as_it_stands() -> None:
    """A citation may hold stars, dollars and brackets; they belong to it."""
    said = text(pdf(table(cite='#panic("x") *a* $b$ _c_'), STAMP))
    assert '#panic("x") *a* $b$ _c_' in said


def test_what_has_no_glyph_is_given_by_its_code() -> None:
    """A name in another script is shown as something that can be looked up, and is not dropped."""
    assert printable("Ma 中文.") == "Ma [U+4E2D U+6587]."
    assert "[U+4E2D U+6587]" in text(pdf(table(agency_name="中文"), STAMP))


@given(st.text(st.characters(codec=None), max_size=200))
def test_only_what_the_typefaces_have_is_ever_printed(anything: str) -> None:
    """One strange character must not cost the whole report."""
    made = printable(anything).replace("\u200b", "")
    assert all(any(first <= ord(each) <= last for first, last in RANGES) for each in made)


def test_the_typefaces_have_every_character_that_is_let_through() -> None:
    """The list of characters is a promise about typefaces that come with another program, and may change."""
    everything = [Paragraph(" ".join(chr(code) for code in range(first, last + 1))) for first, last in RANGES]
    assert typeset(blank(blocks=tuple(everything)))


def test_a_language_without_words_is_refused() -> None:
    """A report half in one language and half in another is read wrongly."""
    with pytest.raises(HoldlawError) as caught:
        pdf(TABLE, STAMP, "fr")
    (problem,) = caught.value.problems
    assert str(problem) == (
        "HL-8061: --language: There are no words in 'fr'. A report half in one language and half in another "
        "is read wrongly. Choose of: en, es."
    )


def test_a_report_of_five_hundred_items_still_prints() -> None:
    """A quarter's log of a large city is long; a table runs over pages with its heading on each."""
    cells = tuple(Cell(item=f"{n}", label=f"Line {n}", unit="papers", value=n) for n in range(500))
    reader = opened(pdf(table(cells=cells), STAMP))
    assert len(reader.pages) > 10
    assert "What is counted" in reader.pages[5].extract_text()


def test_a_row_with_one_cell_longer_than_a_page_prints_beside_short_ones() -> None:
    """One long reason among short ones must not cost the whole report."""
    long = "a reason that somebody wrote at length; " * 200
    rows = tuple(
        Unclear(request=f"r-{n}", seq=n, item="f.2", why=long if n == 3 else "short") for n in range(40)
    )
    notes = tuple(Note(code=str(n), text=f"{n} {long}", items=("f.1", "f.2")) for n in range(4))
    said = text(pdf(table(unclear=rows, notes=notes), STAMP))
    assert all(f"r-{n} " in said for n in range(40))


def test_nobody_waits_for_the_typesetter_who_makes_no_pdf() -> None:
    """An answer at a desk at night must not load eighty megabytes that it does not use."""
    code = (
        "import sys, holdlaw.reports.faces.pdf, holdlaw.reports.charts.drawing; "
        "print({'typst', 'vl_convert'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
