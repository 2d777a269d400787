"""What worked cases leave unshown: clauses that decide none, days and look-backs without two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve

from holdlaw.core.case import Act, Case, Conviction
from holdlaw.core.clauses import ActRule, Clause, Version
from holdlaw.core.conditions import Leaf, leaves
from holdlaw.core.convictions import ConvictionTest, LookBack, jail_days, years_before
from holdlaw.core.problems import Problem
from holdlaw.core.readings import reader
from holdlaw.core.truth import Truth
from holdlaw.decide import Answer
from holdlaw.decide.moments import clocks_of, local_day, situation_of
from holdlaw.decide.program import program
from holdlaw.decide.trace import LayerTrace
from holdlaw.policybook import Book
from holdlaw.policybook.place_files import LawFile, Place
from holdlaw.policybook.policy_check import clause_where
from holdlaw.sources.worked_cases import Worked

Decided = set[tuple[str, Act, str]]
"""Version, act and clause that decided some worked case."""


def coverage_problems(book: Book, place: Place, runs: Sequence[Worked]) -> list[Problem]:
    """List what no worked case of a place shows; a version that a later file corrects answers nothing now."""
    answers = [run.answer for run in runs if run.answer is not None]
    cases = [answer.case for answer in answers]
    decided = deciding_clauses(place, answers)
    days = {local_day(place, case) for case in cases}
    seen = set[tuple[str, LookBack]]()
    found: list[Problem] = []
    for known in {file.base_id: file for file in place.files}.values():
        file, version = place.as_known(known, date.max), book.version(place, known)
        found += _clauses(file, version, decided)
        found += _first_days(file, days)
        for leaf in _look_backs(version):
            key = (leaf.says, _within(leaf))
            if key not in seen:
                seen.add(key)
                found += _look_back(book, file, leaf, cases)
    return found


def deciding_clauses(place: Place, answers: Sequence[Answer]) -> Decided:
    """List the clauses of the place's own law that decided its layer in some answer."""
    return {
        (traced.version.id, act, traced.decided.id)
        for answer in answers
        for act, given in answer.acts.items()
        for traced in given.trace
        if traced.layer == place.id and _surely(traced)
    }


def _surely(traced: LayerTrace) -> bool:
    """Say whether the clause named decided: an open one is named too, where it leaves the answer open."""
    stood = [clause.holds for clause in traced.clauses if clause.clause.id == traced.decided.id]
    return all(holds is Truth.YES for holds in stood)


def _clauses(file: LawFile, version: Version, decided: Decided) -> Iterator[Problem]:
    for act, rule in version.acts.items():
        acts = file.node.get("acts")
        node = (acts.get(act.value) if acts else None) or file.node
        for clause in _to_show(rule):
            if (version.id, act, clause.id) not in decided:
                yield Problem(
                    "HL-2001",
                    clause_where(node, clause.id),
                    f"No worked case is decided by '{clause.id}' of {act.value} in version {version.id}.",
                    "Nobody has shown what the clause does.",
                    "Add such a case to cases.yaml.",
                )


def _to_show(rule: ActRule) -> tuple[Clause, ...]:
    return (*rule.clauses, rule.otherwise)


def _first_days(file: LawFile, days: set[date]) -> Iterator[Problem]:
    """Ask for a case on each first day and on the day before: of an uncertain one, at both of its ends."""
    for first in dict.fromkeys((file.in_force.not_before, file.in_force.by)):
        for day in (first - timedelta(days=1), first):
            if day not in days:
                yield Problem(
                    "HL-2001",
                    file.node.key_where("in_force_from"),
                    f"No worked case lies on {day}.",
                    f"{first} is the first day of {file.id}, or a limit of it; nobody has shown both sides.",
                    "Add such a case to cases.yaml.",
                )


def _look_backs(version: Version) -> tuple[Leaf, ...]:
    conditions = (clause.when for rule in version.acts.values() for clause in rule.clauses)
    found = dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition))
    return tuple(
        leaf for leaf in found if isinstance(leaf.test, ConvictionTest) and leaf.test.within is not None
    )


def _within(leaf: Leaf) -> LookBack:
    assert isinstance(leaf.test, ConvictionTest)
    assert leaf.test.within is not None
    return leaf.test.within


def _look_back(book: Book, file: LawFile, leaf: Leaf, cases: Sequence[Case]) -> Iterator[Problem]:
    """Ask for a conviction on the oldest day that counts, and one on the newest day that does not."""
    sides = [_days_inside(book, leaf, case, each) for case in cases for each in case.convictions or ()]
    for wanted, what in ((0, "on the oldest day that counts"), (-1, "a day too old to count")):
        if wanted not in sides:
            yield Problem(
                "HL-2001",
                _defined_at(file, leaf),
                f"No worked case has a judgment {what}, where {leaf.says}.",
                "Nobody has shown on which day the look-back ends.",
                "Add such a case to cases.yaml.",
            )


def _defined_at(file: LawFile, leaf: Leaf) -> str:
    """Say where a test is defined, by its words."""
    define = file.node.get("define")
    said = (part for _, part in (define.items() if define else ()) if part.get("says"))
    return next(
        (p.where for p in said if str(getattr(p.get("says"), "value", "")) == leaf.says), file.node.file
    )


def _days_inside(book: Book, leaf: Leaf, case: Case, conviction: Conviction) -> int | None:
    """Count from the oldest day that counts to the judgment; None if the conviction fails otherwise."""
    within = _within(leaf)
    end = _end(within, book, case)
    if end is None or conviction.judgment_on is None or not _else_met(book, leaf, case, conviction):
        return None
    limit = years_before(end, within.years)
    if within.extended_by_jail:
        limit -= timedelta(days=jail_days(case.convictions or (), conviction.judgment_on, end))
    oldest = limit if within.anniversary_counts else limit + timedelta(days=1)
    return (conviction.judgment_on - oldest).days


def _end(within: LookBack, book: Book, case: Case) -> date | None:
    received = case.request.received_at
    ends = {
        "arrest": case.custody.arrested_on,
        "act": local_day(book.place(case.place), case),
        "request": received.date() if received else None,
    }
    return ends[within.until]


def _else_met(book: Book, leaf: Leaf, case: Case, conviction: Conviction) -> bool:
    """Say whether the conviction meets the test but for its look-back."""
    assert isinstance(leaf.test, ConvictionTest)
    plain = evolve(leaf, test=evolve(leaf.test, within=None), window=None)
    alone = evolve(case, convictions=(conviction,))
    day = local_day(book.place(case.place), case)
    situation = situation_of(alone, book, clocks_of(book, program(book, case.place, day)), day)
    return reader(plain)(situation) is Truth.YES
