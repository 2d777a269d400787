"""What the law of a day says about a disclosure: asked of the request's case, or else of the place alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide import ActAnswer, Answer
from holdlaw.web.desk import Desk
from holdlaw.web.queries.answers import Shown, shown_answer
from holdlaw.web.queries.cases import OpenCase, answer_to

NOT_ASKED = "not_asked"
"""Stands where an outcome would, when the law could not be asked."""

ACT_OF = {"release_date": Act.NOTIFY, "interview": Act.INTERVIEW}
"""The act that a thing asked or told belongs to; everything else is sharing information."""

ACT_OF_PURPOSE = {"notice": Act.NOTIFY, "call_pending": Act.NOTIFY}
"""The act of a contact of which nobody said what was asked or told."""

STRICTEST = (Outcome.MUST_NOT, Outcome.NOT_ESTABLISHED, Outcome.NO_RULE, Outcome.MAY, Outcome.MUST)


@frozen
class LawSaid:
    """What the law of the day says. `kept`: as the contact keeps it.

    `against`: something was told that it forbids. `of_place`: it was asked without a request, of the
    place alone.
    """

    at: datetime
    of_place: bool
    kept: Mapping[str, Any]
    shown: Shown | None = None
    against: bool = False
    in_doubt: bool = False
    """It is not settled that the request is about the person in custody."""
    problems: tuple[Problem, ...] = ()


def acts_of(asked: Collection[str], given: Collection[str], purpose: str) -> tuple[Act, ...]:
    """Give the acts that a contact is about, in the law's order."""
    found = {ACT_OF.get(what, Act.SHARE) for what in (*asked, *given)}
    found = found or {ACT_OF_PURPOSE.get(purpose, Act.SHARE)}
    return tuple(act for act in Act if act in found)


def law_of(desk: Desk, acts: tuple[Act, ...], at: datetime, case: OpenCase | None) -> LawSaid:
    """Ask the law of a moment about some acts. Where it cannot be asked, that is what is said and kept."""
    place = case is None
    try:
        answer = answer_to(desk, _case_file(desk, at, case))
    except HoldlawError as error:
        kept = {"act": acts[0].value, "outcome": NOT_ASKED, "why": error.problems[0].code}
        return LawSaid(at, place, kept, problems=tuple(error.problems))
    said = sorted((answer.acts[act] for act in acts), key=lambda each: STRICTEST.index(each.outcome))
    lead: dict[str, Any] = {**_kept(said[0]), "case": "place" if place else "request"}
    if len(said) > 1:
        lead["also"] = [_kept(each) for each in said[1:]]
    in_doubt = case is not None and case.state.stopped
    return LawSaid(at, place, lead, _shown(answer, acts), in_doubt=in_doubt)


def told_against(answer: LawSaid, given: Collection[str]) -> LawSaid:
    """Mark an answer where something was told that the law of the day forbids."""
    told = {ACT_OF.get(what, Act.SHARE).value for what in given}
    acts = answer.shown.asked if answer.shown else ()
    against = any(each.act in told and each.code == Outcome.MUST_NOT.value for each in acts)
    return evolve(answer, against=against)


def _case_file(desk: Desk, at: datetime, case: OpenCase | None) -> Mapping[str, Any]:
    moment = at.isoformat()
    if case is not None:
        return {**case.case_file, "at": moment}
    return {
        "place": desk.agency.place,
        "request": {"form": "other", "asks": ["share"]},
        "custody": {"release_due_at": moment},
    }


def _kept(said: ActAnswer) -> dict[str, Any]:
    by = said.decided_by
    own = {"act": said.act.value, "outcome": said.outcome.value, "cite": by.cite if by else None}
    return own | ({"layer": by.layer, "version": by.version, "clause": by.clause} if by else {})


def _shown(answer: Answer, acts: tuple[Act, ...]) -> Shown:
    """Leave of an answer what concerns the disclosure: no clock, no question about a hold."""
    whole = shown_answer(answer)
    wanted = {act.value for act in acts}
    said = tuple(each for each in (*whole.asked, *whole.others) if each.act in wanted)
    return evolve(whole, asked=said, others=(), clocks=(), next_question="", warnings=())
