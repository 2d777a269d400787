"""Reads `facts.yaml`: every fact a clause may test, the question to ask, and who can answer it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import Node

_SECTIONS = ("facts", "derived", "choices", "paper", "conviction", "other")
_KEYS = ("asks", "says", "who", "field", "options", "left_out")


@frozen
class Question:
    """One fact: what to ask, who can answer, how it is stated, and where a case writes it.

    `options` empty: yes, no or unknown. `left_out`: what leaving it out means, if not unknown.
    """

    name: str
    asks: str
    says: str
    who: str
    field: str
    options: tuple[str, ...] = ()
    left_out: str | None = None


@frozen
class Questions:
    """All facts, by the part of a case they belong to."""

    facts: Mapping[str, Question]
    derived: Mapping[str, Question]
    choices: Mapping[str, Question]
    paper: Mapping[str, Question]
    conviction: Mapping[str, Question]
    other: Mapping[str, Question]

    def find(self, name: str) -> Question:
        """Find a fact by the name a reading gives it, as papers[0].criminal or terrorist_database_match."""
        head, _, last = name.partition(".")
        if head.startswith("convictions[") and last:
            return self.conviction[last]
        if head.startswith("papers[") and last:
            return self.paper[last]
        for group in (self.facts, self.derived, self.choices, self.other):
            if name in group:
                return group[name]
        raise KeyError(name)

    def testable(self) -> tuple[str, ...]:
        """List the yes/no facts a condition may name."""
        return (*self.facts, *self.derived)

    def known_to_unknowns(self) -> tuple[str, ...]:
        """List the names a law may give a meaning to when unknown."""
        return (
            *self.facts,
            *self.derived,
            *self.choices,
            *self.other,
            *(f"paper.{n}" for n in self.paper),
            *(f"conviction.{n}" for n in self.conviction),
        )


def read_questions(node: Node) -> Questions:
    """Read the facts file; raise HoldlawError with every mistake in it."""
    checking = Checking("HL-2001")
    checking.keys(node, _SECTIONS, _SECTIONS)
    groups = {section: _group(node.get(section), section, checking) for section in _SECTIONS}
    checking.done()
    return Questions(**groups)


def _group(node: Node | None, section: str, checking: Checking) -> dict[str, Question]:
    if node is None:
        return {}
    return {name: _question(name, part, section, checking) for name, part in checking.pairs(node)}


def _question(name: str, node: Node, section: str, checking: Checking) -> Question:
    checking.keys(node, _KEYS, ("asks", "who"))
    asks = checking.text(node.get("asks")) or ""
    options = node.get("options")
    prefix = {"facts": "facts.", "paper": "papers[].", "conviction": "convictions[]."}.get(section, "")
    return Question(
        name=name,
        asks=asks,
        says=checking.text(node.get("says")) or asks,
        who=checking.text(node.get("who")) or "",
        field=checking.text(node.get("field")) or f"{prefix}{name}",
        options=tuple(
            text for part in checking.members(options) if (text := checking.text(part)) is not None
        ),
        left_out=checking.text(node.get("left_out")),
    )
