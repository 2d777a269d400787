"""`holdlaw report run`: counts a report, and writes it as JSON, CSV or PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import Policies, the_book
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, home_of, shown
from holdlaw.cli.register_options import ending as ending_with
from holdlaw.cli.report_options import Ending, ReportId, ReportingAgency, asked_for, counted, page, write
from holdlaw.reports.faces.csv_face import PACKAGE, csv_files
from holdlaw.reports.faces.json_face import drilled, json_face
from holdlaw.reports.life import table_hash
from holdlaw.reports.pack.making import newest_moment
from holdlaw.reports.table import Table
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.opening import open_register

CsvFile = Annotated[
    Path | None,
    typer.Option(
        "--csv", metavar="F", help="Write a CSV file, and datapackage.json beside it; or name a folder."
    ),
]
PdfFile = Annotated[Path | None, typer.Option("--pdf", metavar="F", help="Write a PDF file.")]
Language = Annotated[str, typer.Option("--language", metavar="en|es", help="The language of the PDF.")]
Drill = Annotated[
    bool, typer.Option("--entries", help="With --json: the numbers of the entries each number rests on.")
]


def command(
    report: ReportId,
    *,
    ending: Ending,
    dir_: Dir,
    agency: ReportingAgency = None,
    csv: CsvFile = None,
    pdf: PdfFile = None,
    language: Language = "en",
    entries: Drill = False,
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Count a report over the register as it stands. Nothing is entered."""

    def run() -> int:
        with open_register(home_of(dir_, database_url)) as register:
            table = counted(register, asked_for(report, ending, agency), the_book(policies))
            notes = stored_notes(register.db)
            moment = newest_moment(register)
        checkpoint = notes[-1].note if notes else None
        if csv is not None:
            _write_csv(csv, csv_files(table, checkpoint))
        if pdf is not None:
            _write_pdf(pdf, table, (moment, checkpoint), language)
        told = json_face(table) | ({"entries": drilled(table)} if entries else {})
        return shown(told, page(table), as_json)

    raise ending_with(run, as_json)


def _write_csv(path: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder under their own names, or the table under the name that was given."""
    if path.is_dir():
        for name, data in files.items():
            write(path / name, data)
        return
    (table, data), *more = files.items()
    package = files[PACKAGE].replace(f'"path": "{table}"'.encode(), f'"path": "{path.name}"'.encode())
    write(path, data)
    for name, own in more:
        write(path.parent / name, package if name == PACKAGE else own)


def _write_pdf(path: Path, table: Table, stood: tuple[datetime, str | None], language: str) -> None:
    """Write the PDF with the moment of the newest entry: the same register gives the same bytes."""
    from holdlaw.reports.faces.pdf import Stamp, pdf  # Typst is loaded by those who ask for a PDF

    moment, checkpoint = stood
    stamp = Stamp(moment=moment, hash=table_hash(table), checkpoint=checkpoint)
    write(path, pdf(table, stamp, language))
