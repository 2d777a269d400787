"""What the register keeps of an answer: outcomes, law and clocks in the open, case and answer in the vault.

An answer taken today must be given again in ten years. So the law is kept by the digest of each version,
with the day by which it had been recorded: a later correction of a misreading then changes no old decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from holdlaw.core.case import Act
from holdlaw.decide.answer import ActAnswer, Answer, OpenFact
from holdlaw.decide.moments import RunningClock, local_day
from holdlaw.decide.program import program
from holdlaw.policybook import Book
from holdlaw.register.kinds.decision_made import DecisionMade


def known_by(book: Book, place: str, taken_on: date) -> date:
    """Give the day to record as `known_on`: the decision's own, or that on which its law was last recorded.

    The second is later only where a past day is decided afterwards, as when old requests are entered.
    """
    recorded = (file.recorded for layer in book.chain(place) for file in layer.files)
    return max(taken_on, *recorded)


def recorded(case: Mapping[str, Any], answer: Answer, book: Book, known_on: date) -> DecisionMade:
    """Make the content of a `decision.made` entry.

    `case` is the case file that was answered, as plain data; `known_on` the day that `decide` was given.
    Nothing of the case but its place, its moment and what is asked stands in the public fields.
    """
    hold = answer.acts[Act.HOLD]
    return DecisionMade(
        place=answer.case.place,
        at=answer.case.at.isoformat(),
        known_on=known_on.isoformat(),
        asks=[act.value for act, given in answer.acts.items() if given.asked],
        outcomes={act.value: given.outcome.value for act, given in answer.acts.items()},
        decided_by={
            act.value: given.decided_by.as_json() for act, given in answer.acts.items() if given.decided_by
        },
        law=law_read(answer, book, known_on),
        clocks=[clock_kept(clock) for clock in answer.clocks],
        until=hold.until.isoformat() if hold.until else None,
        duties=[duty.name for duty in answer.duties],
        open_facts=_open_facts(answer.acts),
        warnings=list(dict.fromkeys(warning.code for warning in answer.warnings)),
        case=dict(case),
        answer=answer_kept(answer),
    )


def law_read(answer: Answer, book: Book, known_on: date) -> list[dict[str, str]]:
    """List each version of law that was asked, the most local first: layer, version, digest."""
    day = local_day(book.place(answer.case.place), answer.case)
    law = program(book, answer.case.place, day, known_on)
    layers = dict.fromkeys((*law.layers, law.federal))
    return [
        {"layer": layer.place.id, "version": version.id, "digest": version.digest}
        for layer in layers
        for version in layer.versions
    ]


def clock_kept(clock: RunningClock) -> dict[str, Any]:
    """Give what an entry keeps of a clock: its name and label, its start and end, the days it left out."""
    return {
        "name": clock.rule.name,
        "label": clock.rule.label,
        "starts_at": clock.count.starts_at.isoformat(),
        "until": clock.count.until.isoformat(),
        "days_excluded": [day.isoformat() for day in clock.count.days_excluded],
    }


def _open_facts(acts: Mapping[Act, ActAnswer]) -> list[dict[str, Any]]:
    """List each open fact once, with the acts that wait for it. Its name alone: what is known is private."""
    waiting: dict[OpenFact, list[str]] = {}
    for act, given in acts.items():
        for fact in given.open_facts:
            waiting.setdefault(fact, []).append(act.value)
    return [
        {"fact": fact.name, "who": fact.who, "by": fact.by.isoformat(), "acts": held_up}
        for fact, held_up in waiting.items()
    ]


def answer_kept(answer: Answer) -> dict[str, Any]:
    """Give the answer as it reads when it comes back from the register: 24.0 hours are 24 there."""
    written = answer.as_json()
    for clock in written["clocks"]:
        for day in clock["days"]:
            day["hours_counted"] = _whole(day["hours_counted"])
    return written


def _whole(number: float) -> float:
    """Write a whole number without a fraction, as JSON's canonical form does."""
    return int(number) if number.is_integer() else number
