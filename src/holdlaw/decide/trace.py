"""The trace: how every clause of every layer stood, down to each test and what the case states.

A structure, not text: pages, PDF, command line and API render the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.clauses import Clause, Version
from holdlaw.core.conditions import All, Always, AnyOf, Condition, Leaf, Not
from holdlaw.core.evaluate import holds
from holdlaw.core.readings import Finding
from holdlaw.core.situation import CHOICE_NAMES
from holdlaw.core.truth import Truth
from holdlaw.decide.program import LayerSays, Program


@frozen
class Node:
    """One condition of a clause and how it stood. `stated` and `fields` belong to a test alone.

    `note` says why the value is not the one stated: the law's reading of an unknown, or a search too old.
    """

    kind: str
    says: str
    cite: str
    value: Truth
    parts: tuple[Node, ...] = ()
    stated: Truth | None = None
    fields: tuple[str, ...] = ()
    note: str = ""
    unverified: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the node as plain data."""
        data: dict[str, Any] = {
            "kind": self.kind,
            "says": self.says,
            "cite": self.cite,
            "value": self.value.value,
        }
        if self.stated is not None:
            data |= {"stated": self.stated.value, "fields": list(self.fields)}
        if self.note:
            data["note"] = self.note
        if self.unverified:
            data["unverified"] = self.unverified
        if self.parts:
            data["parts"] = [part.as_json() for part in self.parts]
        return data


@frozen(eq=False)
class ClauseTrace:
    """One clause and how its condition stood."""

    clause: Clause
    holds: Truth
    when: Node

    def as_json(self) -> dict[str, Any]:
        """Give the clause as plain data."""
        return {
            "clause": self.clause.id,
            "cite": self.clause.cite,
            "effect": self.clause.effect.value,
            "says": self.clause.says,
            "holds": self.holds.value,
            "when": self.when.as_json(),
        }


@frozen(eq=False)
class LayerTrace:
    """What one version of one layer said, clause by clause."""

    layer: str
    version: Version
    says: LayerSays
    decided: Clause
    clauses: tuple[ClauseTrace, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the layer as plain data."""
        return {
            "layer": self.layer,
            "version": self.version.id,
            "digest": self.version.digest,
            "outcome": self.says.outcome.value,
            "decided_by": self.decided.id,
            "cite": self.decided.cite,
            "says": self.decided.says,
            "clauses": [clause.as_json() for clause in self.clauses],
        }


class Tracer:
    """Writes the trace of one case from what each of its tests said."""

    def __init__(self, program: Program, findings: Sequence[Finding]) -> None:
        """Keep what every test said."""
        self._program, self._findings = program, findings
        self._nodes: dict[int, Node] = {}

    def layers(self, act: Act, says: Sequence[LayerSays]) -> tuple[LayerTrace, ...]:
        """Trace an act through every layer and version."""
        return tuple(
            LayerTrace(layer.place.id, version, said, decided, self._clauses(version, act))
            for layer, said in zip(self._program.layers, says, strict=True)
            for version, decided in zip(layer.versions, said.clauses, strict=True)
        )

    def _clauses(self, version: Version, act: Act) -> tuple[ClauseTrace, ...]:
        nodes = ((clause, self.node(clause.when)) for clause in version.rule(act).clauses)
        return tuple(ClauseTrace(clause, node.value, node) for clause, node in nodes)

    def node(self, condition: Condition) -> Node:
        """Trace one condition."""
        match condition:
            case Leaf():
                return self._leaf(condition)
            case All(parts, says, cite):
                return self._group("all", says, cite, parts, condition)
            case AnyOf(parts, says, cite):
                return self._group("any", says, cite, parts, condition)
            case Not(part, says, cite):
                return self._group("not", says, cite, (part,), condition)
            case Always(says, cite):
                return Node("always", says, cite, Truth.YES)

    def read(self, leaf: Leaf) -> Truth:
        """Give the value of a test."""
        return self._findings[self._program.numbers[leaf]].value

    def _group(self, kind: str, says: str, cite: str, parts: Sequence[Condition], whole: Condition) -> Node:
        return Node(kind, says, cite, holds(whole, self.read), tuple(self.node(part) for part in parts))

    def _leaf(self, leaf: Leaf) -> Node:
        number = self._program.numbers[leaf]
        if number not in self._nodes:
            found = self._findings[number]
            self._nodes[number] = Node(
                "test",
                leaf.says,
                leaf.cite,
                found.value,
                (),
                found.stated,
                found.fields,
                _note(leaf, found),
                leaf.unverified,
            )
        return self._nodes[number]


def _note(leaf: Leaf, found: Finding) -> str:
    if found.shut_out and leaf.window is not None:
        return f"Not indicated: the search was made more than {leaf.window.hours} hours before release."
    if found.stated is Truth.UNKNOWN and found.value is Truth.NO:
        return "Unknown, which counts as no under this law."
    return ""


def shown(node: Node) -> tuple[Node, ...]:
    """List what to show of a clause's condition: its tests, without those that a reader need not see.

    What only concerns the form and its sender is shown by the group's own words where it holds; of a choice
    that is met, only what meets it.
    """
    if node.kind == "test":
        return (node,)
    met = node.kind == "any" and node.value is Truth.YES
    parts = (part for part in node.parts if part.value is Truth.YES or not met)
    return tuple(dict.fromkeys(found for part in parts for found in _below(part)))


def _below(node: Node) -> tuple[Node, ...]:
    if node.kind == "all" and node.value is Truth.YES and node.says and _of_the_form(node):
        return (node,)
    return shown(node)


def _of_the_form(node: Node) -> bool:
    """Say whether a condition tests nothing but the request's form and sender."""
    if node.kind == "test":
        return set(node.fields) <= set(CHOICE_NAMES)
    return all(_of_the_form(part) for part in node.parts)
