"""Both answers to the same cases: row by row from the statement, case by case from `decide`'s own tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import evolve, frozen

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.decide import decide
from holdlaw.decide.moments import clocks_of, local_day, situation_of
from holdlaw.decide.program import program
from holdlaw.policybook import Book, shipped
from holdlaw.simulate.derive import Derivation
from holdlaw.simulate.from_cases import source_of
from holdlaw.simulate.gathering import derived_sql, gathered
from holdlaw.simulate.judging import told
from holdlaw.simulate.laws import Law, law_of
from holdlaw.simulate.simulating import OUTCOMES, Simulation, years_of
from holdlaw.simulate.source import Source
from holdlaw.simulate.stating import Columns

Said = tuple[Outcome, str]
"""An outcome, and the provision it comes from."""


@frozen
class Row:
    """What the statement says of one row and one act."""

    outcome: Outcome
    by: str
    hinges: frozenset[str]


@cache
def law(place: str) -> Law:
    """The law of a shipped place on each row's own day."""
    return law_of(shipped(), place)


def rows(cases: Sequence[Case], asked: Law, acts: Sequence[Act]) -> list[dict[Act, Row]]:
    """What the statement says of each case, in the order of the cases."""
    source = source_of(cases, asked.book)
    sql = derived_sql(source, asked.needed(acts), years_of(source))
    return rows_of(Simulation(source, asked, acts, derived_once(source, sql)))


def source_rows(source: Source, asked: Law, acts: Sequence[Act]) -> list[dict[Act, Row]]:
    """What the law says of each row of a file, by the key of the row: quicker than its answers."""
    sql = derived_sql(source, asked.needed(acts), years_of(source))
    return keyed_rows(Simulation(source, asked, acts, derived_once(source, sql)))


def derived_once(source: Source, sql: str) -> str:
    """The derived columns as a table, so that counting and answering need not derive them twice."""
    source.con.execute(f"CREATE OR REPLACE TABLE derived_once AS {sql}")
    return "derived_once"


def spoilt_rows(
    source: Source,
    asked: Law,
    acts: Sequence[Act],
    sound: tuple[Derivation, Mapping[str, Columns]],
    fault: Callable[[str], str],
) -> list[dict[Act, Row]]:
    """What the statements say once a fault is planted in their SQL; the fault must have changed one."""
    how, small = sound
    words = tuple(evolve(own, sql=fault(own.sql)) for own in how.words)
    derived = evolve(how, words=words, select=fault(how.select))
    spoilt = Simulation(source, asked, acts, derived_once(source, gathered(source, derived, small)))
    whole, keyed = spoilt.requests, spoilt.keyed
    spoilt.requests = fault(whole)
    settled = tuple((name, fault(sql)) for name, sql in keyed.settled)
    spoilt.keyed = evolve(keyed, columns=tuple(map(fault, keyed.columns)), settled=settled)
    said = spoilt.keyed.columns, spoilt.keyed.settled
    changed = (derived, spoilt.requests, *said) != (how, whole, keyed.columns, keyed.settled)
    assert changed, "the fault found nothing to spoil"
    return keyed_rows(spoilt)


def keyed_rows(simulation: Simulation) -> list[dict[Act, Row]]:
    """What the law says of the key of each row, by the number of the row."""
    found = sorted(simulation.keys_by_row())
    by_key = {key: told(simulation.keyed, key) for key in {key for _, key in found}}
    said = {
        key: {act: Row(one.outcome, one.by, frozenset(one.hinges)) for act, one in acts.items()}
        for key, acts in by_key.items()
    }
    return [said[key] for _, key in found]


def rows_of(simulation: Simulation) -> list[dict[Act, Row]]:
    """What a simulation says of each row, by the number of the row."""
    sql = f"{simulation.answering_sql()} ORDER BY row_id"
    return read_rows(simulation, simulation.source.con.execute(sql).fetchall())


def read_rows(simulation: Simulation, told_rows: Sequence[tuple[int, ...]]) -> list[dict[Act, Row]]:
    """What rows of numbers say, read as the simulation's own legend has it."""
    answers, found = simulation.answers, []
    for numbers in told_rows:
        by_act = {}
        for i, act in enumerate(simulation.acts):
            outcome, clause, mask = numbers[1 + 3 * i : 4 + 3 * i]
            hinges = frozenset(name for bit, name in enumerate(answers.hinges) if mask >> bit & 1)
            by_act[act] = Row(OUTCOMES[outcome], answers.clauses[clause], hinges)
        found.append(by_act)
    return found


def defined(case: Case, book: Book, acts: Sequence[Act]) -> dict[Act, Said]:
    """What `decide` says of a case, by its tree and its clocks alone: no trace, no words."""
    today = local_day(book.place(case.place), case)
    asked = program(book, case.place, today)
    clocks = clocks_of(book, asked)
    situation = situation_of(case, book, clocks, today)
    found: dict[Act, Said] = {}
    for act in acts:
        judged = asked.trees[act].of(situation)
        layer, clause = asked.layers[judged.effective.layer], judged.deciding.clause
        found[act] = (judged.outcome, f"{layer.place.id} {layer.versions[0].id} {clause.id}")
        if (
            act is Act.HOLD
            and judged.outcome is not Outcome.MUST_NOT
            and case.at > case.custody.release_due_at
        ):
            running = clocks.running(situation)
            named = {c.until for said in judged.says for c in said.clauses}
            own = [c for n, c in running.items() if c.layer == asked.federal.place.id or n in named]
            over = [clock for clock in own if clock.count.passed(case.at)]
            if over:
                first = min(
                    over, key=lambda clock: (clock.count.until, clock.layer != asked.federal.place.id)
                )
                found[act] = (Outcome.MUST_NOT, f"{first.layer} {first.version} {first.rule.name}")
    return found


def answered(case: Case, book: Book, acts: Sequence[Act]) -> dict[Act, Row]:
    """What the whole of `decide` says of a case, with the fields it asks for."""
    whole = decide(case, book)
    found = {}
    for act in acts:
        own = whole.acts[act]
        by = own.decided_by
        name = f"{by.layer} {by.version} {by.clause}" if by else _silent(whole.layers[0])
        fields = frozenset(re.sub(r"\[\d+\]", "[]", fact.name) for fact in own.open_facts)
        found[act] = Row(own.outcome, name, fields)
    return found


def _silent(layer: object) -> str:
    return f"{layer.layer} {layer.versions[0]} silent"  # type: ignore[attr-defined]  # a LayerAnswer


def differing(
    cases: Sequence[Case], said: Sequence[dict[Act, Row]], book: Book
) -> Iterator[tuple[int, Act, Row, Said]]:
    """Every row and act of which the two engines say different things."""
    expected = (defined(case, book, tuple(by_act)) for case, by_act in zip(cases, said, strict=True))
    return parted(said, expected)


def parted(
    said: Sequence[dict[Act, Row]], expected: Iterable[dict[Act, Said]]
) -> Iterator[tuple[int, Act, Row, Said]]:
    """Every row and act of which the statement says something else than is expected."""
    for number, (by_act, wanted) in enumerate(zip(said, expected, strict=True)):
        for act, said_by_core in wanted.items():
            if (by_act[act].outcome, by_act[act].by) != said_by_core:
                yield number, act, by_act[act], said_by_core
