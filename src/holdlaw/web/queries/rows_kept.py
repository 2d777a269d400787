"""Imported rows that the site keeps: in `imports/` beside the register, named by what they were made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

import duckdb
from attrs import frozen
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.simulate.source import connect, own_words
from holdlaw.sources.releases.columns import COLUMNS, State
from holdlaw.sources.releases.release import Release, releases
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download

FOLDER = "imports"
"""The folder of imported rows, for the owner alone."""
MAPPING, FACILITIES = ".mapping.yaml", ".facilities.csv"
"""How the names of what was sent with a file end: what its columns are, and where its facilities belong."""
_DIGEST = re.compile(r"[0-9a-f]{64}")

STATES = {
    State.KNOWN.value: gettext_noop("known"),
    State.BLANK.value: gettext_noop("blank"),
    State.REDACTED.value: gettext_noop("redacted"),
    State.NOT_COLLECTED.value: gettext_noop("not collected"),
    State.UNREADABLE.value: gettext_noop("unreadable"),
}
"""What is known of a value, in words."""

REASONS = {
    "blank_row": gettext_noop("nothing stands in the row"),
    "totals_row": gettext_noop("the row is a total"),
    "row_too_large": gettext_noop("the row is too large"),
    "cell_too_large": gettext_noop("a cell is too large"),
    "nul_character": gettext_noop("a cell holds a NUL character"),
    "too_few_cells": gettext_noop("the row has too few cells"),
    "too_many_cells": gettext_noop("the row has too many cells"),
}
"""Why a row was left out, in words."""


@frozen
class Table:
    """A table on disk as it was written at one moment: figures of an earlier one are not its own."""

    path: Path
    written: int


@frozen(eq=False)
class Kept:
    """One imported table: the digest of the file it was made of, where it is, and its manifest."""

    digest: str
    path: Path
    told: Mapping[str, Any]
    own: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Give the first letters of the digest: enough to tell files apart."""
        return self.digest[:12]

    @property
    def mapping(self) -> Path | None:
        """Give the mapping file by which the columns were read, if one was sent."""
        return _there(beside(self.path, MAPPING))

    @property
    def facilities(self) -> Path | None:
        """Give the list of facilities that was sent with the file, if one was."""
        return _there(beside(self.path, FACILITIES))

    @property
    def table(self) -> Table:
        """Give the table as it now stands."""
        return Table(self.path, self.path.stat().st_mtime_ns)


@frozen
class Line:
    """How many values of one column are in each state, in the order of STATES."""

    column: str
    numbers: tuple[int, ...]


def beside(table: Path, ending: str) -> Path:
    """Give where something that belongs to a table is kept."""
    return table.with_suffix(ending)


def _there(file: Path) -> Path | None:
    return file if file.is_file() else None


def imports_of(desk: Desk) -> Path:
    """Give the folder of imported rows; it need not be there."""
    return desk.register.home.folder / FOLDER


def table_file(desk: Desk, digest: str) -> Path:
    """Give where the table made of a file with this digest is kept."""
    return imports_of(desk) / f"{digest}.parquet"


def all_kept(desk: Desk) -> tuple[Kept, ...]:
    """Give every imported table that can be read, by its title."""
    names = (path.name.removesuffix(".parquet") for path in imports_of(desk).glob("*.parquet"))
    found = (kept_named(desk, name) for name in names)
    return tuple(sorted(filter(None, found), key=lambda kept: (kept.told["title"], kept.digest)))


def kept_named(desk: Desk, digest: str) -> Kept | None:
    """Give the imported table with this digest; None if there is none."""
    path = table_file(desk, digest)
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        return None
    with closing(connect()) as con:
        try:
            told = own_words(con, path)
        except (duckdb.Error, ValueError):
            return None
    return Kept(digest, path, told) if told.get("sha256") == digest else None


def kept_or_404(desk: Desk, digest: str) -> Kept:
    """Give the imported table with this digest; raise Http404 if there is none."""
    kept = kept_named(desk, digest)
    if kept is None:
        raise Http404
    return kept


def files_of(kept: Kept) -> tuple[Path, ...]:
    """Give the file of a table, those of the facts derived from it, and what was sent with it."""
    return tuple(sorted(kept.path.parent.glob(f"{kept.digest}.*")))


def known_releases() -> tuple[Release, ...]:
    """Give every release that is recognised."""
    return releases()


def left_out(kept: Kept) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Give each reason for which rows were left out, in words, with how many and their first lines."""
    return told_left_out(kept.told)


def told_left_out(told: Mapping[str, Any]) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Give the same of a manifest."""
    dropped = told["rows_dropped"]
    return tuple((_(REASONS.get(each["reason"], each["reason"])), each) for each in dropped)


def state_words() -> tuple[str, ...]:
    """Give the states in words."""
    return tuple(_(word) for word in STATES.values())


def state_lines(kept: Kept) -> tuple[Line, ...]:
    """Give how many values of each column that the release has are in each state."""
    return tuple(
        Line(column.name, tuple(counts.get(state, 0) for state in STATES))
        for column in COLUMNS
        if set(counts := kept.told["values"].get(column.name, {})) - {State.NOT_COLLECTED.value}
    )


def columns_without(kept: Kept) -> tuple[str, ...]:
    """Give the columns that the release does not have."""
    there = {line.column for line in state_lines(kept)}
    return tuple(column.name for column in COLUMNS if column.name not in there)


def sent_file(kept: Kept, what: str) -> Download | None:
    """Give what was sent with a table: its `mapping` or its `facilities`; None if it was not."""
    name, file = {
        "mapping": (f"{kept.name}.yaml", kept.mapping),
        "facilities": (f"holdlaw_rows_{kept.name}_facilities.csv", kept.facilities),
    }.get(what, ("", None))
    return Download(name, file.read_bytes()) if file else None
