"""Every way to alter one table: change a value, delete, duplicate or insert a row, swap two neighbours.

A tamper is a function from the rows of a table to other rows. It knows no engine and hashes nothing: whoever
does this has the database, and has not understood the tree. (`rewriting` is for those who have.)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from holdlaw.register.canonical import canonical

from .raw import Row, Table

Rows = list[Row]


@frozen
class Tamper:
    """One alteration: its name, the table it is made in, and the rows it makes of those that stand."""

    name: str
    table: Table
    make: Callable[[Rows], Rows]


def tampers(table: Table, rows: Sequence[Row], places: Sequence[int]) -> Iterator[Tamper]:
    """Make every alteration of the table at these places (places past its end are left out)."""
    for place in sorted({place for place in places if place < len(rows)}):
        yield from _changes(table, rows, place)
        yield from _row_tampers(table, rows, place)
        if place + 1 < len(rows):
            yield from _swaps(table, rows, place)
        if table.name.endswith("entries"):
            yield from _field_changes(table, rows[place], place)


def _changes(table: Table, rows: Sequence[Row], place: int) -> Iterator[Tamper]:
    """Change each column to each unlike value."""
    for at, column in enumerate(table.columns):
        others = [row[at] for row in rows]
        for what, value in _unlike(rows[place][at], others):
            yield Tamper(f"{column} of row {place} {what}", table, _setting(place, at, value))


def _unlike(value: Any, others: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Give other values of the same type, each with what was done to it."""
    if isinstance(value, int):
        yield "past all others", max(others) + 1
        yield "below all others", min(others) - 1
    elif isinstance(value, bytes):
        yield "with its first bit flipped", bytes([value[0] ^ 128]) + value[1:]
        yield "with its last bit flipped", value[:-1] + bytes([value[-1] ^ 1])
        yield "cut by a byte", value[:-1]
        yield "longer by a byte", value + b"\0"
        yield "emptied", b""
    elif isinstance(value, str):
        yield "with a space behind it", value + " "
        yield "with a letter changed", _letter_changed(value)
        if value.startswith("{"):
            yield "with one more member", canonical({**json.loads(value), "a": "testa"}).decode()
        yield from [("emptied", "")] if not value.startswith("{") else []
    if value is None:
        yield "stated", "2026-03-09T09:30:00-04:00"
        yield "stated as a number", 1
    foreign = next((other for other in others if other != value and other is not None), None)
    if foreign is not None:
        yield "taken from another row", foreign


def _letter_changed(value: str) -> str:
    """Change one letter or digit near the middle, so that what was JSON stays JSON."""
    middle = len(value) // 2
    at = next((i for i in range(middle, len(value)) if value[i].isalnum()), None)
    if at is None:
        return value + "x"
    return value[:at] + ("7" if value[at] != "7" else "3") + value[at + 1 :]


def _row_tampers(table: Table, rows: Sequence[Row], place: int) -> Iterator[Tamper]:
    yield Tamper(f"row {place} deleted", table, lambda rows: rows[:place] + rows[place + 1 :])
    for at, column in enumerate(table.columns):
        fresh = dict(_unlike(rows[place][at], [row[at] for row in rows]))
        for what in ("past all others", "with a letter changed", "with its last bit flipped"):
            if what in fresh:
                twin = (*rows[place][:at], fresh[what], *rows[place][at + 1 :])
                yield Tamper(f"row {place} again, its {column} {what}", table, _adding(twin))
    forged = tuple(_forged(value, [row[at] for row in rows]) for at, value in enumerate(rows[place]))
    yield Tamper(f"a row forged after row {place}", table, _adding(forged))
    yield Tamper(f"row {place} twice", table, _adding(rows[place]))


def _forged(value: Any, others: Sequence[Any]) -> Any:
    """Give a value that looks right and is nobody's."""
    if isinstance(value, str) and value.startswith("{"):
        body = json.loads(value)
        named = {name: body[name] for name in ("seq", "key") if name in body}
        forged = {name: inner + (10_000 if name == "seq" else "-forged") for name, inner in named.items()}
        return canonical({**body, **forged}).decode()
    return next(iter(dict(_unlike(value, others)).values()))


def _swaps(table: Table, rows: Sequence[Row], place: int) -> Iterator[Tamper]:
    """Swap each column, and all but the first, with the next row's."""
    one, other = rows[place], rows[place + 1]
    columns: list[tuple[tuple[int, ...], str]] = [((at,), column) for at, column in enumerate(table.columns)]
    if len(columns) > 2:
        columns.append((tuple(range(1, len(columns))), "all but the first"))
    for swapped, named in columns:
        if any(one[at] != other[at] for at in swapped) and len(table.columns) > 1:
            yield Tamper(f"{named} of rows {place} and {place + 1} swapped", table, _swapping(place, swapped))


def _field_changes(table: Table, row: Row, place: int) -> Iterator[Tamper]:
    """Change each field of an entry's body, at whatever depth, and write the body as it should be written."""
    at = table.columns.index("body")
    for path, value in _leaves(json.loads(row[at])):
        body = json.loads(row[at])
        inner = body
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = _other(value)
        named = ".".join(map(str, path))
        yield Tamper(
            f"{named} of entry {place} changed", table, _setting(place, at, canonical(body).decode())
        )
        if path[-1] != "seq" and isinstance(inner, dict):
            del inner[path[-1]]
            yield Tamper(
                f"{named} of entry {place} removed", table, _setting(place, at, canonical(body).decode())
            )


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, value


def _other(value: Any) -> Any:
    if isinstance(value, str):
        return _letter_changed(value) if value else "x"
    if isinstance(value, int):
        return value + 1
    return "x" if value is None else {"a": 1}


def _setting(place: int, at: int, value: Any) -> Callable[[Rows], Rows]:
    def make(rows: Rows) -> Rows:
        row = rows[place]
        return [*rows[:place], (*row[:at], value, *row[at + 1 :]), *rows[place + 1 :]]

    return make


def _adding(row: Row) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows, row]


def _swapping(place: int, swapped: Sequence[int]) -> Callable[[Rows], Rows]:
    def make(rows: Rows) -> Rows:
        one, other = rows[place], rows[place + 1]
        ours = tuple(other[at] if at in swapped else value for at, value in enumerate(one))
        theirs = tuple(one[at] if at in swapped else value for at, value in enumerate(other))
        return [*rows[:place], ours, theirs, *rows[place + 2 :]]

    return make
