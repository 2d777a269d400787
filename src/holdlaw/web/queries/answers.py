"""An answer as pages show it: one sentence an act, the law as a checklist, the clock day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.truth import Truth
from holdlaw.decide import ActAnswer, Answer
from holdlaw.decide.moments import RunningClock
from holdlaw.decide.reasons import MARKS, WORDS
from holdlaw.decide.trace import LayerTrace, Node, shown
from holdlaw.decide.words import sentence, span

SPOKEN = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "not known"}


@frozen
class Line:
    """One condition of the law and how it stands. `fields`: what of the case it rests on."""

    mark: str
    spoken: str
    says: str
    cite: str
    note: str
    fields: tuple[str, ...]


@frozen
class ClauseLines:
    """One clause in the law's order, with its conditions. `decides`: this one decided the act."""

    cite: str
    says: str
    effect: str
    spoken: str
    decides: bool
    lines: tuple[Line, ...]


@frozen
class LayerLines:
    """What one layer of law says of an act."""

    name: str
    version: str
    outcome: str
    clauses: tuple[ClauseLines, ...]


@frozen
class Said:
    """One act, ready to be shown."""

    act: str
    asked: bool
    code: str
    word: str
    sentence: str
    until: datetime | None
    cite: str
    says: str
    layers: tuple[LayerLines, ...]
    unverified: tuple[str, ...]
    would_change: tuple[str, ...]


@frozen
class ClockDay:
    """One day of a clock, and why it counted or not."""

    on: str
    counted: str
    because: str
    note: str


@frozen
class ClockShown:
    """One clock. `governs`: it is the one that ends this hold."""

    name: str
    label: str
    cite: str
    starts_at: datetime
    until: datetime
    governs: bool
    days: tuple[ClockDay, ...]
    unverified: str


@frozen
class Shown:
    """A whole answer, ready to be shown."""

    place_name: str
    at: datetime
    asked: tuple[Said, ...]
    others: tuple[Said, ...]
    clocks: tuple[ClockShown, ...]
    next_question: str
    next_fact: str
    ask_whom: str
    duties: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]


def shown_answer(answer: Answer, zone: tzinfo | None = None) -> Shown:
    """Put an answer into the words and order of a page. `zone`: where its moments are read."""
    here = zone or answer.case.at.tzinfo
    said = [_said(found) for found in answer.acts.values()]
    hold = answer.acts[Act.HOLD]
    asked_next = answer.next_question
    return Shown(
        place_name=answer.place_name,
        at=answer.case.at.astimezone(here),
        asked=tuple(each for each in said if each.asked),
        others=tuple(each for each in said if not each.asked),
        clocks=tuple(_clock(clock, hold.governed_by, zone) for clock in answer.clocks),
        next_question=asked_next.question if asked_next else "",
        next_fact=asked_next.name if asked_next else "",
        ask_whom=asked_next.who if asked_next else "",
        duties=tuple((duty.says, duty.cite) for duty in answer.duties),
        warnings=tuple((warning.code, warning.text) for warning in answer.warnings),
    )


def _said(found: ActAnswer) -> Said:
    by = found.decided_by
    return Said(
        act=found.act.value,
        asked=found.asked,
        code=found.outcome.value,
        word=WORDS[found.outcome],
        sentence=sentence(found),
        until=found.until,
        cite=by.cite if by else "",
        says=by.says if by else "",
        layers=tuple(_layer(layer) for layer in found.trace),
        unverified=found.unverified,
        would_change=found.would_change,
    )


def _layer(layer: LayerTrace) -> LayerLines:
    clauses = tuple(
        ClauseLines(
            cite=trace.clause.cite,
            says=trace.clause.says,
            effect=WORDS[trace.clause.effect],
            spoken=SPOKEN[trace.holds],
            decides=trace.clause is layer.decided,
            lines=tuple(_lines(trace.when)),
        )
        for trace in layer.clauses
    )
    return LayerLines(layer.layer, layer.version.id, WORDS[layer.says.outcome], clauses)


def _lines(node: Node) -> Iterator[Line]:
    for part in shown(node):
        fields = tuple(_fields(part))
        yield Line(MARKS[part.value], SPOKEN[part.value], part.says, part.cite, part.note, fields)


def _fields(node: Node) -> Iterator[str]:
    yield from node.fields
    for part in node.parts:
        yield from _fields(part)


def _clock(clock: RunningClock, governs: str | None, zone: tzinfo | None) -> ClockShown:
    days = tuple(
        ClockDay(day.on.isoformat(), span(day.counted), day.excluded_because or "", day.note or "")
        for day in clock.count.days
    )
    rule = clock.rule
    return ClockShown(
        rule.name,
        rule.label,
        rule.cite,
        clock.count.starts_at.astimezone(zone or clock.count.starts_at.tzinfo),
        clock.count.until.astimezone(zone or clock.count.until.tzinfo),
        rule.name == governs,
        days,
        rule.unverified or "",
    )
