"""One request, opened: its entries, what this person may see of them, its state, and its case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, tzinfo
from functools import cached_property
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.decide import Answer, decide
from holdlaw.decide.recording import known_by
from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.entry import Entry
from holdlaw.sources.case_file import read_case
from holdlaw.store.reading import Filter, entries
from holdlaw.store.vault import values
from holdlaw.web.desk import Desk

ENTRIES_MAX = 5000
"""Entries of one request that are read: far more than any real case has."""


@frozen
class OpenCase:
    """A request as a page or an action sees it.

    `values`: private values by entry number; empty where they are closed.
    """

    desk: Desk
    entries: tuple[Entry, ...]
    values: Mapping[int, Mapping[str, Any]]
    closed: str
    """Why private values cannot be shown: the code of the problem, or nothing."""

    @cached_property
    def state(self) -> CaseState:
        """Give the state that the entries fold to."""
        return case_state(self.entries, self.values)

    @cached_property
    def case_file(self) -> dict[str, Any]:
        """Give the case file that the entries state."""
        return self.state.case_file(self.values, place=self.desk.agency.place)

    @cached_property
    def answer(self) -> Answer:
        """Ask the law as it stands recorded today. Raise HoldlawError if the case cannot be decided."""
        return answer_to(self.desk, self.case_file)

    @property
    def known_on(self) -> date:
        """Give the day by which the law is taken as recorded."""
        return known_by(self.desk.book, self.desk.agency.place, self.desk.now.date())

    @property
    def zone(self) -> tzinfo:
        """Give the time zone of the desk, in which its moments are written."""
        assert self.desk.now.tzinfo is not None
        return self.desk.now.tzinfo

    @property
    def subject(self) -> Mapping[str, Any]:
        """Give whom the paper names, where that may be seen."""
        received = self.state.received
        found = self.values.get(received.seq, {}).get("subject") if received else None
        return found if isinstance(found, dict) else {}


def answer_to(desk: Desk, case_file: Mapping[str, Any]) -> Answer:
    """Ask the law about a case file. Raise HoldlawError with every problem in it."""
    case = read_case(json.dumps(case_file).encode(), "case", desk.book)
    return decide(case, desk.book, known_by(desk.book, desk.agency.place, desk.now.date()))


def open_case(desk: Desk, request_id: str) -> OpenCase:
    """Open one request. What is sealed or shredded stays closed, and `closed` says why."""
    found = tuple(entries(desk.register.db, limit=ENTRIES_MAX, where=Filter(request=request_id)))
    try:
        return OpenCase(desk, found, values(desk.register, [each.seq for each in found if each.private]), "")
    except HoldlawError as error:
        return OpenCase(desk, found, {}, error.problems[0].code)
