"""`holdlaw next`: the one question whose answer settles the most."""

from __future__ import annotations

import typer

from holdlaw.cli.asking import AsJson, Cases, KnownOn, Policies, answer_each, to_json
from holdlaw.cli.lines import wrapped
from holdlaw.decide import Answer
from holdlaw.decide.words import moment


def command(
    cases: Cases, as_json: AsJson = False, known_on: KnownOn = None, policies: Policies = None
) -> None:
    """Give the next question: the open fact that can settle the most, who can answer it, and by when."""

    def show(answer: Answer) -> str:
        question = answer.next_question
        if as_json:
            return to_json({"holdlaw": 1, "next_question": question.as_json() if question else None})
        if question is None:
            return "Nothing is open that could change the answer."
        lines = [
            *wrapped(question.question),
            *wrapped(f"ask: {question.who}", "  "),
            *wrapped(f"by: {moment(question.by)}", "  "),
            *wrapped(f"write it as: {question.name}", "  "),
        ]
        return "\n".join(lines)

    raise typer.Exit(answer_each(cases, show, (as_json, known_on, policies)))
