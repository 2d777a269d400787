"""What is asked and done about closing records: one record's state, and what waits at this agency."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from holdlaw.register.case_state import case_state
from holdlaw.register.entry import Entry
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.person_state import Asked, PersonState, person_state
from holdlaw.store.erasing import half_done
from holdlaw.store.reading import Filter, entries, entry_at
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import ENTRIES_MAX

PAGE = 500


@frozen
class Record:
    """One person's record, come to from one of their requests.

    `private`: how many entries hold private values. `half_done`: it was shredded, and something is left.
    `held`: the person's requests on which a hold runs.
    """

    request: str
    person: str
    requests: tuple[str, ...]
    shared: bool
    sealed: bool
    shredded: bool
    half_done: bool
    private: int
    asked: tuple[Asked, ...]
    held: tuple[str, ...]

    @property
    def open(self) -> tuple[Asked, ...]:
        """Give what was asked and can still be done."""
        possible = {"shred": True, "seal": not self.sealed, "unseal": self.sealed}
        waiting = (each for each in self.asked if each.done is None)
        return () if self.shredded else tuple(each for each in waiting if possible[each.what])

    @property
    def possible(self) -> tuple[str, ...]:
        """Give what can be asked for now."""
        if self.shredded:
            return ()
        asked = {each.what for each in self.open}
        wanted = ("unseal" if self.sealed else "seal", "shred")
        return tuple(what for what in wanted if what not in asked)


@frozen
class Waiting:
    """Something that was asked at this agency, when, and for which request it can be looked at."""

    asked: Asked
    at: datetime
    request: str


@frozen
class Queue:
    """What waits for a second person, what stopped halfway, and what was done last."""

    open: tuple[Waiting, ...]
    half_done: tuple[str, ...]
    done: tuple[Waiting, ...]


def record_of(desk: Desk, request_id: str) -> Record | None:
    """Give the record of a request's person; None if the request has no private entry."""
    found = entries(desk.register.db, limit=PAGE, where=Filter(request=request_id))
    person = next((entry.person for entry in found if entry.person), None)
    if person is None:
        return None
    state, about = _state(desk, person)
    return Record(
        request=request_id,
        person=person,
        requests=state.requests,
        shared=any(agency != desk.agency.id for agency in state.agencies),
        sealed=state.sealed,
        shredded=state.shredded,
        half_done=person in half_done(desk.register.db),
        private=sum(bool(entry.private) for entry in about),
        asked=state.asked,
        held=tuple(each for each in state.requests if _held(desk, each)),
    )


def queue(desk: Desk) -> Queue:
    """Give what was asked at this agency about closing records."""
    where = Filter(kind=ErasureAsked.NAME, agency=desk.agency.id)
    asked: list[Entry] = []
    while page := entries(desk.register.db, asked[-1].seq if asked else -1, PAGE, where):
        asked += page
    people = dict.fromkeys(entry.person for entry in asked if entry.person)
    open_, done = [], []
    for person in people:
        state, _about = _state(desk, person)
        if not state.requests:
            continue
        record = record_of(desk, state.requests[0])
        assert record is not None  # it has entries about the person
        waiting = {each.seq for each in record.open}
        for each in state.asked:
            told = Waiting(each, _at(desk, each.done or each.seq), state.requests[0])
            if each.seq in waiting:
                open_.append(told)
            elif each.done is not None:
                done.append(told)
    left = [person for person in half_done(desk.register.db) if person in people]
    stopped = (requests[0] for person in left if (requests := _state(desk, person)[0].requests))
    done.sort(key=lambda each: each.asked.done or 0, reverse=True)
    return Queue(tuple(open_), tuple(stopped), tuple(done[:20]))


def _state(desk: Desk, person: str) -> tuple[PersonState, list[Entry]]:
    found: list[Entry] = []
    while page := entries(desk.register.db, found[-1].seq if found else -1, PAGE, Filter(person=person)):
        found += page
    return person_state(found), found


def _held(desk: Desk, request: str) -> bool:
    return bool(
        case_state(entries(desk.register.db, limit=ENTRIES_MAX, where=Filter(request=request))).running_holds
    )


def _at(desk: Desk, seq: int) -> datetime:
    return datetime.fromisoformat(entry_at(desk.register.db, seq).entered_at).astimezone(desk.now.tzinfo)
