"""Worked cases beside a place's law (`cases.yaml`): a case, and what the law is read to say of it.

The file is a list. `like` names an earlier case whose `case` this one takes and overrides in parts; what is
expected is always written out. An outcome alone may stand for `{outcome: …}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from attrs import evolve, frozen

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide import ActAnswer, Answer, decide
from holdlaw.policybook import Book
from holdlaw.policybook.cache import read_node
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.place_files import Place
from holdlaw.sources.case_file import case_from_node

FILE = "cases.yaml"
KEYS = ("name", "why", "like", "case", "expect", "version")
EXPECT_KEYS = ("outcome", "clause", "until")
ACTS = tuple(act.value for act in Act)
OUTCOMES = tuple(outcome.value for outcome in Outcome)


@frozen
class Expected:
    """What is expected of one act: the outcome and, where given, the clause that decides and the deadline."""

    outcome: Outcome
    clause: str | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        """Say it in a few words."""
        by = f" by {self.clause}" if self.clause else ""
        return f"{self.outcome.value}{by}{f' until {self.until.isoformat()}' if self.until else ''}"


@frozen(eq=False)
class WorkedCase:
    """One worked case. `version` is the version of the place's own law that answers it, if stated."""

    name: str
    why: str
    case: Case
    expect: Mapping[Act, Expected]
    version: str | None
    where: str


@frozen(eq=False)
class Worked:
    """A worked case that was run: the answer, if there is one, and what is not as expected."""

    worked: WorkedCase
    answer: Answer | None
    problems: tuple[Problem, ...]


def read_worked_cases(book: Book, place: Place) -> tuple[WorkedCase, ...]:
    """Read the worked cases of a place; raise HoldlawError with every mistake in them."""
    path = place.folder / FILE
    if not path.is_file():
        return ()
    shown = f"{book.root.name}/{place.folder.relative_to(book.root).as_posix()}/{FILE}"
    reading = _Reading(book, place)
    found = [reading.worked(part) for part in reading.members(read_node(path, shown))]
    reading.checking.done()
    return tuple(worked for worked in found if worked is not None)


def run_worked(worked: WorkedCase, book: Book) -> Worked:
    """Decide a worked case and compare the answer with what is expected."""
    try:
        answer = answer_to(worked, book)
    except HoldlawError as error:
        return Worked(
            worked, None, tuple(evolve(p, where=f"{worked.where}: {p.where}") for p in error.problems)
        )
    return Worked(worked, answer, tuple(_differences(worked, answer)))


def answer_to(worked: WorkedCase, book: Book, law_on: date | None = None) -> Answer:
    """Decide a worked case, under the law of its own day or of another.

    Raise HoldlawError if the law contradicts itself, also where only a changed fact would show it.
    """
    try:
        return decide(worked.case, book, law_on=law_on)
    except ClausesDisagree as error:
        raise HoldlawError(
            [
                Problem(
                    "HL-2003",
                    worked.where,
                    f"With one fact changed, {error}.",
                    "Both clauses would apply and neither gives way.",
                    "Say in the law file which one overrides the other.",
                )
            ]
        ) from None


def _differences(worked: WorkedCase, answer: Answer) -> Iterator[Problem]:
    version = " or ".join(answer.layers[0].versions)
    if worked.version is not None and worked.version != version:
        yield _problem(worked, f"version {worked.version} was expected to answer, and version {version} did.")
    for act, expected in worked.expect.items():
        got = _got(answer.acts[act], expected)
        if got != expected:
            yield _problem(worked, f"{act.value}: expected {expected}, got {got}.")


def _got(answer: ActAnswer, expected: Expected) -> Expected:
    """Give as much of an answer as was asked for."""
    clause = answer.decided_by.clause if answer.decided_by else "silent"
    return Expected(
        answer.outcome,
        clause if expected.clause is not None else None,
        answer.until if expected.until is not None else None,
    )


def _problem(worked: WorkedCase, what: str) -> Problem:
    return Problem(
        "HL-2004",
        worked.where,
        f"'{worked.name}': {what}",
        "Either the law file or the worked case misreads the law.",
        "Read the provision again and mend the one that is wrong.",
    )


class _Reading:
    """Reads the members of one file, each able to build on those before it."""

    def __init__(self, book: Book, place: Place) -> None:
        self.book, self.place, self.checking = book, place, Checking("HL-2001")
        self.cases: dict[str, Node] = {}

    def members(self, node: Node) -> tuple[Node, ...]:
        if not isinstance(node.value, tuple):
            self.checking.add(
                "HL-2001",
                node.where,
                ("This should be a list of worked cases.", "None could be run.", "Begin each with a dash."),
            )
        return node.parts()

    def worked(self, node: Node) -> WorkedCase | None:
        if not self.checking.keys(node, KEYS, ("name", "why", "expect")):
            return None
        name = self.checking.text(node.get("name")) or ""
        whole = self.case_node(node, name)
        expect = self.expected(node.get("expect"))
        case = self.case(whole) if whole is not None else None
        if case is None:
            return None
        return WorkedCase(
            name,
            self.checking.text(node.get("why")) or "",
            case,
            expect,
            self.checking.text(node.get("version")),
            f"{node.file}:{node.line}",
        )

    def case_node(self, node: Node, name: str) -> Node | None:
        """Give the case's nodes, after those of the case it is like."""
        own, like = node.get("case"), self.checking.one_of(node.get("like"), tuple(self.cases))
        if name in self.cases:
            says = (f"'{name}' stands twice.", "`like` could mean either.", "Name one of them otherwise.")
            self.checking.add("HL-2001", node.key_where("name"), says)
        base = self.cases[like] if like is not None else None
        whole = merged(base, own) if base is not None and own is not None else own or base
        if whole is None:
            if node.get("like") is None:
                says = ("'case' is missing.", "There is nothing to decide.", "Add `case:` or `like:`.")
                self.checking.add("HL-2001", node.where, says)
            return None
        self.cases[name] = whole
        return whole

    def case(self, whole: Node) -> Case | None:
        place = Node(self.place.id, whole.file, whole.line, "place")
        try:
            return case_from_node(evolve(whole, value={"place": place, **dict(whole.items())}), self.book)
        except HoldlawError as error:
            self.checking.problems += error.problems
            return None

    def expected(self, node: Node | None) -> dict[Act, Expected]:
        if node is None or not self.checking.keys(node, ACTS):
            return {}
        read = {name: self.one_expected(part) for name, part in node.items() if name in ACTS}
        return {Act(name): expected for name, expected in read.items() if expected is not None}

    def one_expected(self, node: Node) -> Expected | None:
        check = self.checking
        if isinstance(node.value, Mapping):
            check.keys(node, EXPECT_KEYS, ("outcome",))
        outcome = check.one_of(node.get("outcome") if isinstance(node.value, Mapping) else node, OUTCOMES)
        if outcome is None:
            return None
        return Expected(Outcome(outcome), check.text(node.get("clause")), check.moment(node.get("until")))


def merged(base: Node, over: Node) -> Node:
    """Give a group with the parts of another put in their place, group by group; a list is replaced."""
    if not isinstance(base.value, Mapping) or not isinstance(over.value, Mapping):
        return over
    values = dict(base.value)
    for key, part in over.value.items():
        values[key] = merged(values[key], part) if key in values else part
    return evolve(over, value=values, key_lines={**base.key_lines, **over.key_lines})
