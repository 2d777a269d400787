"""From a case to an answer: the law of the day, each layer, their combination, the clock, the duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.layers import Effective
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.readings import Finding
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.decide.answer import ActAnswer, Answer, DecidedBy, DutyOwed, LayerAnswer, OpenFact
from holdlaw.decide.changes import Change, next_test
from holdlaw.decide.judgement import changes, deciding, values_of
from holdlaw.decide.moments import RunningClock, applies, clocks_of, local_day, situation_of, with_derived
from holdlaw.decide.program import ACTS, Judgement, LayerSays, Program, program
from holdlaw.decide.reasons import change_text, reasons, unverified
from holdlaw.decide.trace import Tracer
from holdlaw.decide.warnings import warnings
from holdlaw.policybook import Book

_GRANTED = (Outcome.MAY, Outcome.MUST)
CHANGES_MAX = 6
"""Changes named in an answer; a desk officer does not read more."""


@frozen(eq=False)
class Asked:
    """One case put to the law of its place and day."""

    book: Book
    program: Program
    situation: Situation
    findings: tuple[Finding, ...]
    values: tuple[Truth, ...]
    running: dict[str, RunningClock]
    tracer: Tracer


def decide(case: Case, book: Book, known_on: date = date.max) -> Answer:
    """Answer a case under the law in force at its moment, as that law was recorded by `known_on`.

    Raise HoldlawError if the place is not known, if the case does not say what is asked, or if the law
    contradicts itself.
    """
    asked = ask(case, book, known_on)
    acts = {act: _act_answer(asked, act) for act in ACTS}
    over = any(clock.count.passed(case.at) for clock in _federal(asked).values())
    derived = with_derived(asked.situation, asked.program, over)
    return Answer(
        case=case,
        place_name=asked.program.place.name,
        acts=acts,
        layers=tuple(_layer_answers(asked)),
        clocks=tuple(asked.running.values()),
        duties=_duties(asked, derived, acts),
        warnings=warnings(asked.book, asked.program, derived, acts),
        next_question=_next_question(asked, acts),
    )


def ask(case: Case, book: Book, known_on: date = date.max) -> Asked:
    """Put a case to the law of its place and day, and read every test of it."""
    place = book.place(case.place, f"{case.where} (place)")
    today = local_day(place, case)
    law = program(book, case.place, today, known_on)
    situation = situation_of(case, book, law, today)
    findings = law.findings(situation)
    running = clocks_of(book, law).running(situation)
    return Asked(book, law, situation, findings, values_of(findings), running, Tracer(law, findings))


def _federal(asked: Asked) -> dict[str, RunningClock]:
    own = asked.program.federal.place.id
    return {name: clock for name, clock in asked.running.items() if clock.layer == own}


def _act_answer(asked: Asked, act: Act) -> ActAnswer:
    judged = _judged(asked, act)
    says, effective = judged.says, judged.effective
    traced = asked.tracer.layers(act, says)
    clause = says[effective.layer].clause
    limits = _limits(asked, act, says)
    first = min(limits, key=lambda clock: clock.count.until, default=None)
    expired = (
        first is not None
        and effective.outcome is not Outcome.MUST_NOT
        and first.count.passed(asked.situation.case.at)
    )
    outcome = Outcome.MUST_NOT if expired else effective.outcome
    turns = () if expired else changes(asked.program, act, asked.values)
    return ActAnswer(
        act=act,
        asked=act.value in asked.situation.asks,
        outcome=outcome,
        until=first.count.until if first and outcome in _GRANTED else None,
        governed_by=first.rule.name if first and outcome in _GRANTED else None,
        decided_by=_expired_by(first) if expired and first else _decided_by(asked, effective, says),
        unverified=unverified(asked.tracer, asked.situation, says, effective, clause),
        open_facts=_open_facts(asked, act) if outcome is Outcome.NOT_ESTABLISHED else (),
        would_change=tuple(change_text(asked.program, change) for change in turns[:CHANGES_MAX]),
        reasons=reasons(traced, says, effective, first if expired else None),
        trace=traced,
    )


def _judged(asked: Asked, act: Act) -> Judgement:
    """Judge an act; a law that contradicts itself or another is an error that shows both places."""
    try:
        judged = asked.program.judge(act, asked.values)
    except ClausesDisagree as error:
        raise HoldlawError(
            [
                Problem(
                    "HL-2003",
                    asked.situation.case.place,
                    f"For {act.value}, {error}.",
                    "Both clauses apply and neither gives way.",
                    "Say in the law file which one overrides the other.",
                )
            ]
        ) from None
    if judged.effective.clash:
        sides = "; ".join(
            f"{layer.place.id} says {said.outcome.value} ({said.clause.cite})"
            for layer, said in zip(asked.program.layers, judged.says, strict=True)
        )
        raise HoldlawError(
            [
                Problem(
                    "HL-2005",
                    asked.situation.case.place,
                    f"For {act.value}, {sides}.",
                    "No answer obeys both.",
                    "Ask counsel which law gives way.",
                )
            ]
        )
    return judged


def _limits(asked: Asked, act: Act, says: Sequence[LayerSays]) -> list[RunningClock]:
    """List the clocks that limit a hold: the federal ones, and those of the clauses that allow it."""
    if act is not Act.HOLD:
        return []
    named = {clause.until for said in says for clause in said.clauses if clause.until is not None}
    found = _federal(asked)
    return [*found.values(), *(clock for name, clock in asked.running.items() if name in named - set(found))]


def _decided_by(asked: Asked, effective: Effective, says: Sequence[LayerSays]) -> DecidedBy | None:
    layer, said = asked.program.layers[effective.layer], says[effective.layer]
    if said.clause.id == "silent":
        return None
    return DecidedBy(layer.place.id, layer.versions[0].id, said.clause.id, said.clause.cite, said.clause.says)


def _expired_by(clock: RunningClock) -> DecidedBy:
    name = clock.rule.name
    return DecidedBy(
        clock.layer,
        clock.version,
        name,
        clock.rule.cite,
        f"The time to hold ended at {clock.count.until.isoformat()} ({clock.rule.label}).",
    )


def _open_facts(asked: Asked, act: Act) -> tuple[OpenFact, ...]:
    tests = deciding(asked.program, act, asked.values)
    return tuple(dict.fromkeys(fact for test in tests for fact in _facts_of(asked, test)))


def _facts_of(asked: Asked, test: int) -> tuple[OpenFact, ...]:
    """Give the facts a test waits for, as questions to a person."""
    own = [asked.findings[i] for i, tested in enumerate(asked.program.leaf_tests) if tested == test]
    waiting = next((found for found in own if found.value is Truth.UNKNOWN), own[0])
    return tuple(_open_fact(asked, name) for name in waiting.fields)


def _open_fact(asked: Asked, name: str) -> OpenFact:
    question = asked.book.questions.find(name)
    return OpenFact(name, question.asks, question.who, asked.situation.case.custody.release_due_at)


def _next_question(asked: Asked, acts: dict[Act, ActAnswer]) -> OpenFact | None:
    wanted = [act for act, answer in acts.items() if answer.asked]
    test = next_test(asked.program, wanted, asked.values)
    if test is None:
        test = _unknown_that_matters(asked, wanted)
    return _facts_of(asked, test)[0] if test is not None else None


def _unknown_that_matters(asked: Asked, acts: Sequence[Act]) -> int | None:
    """Find a fact nobody stated, which counts as no, and which alone would change an act that was asked."""
    turns = (change for act in acts for change in changes(asked.program, act, asked.values))
    return next((test for test in map(_single, turns) if test is not None and _unstated(asked, test)), None)


def _single(change: Change) -> int | None:
    return change.turned[0][0] if len(change.turned) == 1 else None


def _unstated(asked: Asked, test: int) -> bool:
    return asked.findings[asked.program.leaf_tests.index(test)].stated is Truth.UNKNOWN


def _layer_answers(asked: Asked) -> list[LayerAnswer]:
    said = {act: asked.program.judge(act, asked.values).says for act in ACTS}
    return [
        LayerAnswer(
            layer.place.id,
            layer.place.name,
            tuple(version.id for version in layer.versions),
            {act: said[act][i].outcome for act in ACTS},
        )
        for i, layer in enumerate(asked.program.layers)
    ]


def _duties(asked: Asked, situation: Situation, acts: dict[Act, ActAnswer]) -> tuple[DutyOwed, ...]:
    """List what must be done: each duty whose condition is not known to be unmet, the local layer's first."""
    found: dict[str, DutyOwed] = {}
    for version in asked.program.all_versions():
        for duty in version.duties:
            fits = all(acts[act].outcome in wanted for act, wanted in duty.outcomes.items())
            if fits and applies(duty.when, situation) is not Truth.NO:
                found.setdefault(duty.name, DutyOwed(duty.name, duty.cite, duty.says, duty.unverified))
    return tuple(found.values())
