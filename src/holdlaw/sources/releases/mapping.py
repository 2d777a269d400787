"""A mapping file: says what the columns of an agency's own export are, so that it is read like a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.releases.columns import COLUMNS, plain_header
from holdlaw.sources.releases.release import DAY_FORMS, Release

_KEYS = {
    "title",
    "from",
    "licence",
    "about",
    "day",
    "first_day",
    "person_key",
    "columns",
    "day_forms",
    "blank",
    "caveats",
}
_NEEDED = ("title", "columns")
_NAMES = {column.name for column in COLUMNS}
_WHY = "Without it a column could be taken for another."


def mapped(path: Path) -> Release:
    """Read a mapping file. Raise HoldlawError (HL-9043) with every mistake in it."""
    data = _read(path)
    found = [*_shape(path, data), *_columns(path, data.get("columns"))]
    if found:
        raise HoldlawError(found)
    columns: dict[str, str] = data["columns"]
    return Release(
        id=f"mapped:{path.stem}",
        title=data["title"],
        from_=data.get("from", "An agency's own export"),
        licence=data.get("licence", "None stated"),
        header=frozenset(plain_header(header) for header in columns),
        renamed={plain_header(header): name for header, name in columns.items()},
        about=data.get("about", "detainers"),
        day=data.get("day", "prepared_on"),
        first_day=date.fromisoformat(str(data.get("first_day", "1900-01-01"))),
        person_key=bool(data.get("person_key", False)),
        day_forms=tuple(data.get("day_forms", DAY_FORMS)),
        blank=frozenset(("", *data.get("blank", ()))),
        caveats=tuple(data.get("caveats", ())),
    )


def blank_mapping(title: str, headers: tuple[str, ...]) -> dict[str, Any]:
    """Give a mapping to fill in, for a file whose headers these are: what has a usual name is filled in."""
    usual = {header: column.name for column in COLUMNS for header in column.headers}
    return {"title": title, "columns": {each: usual.get(plain_header(each), "") for each in headers}}


def _read(path: Path) -> dict[str, Any]:
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError):
        raise HoldlawError(
            [_problem(path, "It is no YAML file that can be read.", "Write one: see the guide.")]
        ) from None
    if not isinstance(data, dict):
        raise HoldlawError([_problem(path, "It holds no keys.", "Begin with `title:` and `columns:`.")])
    return data


def _shape(path: Path, data: dict[str, Any]) -> list[Problem]:
    unknown = [str(key) for key in data if key not in _KEYS]
    missing = [key for key in _NEEDED if not data.get(key)]
    return [
        *(_problem(path, f"There is no key {key}.", f"Use: {', '.join(sorted(_KEYS))}.") for key in unknown),
        *(_problem(path, f"{key} is missing.", f"Add `{key}:`.") for key in missing),
    ]


def _columns(path: Path, columns: object) -> list[Problem]:
    if not isinstance(columns, dict):
        return []
    names = [str(name) for name in columns.values()]
    unknown = sorted({name for name in names if name not in _NAMES})
    twice = sorted({name for name in names if names.count(name) > 1 and name in _NAMES})
    return [
        *(_problem(path, f"{name} is no column.", f"Use: {', '.join(sorted(_NAMES))}.") for name in unknown),
        *(_problem(path, f"{name} is given to two headers.", "Keep the one that counts.") for name in twice),
    ]


def _problem(path: Path, what: str, mend: str) -> Problem:
    return Problem("HL-9043", path.name, what, _WHY, mend)
