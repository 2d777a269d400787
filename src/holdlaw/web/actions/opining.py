"""Asking counsel about an open fact, and counsel's answer. An answer is for its own case alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.case_parts import Opinion
from holdlaw.register.case_paths import path_of, put, value_at
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.receipts import Receipt
from holdlaw.sources.case_file import read_case
from holdlaw.store.opening import Register
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import OpenCase, open_case


def ask_opinion(desk: Desk, case: OpenCase, asked: OpinionAsked, key: str) -> Receipt:
    """Ask counsel about a fact.

    Raise HoldlawError (HL-7004) if the same is asked and has no answer, or is due already.
    """
    if not _stands(desk.register, f"{key}/0"):
        if _unanswered(case, asked.fact) is not None:
            what, mend = (
                "Counsel was asked this, and has not answered.",
                "Wait for the answer, or ask counsel directly.",
            )
            raise refusal("fact", what, "Two open questions about one fact could get two answers.", mend)
        if datetime.fromisoformat(asked.due_at) <= desk.now:
            raise refusal("due_at", "It is over.", "Nobody can answer by then.", "Name a time to come.")
    return write(desk, [draft(desk, asked, (case.state.request, case.state.person))], key)[-1]


def give_opinion(desk: Desk, case: OpenCase, given: OpinionGiven, key: str) -> Receipt:
    """Enter counsel's answer to a question that was asked. Decisions taken before it are stale from then on.

    Raise HoldlawError: HL-7004 for a question that is not open in this case, or about another fact; the case
    file's own codes for an answer that the fact does not take.
    """
    if not _stands(desk.register, f"{key}/0"):
        question = _numbered(case, given.asked)
        if question is None or question.asked.content.fact != given.fact:
            what, why = "There is no such question in this case.", "An answer belongs to its question."
            raise refusal("asked", what, why, "Open the case again.")
        if question.given is not None:
            what, why = "It has an answer already.", "Somebody may have acted on it."
            raise refusal("asked", what, why, "Correct that answer, if it was wrong.")
        check_answer(desk, case, given.fact, given.value)
    return write(desk, [draft(desk, given, (case.state.request, case.state.person))], key)[-1]


def opine(desk: Desk, case: OpenCase, answer: Mapping[str, str], key: str) -> Receipt:
    """Answer an open fact: `fact`, `value`, `grounds`.

    If nobody asked, the question is entered first. The form sent twice is one question and one answer.
    """
    fact, value, grounds = answer["fact"], answer["value"], answer["grounds"] or None
    ask_key, give_key = f"{key}/ask", f"{key}/give"
    number = _number_of(desk.register, f"{ask_key}/0")
    if number is None:
        open_one = _unanswered(case, fact)
        number = open_one.asked.seq if open_one else _number_answered(desk.register, case, f"{give_key}/0")
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


def _number_answered(register: Register, case: OpenCase, key: str) -> int | None:
    """Give the question that an answer under this key was about, where the form is sent a second time."""
    answer = _number_of(register, key)
    given = (each for each in case.state.opinions if each.given is not None and each.given.seq == answer)
    return next((each.asked.seq for each in given), None)


def _number_of(register: Register, key: str) -> int | None:
    row = register.db.one('SELECT seq FROM entries WHERE "key" = ?', [key])
    return int(row[0]) if row else None


def _stands(register: Register, key: str) -> bool:
    """Tell whether an entry stands under a key: the same form, sent again."""
    return _number_of(register, key) is not None
