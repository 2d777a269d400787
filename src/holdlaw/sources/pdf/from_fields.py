"""What the fields of a form say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from holdlaw.sources.pdf import values
from holdlaw.sources.pdf.found import TEXT_MAX, Found, Value
from holdlaw.sources.pdf.labels import SETS
from holdlaw.sources.pdf.matching import blank_of, tick_named, tick_of
from holdlaw.sources.pdf.material import Field
from holdlaw.sources.pdf.plain import tidy


def _ground(text: str) -> str | None:
    tick = tick_named(text)
    return tick.value if tick and tick.key == "box" else None


READERS: Mapping[str, Callable[[str], str | None]] = {
    "subject.name": values.name,
    "subject.name.last": values.name,
    "subject.name.first": values.name,
    "subject.name.middle": lambda text: tidy(text)[: values.NAME_MAX] or None,
    "subject.birth_date": values.birth_date,
    "subject.file_number": values.file_number,
    "subject.custody_number": values.custody_number,
    "requester.agency": values.agency,
    "served_at": values.local_moment,
    "box": _ground,
}
"""How the value of each blank is read; what a reader does not understand is left out."""


def from_fields(fields: Sequence[Field]) -> tuple[Found, ...]:
    """Give everything that the fields say, some of it more than once."""
    found = [*_blanks(fields), *_ticks(fields)]
    parts = {one.key: one for one in found if one.key.startswith("subject.name.")}
    whole = [one for one in found if one.key not in parts]
    if not any(one.key == "subject.name" for one in whole):
        whole += _joined(parts)
    return tuple(whole)


def offers_asks(fields: Sequence[Field]) -> bool:
    """Tell whether the form has boxes for what it asks: then an empty one says that it does not ask it."""
    known = (tick_of(field) for field in fields if field.kind == "tick")
    return any(told is not None and told[0].key == "asks" for told in known)


def _blanks(fields: Sequence[Field]) -> Iterator[Found]:
    for field in fields:
        if field.kind == "text" and field.value and (known := blank_of(field)):
            key, told = known
            if value := READERS[key](field.value):
                yield _found(key, value, field, told)


def _ticks(fields: Sequence[Field]) -> Iterator[Found]:
    for field in fields:
        if field.kind == "tick" and field.ticked and (known := tick_of(field)):
            tick, told = known
            yield _found(tick.key, (tick.value,) if tick.key in SETS else tick.value, field, told)


def _found(key: str, value: Value, field: Field, told: str) -> Found:
    name = field.name or told
    origin = name if told in name else f"{name}: {told}"
    return Found(key, value, tidy(origin)[:TEXT_MAX], field.page, "field")


def _joined(parts: Mapping[str, Found]) -> Iterator[Found]:
    """Join a name that stands in several fields: last, first middle."""
    last, first, middle = (parts.get(f"subject.name.{part}") for part in ("last", "first", "middle"))
    if last is None or first is None:
        return
    written = [one for one in (last, first, middle) if one]
    given = " ".join(str(one.value) for one in written[1:])
    origin = ", ".join(one.origin for one in written)[:TEXT_MAX]
    yield Found("subject.name", f"{last.value}, {given}"[: values.NAME_MAX], origin, last.page, "field")
