"""The whole trace as printed: every act, layer, version, clause and test."""

from __future__ import annotations

from collections.abc import Iterator

from holdlaw.cli.lines import heading, wrapped
from holdlaw.decide import Answer
from holdlaw.decide.reasons import MARKS, WORDS
from holdlaw.decide.trace import ClauseTrace, Node


def trace_page(answer: Answer) -> str:
    """Write the trace of every act for the terminal."""
    lines = [f"{answer.place_name}: the whole trace"]
    for act, found in answer.acts.items():
        lines += [*heading(f"{act.value}: {WORDS[found.outcome]}")]
        for layer in found.trace:
            lines += wrapped(
                f"{layer.layer}, version {layer.version.id}: {WORDS[layer.says.outcome]}, by "
                f"{layer.decided.id} ({layer.decided.cite})",
                "",
                "  ",
            )
            for clause in layer.clauses:
                lines += list(_clause(clause))
    return "\n".join(lines)


def _clause(trace: ClauseTrace) -> Iterator[str]:
    clause = trace.clause
    yield from wrapped(
        f"{clause.id} ({clause.cite}) would say {WORDS[clause.effect]}: {clause.says}",
        f"  {MARKS[trace.holds]} ",
        "    ",
    )
    yield from _node(trace.when, 2)


def _node(node: Node, depth: int) -> Iterator[str]:
    words = {"all": "all of", "any": "any of", "not": "not", "always": "always", "test": ""}[node.kind]
    label = ": ".join(part for part in (words, node.says) if part)
    cite = f" [{node.cite}]" if node.cite else ""
    yield from wrapped(
        f"{label}{cite}{_rests_on(node)}", f"{'  ' * depth}{MARKS[node.value]} ", "  " * depth + "  "
    )
    for part in node.parts:
        yield from _node(part, depth + 1)


def _rests_on(node: Node) -> str:
    if node.stated is None:
        return ""
    note = f"; {node.note}" if node.note else ""
    return f" (stated: {node.stated.value}; from {', '.join(node.fields)}{note})"
