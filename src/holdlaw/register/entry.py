"""One line of the register: who wrote down what, when it happened and when it was entered.

Its bytes are the RFC 8785 form of a JSON object that always has the same keys. `seq` sorts last, so that a
reader can check an entry's place without reading the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.canonical import canonical
from holdlaw.register.commitments import Opening, commitment
from holdlaw.register.kind import Kind, is_code, is_moment, wrong_field
from holdlaw.register.kinds import kind_named

LATE_AFTER = timedelta(hours=1)
"""An entry made longer than this after its event needs a reason.

One hour at a desk is an assumption: no statute gives a number.
"""

EARLY_MAX = timedelta(minutes=5)
"""How far ahead of this machine's clock an event may lie: clocks of two machines differ."""

LATE_REASONS = (
    "outage",
    "paper_form",
    "busy_desk",
    "received_by_another_unit",
    "learned_later",
    "imported_record",
)
"""Why an entry is late. Codes, not free text: free text names people."""


@frozen
class Actor:
    """Who made an entry: the staff id (never a name) and the role it was made in."""

    id: str
    role: str


@frozen(kw_only=True)
class Draft:
    """An entry as somebody wants to make it.

    `person` is the id under whose key the private fields are sealed. It says nothing of the person.
    """

    content: Kind
    agency: str
    actor: Actor
    happened_at: datetime
    request: str | None = None
    person: str | None = None
    late_reason: str | None = None


@frozen(kw_only=True)
class Place:
    """Where and when an entry enters the register.

    `origin` is the register's name, `seq` the entry's number, counted from 0, and `key` the caller's own key:
    the same key sent again is the same entry, not a second one.
    """

    origin: str
    seq: int
    entered_at: datetime
    key: str


@frozen(kw_only=True)
class Entry:
    """One entry as it stands. `private` holds a commitment for each private field, as hex."""

    origin: str
    seq: int
    kind: str
    version: int
    agency: str
    actor: Actor
    happened_at: str
    entered_at: str
    late_reason: str | None
    key: str
    request: str | None
    person: str | None
    fields: Mapping[str, Any]
    private: Mapping[str, str]

    def as_bytes(self) -> bytes:
        """Give the canonical bytes: one leaf of the tree."""
        return canonical(
            {
                "actor": {"id": self.actor.id, "role": self.actor.role},
                "agency": self.agency,
                "entered_at": self.entered_at,
                "entry": f"{self.kind}/{self.version}",
                "fields": self.fields,
                "happened_at": self.happened_at,
                "key": self.key,
                "late_reason": self.late_reason,
                "origin": self.origin,
                "person": self.person,
                "private": self.private,
                "request": self.request,
                "seq": self.seq,
            }
        )

    def content(self, opened: Mapping[str, Any] | None = None) -> Kind:
        """Give the entry's content as its type. Private values that are not among `opened` read `ERASED`."""
        return kind_named(self.kind, self.version).read(self.fields, opened or {}, self.private)

    def sentence(self) -> str:
        """Say the entry in one sentence, from its public fields alone."""
        named = {name: _said(value) for name, value in self.fields.items()}
        own = {"actor": self.actor.id, "happened_at": self.happened_at, "agency": self.agency}
        return kind_named(self.kind, self.version).SENTENCE.format_map(_Unstated({**named, **own}))


class _Unstated(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "(not stated)"


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(inner)}" for name, inner in sorted(value.items())) or "nothing"
    return str(value).replace("_", " ")


