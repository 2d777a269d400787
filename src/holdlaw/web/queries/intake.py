"""One form of the New request page, read: its entries to be, the case, the answer, what has to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from holdlaw.clocks.instants import span
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide import Answer
from holdlaw.register.entry import LATE_AFTER
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.reading import entry_at, first_of_intake
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import answer_to
from holdlaw.web.queries.earlier_requests import Earlier, earlier_requests, meaning
from holdlaw.web.queries.intake_contents import Step, case_of, steps
from holdlaw.web.queries.intake_fields import CODE_OPTIONS, Told
from holdlaw.web.queries.intake_people import in_custody, on_paper
from holdlaw.web.queries.intake_reading import NOT_KNOWN, FieldProblem, Reader


@frozen
class Intake:
    """A form, read once. `steps`: the entries it will be, apart from the decision."""

    desk: Desk
    read: Reader
    steps: tuple[Step, ...]
    earlier: tuple[Earlier, ...]
    place: str

    @property
    def problems(self) -> list[FieldProblem]:
        """Give what has to be mended before it can be entered."""
        return self.read.problems

    @property
    def late(self) -> bool:
        """Tell whether something happened so long ago that entering it needs a reason."""
        return any(span(step.happened_at, self.desk.now) > LATE_AFTER for step in self.steps)

    @property
    def release_missing(self) -> bool:
        """Tell whether nobody wrote when the person would be released: without it no law can be asked."""
        return "release_due_at" not in self.read.moments

    @property
    def release_not_known(self) -> bool:
        """Tell whether somebody wrote that nobody knows it."""
        return (self.read.text("release_due_at") or "").casefold() in NOT_KNOWN

    @cached_property
    def case_file(self) -> dict[str, Any]:
        """Give the case that the entries state."""
        return case_of(self.steps, self.place)

    @cached_property
    def answer(self) -> Answer:
        """Ask the law. Raise HoldlawError with every problem of the case."""
        return answer_to(self.desk, self.case_file)

    @cached_property
    def answered(self) -> tuple[Answer | None, tuple[Problem, ...]]:
        """Ask the law; give the answer, or why there is none."""
        if self.problems or self.release_missing:
            return None, ()
        try:
            return self.answer, ()
        except HoldlawError as error:
            return None, error.problems

    @property
    def meant(self) -> tuple[str, Earlier] | None:
        """Give what the officer said this request is to an earlier one."""
        return meaning(self.read.text("earlier"), self.earlier)


def intake_of(
    desk: Desk, told: Told, file: Mapping[str, Any] | None = None, place: str | None = None
) -> Intake:
    """Read a form. `place`: another place's law is asked, in training."""
    read = Reader(told, desk.now)
    found = steps(read, desk.book, file)
    identities = [on_paper(read), in_custody(read)]
    received = found[0].content
    assert isinstance(received, RequestReceived)
    received_on = found[0].happened_at.astimezone(desk.now.tzinfo).date()
    earlier = earlier_requests(desk, identities, received.form, received_on)
    meant = meaning(told.get("earlier"), earlier)
    if meant and meant[0] == "again":
        found.append(Step(RequestDuplicated(of_request=meant[1].request), desk.now))
    made = Intake(desk, read, tuple(found), earlier, place or desk.agency.place)
    read.code("late_reason", CODE_OPTIONS["late_reason"])
    return made


def to_be_mended(intake: Intake) -> list[FieldProblem]:
    """Give everything that keeps a form from being entered, and not only from being answered."""
    found = [evolve(problem, missing=False) for problem in intake.problems]
    if intake.release_missing and not intake.release_not_known and not _names(found, "release_due_at"):
        what = _("Write a time; if nobody knows it, write unknown.")
        found.append(FieldProblem("release_due_at", what))
    if intake.late and intake.read.text("late_reason") is None:
        what = _("Something here is more than an hour old: choose a reason.")
        found.append(FieldProblem("late_reason", what))
    return found


def stored_under(desk: Desk, key: str) -> tuple[str, datetime] | None:
    """Give the request that a form was stored as, and when: the same form is not stored twice."""
    stored = first_of_intake(desk.register.db, key)
    if stored is None:
        return None
    entry = entry_at(desk.register.db, stored)
    if entry.request is None or entry.agency != desk.agency.id:
        return None
    return entry.request, datetime.fromisoformat(entry.entered_at).astimezone(desk.now.tzinfo)


def _names(problems: list[FieldProblem], field: str) -> bool:
    return any(problem.field == field for problem in problems)
