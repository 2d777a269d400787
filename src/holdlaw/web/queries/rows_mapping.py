"""An agency's own export on trial: its headers, what its columns are said to be, what became of its rows."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import frozen
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ruamel.yaml import YAML

from holdlaw.simulate.source import connect, own_words
from holdlaw.sources.parquet import quoted
from holdlaw.sources.releases.columns import COLUMNS, Kind, State, plain_header
from holdlaw.sources.releases.header import SEARCHED
from holdlaw.sources.releases.mapping import blank_mapping
from holdlaw.sources.releases.opening import opened
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_kept import imports_of

PREFIX = ".trying-"
ABOUT, TABLE = "trial.json", "table.parquet"
"""What a trial says of itself, and the table that was made of it last."""
NAME_LENGTH = 12
PROBLEMS_MAX = 25
"""Values that could not be read on a page, the first rows first."""
_TEXTS, _LISTS = ("title", "from", "about", "day"), ("day_forms", "blank", "caveats")
_TOKEN = re.compile(r"[0-9a-f]{32}")

KINDS = {
    Kind.DAY: gettext_noop("days"),
    Kind.FLAG: gettext_noop("yes or no"),
    Kind.NUMBER: gettext_noop("numbers"),
    Kind.TEXT: gettext_noop("text"),
}
"""How the cells of a column are read, in words."""


@frozen(eq=False)
class Trial:
    """An export that waits to be kept: where it is, whose it is, the digest of the file."""

    token: str
    folder: Path
    owner: int
    digest: str

    @property
    def file(self) -> Path:
        """Give the export."""
        return self.folder / self.digest

    @property
    def mapping(self) -> Path:
        """Give the mapping, as it is kept: named by the export, not by what somebody called it."""
        return self.folder / f"{self.digest[:NAME_LENGTH]}.yaml"

    @property
    def facilities(self) -> Path | None:
        """Give the list of facilities, if one came."""
        file = self.folder / "facilities.csv"
        return file if file.is_file() else None

    @property
    def table(self) -> Path:
        """Give where the table is made."""
        return self.folder / TABLE

    @property
    def told(self) -> Mapping[str, Any] | None:
        """Give the manifest of the table that was made; None if none was."""
        if not self.table.is_file():
            return None
        with closing(connect()) as con:
            return own_words(con, self.table)


@frozen
class Unread:
    """A value that could not be read: in which line of the export, and of which column. Not the value."""

    line: int
    column: str


def trials_of(desk: Desk) -> tuple[Trial, ...]:
    """Give the trials of the person at the desk."""
    names = (path.name.removeprefix(PREFIX) for path in imports_of(desk).glob(f"{PREFIX}*"))
    found = (trial_named(desk, name) for name in names)
    return tuple(trial for trial in found if trial and trial.owner == desk.user.pk)


def trial_named(desk: Desk, token: str) -> Trial | None:
    """Give a trial, whoever's it is; None if there is none."""
    folder = imports_of(desk) / f"{PREFIX}{token}"
    if not _TOKEN.fullmatch(token):
        return None
    try:
        told = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Trial(token, folder, told["owner"], told["digest"])


def trial_or_404(desk: Desk, token: str) -> Trial:
    """Give the person's own trial; raise Http404 if there is none."""
    found = trial_named(desk, token)
    if found is None or found.owner != desk.user.pk:
        raise Http404
    return found


def headers_of(file: Path) -> tuple[str, ...]:
    """Give the headers of an export: of its first lines the one with the most texts in it.

    Raise HoldlawError (HL-9041) if it cannot be read.
    """
    with opened(file) as ways:
        lines = [line.cells for way in ways.values() for line in islice(iter(way), SEARCHED)]
    texts = [tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip())) for cells in lines]
    return max(texts, key=len, default=())


def proposed(trial: Trial) -> Mapping[str, Any]:
    """Give the mapping of a trial; before there is one, what the usual names give."""
    if trial.mapping.is_file():
        data = YAML(typ="safe", pure=True).load(trial.mapping.read_text(encoding="utf-8"))
        return data if isinstance(data, dict) else {}
    return blank_mapping("", headers_of(trial.file))


@frozen(kw_only=True)
class Choices:
    """What a page has to choose from: each header with what it is said to be, and the columns there are."""

    headers: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    """Each with how its cells are read, in words."""
    days: tuple[str, ...]


def choices(trial: Trial, mapping: Mapping[str, Any]) -> Choices:
    """Give what may be chosen for the export on trial."""
    said = mapping.get("columns")
    chosen = {plain_header(str(header)): name for header, name in said.items()} if said else {}
    return Choices(
        headers=tuple((header, chosen.get(plain_header(header), "")) for header in headers_of(trial.file)),
        columns=tuple((column.name, _(KINDS[column.kind])) for column in COLUMNS),
        days=tuple(column.name for column in COLUMNS if column.kind is Kind.DAY),
    )


def mapping_told(form: QueryDict, trial: Trial) -> str:
    """Write what was chosen on the page as a mapping file; `column-0` is what the first header is.

    What a mapping that was sent says besides stays.
    """
    told: dict[str, Any] = {key: form.get(key, "").strip() for key in _TEXTS}
    told |= {key: _lines(form.get(key, "")) for key in _LISTS}
    sent = {key: value for key, value in proposed(trial).items() if key not in told}
    chosen = {header: form.get(f"column-{n}", "") for n, header in enumerate(headers_of(trial.file))}
    columns = {"columns": {header: name for header, name in chosen.items() if name}}
    written = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump({key: value for key, value in {**told, **sent, **columns}.items() if value}, written)
    return written.getvalue()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def unread_values(trial: Trial) -> tuple[Unread, ...]:
    """List the first values that could not be read, by line. What stands there is not shown."""
    parts = " UNION ALL ".join(
        f"SELECT line, {quoted(column.name)} AS name FROM made WHERE {column.name}_state = "
        f"{quoted(State.UNREADABLE.value)}"
        for column in COLUMNS
    )
    sql = (
        f"WITH made AS (SELECT * FROM read_parquet({quoted(str(trial.table))})) "
        f"SELECT line, name FROM ({parts}) ORDER BY line, name LIMIT {PROBLEMS_MAX}"
    )
    with closing(connect()) as con:
        return tuple(Unread(line, name) for line, name in con.execute(sql).fetchall())
