"""Reads the conditions of a law file into `holdlaw.core.conditions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from holdlaw.core.conditions import (
    All,
    AnyOf,
    ChoiceTest,
    ClockTest,
    Condition,
    FactTest,
    Leaf,
    Not,
    PaperTest,
    SearchWindow,
    Test,
    Unknowns,
)
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.core.offences import OffenceList
from holdlaw.core.situation import CHOICE_NAMES
from holdlaw.core.truth import Truth
from holdlaw.policybook.checking import Checking, nearest
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.questions import Question, Questions

OPERATORS = ("all", "any", "not", "paper", "conviction", "clock", *CHOICE_NAMES)
GROUPS = ("all", "any", "not", "clock")
LABELS = ("says", "cite", "unverified")
CONVICTION_KEYS = ("like", "listed", "not_listed", "jurisdiction", "elsewhere", "within")
LOOK_BACK_KEYS = ("years", "before", "extended_by", "anniversary")


@frozen
class Reading:
    """What is needed to read the conditions of one version: definitions, lists, what unknowns mean."""

    place: str
    checking: Checking
    questions: Questions
    definitions: Mapping[str, Node]
    lists: Mapping[str, OffenceList]
    clocks: Mapping[str, Node]
    unknowns: Unknowns
    window: SearchWindow | None
    windowed: frozenset[str]
    full_cite: Callable[[str], str]
    calendars: tuple[str, ...]
    built: dict[str, Condition] = field(factory=dict)
    building: list[str] = field(factory=list)

    def condition(self, node: Node) -> Condition:
        """Read a condition: a name, or one operator with its labels."""
        if isinstance(node.value, str):
            return self.named(node, node.value)
        operators = [key for key, _ in node.items() if key in OPERATORS]
        if not self.checking.keys(node, (*OPERATORS, *LABELS)):
            return _NOTHING
        if len(operators) != 1:
            self.checking.add(
                "HL-2001",
                node.where,
                (
                    f"A condition has {len(operators)} operators.",
                    "It must have exactly one to be read in one way.",
                    f"Use one of: {', '.join(OPERATORS)}.",
                ),
            )
            return _NOTHING
        return self._operator(node, operators[0])

    def named(self, node: Node, name: str) -> Condition:
        """Give a definition of the version, or a fact, by its name."""
        if name in self.built:
            return self.built[name]
        if name in self.building:
            self.checking.add(
                "HL-2001",
                node.where,
                (
                    f"'{name}' is defined by itself.",
                    "It would never come to an end.",
                    "Define it by other terms.",
                ),
            )
            return _NOTHING
        if name in self.definitions:
            self.building.append(name)
            self.built[name] = self.condition(self.definitions[name])
            self.building.pop()
            return self.built[name]
        if name in self.questions.testable():
            question = self.questions.facts.get(name) or self.questions.derived[name]
            self.built[name] = self._leaf(FactTest(name), name, says=question.says)
            return self.built[name]
        self.checking.add(
            "HL-2001",
            node.where,
            (
                f"'{name}' is neither defined here nor a known fact.",
                "The clause could never be decided.",
                nearest(name, (*self.definitions, *self.questions.testable())),
            ),
        )
        return _NOTHING

    def _operator(self, node: Node, operator: str) -> Condition:
        says, cite, unverified = self._labels(node)
        if unverified is not None and operator in GROUPS:
            self.checking.add(
                "HL-2001",
                node.key_where("unverified"),
                (
                    "A doubt is marked on a test or a clause, not on a group of tests.",
                    "It would not surface in an answer.",
                    "Write `unverified` on the test or the clause that it concerns.",
                ),
            )
        body = node.get(operator)
        assert body is not None
        match operator:
            case "all" | "any":
                parts = tuple(self.condition(part) for part in self.checking.members(body))
                if not parts:
                    self.checking.add(
                        "HL-2001",
                        body.where,
                        (
                            f"'{operator}' has no parts.",
                            "An empty condition would hold always or never, and nobody would see it.",
                            "List at least one condition.",
                        ),
                    )
                return All(parts, says, cite) if operator == "all" else AnyOf(parts, says, cite)
            case "not":
                return Not(self.condition(body), says, cite)
            case "paper":
                return self._leaf(self._paper(body), "papers", says=says, cite=cite, unverified=unverified)
            case "conviction":
                test = self._conviction(body)
                return self._leaf(test, "convictions", says=says, cite=cite, unverified=unverified)
            case "clock":
                clock = self.clock_id(body) or ""
                return self._leaf(ClockTest(clock), clock, says=says or self._clock_says(body), cite=cite)
            case choice:
                return self._choice(body, choice, (says, cite, unverified))

    def clock_id(self, node: Node | None) -> str | None:
        """Read the name of one of the version's clocks; give the name by which the chain knows it."""
        name = self.checking.one_of(node, tuple(self.clocks))
        return f"{self.place}:{name}" if name else None

    def _clock_says(self, node: Node) -> str:
        """Say that a clock has run, in the words of its label."""
        clock = self.clocks.get(self.checking.text(node) or "")
        label = self.checking.text(clock.get("label")) if clock else None
        opens = clock is not None and clock.get("days_before_release") is not None
        return f"the time has {'begun' if opens else 'run out'}: {label or 'no label'}"

    def _choice(self, body: Node, choice: str, labels: tuple[str, str, str | None]) -> Condition:
        question = self.questions.choices[choice]
        members = body.parts() if isinstance(body.value, tuple) else (body,)
        if question.options:
            allowed = self.checking.names(body, question.options)
        else:
            allowed = tuple(text for m in members if (text := self.checking.text(m)) is not None)
        says, cite, unverified = labels
        says = says or f"{choice.replace('_', ' ')}: {' or '.join(allowed)}"
        return self._leaf(
            ChoiceTest(choice, frozenset(allowed)), choice, says=says, cite=cite, unverified=unverified
        )

    def _leaf(
        self, test: Test, name: str, *, says: str, cite: str = "", unverified: str | None = None
    ) -> Leaf:
        window = self.window if name in self.windowed else None
        return Leaf(test, self.unknowns, window, name, says, cite, unverified)

    def _labels(self, node: Node) -> tuple[str, str, str | None]:
        cite = self.checking.text(node.get("cite"))
        return (
            self.checking.text(node.get("says")) or "",
            self.full_cite(cite) if cite else "",
            self.checking.text(node.get("unverified")),
        )

    def _liked(self, node: Node, operator: str, seen: tuple[str, ...] = ()) -> Mapping[str, Node]:
        """Give a test's fields, after those of the definition it is `like`."""
        own = dict(node.items())
        like = own.pop("like", None)
        name = self.checking.one_of(like, tuple(self.definitions)) if like else None
        if like is None or name is None:
            return own
        base = self.definitions[name].get(operator)
        if base is None or name in seen:
            self.checking.add(
                "HL-2001",
                like.where,
                (
                    f"'{name}' is not a test of this kind.",
                    "None of its fields would be asked.",
                    f"Name a definition that is a `{operator}`, and not itself.",
                ),
            )
            return own
        return {**self._liked(base, operator, (*seen, name)), **own}

    def _paper(self, node: Node) -> PaperTest:
        allowed = (*self.questions.paper, "presented", "like")
        self.checking.keys(node, allowed)
        fields, presented = [], "by_now"
        for key, value in self._liked(node, "paper").items():
            if key == "presented":
                presented = self._presented(value)
            elif key in self.questions.paper:
                fields.append((key, self._allowed(value, self.questions.paper[key])))
        return PaperTest(tuple(fields), presented)

    def _presented(self, node: Node) -> str:
        if node.get("before_end_of") is not None:
            self.checking.keys(node, ("before_end_of",))
            return self.clock_id(node.get("before_end_of")) or "by_now"
        return self.checking.one_of(node, ("by_now", "with_request")) or "by_now"

    def _allowed(self, node: Node, question: Question) -> frozenset[Truth | str]:
        """Read the values a field may have: yes or no, or some of its options."""
        if question.options:
            return frozenset(self.checking.names(node, question.options))
        return frozenset((self.checking.truth(node),))

    def _conviction(self, node: Node) -> ConvictionTest:
        asked = self.questions.conviction
        self.checking.keys(node, (*asked, *CONVICTION_KEYS))
        parts = self._liked(node, "conviction")
        fields = tuple(
            (key, self._allowed(value, asked[key])) for key, value in parts.items() if key in asked
        )
        return ConvictionTest(
            listed=self._list(parts.get("listed")),
            not_listed=self._list(parts.get("not_listed")),
            jurisdictions=frozenset(
                text
                for part in self.checking.members(parts.get("jurisdiction"))
                if (text := self.checking.text(part)) is not None
            ),
            fields=fields,
            elsewhere=self.checking.names(parts.get("elsewhere"), tuple(asked)),
            within=self._look_back(parts.get("within")),
        )

    def _list(self, node: Node | None) -> OffenceList | None:
        name = self.checking.one_of(node, tuple(self.lists))
        return self.lists[name] if name else None

    def _look_back(self, node: Node | None) -> LookBack | None:
        if node is None or not self.checking.keys(node, LOOK_BACK_KEYS, ("years", "before")):
            return None
        return LookBack(
            years=self.checking.whole(node.get("years")) or 0,
            until=self.checking.one_of(node.get("before"), ("arrest", "act", "request")) or "arrest",
            extended_by_jail=self.checking.one_of(node.get("extended_by"), ("jail_for_listed_crime",))
            is not None,
            anniversary_counts=self.checking.one_of(node.get("anniversary"), ("counts", "excluded"))
            == "counts",
        )


_NOTHING = All(())
"""Stands for a condition that could not be read; the file is refused before it is used."""
