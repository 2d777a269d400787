"""`holdlaw decide`: the answer for each act, why, the clock, what is open, what to do now."""

from __future__ import annotations

import typer

from holdlaw.cli.asking import AsJson, Cases, KnownOn, Policies, answer_each, to_json
from holdlaw.decide import Answer


def command(
    cases: Cases, as_json: AsJson = False, known_on: KnownOn = None, policies: Policies = None
) -> None:
    """Answer requests: what the law of the place says of each act, with its citation and the clock."""

    def show(answer: Answer) -> str:
        if as_json:
            return to_json(answer.as_json())
        from holdlaw.cli.decision_page import decision_page

        return decision_page(answer)

    raise typer.Exit(answer_each(cases, show, (as_json, known_on, policies)))
