"""The one way from counted rows into the vault: what a record says, for a split that a law asks for.

Only a word leaves: whether the record shows a listed conviction, a possible match, the ground that is ticked.
Names, statutes and dates are let go of. A record that is sealed or shredded stays closed, and is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from holdlaw.core.case import Case, Conviction
from holdlaw.core.clauses import Clause, Version
from holdlaw.core.conditions import leaves
from holdlaw.core.convictions import ConvictionTest, look_back
from holdlaw.core.problems import HoldlawError
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth, all_of, any_of
from holdlaw.policybook import Book
from holdlaw.register.case_state import case_state
from holdlaw.register.entry import Entry
from holdlaw.sources.case_file import case_from_data
from holdlaw.store.reading import entries_by
from holdlaw.store.registers import Register
from holdlaw.store.vault import closed_people, values

MATCH = "terrorist_database_match"


@frozen
class Criminality:
    """What the record shows. `ever`: a listed conviction at any time; `lately`: inside the law's look-back.

    `why` says why it cannot be told, where it cannot.
    """

    ever: Truth
    lately: Truth
    match: Truth
    why: str | None = None
    box: str | None = None
    """The ground that is ticked on the request; None: nobody entered it, or it is closed."""


Convictions = Callable[[Iterable[str]], Mapping[str, Criminality]]
"""Gives the criminality of each request asked for."""


def records(register: Register, book: Book, place: str, day: date) -> Convictions:
    """Give the way to the records, under the list of the place's law on a day.

    It opens the vault when it is asked, and not before.
    """
    tests = tuple(dict.fromkeys(_tests(book.versions_on(book.place(place), day))))

    def opened(requests: Iterable[str]) -> dict[str, Criminality]:
        told = {}
        for request, entries in entries_by(register.db, "request", sorted(set(requests))):
            told[request] = _criminality(register, entries, (book, place, tests))
        return told

    return opened


def _tests(versions: Sequence[Version]) -> Iterator[ConvictionTest]:
    """Find the tests of a listed conviction that the law itself makes, whatever the act."""
    for version in versions:
        clauses: Iterable[Clause] = (clause for rule in version.acts.values() for clause in rule.clauses)
        for leaf in (leaf for clause in clauses for leaf in leaves(clause.when)):
            if isinstance(leaf.test, ConvictionTest) and leaf.test.listed is not None:
                yield leaf.test


def _criminality(
    register: Register, entries: Sequence[Entry], law: tuple[Book, str, Sequence[ConvictionTest]]
) -> Criminality:
    closed = closed_people(register.db, (entry.person for entry in entries if entry.person))
    if closed:
        how = "shredded" if "record.shredded" in closed.values() else "sealed"
        return _untold(f"The record of the person was {how}.")
    try:
        case = _case(register, entries, law[:2])
    except HoldlawError:
        return _untold("What was entered of the request makes no case that can be read.")
    if case.convictions is None:
        return _untold("No search of the record is entered, or it gave no result.", case)
    if not law[2]:
        return _untold("The law of the place tests no listed conviction.", case)
    ever = [evolve(test, within=None) for test in law[2]]
    lately = [test for test in law[2] if test.within is not None]
    found = Criminality(
        any_of(_meets(ever, each, case) for each in case.convictions),
        any_of(_meets(lately, each, case) for each in case.convictions),
        case.facts.get(MATCH, Truth.UNKNOWN),
        box=case.request.box,
    )
    why = "A conviction of the record has not been compared with the list."
    return found if found.ever is not Truth.UNKNOWN else evolve(found, why=why)


def _case(register: Register, entries: Sequence[Entry], law: tuple[Book, str]) -> Case:
    """Read the case; a moment of release, which nothing here rests on, is put in where none was entered."""
    opened = values(register, [entry.seq for entry in entries])
    data = case_state(entries).case_file(opened, place=law[1])
    due = data["custody"].setdefault("release_due_at", entries[0].happened_at)
    return case_from_data({**data, "at": due}, law[0], "case")


def _untold(why: str, case: Case | None = None) -> Criminality:
    match = case.facts.get(MATCH, Truth.UNKNOWN) if case else Truth.UNKNOWN
    return Criminality(Truth.UNKNOWN, Truth.UNKNOWN, match, why, case.request.box if case else None)


def _meets(tests: Sequence[ConvictionTest], conviction: Conviction, case: Case) -> Truth:
    """Say whether a conviction is one that any of the tests names; what nobody stated stays unknown."""
    return any_of(_meets_one(test, conviction, case) for test in tests)


def _meets_one(test: ConvictionTest, conviction: Conviction, case: Case) -> Truth:
    readings = [check(conviction)[0] for check in test.checks()]
    if test.within is not None:
        readings.append(look_back(test.within, conviction, _situation(case))[0])
    return all_of(readings)


def _situation(case: Case) -> Situation:
    """Make of a case what a look-back reads of it."""
    request: Any = case.request
    return Situation(
        request.form, frozenset(), None, None, None, None, (), case.convictions, case.facts,
        case.custody.release_due_at.date(), lambda *_: False, case,
    )  # fmt: skip
