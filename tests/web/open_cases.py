"""Requests as the board and counsel meet them: received, searched, held, made of real entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from attrs import define, field, frozen

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.erasing import By, ask, seal
from holdlaw.store.intake import intake
from holdlaw.store.states import catch_up

from .made import CITY, Site

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""The moment at which these tests look: a Monday, ten in the morning in New York."""

NAME = "Testa Testperson"
MAYBE = timedelta(minutes=30)


@frozen(kw_only=True)
class Case:
    """One request to be made. `due`: how long until release, from now; `held`: how long until the hold ends.

    `ago`: how long ago the record was searched.
    """

    request: str
    agency: str = CITY
    due: timedelta = timedelta(hours=2)
    held: timedelta | None = None
    searched: Mapping[str, Any] | None = None
    ago: timedelta = MAYBE
    convictions: tuple[Mapping[str, Any], ...] = ()


@define
class Desk:
    """Somebody at the desk who enters things, half an hour before now."""

    site: Site
    numbers: Any = field(factory=lambda: count(1))

    def say(
        self, request: str, content: Kind, *, agency: str = CITY, role: str = "clerk", ago: timedelta = MAYBE
    ) -> int:
        """Enter one thing that happened some time ago about a request, and fold it; give its number."""
        at, late = NOW - MAYBE, "busy_desk" if ago > MAYBE else None
        actor = Actor(f"{agency}-{role}-9", role)
        person = f"p-{request}"
        draft = Draft(
            content=content, agency=agency, actor=actor, happened_at=NOW - ago, request=request,
            person=person, late_reason=late,
        )  # fmt: skip
        with self.site.register() as register:
            (receipt,) = intake(register, [draft], key=f"said-{next(self.numbers)}", entered_at=at)
            catch_up(register)
        return receipt.seq

    def open(self, case: Case) -> int | None:
        """Enter a whole request; give the number of its hold, if it has one."""
        subject = {"name": NAME, "custody_number": f"C-{case.request}"}
        received = RequestReceived(form="I-247A", channel="fax", requester={"agency": "ICE"}, subject=subject)
        self.say(case.request, received, agency=case.agency)
        paper = PaperAttached(paper="administrative_warrant", form="I-200")
        self.say(case.request, paper, agency=case.agency)
        stated = CustodyStated(release_due_at=(NOW + case.due).isoformat(), arrested_on="2026-11-10")
        self.say(case.request, stated, agency=case.agency)
        if case.searched is not None or case.convictions:
            search = RecordSearched(
                systems=["state_criminal_history"], convictions=list(case.convictions), facts=case.searched
            )
            self.say(case.request, search, agency=case.agency, ago=case.ago)
        return None if case.held is None else self.hold(case.request, case.held, agency=case.agency)

    def hold(self, request: str, left: timedelta, *, agency: str = CITY) -> int:
        """Start a hold that becomes unlawful so long from now."""
        until = (NOW + left).isoformat()
        started = HoldStarted(
            decision=0,
            until=until,
            governed_by="form",
            clocks=[],
            cite="8 CFR 287.7(d)",
            basis="civil_detainer",
        )
        return self.say(request, started, agency=agency)

    def recompute(self, request: str, hold: int, left: timedelta) -> None:
        """Move the deadline of a hold."""
        until = (NOW + left).isoformat()
        self.say(
            request,
            ClockRecomputed(hold=hold, until=until, governed_by="form", clocks=[], because="release_time"),
        )

    def end(self, request: str, hold: int) -> None:
        """End a hold."""
        self.say(request, HoldEnded(hold=hold, reason="expired"))

    def ask(self, request: str, fact: str, left: timedelta, *, agency: str = CITY) -> int:
        """Ask counsel; give the question's number."""
        asked = OpinionAsked(fact=fact, due_at=(NOW + left).isoformat(), question=f"About {NAME}?")
        return self.say(request, asked, agency=agency)

    def answer(self, request: str, asked: int, fact: str, value: str) -> int:
        """Answer as counsel did some other time."""
        given = OpinionGiven(asked=asked, fact=fact, value=value, grounds="The elements are the same.")
        return self.say(request, given, role="counsel")

    def seal(self, request: str) -> None:
        """Have the record of a request's person sealed."""
        at = NOW - MAYBE
        with self.site.register() as register:
            from holdlaw.register.kinds.erasure_asked import ErasureAsked

            first = By(Actor("c-1", "clerk"), CITY, at)
            second = By(Actor("r-1", "records_officer"), CITY, at)
            asked = ask(register, f"p-{request}", ErasureAsked(what="seal", cite="NY CPL 160.50"), first)
            seal(register, asked.seq, second)
            catch_up(register)
