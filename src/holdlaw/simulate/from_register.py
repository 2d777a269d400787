"""The requests of a register put to a law: folded from their entries, a portion at a time, in memory alone.

The record of a person comes out of the vault for as long as its portion is asked. What stays of a request is
its number, its id and the key of what the law's tests say. Nothing private is written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from holdlaw.core.case import Act, Case
from holdlaw.core.problems import HoldlawError
from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.entry import Entry
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.simulate.from_cases import Tables, loaded
from holdlaw.simulate.laws import Law
from holdlaw.simulate.layout import Missing
from holdlaw.simulate.simulating import Answers, Counted, Key, Simulation, counts_of
from holdlaw.simulate.source import GIVEN, Source, connect, given
from holdlaw.simulate.statement import answer_columns, law_table
from holdlaw.sources.case_file import case_from_data
from holdlaw.sources.parquet import metadata, quoted
from holdlaw.store.reading import entries_by, requests_after
from holdlaw.store.registers import Register
from holdlaw.store.vault import closed_people, values

PORTION = 2_000
"""Requests that are opened at once."""

CLOSED = "The records of {} requests are sealed, shredded or in doubt: what is not opened is left open."
UNREADABLE = "The entries of {} requests make no case that can be read; of these nothing can be told."
UNDATED = "For {} requests nobody stated when the person is to be released."


@frozen
class Taken:
    """A request as it can be put to a law. `case` None: it makes none. `whole`: all is open."""

    request: str
    case: Case | None
    whole: bool
    dated: bool


class RegisterRows(Counted):
    """One law, some acts and the requests of a register, of every agency or of one: what `asked_of` keeps."""

    def __init__(self, law: Law, acts: Sequence[Act]) -> None:
        """Begin with no requests."""
        self.law, self.acts = law, tuple(acts)
        con, empty = connect(), loaded(Tables(law.book), Missing.UNKNOWN)
        self.keyed = Simulation(empty, law, self.acts).keyed
        self._types = {"row_id": "BIGINT", "request": "VARCHAR"} | dict.fromkeys(self.keyed.names(), "BIGINT")
        con.execute(
            f"CREATE TABLE keyed ({', '.join(f'{name} {type_}' for name, type_ in self._types.items())})"
        )
        self.source = Source(con, law.book.questions, {"": "keyed"}, {})

    def count(self) -> dict[Key, int]:
        """Count the requests of each key."""
        names = ", ".join(self.keyed.names())
        return counts_of(
            self.source.con.execute(f"SELECT {names}, count(*) FROM keyed GROUP BY ALL").fetchall()
        )

    def write(self, out: Path) -> Answers:
        """Write the answer of every request, by its id, as Parquet; give what the numbers in it mean."""
        columns, names = (
            ", ".join(name for name, _ in answer_columns(self.acts)),
            ", ".join(self.keyed.names()),
        )
        sql = (
            f"WITH law AS ({law_table('key', self.keyed, self.answers.rows)}) "
            f"SELECT row_id, request, {columns} FROM keyed LEFT JOIN law USING ({names}) ORDER BY row_id"
        )
        self.source.con.execute(
            f"COPY ({sql}) TO {quoted(str(out))} (FORMAT parquet, {metadata(self.about())})"
        )
        return self.answers

    def keep(self, first: int, portion: Sequence[Taken]) -> None:
        """Ask the law of a portion, numbered from `first`, and keep the keys alone.

        What the desk did not know is unknown in law; what a closed record would have said is left open.
        """
        for missing, whole in ((Missing.UNKNOWN, True), (Missing.NOT_RECORDED, False)):
            made = Tables(self.law.book)
            for number, taken in enumerate(portion, start=first):
                if taken.whole is whole:
                    _add(made, number, taken)
            if not made.rows[""]:
                continue
            asked = Simulation(loaded(made, missing), self.law, self.acts)
            assert asked.keyed.slots == self.keyed.slots, "two portions under one law have keys of one form"
            rows = [
                {"row_id": number, "request": portion[number - first].request, **self._named(key)}
                for number, key in asked.keys_by_row()
            ]
            self.source.con.execute(f"INSERT INTO keyed {GIVEN}", given(self._types, rows))

    def _named(self, key: Key) -> dict[str, int]:
        return dict(zip(self.keyed.names(), key, strict=True))


def asked_of(
    register: Register, laws: Sequence[Law], acts: Sequence[Act], agency: str | None = None
) -> tuple[RegisterRows, ...]:
    """Read a register through, once, and keep what each law says of each request.

    `agency`: the requests of this one alone.
    """
    made = tuple(RegisterRows(law, acts) for law in laws)
    notes = [dict.fromkeys((CLOSED, UNREADABLE, UNDATED), 0) for _ in laws]
    first = 0
    for opened in _portions(register, agency):
        for rows, counts in zip(made, notes, strict=True):
            portion = [_taken(request, entries, rows.law, opened) for request, entries in opened.requests]
            rows.keep(first, portion)
            for note, so in ((note, so) for taken in portion for note, so in _notes(taken)):
                counts[note] += so
        first += len(opened.requests)
    for rows, counts in zip(made, notes, strict=True):
        rows.source = evolve(rows.source, about=_about(register, agency, counts))
    return made


@frozen
class _Opened:
    """Some requests with their entries; who of them is closed, and what the vault holds of the others."""

    requests: list[tuple[str, list[Entry]]]
    closed: dict[str, str]
    private: dict[int, dict[str, Any]]


def _portions(register: Register, agency: str | None) -> Iterator[_Opened]:
    after = ""
    while requests := requests_after(register.db, after, PORTION):
        after = requests[-1]
        found = [
            (request, own)
            for request, own in entries_by(register.db, "request", requests)
            if agency in (None, own[0].agency)
        ]
        people = (entry.person for _, entries in found for entry in entries if entry.person)
        closed = closed_people(register.db, people)
        opened = values(register, [entry.seq for _, own in found for entry in own if _is_read(entry, closed)])
        yield _Opened(found, closed, opened)


def _is_read(entry: Entry, closed: dict[str, str]) -> bool:
    """Say whether the case rests on what an entry keeps in the vault, and it may be opened."""
    return bool(entry.private) and entry.kind != DecisionMade.NAME and entry.person not in closed


def _taken(request: str, entries: Sequence[Entry], law: Law, opened: _Opened) -> Taken:
    whole = not any(entry.person in opened.closed for entry in entries)
    try:
        state = case_state(entries)
        case, dated = _case(state, law, opened.private)
    except HoldlawError:
        return Taken(request, None, False, False)
    return Taken(request, case, whole and not state.stopped, dated)


def _case(state: CaseState, law: Law, private: dict[int, dict[str, Any]]) -> tuple[Case, bool]:
    """Read the case; say whether its release is known. One put in for it is left out of the rows again."""
    data = state.case_file(private, place=law.name)
    dated = "release_due_at" in data["custody"]
    data["custody"].setdefault("release_due_at", state.entries[0].happened_at)
    if state.stopped:
        for found in ("convictions", "facts"):
            data.pop(found, None)  # they may be somebody else's
    return case_from_data({"at": data["custody"]["release_due_at"], **data}, law.book), dated


def _add(made: Tables, number: int, taken: Taken) -> None:
    if taken.case is None:
        made.rows[""].append({"row_id": number})
        return
    made.add(number, taken.case)
    row = made.rows[""][-1]
    if not taken.dated:
        row |= dict.fromkeys(("act_on", "act_at", "release_due_at", "utc_offset"))
        for conviction in takewhile(lambda own: own["row_id"] == number, reversed(made.rows["convictions"])):
            conviction["act_on"] = None  # nor does a look-back end on a day put in
    if not taken.whole:
        # Nobody can tell what was known: an empty cell, which leaves the fact open.
        row |= {name: None for name, value in row.items() if value in ("unknown", 1) and name != "row_id"}


def _notes(taken: Taken) -> tuple[tuple[str, bool], ...]:
    read = taken.case is not None
    return (CLOSED, read and not taken.whole), (UNREADABLE, not read), (UNDATED, read and not taken.dated)


def _about(register: Register, agency: str | None, notes: dict[str, int]) -> dict[str, Any]:
    caveats = [text.format(f"{count:,}") for text, count in notes.items() if count]
    of = f"the register {register.origin}" + (f", agency {agency}" if agency else "")
    return {"missing": Missing.UNKNOWN.value, "source": of, "caveats": caveats}
