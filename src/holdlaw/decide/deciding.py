"""From a case to an answer: the law of the day, each layer, their combination, the clock, the duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.truth import Truth
from holdlaw.decide.answer import ActAnswer, Answer, DecidedBy, DutyOwed, LayerAnswer, OpenFact
from holdlaw.decide.asked import Asked, ask
from holdlaw.decide.changes import Change
from holdlaw.decide.judgement import KEPT_MAX, asked_next, changes, deciding
from holdlaw.decide.moments import RunningClock, with_derived
from holdlaw.decide.program import ACTS, Judgement, Program, Standing
from holdlaw.decide.warnings import warnings
from holdlaw.policybook import Book
from holdlaw.policybook.questions import Question

_GRANTED = (Outcome.MAY, Outcome.MUST)


def decide(case: Case, book: Book, known_on: date = date.max, *, law_on: date | None = None) -> Answer:
    """Answer a case under the law in force at its moment, as that law was recorded by `known_on`.

    `law_on` takes the law of another day instead, to see what it would have said.
    Raise HoldlawError if the place is not known, if the case does not say what is asked, or if the law
    contradicts itself.
    """
    asked = ask(case, book, known_on, law_on)
    acts = {act: _act_answer(asked, act) for act in ACTS}
    over = any(clock.count.passed(case.at) for clock in asked.federal_clocks.values())
    derived = with_derived(asked.situation, asked.program, over)
    law, outcomes = asked.program, tuple(answer.outcome for answer in acts.values())
    return Answer(
        case=case,
        place_name=law.place.name,
        acts=acts,
        layers=_layer_answers(law, tuple(answer.judgement for answer in acts.values())),
        clocks=tuple(asked.running.values()),
        duties=_duties(law, law.duty_tree.of(derived), outcomes),
        warnings=warnings(asked.book, law, derived, acts),
        next_question=_next_question(asked, acts),
    )


def _act_answer(asked: Asked, act: Act) -> ActAnswer:
    judged = asked.judged(act)
    limits = _limits(asked, judged) if act is Act.HOLD else []
    first = min(limits, key=lambda clock: clock.count.until, default=None)
    over = first is not None and first.count.passed(asked.situation.case.at)
    expired = first if over and judged.outcome is not Outcome.MUST_NOT else None
    outcome = Outcome.MUST_NOT if expired else judged.outcome
    governs = first if outcome in _GRANTED else None
    return ActAnswer(
        act=act,
        asked=act.value in asked.situation.asks,
        outcome=outcome,
        until=governs.count.until if governs else None,
        governed_by=governs.rule.name if governs else None,
        decided_by=_expired_by(expired) if expired else _decided_by(asked.program, judged),
        open_facts=_open_facts(asked, act) if outcome is Outcome.NOT_ESTABLISHED else (),
        judgement=judged,
        expired=expired,
        time_is_over=over,
        of=asked,
    )


def _limits(asked: Asked, judged: Judgement) -> list[RunningClock]:
    """List the clocks that limit a hold: the federal ones, and those of the clauses that allow it."""
    named = {clause.until for said in judged.says for clause in said.clauses if clause.until is not None}
    found = asked.federal_clocks
    return [*found.values(), *(clock for name, clock in asked.running.items() if name in named - set(found))]


@lru_cache(maxsize=KEPT_MAX)
def _decided_by(law: Program, judged: Judgement) -> DecidedBy | None:
    layer, clause = law.layers[judged.effective.layer], judged.deciding.clause
    if clause.id == "silent":
        return None
    return DecidedBy(layer.place.id, layer.versions[0].id, clause.id, clause.cite, clause.says)


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
    case = asked.situation.case
    return OpenFact(_written(name, question), question.asks, question.who, case.custody.release_due_at)


def _written(name: str, question: Question) -> str:
    """Give a fact's name as the case file has it: convictions[0].over_one_year.there."""
    item, dot, _ = name.partition("].")
    return f"{item}]{question.field.partition('[]')[2]}" if dot else name


def _next_question(asked: Asked, acts: dict[Act, ActAnswer]) -> OpenFact | None:
    wanted = tuple(act for act, answer in acts.items() if answer.asked)
    test = asked_next(asked.program, wanted, asked.values)
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


@lru_cache(maxsize=KEPT_MAX)
def _layer_answers(law: Program, judged: tuple[Judgement, ...]) -> tuple[LayerAnswer, ...]:
    return tuple(
        LayerAnswer(
            layer.place.id,
            layer.place.name,
            tuple(version.id for version in layer.versions),
            {act: judgement.says[i].outcome for act, judgement in zip(ACTS, judged, strict=True)},
        )
        for i, layer in enumerate(law.layers)
    )


@lru_cache(maxsize=KEPT_MAX)
def _duties(law: Program, standing: Standing, outcomes: tuple[Outcome, ...]) -> tuple[DutyOwed, ...]:
    """List what must be done: each duty whose condition is not known to be unmet, the local layer's first."""
    found: dict[str, DutyOwed] = {}
    came_out = dict(zip(ACTS, outcomes, strict=True))
    for duty, holds in zip(law.duties, standing, strict=True):
        if holds is not Truth.NO and all(came_out[act] in wanted for act, wanted in duty.outcomes.items()):
            found.setdefault(duty.name, DutyOwed(duty.name, duty.cite, duty.says, duty.unverified))
    return tuple(found.values())
