"""Every hold and open request of an agency, read from the states: what is over costs nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import Book
from holdlaw.policybook.questions import Question
from holdlaw.register.case_status import WAITING, Status
from holdlaw.store.opening import Register
from holdlaw.store.vault import closed_people, values

OPEN = (Status.HELD, *WAITING)
"""Where somebody has still to do something."""

STANDING = (
    "SELECT request, status, due_at, body FROM state_case "
    f"WHERE agency = ? AND status IN ({', '.join('?' * len(OPEN))}) "
    "UNION ALL SELECT request, status, due_at, body FROM state_case "
    "WHERE agency = ? AND status = ? AND left_at IS NULL"
)
"""Reads through `state_case_status` alone, however many requests are over. Sort what comes outside of it."""

STANDING_IDS = STANDING.replace("request, status, due_at, body", "request")


@frozen
class OpenRequest:
    """A request as its state has it. `custody_number`: empty where it may not be seen."""

    request: str
    status: Status
    due_at: datetime | None
    body: Mapping[str, Any]
    sealed: bool = False
    custody_number: str = ""

    @property
    def decision(self) -> Mapping[str, Any] | None:
        """Give the latest decision."""
        made = self.body["decisions"]
        return made[-1] if made else None

    @property
    def signed(self) -> bool:
        """Tell whether a second person signed the latest decision as it stands, overrides included."""
        decision = self.decision
        own = {each["actor"] for each in decision["overridden"]} if decision else set()
        return bool(decision and set(decision["signed_by"]) - own)

    @property
    def form(self) -> str:
        """Give the form that came."""
        received = self.body["received"]
        return str(received["form"]) if received else ""

    @property
    def asked(self) -> tuple[Mapping[str, Any], ...]:
        """Give the questions to counsel that have no answer."""
        return tuple(each for each in self.body["opinions"] if each["given"] is None)


def open_requests(register: Register, agency: str) -> tuple[OpenRequest, ...]:
    """Give every hold and open request, and every refusal whose person nobody has let go."""
    found = [_open(row) for row in register.db.rows(STANDING, [agency, *OPEN, agency, Status.NOT_HONORED])]
    return _identified(register, found)


def standing_requests(register: Register, agency: str) -> tuple[str, ...]:
    """Give the ids of the same requests, without reading what they say."""
    rows = register.db.rows(STANDING_IDS, [agency, *OPEN, agency, Status.NOT_HONORED])
    return tuple(sorted(str(request) for (request,) in rows))


def question(book: Book, fact: str) -> Question | None:
    """Find the question that a fact answers, by its name in a case file; None if no law asks it."""
    for name in (fact.replace("over_one_year.", "over_one_year_"), fact.rpartition(".")[2]):
        try:
            return book.questions.find(name)
        except KeyError:
            continue
    return None


def _open(row: Sequence[Any]) -> OpenRequest:
    request, status, due_at, body = row
    told = json.loads(body)
    # Of a refusal the state keeps no time to act by; what is left to do is to let the person go.
    custody = told["custody"] if status == Status.NOT_HONORED else ()
    due = custody[-1]["release_due_at"] if custody else due_at
    return OpenRequest(str(request), Status(status), datetime.fromisoformat(due) if due else None, told)


def _identified(register: Register, found: Sequence[OpenRequest]) -> tuple[OpenRequest, ...]:
    """Add custody numbers, where nobody closed the record. No name is read out."""
    people = [str(each.body["person"]) for each in found if each.body["person"]]
    closed = closed_people(register.db, people)
    readable = {
        each.request: int(each.body["received"]["seq"])
        for each in found
        if each.body["received"] and each.body["person"] not in closed
    }
    opened = _values(register, tuple(readable.values()))
    return tuple(
        OpenRequest(
            each.request, each.status, each.due_at, each.body, each.body["person"] in closed,
            _number(opened.get(readable.get(each.request, -1), {})),
        )
        for each in found
    )  # fmt: skip


def _values(register: Register, seqs: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Open what can be opened. A record that cannot be must not take the board of all others with it."""
    try:
        return values(register, seqs)
    except HoldlawError:
        return {seq: found for seq in seqs for found in [_value(register, seq)] if found}


def _value(register: Register, seq: int) -> Mapping[str, Any]:
    try:
        return values(register, [seq])[seq]
    except HoldlawError:
        return {}


def _number(opened: Mapping[str, Any]) -> str:
    subject = opened.get("subject")
    number = subject.get("custody_number") if isinstance(subject, Mapping) else None
    return str(number or "")
