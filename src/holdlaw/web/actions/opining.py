"""Asking counsel about an open fact, and counsel's answer. An answer is for its own case alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.case_parts import Opinion
from holdlaw.register.case_paths import path_of, put, value_at
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.receipts import Receipt
from holdlaw.sources.case_file import read_case
from holdlaw.store.reading import first_of_intake
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase, open_case


def ask_opinion(desk: Desk, case: OpenCase, asked: OpinionAsked, key: str) -> Receipt:
    """Ask counsel about a fact.

    Raise HoldlawError (HL-7004) if the same is asked and has no answer, or is due already.
    """
    if first_of_intake(desk.register.db, key) is None:
        if _unanswered(case, asked.fact) is not None:
            what = _("Counsel was asked this, and has not answered.")
            why = _("Two open questions about one fact could get two answers.")
            raise refusal("fact", what, why, _("Wait for the answer, or ask counsel directly."))
        if datetime.fromisoformat(asked.due_at) <= desk.now:
            what, why = _("It is over."), _("Nobody can answer by then.")
            raise refusal("due_at", what, why, _("Name a time to come."))
    return write(desk, [draft(desk, asked, (case.state.request, case.state.person))], key)[-1]


def give_opinion(desk: Desk, case: OpenCase, given: OpinionGiven, key: str) -> Receipt:
    """Enter counsel's answer to a question that was asked. Decisions taken before it are stale from then on.

    Raise HoldlawError: HL-7004 for a question that is not open in this case, or about another fact; the case
    file's own codes for an answer that the fact does not take.
    """
    if first_of_intake(desk.register.db, key) is None:
        question = _numbered(case, given.asked)
        if question is None or question.asked.content.fact != given.fact:
            what, why = _("There is no such question in this case."), _("An answer belongs to its question.")
            raise refusal("asked", what, why, _("Open the case again."))
        if question.given is not None:
            what, why = _("It has an answer already."), _("Somebody may have acted on it.")
            raise refusal("asked", what, why, _("Correct that answer, if it was wrong."))
        check_answer(desk, case, given.fact, given.value)
    return write(desk, [draft(desk, given, (case.state.request, case.state.person))], key)[-1]


def opine(desk: Desk, case: OpenCase, answer: Mapping[str, str], key: str) -> Receipt:
    """Answer an open fact: `fact`, `value`, `grounds`.

    If nobody asked, the question is entered first. The form sent twice is one question and one answer.
    """
    fact, value, grounds = answer["fact"], answer["value"], answer["grounds"] or None
    ask_key, give_key = f"{key}/ask", f"{key}/give"
    number = first_of_intake(desk.register.db, ask_key)
    if number is None:
        open_one = _unanswered(case, fact)
        number = open_one.asked.seq if open_one else _number_answered(case, give_key)
    if number is None:
        check_answer(desk, case, fact, value)
        asked = OpinionAsked(fact=fact, due_at=case.state.due_at or desk.now.isoformat())
        written = write(desk, [draft(desk, asked, (case.state.request, case.state.person))], ask_key)[-1]
        number = written.seq
        case = open_case(desk, case.state.request or "")
    return give_opinion(
        desk, case, OpinionGiven(asked=number, fact=fact, value=value, grounds=grounds), give_key
    )


def check_answer(desk: Desk, case: OpenCase, fact: str, value: str) -> None:
    """Refuse an answer that would make the case file unreadable. Raise HoldlawError with its problems."""
    before = case.case_file
    after = deepcopy(before)
    path = path_of(fact)
    put(after, path, value_at(path, value))
    known = {problem.code for problem in _problems(desk, before)}
    fresh = [problem for problem in _problems(desk, after) if problem.code not in known]
    if fresh:
        raise HoldlawError(fresh)


def _problems(desk: Desk, case_file: Mapping[str, Any]) -> tuple[Problem, ...]:
    try:
        read_case(json.dumps(case_file).encode(), "case", desk.book)
    except HoldlawError as error:
        return tuple(error.problems)
    return ()


def _unanswered(case: OpenCase, fact: str) -> Opinion | None:
    return next(
        (each for each in case.state.opinions if each.given is None and each.asked.content.fact == fact), None
    )


def _numbered(case: OpenCase, number: int) -> Opinion | None:
    return next((each for each in case.state.opinions if each.asked.seq == number), None)


def _number_answered(case: OpenCase, key: str) -> int | None:
    """Give the question that an answer under this key was about, where the form is sent a second time."""
    answer = first_of_intake(case.desk.register.db, key)
    given = (each for each in case.state.opinions if each.given is not None and each.given.seq == answer)
    return next((each.asked.seq for each in given), None)
