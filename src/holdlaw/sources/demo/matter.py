"""One request as it goes over a desk: each thing done is a line, and the case grows alongside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from holdlaw.decide import Answer, decide
from holdlaw.decide.recording import known_by, recorded
from holdlaw.register.entry import LATE_AFTER, Actor
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.sources.case_file import case_from_data
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.lines import Line, Made, Step, Story
from holdlaw.sources.demo.moments import at_hour
from holdlaw.sources.demo.papers import attached
from holdlaw.sources.demo.people import Person

SYSTEMS = ("state_criminal_history", "federal_criminal_history")
Data = dict[str, Any]


class Matter:
    """A request, the person it names, and what was done about it, in order.

    What is done is said first (`received`, `custody`, `search` …) and entered later (`enter`): lines said
    since the last entering go in together.
    """

    def __init__(self, desk: Desk, request: str, person: Person) -> None:
        """Begin with nothing but who it is about."""
        self.desk, self.request, self.person = desk, request, person
        self.case: Data = {"place": desk.place, "request": {"papers": []}, "custody": {}, "facts": {}}
        self.answer: Answer | None = None
        self.decided_by: Actor | None = None
        self._lines: list[Line] = []
        self._steps: list[Step] = []

    def label(self, name: str) -> str:
        """Give the name under which other lines may refer to a line of this request."""
        return f"{self.request}:{name}"

    def say(self, happened_at: datetime, content: Kind, role: str = "clerk", name: str | None = None) -> None:
        """Add a line that refers to no other."""
        self.refer(happened_at, lambda _: content, self.desk.actor(role), name)

    def refer(self, happened_at: datetime, make: Made, actor: Actor, name: str | None = None) -> None:
        """Add a line whose content names the number of another one."""
        named = self.label(name) if name else None
        self._lines.append(Line(make=make, happened_at=happened_at, actor=actor, name=named))

    def enter(self, at: datetime) -> None:
        """Enter what was said since the last time; what is late by more than a desk hour gets a reason."""
        first = min(line.happened_at for line in self._lines)
        reasons = ("outage", "paper_form", "busy_desk", "received_by_another_unit")
        step = Step(
            agency=self.desk.agency,
            entered_at=at,
            lines=tuple(self._lines),
            request=self.request,
            person=self.person.id,
            late_reason=self.desk.chance.choice(reasons) if at - first > LATE_AFTER else None,
        )
        self._steps.append(step)
        self._lines = []

    def story(self) -> Story:
        """Give the finished story; it begins with the day of its first line."""
        assert not self._lines, f"{self.request}: {len(self._lines)} lines were never entered"
        first = min(line.happened_at for line in self._steps[0].lines)
        return at_hour(self.desk.local_day(first), 0, self.desk.zone), tuple(self._steps)

    def received(self, at: datetime, form: str, **more: Any) -> None:
        """A request came. `more`: box, asks, requester; subject, where the paper names another."""
        requester = more.get("requester", {"agency": "ICE"})
        stated = {name: more[name] for name in ("box", "asks") if more.get(name) is not None}
        channel = self.desk.chance.choice(("fax", "email", "email", "electronic", "hand"))
        subject = more.get("subject", self.person).subject()
        self.say(
            at,
            RequestReceived(form=form, channel=channel, requester=requester, subject=subject, **stated),
            name="received",
        )
        self.case["request"] |= {
            "form": form,
            "received_at": at.isoformat(),
            "requester": requester,
            **stated,
        }

    def paper(self, at: datetime, paper: Data) -> None:
        """A paper came with the request."""
        self.say(at, attached(paper))
        self.case["request"]["papers"].append(paper)

    def custody(self, at: datetime, arrested: date | None, release_due: datetime) -> None:
        """Somebody stated the arrest and when the person would walk out."""
        stated = {"release_due_at": release_due.isoformat()}
        if arrested is not None:
            stated["arrested_on"] = arrested.isoformat()
        self.say(at, CustodyStated(**stated), name="custody")
        self.case["custody"] |= stated

    def serve(self, at: datetime, what: str = "copy_of_request") -> None:
        """The person was given a paper; of the request, a copy."""
        language = self.desk.chance.choice(("en", "es", "es", "zh", "fr", "bn"))
        proof = self.desk.chance.choice(("signed_copy", "signed_copy", "witness", "refused_to_sign"))
        self.say(at, NoticeServed(what=what, language=language, proof=proof))
        if what == "copy_of_request":
            self.case["request"]["served_at"] = at.isoformat()

    def search(self, at: datetime, convictions: Sequence[Data] | None, facts: Mapping[str, str]) -> None:
        """The record was searched; None is a search without a result."""
        found: Data = {} if convictions is None else {"convictions": list(convictions)}
        missed = ["interstate_index"] if self.desk.likely(6) else None
        shown = dict(facts) or None
        self.say(at, RecordSearched(systems=SYSTEMS, not_searched=missed, facts=shown, **found))
        self.case["custody"]["search_done_at"] = at.isoformat()
        self.case["facts"] |= facts
        self.case |= found

    def case_now(self) -> Data:
        """Give the case file as it stands: what nobody stated is left out."""
        case = {**deepcopy(self.case), "at": self.case["custody"]["release_due_at"]}
        if not case["request"]["papers"]:
            del case["request"]["papers"]
        return {name: part for name, part in case.items() if part != {}}

    def decide(self, at: datetime) -> Answer:
        """Ask the law, and record its answer."""
        law, case = self.desk.law, self.case_now()
        known_on = known_by(law, self.desk.place, self.desk.local_day(at))
        answer = decide(case_from_data(case, law, "case"), law, known_on)
        self.answer, self.decided_by = answer, self.desk.actor("clerk")
        self.refer(at, lambda _: recorded(case, answer, law, known_on), self.decided_by, "decision")
        return answer

    def sign(self, at: datetime, role: str = "supervisor") -> None:
        """A second person signed the decision."""
        decision = self.label("decision")
        assert self.decided_by is not None
        self.refer(
            at,
            lambda numbers: DecisionSigned(decision=numbers[decision]),
            self.desk.other(role, self.decided_by),
        )
