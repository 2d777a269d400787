"""A decision as printed: the answers first, then why, the clock, what is open, what to do now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from holdlaw.cli.lines import heading, wrapped
from holdlaw.core.case import Act, Outcome
from holdlaw.core.truth import Truth
from holdlaw.decide import ActAnswer, Answer
from holdlaw.decide.answer import OpenFact
from holdlaw.decide.moments import RunningClock
from holdlaw.decide.reasons import MARKS, WORDS
from holdlaw.decide.trace import LayerTrace, Node, shown
from holdlaw.decide.words import day, moment, sentence, span
from holdlaw.policybook.place_files import NONE

SPOKEN = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "not known"}


def decision_page(answer: Answer) -> str:
    """Write a whole decision for the terminal."""
    lines = [
        *_head(answer),
        *_outcomes(answer),
        *_why(answer),
        *_clock(answer),
        *_open(answer),
        *_would_change(answer),
        *_duties(answer),
        *_warnings(answer),
    ]
    return "\n".join(lines)


def _head(answer: Answer) -> list[str]:
    case = answer.case
    form = case.request.form or "A request on an unknown form"
    asked = [act.value for act, found in answer.acts.items() if found.asked]
    return [
        answer.place_name,
        *wrapped(f"{form} asks to {', '.join(asked) or 'do nothing'}. Decided for {moment(case.at)}."),
        "",
    ]


def _outcomes(answer: Answer) -> list[str]:
    lines = []
    for act, found in answer.acts.items():
        if found.asked:
            lines += wrapped(
                sentence(found), f"{act.value.upper():<10}{WORDS[found.outcome].upper():<17}", " " * 27
            )
    others = [f"{act.value} {WORDS[found.outcome]}" for act, found in answer.acts.items() if not found.asked]
    return [*lines, *wrapped("; ".join(others), "not asked: ", " " * 11)] if others else lines


def _why(answer: Answer) -> list[str]:
    lines, told = heading("Why"), dict[tuple[str, ...], str]()
    for found in answer.acts.values():
        if not found.asked:
            continue
        said = tuple(_reasons(found))
        if said in told:
            lines += [f"{found.act.value}: as for {told[said]}."]
            continue
        told[said] = found.act.value
        lines += [f"{found.act.value}: {WORDS[found.outcome]}", *said]
    return lines


def _reasons(found: ActAnswer) -> Iterator[str]:
    by = found.decided_by
    deciding = next((layer for layer in found.trace if by and layer.layer == by.layer), None)
    if by is not None:
        yield from wrapped(f"{by.cite}", "  ")
        yield from wrapped(by.says, "  ")
    for layer in found.trace if deciding is None else [deciding]:
        yield from _conditions(layer, found)
    for layer in found.trace:
        if layer is not deciding and layer.says.outcome is not Outcome.NO_RULE:
            yield from wrapped(
                f"{_layer_name(layer)} by itself: {WORDS[layer.says.outcome]}. {layer.decided.says} "
                f"({layer.decided.cite})",
                "  ",
            )
    for doubt in found.unverified:
        yield from wrapped(f"Unverified: {doubt}", "  ! ", "    ")


def _conditions(layer: LayerTrace, found: ActAnswer) -> Iterator[str]:
    """Show the conditions of the clause that decides; where none held, what each other outcome would need."""
    own = [trace for trace in layer.clauses if trace.clause is layer.decided]
    for trace in own or layer.clauses:
        if not own:
            if trace.clause.effect is found.outcome:
                continue
            yield from wrapped(f"{WORDS[trace.clause.effect]} by {trace.clause.cite} needs:", "  ", "    ")
        for node in shown(trace.when):
            yield from _condition(node)


def _layer_name(layer: LayerTrace) -> str:
    version = "before its first version" if layer.version.id == NONE else f"version {layer.version.id}"
    return f"{layer.layer} ({version})"


def _condition(node: Node) -> Iterator[str]:
    cite = f" [{node.cite}]" if node.cite else ""
    note = f" {node.note}" if node.note else ""
    yield from wrapped(f"{SPOKEN[node.value]}: {node.says}{cite}.{note}", f"  {MARKS[node.value]} ", "      ")


def _clock(answer: Answer) -> list[str]:
    hold = answer.acts[Act.HOLD]
    if not hold.asked or (hold.until is None and hold.outcome is not Outcome.NO_RULE):
        return []
    return [*heading("Clock"), *clock_lines(answer)]


def clock_lines(answer: Answer) -> list[str]:
    """Write every clock that applies, day by day, and which one governs."""
    lines: list[str] = []
    governing = min((clock.count.until for clock in answer.clocks), default=None)
    for clock in answer.clocks:
        first = " The earliest: it governs." if clock.count.until == governing else ""
        lines += wrapped(f"{clock.rule.name}: until {moment(clock.count.until)}.{first}", "", "  ")
        lines += wrapped(f"{clock.rule.label} ({clock.rule.cite})", "  ")
        lines += list(_days(clock))
        if clock.rule.unverified:
            lines += wrapped(f"Unverified: {clock.rule.unverified}", "  ! ", "    ")
    return lines


def _days(clock: RunningClock) -> Iterator[str]:
    for counted in clock.count.days:
        name = day_name(counted.on)
        what = (
            f"not counted: {counted.excluded_because}" if counted.excluded_because else span(counted.counted)
        )
        yield from wrapped(f"{name:<17}{what}{'; ' + counted.note if counted.note else ''}", "    ", " " * 21)


def day_name(on: date) -> str:
    """Write a date as a clerk reads it, without its year."""
    return day(datetime.combine(on, time())).rsplit(" ", 1)[0]


def _open(answer: Answer) -> list[str]:
    facts = dict.fromkeys(fact for found in answer.acts.values() if found.asked for fact in found.open_facts)
    if not facts:
        if answer.next_question is None:
            return []
        return [*heading("Not known, and worth asking"), *_question(answer.next_question, answer.case.at)]
    lines = heading("Open")
    for fact in facts:
        lines += _question(fact, answer.case.at)
    if answer.next_question is not None and len(facts) > 1:
        lines += wrapped(f"Ask first: {answer.next_question.question}", "  ")
    return lines


def _question(fact: OpenFact, at: datetime) -> list[str]:
    by = "now" if fact.by <= at else f"by {moment(fact.by)}"
    return [
        *wrapped(fact.question, "  ? ", "    "),
        *wrapped(f"Ask {fact.who}, {by}. Write it as {fact.name}.", "    "),
    ]


def _would_change(answer: Answer) -> list[str]:
    lines: list[str] = []
    told = dict[tuple[str, ...], str]()
    for found in answer.acts.values():
        if found.asked and found.would_change and found.would_change not in told:
            told[found.would_change] = found.act.value
            lines += [f"  {found.act.value}:"]
            for change in found.would_change:
                lines += wrapped(change, "  - ", "    ")
    return [*heading("What would change this"), *lines] if lines else []


def _duties(answer: Answer) -> list[str]:
    lines = heading("Do now") if answer.duties else []
    for duty in answer.duties:
        lines += wrapped(f"{duty.says} ({duty.cite})", "  - ", "    ")
    return lines


def _warnings(answer: Answer) -> list[str]:
    lines = heading("Warnings") if answer.warnings else []
    for warning in answer.warnings:
        lines += wrapped(f"{warning.code}: {warning.text}", "  ! ", "    ")
    return lines
