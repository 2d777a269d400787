"""Releases that look like real ones, and files that mean harm. Every row is invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

SHORT = ("Prepare Date", "Detainer Lift Reason", "Detainer Detention Facility", "City", "State")
ROW = ("3/1/2012", "Lifted", "EXAMPLE CNTY JAIL", "PORT EXAMPLE", "NEW YORK")


def text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Write rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def written(folder: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    """Write rows into a file of delimited text."""
    path = folder / "release.csv"
    path.write_text(text(rows, delimiter))
    return path


_SPACE = "http://schemas.openxmlformats.org/"
_OFFICE = f"{_SPACE}officeDocument/2006/relationships"
_LINKS = f"{_SPACE}package/2006/relationships"


def _link(name: str, kind: str, target: str) -> str:
    link = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_LINKS}">{link}</Relationships>'


def spreadsheet(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write rows into the smallest workbook there is."""
    cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows)
    data = "".join(f"<row>{row}</row>" for row in cells)
    main = f'xmlns="{_SPACE}spreadsheetml/2006/main"'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_SPACE}package/2006/content-types"/>',
        "_rels/.rels": _link("r", "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="FY" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _link("s", "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{data}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return path
