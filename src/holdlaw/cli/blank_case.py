"""A case file to fill in: what the law of one place asks on a day, each with its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from holdlaw.cli.lines import wrapped
from holdlaw.core.conditions import ChoiceTest, FactTest, PaperTest, Test
from holdlaw.core.convictions import ConvictionTest
from holdlaw.decide.program import Program, program
from holdlaw.policybook import Book
from holdlaw.policybook.questions import Question

PAPER_TIMES = ("signed_on", "presented_at")
"""Fields of a paper that no clause names and that still say when it counts."""


@frozen
class Asked:
    """What a place's law asks: the questions by part of a case, in the order of facts.yaml."""

    choices: tuple[Question, ...]
    paper: tuple[Question, ...]
    conviction: tuple[Question, ...]
    facts: tuple[Question, ...]


def asked_by(book: Book, law: Program) -> Asked:
    """List what the clauses and clocks of a place's law test."""
    tests, known = law.tests, book.questions
    facts = {test.fact for test in tests if isinstance(test, FactTest)}
    choices = {test.choice for test in tests if isinstance(test, ChoiceTest)}
    papers = {name for test in tests if isinstance(test, PaperTest) for name, _ in test.fields}
    papers |= {"kind", *PAPER_TIMES} if papers else set()
    convictions = _conviction_fields(tests)
    return Asked(
        tuple(q for name, q in known.choices.items() if name in choices | {"agency"}),
        tuple(q for name, q in known.paper.items() if name in papers),
        tuple(q for name, q in known.conviction.items() if name in convictions),
        tuple(q for name, q in known.facts.items() if name in facts),
    )


def _conviction_fields(tests: Iterable[Test]) -> set[str]:
    asked = [test for test in tests if isinstance(test, ConvictionTest)]
    if not asked:
        return set()
    fields = {name for test in asked for name, _ in test.fields} | {"statute", "class", "judgment_on"}
    fields |= {name for test in asked for name in test.elsewhere}
    if any(test.listed is not None for test in asked):
        fields |= {"equivalent_to", "attempt"}
    jail = any(test.within is not None and test.within.extended_by_jail for test in asked)
    return fields | ({"incarcerated"} if jail else set())


def blank_case(book: Book, name: str, day: date) -> str:
    """Write the case file: YAML that a case is read from, all unknown, with a comment above each value.

    Edges: the release time is left `unknown`, which the reader refuses by name (HL-1010); a made-up moment
    could be overlooked, and a wrong clock would run from it.
    """
    law = program(book, name, day)
    asked = asked_by(book, law)
    return "\n".join(
        [
            *_head(law, day),
            f"place: {name}",
            "",
            *_request(book, asked),
            "",
            *_custody(book, asked),
            *_convictions(asked),
            *_facts(asked),
        ]
    )


def _head(law: Program, day: date) -> Iterator[str]:
    versions = " or ".join(version.id for version in law.layers[0].versions)
    yield from _comment(f"A request to {law.place.name}, under its law of {day} (version {versions}).")
    yield from _comment(
        "Fill in what is known and leave the rest: `unknown` is always an answer. The three values are yes, "
        "no and unknown. Moments are written with their offset, as 2017-06-14T09:30:00-04:00. Then run "
        "`holdlaw decide` on this file."
    )


def _request(book: Book, asked: Asked) -> Iterator[str]:
    choices = {question.name: question for question in asked.choices}
    yield "request:"
    yield from _value(book.questions.choices["form"], "form", options=tuple(book.forms))
    yield from _value(book.questions.other["request.received_at"], "received_at")
    yield from _comment("What does the request ask for? Left unknown, it is what the form asks.", "  ")
    yield from _comment("A list of: hold, notify, transfer, interview, share.", "  ")
    yield "  asks: unknown"
    if "box" in choices:
        yield from _value(choices["box"], "box")
    yield from _comment("When was a copy given to the person? (the serving officer)", "  ")
    yield "  served_at: unknown"
    yield "  requester:"
    yield from _value(choices["agency"], "agency", "    ", ("ICE", "CBP", "another"))
    if "duties" in choices:
        yield from _value(choices["duties"], "duties", "    ")
    if asked.paper:
        yield from _comment(
            "What papers came with the request, or later? For each, take away the `# ` and fill in:", "  "
        )
        yield "  papers:"
        yield from _template(asked.paper, "  ")


def _custody(book: Book, asked: Asked) -> Iterator[str]:
    other = book.questions.other
    yield "custody:"
    yield from _comment("When would the person otherwise walk out? Nothing can be answered without it.", "  ")
    yield "  release_due_at: unknown"
    yield from _value(other["custody.arrested_on"], "arrested_on")
    yield from _comment("When was the record search done? (the search operator)", "  ")
    yield "  search_done_at: unknown"
    yield from _value(book.questions.choices["informed_by"], "informed_by")


def _convictions(asked: Asked) -> Iterator[str]:
    if not asked.conviction:
        return
    yield ""
    yield from _comment(
        "What convictions does the record search show? (the search operator) Left empty, the record is not "
        "known. None at all: write `convictions: []`. For each one, take away the `# ` in front and fill in:"
    )
    yield "convictions:"
    yield from _template(asked.conviction, "")


def _template(questions: Iterable[Question], indent: str) -> Iterator[str]:
    """Write one member of a list, switched off line by line: each line without its `# ` is YAML."""
    dash = "- "
    for question in questions:
        yield from _comment(_asks(question), f"{indent}#   ")
        if question.name == "over_one_year_there":
            continue  # written together with the question that follows it
        yield f"{indent}# {dash}{_EXAMPLES.get(question.name) or _empty(question)}"
        dash = "  "


def _empty(question: Question) -> str:
    return f"{question.name}: {question.left_out or 'unknown'}"


_EXAMPLES = {
    "over_one_year_here": "over_one_year: {there: unknown, here: unknown}",
    "incarcerated": "incarcerated: []  # each as {from: 2015-02-02, before: 2016-02-02}",
}
"""Fields of a conviction that are more than one value."""


def _facts(asked: Asked) -> Iterator[str]:
    if asked.facts:
        yield ""
        yield "facts:"
    for question in asked.facts:
        yield from _value(question, question.name)


def _value(question: Question, key: str, indent: str = "  ", options: tuple[str, ...] = ()) -> Iterator[str]:
    yield from _comment(_asks(question, options), indent)
    yield f"{indent}{key}: unknown"


def _asks(question: Question, options: tuple[str, ...] = ()) -> str:
    known = ", ".join(options or question.options)
    return f"{question.asks} ({question.who}){f' One of: {known}.' if known else ''}"


def _comment(text: str, indent: str = "") -> list[str]:
    return wrapped(text, f"{indent}# ", f"{indent}# ")


def blank_data(book: Book, name: str, day: date) -> dict[str, Any]:
    """Give the same as plain data: where each value is written, its question, who knows, its options."""
    asked = asked_by(book, program(book, name, day))
    every = (*asked.choices, *asked.paper, *asked.conviction, *asked.facts)
    return {
        "holdlaw": 1,
        "place": name,
        "on": str(day),
        "required": ["place", "request", "custody.release_due_at"],
        "questions": [
            {"field": q.field, "question": q.asks, "who": q.who, "options": list(q.options)} for q in every
        ],
    }
