"""A mapping file: says what the columns of an agency's own export are, so that it is read like a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.releases.columns import BY_HEADER, COLUMNS, Kind, plain_header
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
_TEXTS, _LISTS = ("title", "from", "licence"), ("day_forms", "blank", "caveats")
_ABOUT = ("detainers", "arrests")
_DAYS = tuple(column.name for column in COLUMNS if column.kind is Kind.DAY)
_NAMES = {column.name for column in COLUMNS}
_WHY = "Without it a column could be taken for another."


def mapped(path: Path) -> Release:
    """Read a mapping file. Raise HoldlawError (HL-9043) with every mistake in it."""
    data = _read(path)
    found = [*_shape(path, data), *_values(path, data), *_columns(path, data.get("columns"))]
    if found:
        raise HoldlawError(found)
    columns = {plain_header(str(header)): str(name) for header, name in data["columns"].items()}
    return Release(
        id=f"mapped:{path.stem}",
        title=data["title"],
        from_=data.get("from", "An agency's own export"),
        licence=data.get("licence", "None stated"),
        header=frozenset(columns),
        renamed=columns,
        unread=frozenset(BY_HEADER) - frozenset(columns),
        about=data.get("about", "detainers"),
        day=data.get("day", "prepared_on"),
        first_day=_day(data.get("first_day", "1900-01-01")) or date.min,
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
    except (OSError, UnicodeDecodeError, ValueError, RecursionError, YAMLError):
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


def _values(path: Path, data: dict[str, Any]) -> list[Problem]:
    told = {key: data[key] for key in data if data[key]}
    wrong = [
        *(
            (key, "is no text", "Write it on one line.")
            for key in _TEXTS
            if not isinstance(told.get(key, ""), str)
        ),
        *(
            (key, "is no list of texts", "Write `[a, b]`.")
            for key in _LISTS
            if not _is_texts(told.get(key, []))
        ),
    ]
    if told.get("about", _ABOUT[0]) not in _ABOUT:
        wrong.append(("about", "is not known", f"Write {' or '.join(_ABOUT)}."))
    if told.get("day", _DAYS[0]) not in _DAYS:
        wrong.append(("day", "is no column of days", f"Use: {', '.join(sorted(_DAYS))}."))
    if _day(told.get("first_day", "1900-01-01")) is None:
        wrong.append(("first_day", "is no day", "Write it as 2019-01-01."))
    return [_problem(path, f"{key} {what}.", mend) for key, what, mend in wrong]


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _day(told: object) -> date | None:
    if isinstance(told, date):
        return told
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _columns(path: Path, columns: object) -> list[Problem]:
    if not isinstance(columns, dict):
        return [_problem(path, "columns is no group.", "Write each as `Header: column`.")] if columns else []
    names = [name if isinstance(name, str) else "what is no text" for name in columns.values()]
    unknown = sorted({name for name in names if name not in _NAMES})
    twice = sorted({name for name in names if names.count(name) > 1 and name in _NAMES})
    return [
        *(_problem(path, f"{name} is no column.", f"Use: {', '.join(sorted(_NAMES))}.") for name in unknown),
        *(_problem(path, f"{name} is given to two headers.", "Keep the one that counts.") for name in twice),
    ]


def _problem(path: Path, what: str, mend: str) -> Problem:
    return Problem("HL-9043", path.name, what, _WHY, mend)
