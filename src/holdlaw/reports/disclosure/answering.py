"""What answers a records request: the entries in scope, redacted, and all that is needed to recount it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.canonical import canonical
from holdlaw.register.checkpoints import open_checkpoint
from holdlaw.register.entry import Entry
from holdlaw.reports.disclosure.redacting import Removal, Shown, is_opened, redacted
from holdlaw.reports.disclosure.rules import Part, Role
from holdlaw.reports.period import Period
from holdlaw.store.agencies import agencies, agency_named
from holdlaw.store.kept_notes import KeptNote, stored_notes
from holdlaw.store.reading import Filter, entries
from holdlaw.store.registers import Register
from holdlaw.store.vault import SEALED, closed_people, values
from holdlaw.store.verifying_log import pinned_keys

_PAGE = 500


@frozen(kw_only=True)
class Asked:
    """What was asked for. What is None or empty is not asked: every agency, request or kind.

    `period`: local days of the agency on which it happened. `grounds`: the legal ground by reason code, as
    whoever answers gave it; none is ever made up.
    """

    role: Role
    period: Period | None = None
    agency: str | None = None
    requests: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grounds: Mapping[str, str] = field(factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the scope as JSON values."""
        return {
            "role": self.role.value,
            "period": self.period.as_json() if self.period else None,
            "agency": self.agency,
            "requests": sorted(self.requests),
            "kinds": sorted(self.kinds),
            "grounds": dict(sorted(self.grounds.items())),
        }

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the scope, as hex: what the register keeps of it."""
        return sha256(canonical(self.as_json(), "scope")).hexdigest()


@frozen(kw_only=True)
class Disclosure:
    """The answer to a records request over the entries that a signed checkpoint covers.

    `uncovered`: entries in scope that were made after it. They are not in the answer, so that the same
    checkpoint and request always give the same bytes.
    """

    asked: Asked
    origin: str
    size: int
    checkpoint: KeptNote
    shown: tuple[Shown, ...]
    uncovered: int

    @property
    def removals(self) -> tuple[Removal, ...]:
        """List every removal, by entry."""
        return tuple(removal for each in self.shown for removal in each.removals)

    @property
    def records(self) -> tuple[dict[str, Any], ...]:
        """List the entries that are given out, as the role may see them."""
        return tuple(each.record for each in self.shown if each.record is not None)

    @property
    def without_ground(self) -> tuple[str, ...]:
        """List the reasons for which nobody gave a legal ground."""
        used = {removal.reason.value for removal in self.removals}
        return tuple(sorted(used - set(self.asked.grounds)))

    def statement(self) -> dict[str, Any]:
        """Give the statement of scope, with the counts of what was given out and what was not."""
        removals = self.removals
        return {
            "register": self.origin,
            "scope": self.asked.as_json(),
            "scope_sha256": self.asked.digest,
            "size": self.size,
            "entries_in_scope": len(self.shown),
            "entries_given": len(self.records),
            "entries_withheld": len(self.shown) - len(self.records),
            "removals": len(removals),
            "removals_by_reason": dict(sorted(Counter(each.reason.value for each in removals).items())),
            "removals_by_what_was_done": dict(sorted(Counter(each.done.value for each in removals).items())),
            "reasons_without_a_ground": list(self.without_ground),
        }


def disclosed(register: Register, asked: Asked) -> Disclosure:
    """Answer a records request. The vault is asked only for values that the role may see.

    Raise HoldlawError: HL-6001 for an unknown agency; HL-8082 if nothing is signed yet, or if the person asks
    for a request of which it is in doubt whom it is about; HL-6005 if a value does not open.
    """
    if asked.agency is not None:
        agency_named(register, asked.agency)
    _check(register, asked)
    notes = stored_notes(register.db)
    if not notes:
        raise _refused("register", "No checkpoint is signed yet.", "Run `holdlaw sign` first.")
    newest = notes[-1]
    size = open_checkpoint(newest.note, [pinned_keys(register.db)[0]], newest.where).size
    found: list[Shown] = []
    uncovered = 0
    for page in _in_scope(register, asked):
        covered = [entry for entry in page if entry.seq < size]
        uncovered += len(page) - len(covered)
        found += _redacted(register, asked.role, covered)
    return Disclosure(
        asked=asked,
        origin=register.origin,
        size=size,
        checkpoint=newest,
        shown=tuple(found),
        uncovered=uncovered,
    )


def _redacted(register: Register, role: Role, page: Sequence[Entry]) -> Iterator[Shown]:
    people = closed_people(register.db, (entry.person for entry in page if entry.person))
    closed = {person: Part.SEALED if kind == SEALED else Part.SHREDDED for person, kind in people.items()}
    wanted = [entry.seq for entry in page if is_opened(entry, role, closed.get(entry.person or ""))]
    opened = values(register, wanted)
    for entry in page:
        yield redacted(entry, opened.get(entry.seq, {}), role, closed.get(entry.person or ""))


def _in_scope(register: Register, asked: Asked) -> Iterator[list[Entry]]:
    zones = {each.id: ZoneInfo(each.zone) for each in agencies(register).values()}
    after = -1
    while page := entries(register.db, after, _PAGE, Filter(agency=asked.agency)):
        yield [entry for entry in page if _asked_for(entry, asked, zones)]
        after = page[-1].seq


def _asked_for(entry: Entry, asked: Asked, zones: Mapping[str, ZoneInfo]) -> bool:
    if asked.requests and entry.request not in asked.requests:
        return False
    if asked.kinds and entry.kind not in asked.kinds:
        return False
    if asked.period is None:
        return True
    day = datetime.fromisoformat(entry.happened_at).astimezone(zones.get(entry.agency, UTC)).date()
    return asked.period.from_ <= day < asked.period.before


def _check(register: Register, asked: Asked) -> None:
    unknown = sorted(set(asked.grounds) - {part.value for part in Part})
    if unknown:
        names = ", ".join(part.value for part in Part)
        raise _refused("--ground", f"'{unknown[0]}' is no reason of a removal.", f"Name one of: {names}.")
    if asked.role is not Role.PERSON:
        return
    if not asked.requests:
        mend = "Name each of their requests with --request."
        raise _refused("--request", "A person is given the records of their own requests alone.", mend)
    marks = ", ".join("?" * len(asked.requests))
    sql = f"SELECT request, body FROM state_case WHERE request IN ({marks}) ORDER BY request"
    for request, body in register.db.rows(sql, list(asked.requests)):
        if '"stopped":true' in body:
            mend = "Let two people settle who the person is first."
            raise _refused(f"request {request}", "It is in doubt whom the request is about.", mend)


def _refused(where: str, what: str, mend: str) -> HoldlawError:
    why = "Nobody is told more than their role may know."
    return HoldlawError([Problem("HL-8082", where, what, why, mend)])
