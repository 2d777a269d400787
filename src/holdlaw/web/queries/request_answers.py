"""The answer a request's page shows: the recorded one, and whether something was entered since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide import Answer, decide
from holdlaw.decide.answer import OpenFact
from holdlaw.register.case_parts import Decision
from holdlaw.register.case_state import CHANGES_ANSWER
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.lines import Line
from holdlaw.sources.case_file import case_from_data
from holdlaw.web.queries.answers import Shown, shown_answer
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_approval import may_sign, signatures
from holdlaw.web.queries.request_timeline import spoken


@frozen
class Changed:
    """An act that a person decided otherwise."""

    act: str
    law_said: str
    outcome: str
    cite: str
    reason: str
    by: str
    seq: int


@frozen(kw_only=True)
class Answered:
    """The answer and how it stands. `recorded`: it is an entry; otherwise it is what the law would say now.

    `plain` gives outcomes by act where the recorded answer cannot be read again as it was. `problems`: why
    the law cannot be asked about the case as it stands. `not_mine`: why this person may not sign it.
    """

    shown: Shown | None
    recorded: bool
    stale: bool
    since: tuple[str, ...]
    plain: Mapping[str, str]
    decision: Decision | None
    signed: bool
    signed_by: tuple[str, ...]
    not_mine: str
    changed: tuple[Changed, ...]
    open_fact: OpenFact | None
    problems: tuple[Problem, ...]
    known_on: str


def answered(case: OpenCase) -> Answered:
    """Give the answer to show. The law is asked anew only where the case or the law may have changed."""
    live, problems = _live(case)
    decision = case.state.decision
    answer, plain = _recorded(case, decision, live) if decision else (live, {})
    signed = signatures(case.state, decision) if decision else ()
    return Answered(
        shown=shown_answer(answer, case.zone) if answer else None,
        recorded=decision is not None,
        stale=case.state.stale,
        since=tuple(_since(case, decision)) if decision else (),
        plain=plain,
        decision=decision,
        signed=bool(signed),
        signed_by=tuple(dict.fromkeys(line.by for line in signed)),
        not_mine=may_sign(case.state, case.desk.user.staff_id),
        changed=tuple(_changed(case, decision)) if decision else (),
        open_fact=live.next_question if live else None,
        problems=problems,
        known_on=decision.made.content.known_on if decision else case.known_on.isoformat(),
    )


def _live(case: OpenCase) -> tuple[Answer | None, tuple[Problem, ...]]:
    try:
        return case.answer, ()
    except HoldlawError as error:
        return None, tuple(error.problems)


def _recorded(
    case: OpenCase, decision: Decision, live: Answer | None
) -> tuple[Answer | None, Mapping[str, str]]:
    """Give the answer as it was recorded. Nothing came after it: then the answer of today is the same one."""
    made = decision.made.content
    if live is not None and not case.state.stale and _same(made, live):
        return live, {}
    again = _again(case, decision)
    if again is not None and _same(made, again):
        return again, {}
    return None, dict(made.outcomes)


def _again(case: OpenCase, decision: Decision) -> Answer | None:
    own = case.values.get(decision.made.seq, {}).get("case")
    if not isinstance(own, Mapping):
        return None
    try:
        known_on = date.fromisoformat(decision.made.content.known_on)
        return decide(case_from_data(own, case.desk.book), case.desk.book, known_on)
    except HoldlawError:
        return None


def _same(made: DecisionMade, answer: Answer) -> bool:
    outcomes = {act.value: given.outcome.value for act, given in answer.acts.items()}
    until = next((given.until for act, given in answer.acts.items() if act.value == "hold"), None)
    return outcomes == dict(made.outcomes) and (until.isoformat() if until else None) == made.until


def _since(case: OpenCase, decision: Decision) -> list[str]:
    """List what was entered after a decision that could change its answer."""
    later = (line for line in case.state.lines if line.seq > decision.made.seq)
    return [
        spoken(line.entry.sentence(), case.zone) for line in later if isinstance(line.content, CHANGES_ANSWER)
    ]


def _changed(case: OpenCase, decision: Decision) -> list[Changed]:
    private = ((each, case.values.get(each.seq, {})) for each in decision.overridden)
    return [_override(each, decision, values.get("reason")) for each, values in private]


def _override(line: Line[DecisionOverridden], decision: Decision, reason: object) -> Changed:
    said = line.content
    law_said = decision.made.content.outcomes.get(said.act, "")
    return Changed(said.act, law_said, said.outcome, said.cite, str(reason or ""), line.by, line.seq)
