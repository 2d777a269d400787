"""`holdlaw explain`: the whole trace, every layer, version, clause and test."""

from __future__ import annotations

import typer

from holdlaw.cli.asking import AsJson, Cases, KnownOn, Policies, answer_each, to_json
from holdlaw.decide import Answer


def command(
    cases: Cases, as_json: AsJson = False, known_on: KnownOn = None, policies: Policies = None
) -> None:
    """Show the whole trace of an answer: how every clause of every layer stood, and on which facts."""

    def show(answer: Answer) -> str:
        if as_json:
            acts = {act.value: found.as_json()["trace"] for act, found in answer.acts.items()}
            return to_json(
                {"holdlaw": 1, "place": answer.case.place, "at": answer.case.at.isoformat(), "trace": acts}
            )
        from holdlaw.cli.trace_page import trace_page

        return trace_page(answer)

    raise typer.Exit(answer_each(cases, show, (as_json, known_on, policies)))
