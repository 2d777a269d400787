"""The reasons of an answer in plain sentences, and what of it is unverified."""

from __future__ import annotations

from collections.abc import Sequence

from holdlaw.core.case import Outcome
from holdlaw.core.conditions import leaves
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.decide.asked import Asked
from holdlaw.decide.changes import Change
from holdlaw.decide.moments import RunningClock
from holdlaw.decide.program import Judgement, LayerSays
from holdlaw.decide.trace import LayerTrace, Node, shown

MARKS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
WORDS = {
    Outcome.MUST: "must",
    Outcome.MAY: "may",
    Outcome.MUST_NOT: "must not",
    Outcome.NOT_ESTABLISHED: "not established",
    Outcome.NO_RULE: "no rule",
}


def change_text(asked: Asked, change: Change) -> str:
    """Say what would change the answer, and to what."""
    said = [_turned_text(asked, test, value) for test, value in change.turned]
    return f"If {' and '.join(said)}: {WORDS[change.outcome].upper()}."


def _turned_text(asked: Asked, test: int, value: Truth) -> str:
    leaf = asked.program.leaves[asked.program.leaf_tests.index(test)]
    if value is Truth.NO:
        return f"it were not so that {leaf.says}"
    stale = leaf.window is not None and leaf.window.shuts_out(asked.situation.case.custody)
    return f"a new search found that {leaf.says}" if stale else leaf.says


def reasons(traced: Sequence[LayerTrace], judged: Judgement, expired: RunningClock | None) -> tuple[str, ...]:
    """Give the reasons: the clause that decides, how its conditions stood, then what other layers said."""
    found: list[str] = []
    if expired is not None:
        found.append(
            f"{expired.rule.cite}: the time to hold ended at {expired.count.until.isoformat()} "
            f"({expired.rule.label}); a hold is unlawful at the deadline itself."
        )
    for layer in traced:
        if layer.says is judged.deciding:
            found += _layer_reasons(layer, judged.deciding)
    for layer in traced:
        if layer.says is not judged.deciding and layer.decided.id != "silent":
            found.append(
                f"{layer.layer} alone says {WORDS[layer.says.outcome]} ({layer.decided.cite}): "
                f"{layer.decided.says}"
            )
    return tuple(dict.fromkeys(found))


def _layer_reasons(layer: LayerTrace, said: LayerSays) -> list[str]:
    derived = " (Derived: the section has no words of its own on this act.)" if layer.decided.derived else ""
    found = [f"{layer.decided.cite}: {layer.decided.says}{derived}"]
    if said.versions_differ:
        why = layer.version.in_force.why or "This version may have been followed by another by this day."
        found = [f"{layer.version.id}: would say {WORDS[layer.decided.effect]}. {why}", *found]
    if said.stale:
        found.append(
            "Nobody has re-checked this law within a year of the day, so what it allows or commands "
            "is not established."
        )
    found += [f"{MARKS[node.value]} {_line(node)}" for node in shown_conditions(layer)]
    return found


def shown_conditions(layer: LayerTrace) -> tuple[Node, ...]:
    """List the conditions to show: those of the clause that decides, or of every clause if none held."""
    own = [trace.when for trace in layer.clauses if trace.clause is layer.decided]
    wanted = own or [trace.when for trace in layer.clauses]
    return tuple(dict.fromkeys(node for when in wanted for node in shown(when)))


def _line(node: Node) -> str:
    cite = f" ({node.cite})" if node.cite else ""
    note = f" {node.note}" if node.note else ""
    return f"{node.says}{cite}.{note}"


def unverified(asked: Asked, judged: Judgement) -> tuple[str, ...]:
    """List what of the deciding law nobody has verified, each a sentence."""
    found = [
        text for clause in judged.deciding.clauses for text in (*clause.unverified, clause.unread) if text
    ]
    for leaf in leaves(judged.deciding.clause.when):
        if leaf.unverified:
            found.append(leaf.unverified)
        value = asked.values[asked.program.numbers[leaf]]
        if isinstance(leaf.test, ConvictionTest) and value is not Truth.NO:
            found += _entries_unverified(leaf.test, asked.situation)
    return tuple(dict.fromkeys(found))


def _entries_unverified(test: ConvictionTest, situation: Situation) -> list[str]:
    """List the doubts about the list entries that the record matches."""
    if test.listed is None:
        return []
    statutes = [c.statute for c in situation.convictions or () if c.statute is not None]
    return [
        entry.unverified for statute in statutes for entry, _ in test.listed.find(statute) if entry.unverified
    ]
