"""What the templates of the New request page are handed: the fields, the answer so far, the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from attrs import frozen

from holdlaw.core.problems import Problem
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.web.desk import Desk
from holdlaw.web.queries.answers import shown_answer
from holdlaw.web.queries.drafts import PaperSeen, paper_seen, waiting
from holdlaw.web.queries.earlier_requests import Earlier
from holdlaw.web.queries.intake import Intake, intake_of
from holdlaw.web.queries.intake_fields import untouched
from holdlaw.web.queries.intake_page import field_of, label_of, page_of
from holdlaw.web.queries.intake_reading import FieldProblem

Shown = dict[str, Any]


@frozen(kw_only=True)
class Sheet:
    """One form as somebody has it before them. `mend` and `refused`: why it could not be stored just now."""

    told: dict[str, str]
    key: str
    turn: int = 0
    training: bool = False
    mend: tuple[FieldProblem, ...] = ()
    refused: tuple[Problem, ...] = ()
    paper_refused: tuple[Problem, ...] = ()


def read_sheet(desk: Desk, sheet: Sheet) -> Intake:
    """Read a form, with the paper that was dropped on it."""
    seen = None if sheet.training else paper_seen(desk, sheet.key)
    return intake_of(desk, sheet.told, seen.file if seen else None)


def whole_page(desk: Desk, sheet: Sheet) -> Shown:
    """Give everything of a form's page."""
    intake = read_sheet(desk, sheet)
    fresh = untouched(sheet.told)
    problems = list(sheet.mend) or ([] if fresh else list(intake.problems))
    return {
        **answer_shown(intake, problems),
        **({} if sheet.training else paper_shown(sheet.key, paper_seen(desk, sheet.key))),
        "form": page_of(desk, intake, problems),
        "key": sheet.key,
        "turn": sheet.turn,
        "training": sheet.training,
        "drafts": [] if sheet.training else [draft for draft in waiting(desk) if draft.key != sheet.key],
        "to_mend": named(sheet.mend),
        "refused": sheet.refused,
        "paper_refused": sheet.paper_refused,
        "fresh": fresh,
        "agency": desk.agency,
        "place": desk.book.place(desk.agency.place),
        "now_clock": f"{desk.now:%H:%M}",
    }


def answer_shown(intake: Intake, problems: Sequence[FieldProblem]) -> Shown:
    """Give the answer so far, or why there is none."""
    found, unanswered = intake.answered
    shown = shown_answer(found) if found else None
    return {
        "intake": intake,
        "shown": shown,
        "unanswered": unanswered,
        "next_field": field_of(shown.next_fact, intake) if shown and shown.next_fact else "",
        "listed": named(problems),
        "earlier": intake.earlier,
        "earlier_said": intake.read.told.get("earlier", ""),
        "earlier_mark": earlier_mark(intake.earlier),
        "doubted": [step.content for step in intake.steps if isinstance(step.content, IdentityQuestioned)],
    }


def answer_part(intake: Intake, earlier_seen: str) -> Shown:
    """Give what is renewed while somebody types.

    The earlier requests are renewed only where they are others than those that were seen.
    """
    form = page_of(intake.desk, intake, intake.problems)
    said = answer_shown(intake, intake.problems)
    return {**said, "part": True, "reads": form.reads, "earlier_new": said["earlier_mark"] != earlier_seen}


def paper_shown(key: str, seen: PaperSeen | None) -> Shown:
    """Give the pages of the paper that was dropped on a form."""
    return {"seen": seen, "pages": range(1, seen.pages + 1), "paper_key": key} if seen else {}


def named(problems: Iterable[FieldProblem]) -> list[tuple[FieldProblem, object]]:
    """Give problems with the labels of their fields."""
    return [(problem, label_of(problem.field)) for problem in problems]


def earlier_mark(earlier: Iterable[Earlier]) -> str:
    """Give a short mark of which earlier requests are listed."""
    listed = "|".join(f"{each.request} {each.status} {each.alike}" for each in earlier)
    return sha256(listed.encode()).hexdigest()[:12]