def enter(draft: Draft, place: Place, salt: Callable[[], bytes]) -> tuple[Entry, dict[str, Opening]]:
    """Make a draft an entry; give it with what opens its commitments, which belongs in the vault.

    `salt` gives 32 new random bytes each time. Raise HoldlawError: HL-5002 for a draft whose private fields
    have no person, whose ids are not codes, or that lies in the future; HL-5003 for a late one without a
    reason.
    """
    _check_ids(draft)
    _check_times(draft, place)
    openings = {name: Opening(salt(), value) for name, value in draft.content.private().items()}
    if openings and draft.person is None:
        raise wrong_field(
            f"{draft.content.NAME}.person", "is missing, and private fields need one to be erased with"
        )
    entry = Entry(
        origin=place.origin,
        seq=place.seq,
        kind=draft.content.NAME,
        version=draft.content.VERSION,
        agency=draft.agency,
        actor=draft.actor,
        happened_at=draft.happened_at.isoformat(),
        entered_at=place.entered_at.isoformat(),
        late_reason=draft.late_reason,
        key=place.key,
        request=draft.request,
        person=draft.person,
        fields=draft.content.public(),
        private={name: commitment(name, opening) for name, opening in openings.items()},
    )
    return entry, openings


def _check_ids(draft: Draft) -> None:
    """Refuse an id that is not a code. Ids stand in every entry for good, so none may be a name."""
    ids = {"agency": draft.agency, "actor": draft.actor.id, "role": draft.actor.role}
    maybe = {"request": draft.request, "person": draft.person}
    for name, value in {**ids, **{name: value for name, value in maybe.items() if value is not None}}.items():
        if not is_code(value):
            raise wrong_field(f"{draft.content.NAME}.{name}", "is not a code")


def _check_times(draft: Draft, place: Place) -> None:
    for name, moment in (("happened_at", draft.happened_at), ("entered_at", place.entered_at)):
        if moment.utcoffset() is None:
            raise wrong_field(f"{draft.content.NAME}.{name}", "is not a moment with its offset")
    late = place.entered_at - draft.happened_at
    if -late > EARLY_MAX:
        raise wrong_field(f"{draft.content.NAME}.happened_at", "lies in the future")
    if draft.late_reason is not None and draft.late_reason not in LATE_REASONS:
        raise wrong_field(f"{draft.content.NAME}.late_reason", f"is none of {', '.join(LATE_REASONS)}")
    if late > LATE_AFTER and draft.late_reason is None:
        what = "It happened more than an hour before it is entered, and no reason is given."
        why = "A backdated entry without a reason cannot be told from one made up afterwards."
        mend = f"Give one of: {', '.join(LATE_REASONS)}."
        raise HoldlawError([Problem("HL-5003", f"{draft.content.NAME}.late_reason", what, why, mend)])


def read_entry(data: bytes, where: str = "entry") -> Entry:
    """Read an entry from its bytes.

    Raise HoldlawError (HL-5001) if they are not exactly what this register writes.
    """
    try:
        raw = json.loads(data)
        kind, _, version = raw["entry"].rpartition("/")
        entry = Entry(
            origin=raw["origin"],
            seq=raw["seq"],
            kind=kind,
            version=int(version),
            agency=raw["agency"],
            actor=Actor(**raw["actor"]),
            happened_at=raw["happened_at"],
            entered_at=raw["entered_at"],
            late_reason=raw["late_reason"],
            key=raw["key"],
            request=raw["request"],
            person=raw["person"],
            fields=raw["fields"],
            private=raw["private"],
        )
        written = entry.as_bytes()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, HoldlawError):
        raise _not_ours(where) from None
    if written != data or not _is_shaped(entry):
        raise _not_ours(where)
    return entry


def _is_shaped(entry: Entry) -> bool:
    """Tell whether each part has its own type: bytes alone do not say that a number is not a text."""
    texts = (entry.origin, entry.agency, entry.actor.id, entry.actor.role, entry.key)
    moments = (entry.happened_at, entry.entered_at)
    optional = (value for value in (entry.late_reason, entry.request, entry.person) if value is not None)
    return (
        all(isinstance(value, str) for value in (*texts, *optional))
        and all(is_moment(value) for value in moments)
        and type(entry.seq) is int
        and entry.seq >= 0
        and isinstance(entry.fields, dict)
        and isinstance(entry.private, dict)
        and all(isinstance(value, str) for value in entry.private.values())
    )


def _not_ours(where: str) -> HoldlawError:
    what, why = "The bytes are not an entry as it is written.", "Only exact bytes can be proved."
    return HoldlawError([Problem("HL-5001", where, what, why, "Run `holdlaw verify` on the register.")])
