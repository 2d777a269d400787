"""Any file as lines of text cells, one after another: delimited text, gzip, XLSX, Parquet.

A file from outside is hostile until read: what is not text, what unpacks without end and cells without end
are refused or counted, and no more than a chunk is in memory.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final

import duckdb
from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.parquet import NO_BAR

CELL_MAX: Final = 100_000
"""Characters a cell may have. An unclosed quote makes a cell of the whole rest of a file."""
UNPACKED_MAX: Final = 200
"""How many times its own size a packed file may become; real releases become 10 to 20 times."""
UNPACKED_FREE: Final = 64 << 20
"""Bytes any packed file may become."""
_SNIFFED = 1 << 16
_DELIMITERS = (",", "|", "\t", ";")
_BATCH = 5_000


@frozen
class Line:
    """One record: the number of its line in the file, and its cells; or why it cannot be read.

    `lines`: over how many lines it runs; more than one where a cell in quotation marks holds line breaks.
    """

    number: int
    cells: tuple[str, ...]
    fault: str | None = None
    lines: int = 1


@contextmanager
def opened(path: Path) -> Iterator[dict[str, Iterable[Line]]]:
    """Give the records of each way to read a file: by delimiter, or by sheet. Each can be read once.

    Raise HoldlawError (HL-9041) if it is none of the formats, or too large unpacked.
    """
    start = _start(path)
    if not start:
        raise unread(path, "It is empty.", "Fetch it again.")
    if start == b"PAR1":
        yield {"": _parquet(path)}
    elif start[:2] == b"PK":
        yield _sheets(path)
    else:
        yield {each: _delimited(path, each, packed=start[:2] == b"\x1f\x8b") for each in _ways(path, start)}


def _start(path: Path) -> bytes:
    """Read the bytes that tell what kind of file it is."""
    if path.is_dir():
        raise unread(path, "It is a folder.", "Name a file in it; each file is imported by itself.")
    if not path.is_file():
        raise unread(path, "There is no such file.", "Name a file that is there.")
    try:
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise unread(path, f"It cannot be opened ({error.strerror}).", "See who may read it.") from None


def unread(path: Path, what: str, mend: str) -> HoldlawError:
    """Say that a file cannot be read."""
    return HoldlawError([Problem("HL-9041", path.name, what, "Nothing was imported.", mend)])


def _ways(path: Path, start: bytes) -> tuple[str, ...]:
    with _binary(path, packed=start[:2] == b"\x1f\x8b") as file:
        try:
            sample = file.read(_SNIFFED)
        except (OSError, EOFError, zlib.error):
            raise unread(path, "It is cut short or damaged.", "Fetch it again.") from None
    wide = _wide(sample)
    if wide is not None:
        mend = f"Save it as UTF-8: iconv -f {wide} -t UTF-8 {path.name}"
        raise unread(path, f"It is {wide}, not UTF-8.", mend)
    return _DELIMITERS


def _wide(sample: bytes) -> str | None:
    """Name the encoding of a text whose characters take two or four bytes each; None if they do not."""
    if sample[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return "UTF-32"
    marked = sample[:2] in (b"\xff\xfe", b"\xfe\xff")
    return "UTF-16" if marked or max(sample[i::2].count(0) for i in range(2)) > len(sample) // 4 else None


def _delimited(path: Path, delimiter: str, *, packed: bool) -> Iterator[Line]:
    with _binary(path, packed=packed) as raw:
        counted = _Limited(raw, max(path.stat().st_size * UNPACKED_MAX, UNPACKED_FREE), path)
        text = io.TextIOWrapper(
            io.BufferedReader(counted), encoding="utf-8-sig", errors="replace", newline=""
        )
        csv.field_size_limit(CELL_MAX)
        yield from _records(csv.reader(text, delimiter=delimiter), path)


def _records(reader: Iterator[list[str]], path: Path) -> Iterator[Line]:
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(number, (), "cell_too_large")
        except (OSError, EOFError, zlib.error):
            raise unread(path, "It is cut short or damaged.", "Fetch it again.") from None
        else:
            yield Line(number, tuple(cells), None, reader.line_num + 1 - number)  # type: ignore[attr-defined]
        number = reader.line_num + 1  # type: ignore[attr-defined]


@contextmanager
def _binary(path: Path, *, packed: bool) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        if packed:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield file


class _Limited(io.RawIOBase):
    """Passes bytes on, and stops at a file that unpacks without end."""

    def __init__(self, source: IO[bytes], most: int, path: Path) -> None:
        self._source, self._left, self._path = source, most, path

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._source.read(min(len(into), 1 << 20))
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._path)
        into[: len(data)] = data
        return len(data)


def too_large(path: Path) -> HoldlawError:
    """Say that a packed file becomes too large."""
    what = f"Unpacked it is more than {UNPACKED_MAX} times its size."
    return unread(path, what, "Unpack it yourself, look at it, and import the unpacked file.")


def _sheets(path: Path) -> dict[str, Iterable[Line]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        if unpacked > max(path.stat().st_size * UNPACKED_MAX, UNPACKED_FREE):
            raise too_large(path)
        book = CalamineWorkbook.from_path(str(path))
        return {name: _sheet(book, name) for name in book.sheet_names}
    except (zipfile.BadZipFile, CalamineError, OSError):
        raise unread(
            path,
            "It is no spreadsheet that can be read.",
            "Save it as XLSX or CSV again; unpack a ZIP file first.",
        ) from None


def _sheet(book: object, name: str) -> Iterator[Line]:
    rows = book.get_sheet_by_name(name).iter_rows()  # type: ignore[attr-defined]
    for number, cells in enumerate(rows, start=1):
        yield Line(number, tuple(_cell_text(cell) for cell in cells))


def _cell_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _parquet(path: Path) -> Iterator[Line]:
    with closing(duckdb.connect()) as db:
        try:
            db.execute(NO_BAR)
            db.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(path)])
            names = [each[0] for each in db.description or ()]
            texts = ", ".join(f'CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR)' for name in names)
            db.execute(f"SELECT {texts} FROM read_parquet(?)", [str(path)])
            yield Line(1, tuple(names))
            number = 2
            while rows := db.fetchmany(_BATCH):
                for row in rows:
                    yield Line(number, tuple("" if cell is None else cell for cell in row))
                    number += 1
        except duckdb.Error:
            raise unread(
                path, "It is no Parquet file that can be read; it may be cut short.", "Fetch it again."
            ) from None
