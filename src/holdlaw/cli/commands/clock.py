"""`holdlaw clock`: every limit on the hold, day by day."""

from __future__ import annotations

import typer

from holdlaw.cli.asking import AsJson, Cases, KnownOn, Policies, answer_each, to_json
from holdlaw.core.case import Act
from holdlaw.decide import Answer
from holdlaw.decide.words import sentence

NO_CLOCK = "No clock applies: the request asks for no hold."


def command(
    cases: Cases, as_json: AsJson = False, known_on: KnownOn = None, policies: Policies = None
) -> None:
    """Count every limit that applies to a hold, day by day; the earliest governs."""

    def show(answer: Answer) -> str:
        if as_json:
            return to_json({"holdlaw": 1, "place": answer.case.place, "clocks": answer.as_json()["clocks"]})
        from holdlaw.cli.decision_page import clock_lines
        from holdlaw.cli.lines import wrapped

        lines = clock_lines(answer)
        hold = answer.acts[Act.HOLD]
        if not lines:
            return NO_CLOCK
        return "\n".join([*wrapped(sentence(hold)), "These are the limits only.", *lines])

    raise typer.Exit(answer_each(cases, show, (as_json, known_on, policies)))
