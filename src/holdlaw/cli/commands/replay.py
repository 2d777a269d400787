"""`holdlaw replay`: takes recorded decisions again, under their own law or beside another day's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer
from attrs import define, field

from holdlaw.cli.asking import ANSWERED, FINDING, Policies, a_day, say, the_book, to_json
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.lines import wrapped
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of
from holdlaw.core.case import Case
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide.replaying import Beside, Replayed, beside, replay
from holdlaw.policybook import Book
from holdlaw.register.entry import Entry
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.sources.case_file import case_from_data
from holdlaw.store.opening import Register, open_register
from holdlaw.store.reading import Filter, entries, entry_at
from holdlaw.store.vault import closed_people, values

PAGE = 200
"""Decisions opened at once."""

OneEntry = Annotated[int | None, typer.Option("--entry", metavar="SEQ", help="One decision, by its number.")]
LawOn = Annotated[
    str | None, typer.Option("--law-on", metavar="DAY", help="Set the law of another day beside it.")
]

Taken = tuple[int, DecisionMade, Case]
"""A recorded decision: its entry's number, what was recorded, the case it was taken on."""


@define
class _Count:
    """How the decisions came out, and those that differ."""

    same: int = 0
    closed: int = 0
    different: list[dict[str, Any]] = field(factory=list)


def command(
    *,
    dir_: Dir,
    entry: OneEntry = None,
    law_on: LawOn = None,
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Take recorded decisions again: each must give the same bytes. Exit 1 if one does not.

    With --law-on, show instead what the law of another day would have said.
    """

    def run() -> int:
        book, day, count = the_book(policies), a_day(law_on, "--law-on"), _Count()
        with open_register(home_of(dir_, database_url), read_only=True) as register:
            taken = _taken(register, book, entry, count)
            if day is None:
                _replay_each(taken, book, count)
                return _show(count, as_json)
            return _show_beside(taken, (book, day, count), as_json)

    raise ending(run, as_json)


def _taken(register: Register, book: Book, seq: int | None, count: _Count) -> Iterator[Taken]:
    """Give the decisions asked for; of sealed and shredded records only the count."""
    if seq is not None:
        yield from _opened(register, book, [_decision(register, seq)])
        return
    after = -1
    while page := entries(register.db, after, PAGE, Filter(kind=DecisionMade.NAME)):
        after = page[-1].seq
        closed = closed_people(register.db, filter(None, (each.person for each in page)))
        readable = [each for each in page if each.person not in closed]
        count.closed += len(page) - len(readable)
        yield from _opened(register, book, readable)


def _decision(register: Register, seq: int) -> Entry:
    found = entry_at(register.db, seq)
    if found.kind == DecisionMade.NAME:
        return found
    what, why = f"Entry {seq} is no decision.", "Only a decision can be taken again."
    mend = f"See which there are: `holdlaw entries --kind {DecisionMade.NAME}`."
    raise HoldlawError([Problem("HL-4001", "--entry", what, why, mend)])


def _opened(register: Register, book: Book, found: list[Entry]) -> Iterator[Taken]:
    private = values(register, [each.seq for each in found])
    for each in found:
        made = each.content(private[each.seq])
        assert isinstance(made, DecisionMade)
        yield each.seq, made, case_from_data(made.case, book, f"entry {each.seq}")


def _replay_each(taken: Iterator[Taken], book: Book, count: _Count) -> None:
    for seq, made, case in taken:
        again = replay(made, case, book)
        if again.same:
            count.same += 1
        else:
            count.different.append(_difference(seq, again))


def _difference(seq: int, again: Replayed) -> dict[str, Any]:
    return {"entry": seq, "differences": list(again.differences), "law": list(again.law)}


def _show(count: _Count, as_json: bool) -> int:
    replayed = count.same + len(count.different)
    if as_json:
        data = {"holdlaw": 1, "ok": not count.different, "replayed": replayed, "same": count.same}
        say(to_json({**data, "different": count.different, "not_replayable": count.closed}))
    else:
        lines = [f"{replayed} decisions were taken again; {count.same} came out the same."]
        if count.closed:
            lines.append(f"{count.closed} cannot be: their records are sealed or shredded.")
        for each in count.different:
            where = ", ".join([*each["law"], *each["differences"]])
            lines += wrapped(f"Entry {each['entry']} differs: {where}.")
        say("\n".join(lines))
    return FINDING if count.different else ANSWERED


def _show_beside(taken: Iterator[Taken], asked: tuple[Book, date, _Count], as_json: bool) -> int:
    book, day, count = asked
    number = changed = 0
    for seq, made, case in taken:
        acts, number = beside(made, case, book, law_on=day), number + 1
        differs = any(act.asked and not act.same for act in acts)
        changed += differs
        if as_json:
            data = {"holdlaw": 1, "entry": seq, "law_on": day.isoformat(), "changed": differs}
            say(to_json({**data, "acts": [act.as_json() for act in acts]}))
        elif differs:
            say("\n".join(_beside_lines(seq, acts)))
    if not as_json:
        say(f"Under the law of {day}, {changed} of {number} decisions come out otherwise.")
        if count.closed:
            say(f"{count.closed} more cannot be opened: their records are sealed or shredded.")
    return ANSWERED


def _beside_lines(seq: int, acts: tuple[Beside, ...]) -> list[str]:
    lines = [f"Entry {seq}:"]
    for act in acts:
        if act.asked:
            then, other = act.recorded.replace("_", " "), act.other.replace("_", " ")
            lines += wrapped(f"{act.act}: recorded {then}; that day's law {other}", "  ", "    ")
    return lines
