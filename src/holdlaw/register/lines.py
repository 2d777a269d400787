"""The entries of one request as they should have stood: every correction applied, nothing removed.

A correction is an entry like any other, so a correction of a correction needs no rule of its own: the last
entry is read first, and each entry meets the corrections that stand. What a correction says must fit the type
of the entry it corrects; one that does not is kept in sight and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import Entry
from holdlaw.register.kind import ERASED, Kind, is_moment, wrong_field
from holdlaw.register.kinds import kind_named
from holdlaw.register.kinds.entry_corrected import EntryCorrected

Opened = Mapping[int, Mapping[str, Any]]
"""Private values, by the number of their entry and the name of their field."""

K_co = TypeVar("K_co", bound=Kind, covariant=True)
K = TypeVar("K", bound=Kind)


@frozen
class Line(Generic[K_co]):
    """One entry as it should have stood: its content, and when it happened.

    `corrected_by` and `refused` are numbers of corrections: those that were applied, and those its type does
    not take. `void_by` is the correction that took it out of the case. The entry itself is as it was written.
    """

    entry: Entry
    content: K_co
    happened_at: str
    corrected_by: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    void_by: int | None = None

    @property
    def seq(self) -> int:
        """Give the number of the entry."""
        return self.entry.seq

    @property
    def by(self) -> str:
        """Give the staff id of whoever made the entry."""
        return self.entry.actor.id

    @property
    def at(self) -> datetime:
        """Give the moment it happened."""
        return datetime.fromisoformat(self.happened_at)

    @property
    def stands(self) -> bool:
        """Tell whether the entry was not made void."""
        return self.void_by is None

    def stood(self, before: int) -> bool:
        """Tell whether the entry was there, and not void, when entry number `before` was made."""
        return self.seq < before and (self.void_by is None or self.void_by > before)

    def as_json(self) -> dict[str, Any]:
        """Give number, moment, who, and the public fields. Private values are never among them."""
        own = {"seq": self.seq, "happened_at": self.happened_at, "actor": self.by}
        return own | self.content.public()


def lines(entries: Sequence[Entry], opened: Opened | None = None) -> tuple[Line[Kind], ...]:
    """Give every entry as it should have stood, in their order.

    `entries` ascend by number. Private values that are not among `opened` read `ERASED`.
    Raise HoldlawError (HL-5001) for a type of entry this version does not know.
    """
    waiting: dict[int, list[Line[EntryCorrected]]] = defaultdict(list)
    done = []
    for entry in reversed(entries):
        values = (opened or {}).get(entry.seq, {})
        line = _line(_Told.of(entry, values), reversed(waiting[entry.seq]))
        for correction in standing([line], EntryCorrected):
            waiting[correction.content.corrects].append(correction)
        done.append(line)
    return tuple(reversed(done))


def standing(of: Iterable[Line[Kind]], kind: type[K]) -> tuple[Line[K], ...]:
    """Give the lines of one type that were not made void."""
    return tuple(line for line in of_kind(of, kind) if line.stands)


def of_kind(of: Iterable[Line[Kind]], kind: type[K]) -> tuple[Line[K], ...]:
    """Give the lines of one type, void ones too."""
    return tuple(line for line in of if isinstance(line.content, kind))  # type: ignore[misc]


def check_correction(correction: EntryCorrected, entry: Entry) -> None:
    """Refuse a correction that the type of the entry it corrects does not take, before it is entered.

    Raise HoldlawError (HL-5002). It cannot see which private values stand: it checks those that are given.
    """
    told = _Told.of(entry, {})
    public = _corrected(told, evolve(correction, values=None))
    if public is None or not _reads(_with_values(public, correction.values)):
        raise wrong_field(f"{correction.NAME} of entry {entry.seq}", f"does not fit {entry.kind}")


@frozen
class _Told:
    """What one entry says while its corrections are applied. `closed`: private fields nobody opened."""

    entry: Entry
    happened_at: str
    fields: Mapping[str, Any]
    values: Mapping[str, Any]
    closed: frozenset[str]

    @classmethod
    def of(cls, entry: Entry, values: Mapping[str, Any]) -> _Told:
        return cls(entry, entry.happened_at, entry.fields, values, frozenset(entry.private) - set(values))

    def content(self) -> Kind:
        kind = kind_named(self.entry.kind, self.entry.version)
        return kind.read(self.fields, self.values, dict.fromkeys(self.closed, ""))

    def shut(self) -> _Told:
        """Close every private field."""
        return evolve(self, values={}, closed=self.closed | set(self.values))


def _line(told: _Told, corrections: Iterable[Line[EntryCorrected]]) -> Line[Kind]:
    applied: list[int] = []
    refused: list[int] = []
    void_by = None
    for correction in corrections:
        if correction.content.because == "void":
            void_by = void_by or correction.seq
            continue
        corrected = _corrected(told, correction.content)
        (refused if corrected is None else applied).append(correction.seq)
        told = corrected or told
    happened_at = told.happened_at
    return Line(told.entry, told.content(), happened_at, tuple(applied), tuple(refused), void_by)


def _corrected(told: _Told, correction: EntryCorrected) -> _Told | None:
    """Apply one correction; None if what it says does not fit the entry's type."""
    fields = _merged(told.fields, correction.fields or {})
    happened_at = fields.pop("happened_at", told.happened_at)
    public = evolve(told, fields=fields, happened_at=happened_at)
    if not is_moment(happened_at) or not _reads(public.shut()):
        return None
    private = _with_values(public, correction.values)
    return private if _reads(private) else public.shut()


def _with_values(told: _Told, values: Any) -> _Told:
    """Put corrected private values in. Where they are closed, nobody can say which old ones still hold."""
    if values is None:
        return told
    if values is ERASED:
        return told.shut()
    return evolve(told, values=_merged(told.values, values), closed=told.closed - set(values))


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**old, **new}.items() if value is not None}


def _reads(told: _Told) -> bool:
    try:
        told.content()
    except HoldlawError:
        return False
    return True
