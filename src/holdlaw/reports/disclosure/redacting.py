"""One entry as a role may see it, and each removal made on the way. Pure: the values are handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from holdlaw.register.entry import Entry
from holdlaw.register.kind import is_moment
from holdlaw.reports.disclosure.rules import Part, Role, Treat, part_of, treat


@frozen
class Removal:
    """One thing that was taken out of an entry: which field, what was done, and why.

    `field` is `*` where the whole entry was withheld.
    """

    entry: int
    field: str
    done: Treat
    reason: Part


@frozen
class Shown:
    """An entry as a role may see it; `record` None: nothing of it."""

    seq: int
    record: dict[str, Any] | None
    removals: tuple[Removal, ...]


def withheld(reason: Part) -> dict[str, str]:
    """Give what stands in place of a value that was taken out."""
    return {"withheld": reason.value}


def is_opened(entry: Entry, role: Role, closed: Part | None) -> bool:
    """Tell whether a role may see some private value of an entry, so that the vault has to be asked."""
    return closed is None and any(
        treat(part_of(entry.kind, name), role) is Treat.SHOW for name in entry.private
    )


def redacted(entry: Entry, values: Mapping[str, Any], role: Role, closed: Part | None) -> Shown:
    """Give an entry as a role may see it.

    `values` are its private values, as far as they were opened; `closed`: its record is sealed or shredded.
    """
    if closed is Part.SEALED and role is not Role.COURT:
        return Shown(entry.seq, None, (Removal(entry.seq, "*", Treat.WITHHOLD, Part.SEALED),))
    removed: list[Removal] = []

    def remove(field: str, done: Treat, reason: Part) -> None:
        removed.append(Removal(entry.seq, field, done, reason))

    def one(field: str, value: Any, part: Part) -> Any:
        if value is None or treat(part, role) is Treat.SHOW:
            return value
        remove(field, treat(part, role), part)
        return str(value)[:10] if treat(part, role) is Treat.DAY else withheld(part)

    timed: Callable[[str, Any], Any] = lambda field, value: _timed(field, value, one)  # noqa: E731
    record = {
        "entry": entry.seq,
        "kind": entry.kind,
        "version": entry.version,
        "agency": entry.agency,
        "happened_at": one("happened_at", entry.happened_at, Part.EXACT_TIME),
        "entered_at": one("entered_at", entry.entered_at, Part.EXACT_TIME),
        "late_reason": entry.late_reason,
        "actor": {"id": one("actor.id", entry.actor.id, Part.STAFF_ID), "role": entry.actor.role},
        "request": entry.request,
        "person": one("person", entry.person, Part.PERSON_ID),
        "fields": {name: timed(f"fields.{name}", value) for name, value in sorted(entry.fields.items())},
        "private": {
            name: one(f"private.{name}", values[name], part_of(entry.kind, name))
            if closed is None and name in values
            else _closed(f"private.{name}", closed or part_of(entry.kind, name), remove)
            for name in sorted(entry.private)
        },
    }
    return Shown(entry.seq, record, tuple(removed))


def _closed(field: str, part: Part, remove: Callable[[str, Treat, Part], None]) -> dict[str, str]:
    """Take out a value that nobody opened."""
    remove(field, Treat.WITHHOLD, part)
    return withheld(part)


def _timed(field: str, value: Any, one: Callable[[str, Any, Part], Any]) -> Any:
    """Walk through a public field, and treat each moment in it."""
    match value:
        case dict():
            return {name: _timed(f"{field}.{name}", each, one) for name, each in sorted(value.items())}
        case list() | tuple():
            return [_timed(f"{field}[{i}]", each, one) for i, each in enumerate(value)]
        case str() if is_moment(value):
            return one(field, value, Part.EXACT_TIME)
        case _:
            return value
