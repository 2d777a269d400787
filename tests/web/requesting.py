"""A county jail in Texas with one request, and people who work on it: where tests of its page start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any

import time_machine
from attrs import define, field
from django.test import Client
from django.urls import reverse

from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.intake import intake
from holdlaw.store.reading import Filter, entries, size
from holdlaw.store.states import catch_up
from holdlaw.web.queries.request_approval import stands_at
from holdlaw.web.roles import Role

from .made import OPENED_AT, REGISTRAR, Site

COUNTY = "county-jail"
"""An agency whose law commands holds, so that every step of one can be taken."""

CITY = "city-police"
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""A Monday, nine in the morning in Chicago."""

NAME = "Testa Testperson"
REQUEST, PERSON = "r-county", "p-county"
NUMBERS = count(1)


@define
class Work:
    """One request as people work on it. `clients` by role and number: clerk 1 is always the same person."""

    site: Site
    sign_in: Callable[..., Client]
    agency: str = COUNTY
    request: str = REQUEST
    clients: dict[tuple[Role, int], Client] = field(factory=dict)

    def client(self, role: Role = Role.CLERK, number: int = 1) -> Client:
        """Give the client of one person."""
        if (role, number) not in self.clients:
            self.clients[role, number] = self.sign_in(role, self.agency)
        return self.clients[role, number]

    @contextmanager
    def later(self, span: timedelta) -> Iterator[None]:
        """Let time pass. Whoever works then has signed in anew: a desk left alone signs its people out."""
        with time_machine.travel(NOW + span, tick=False):
            self.clients.clear()
            yield
        self.clients.clear()

    def say(self, content: Kind, at: datetime = NOW - timedelta(minutes=30)) -> int:
        """Enter something, as somebody of another shift did; give its number."""
        draft = Draft(
            content=content,
            agency=self.agency,
            actor=Actor(f"{self.agency}-clerk-99", "clerk"),
            happened_at=at,
            request=self.request,
            person=f"p-{self.request}",
        )
        with self.site.register() as register:
            (receipt,) = intake(register, [draft], key=f"said-{next(NUMBERS)}", entered_at=at)
            catch_up(register)
        return receipt.seq

    def received(self, due: datetime = NOW + timedelta(minutes=20)) -> Work:
        """Enter a detainer with an officer's paper, when release is due, and a search that found nothing."""
        subject = {"name": NAME, "birth_date": "1990-01-02", "file_number": "A-000-000-001"}
        self.say(RequestReceived(form="I-247A", channel="fax", requester={"agency": "ICE"}, subject=subject))
        self.say(PaperAttached(paper="administrative_warrant", form="I-200", signed_on="2026-11-22"))
        self.say(CustodyStated(release_due_at=due.isoformat(), arrested_on="2026-11-20"))
        facts = {"proof_of_citizenship_or_lawful_status": "no"}
        self.say(RecordSearched(systems=["state_criminal_history"], convictions=[], facts=facts))
        return self

    def with_warrant(self, statute: str, arrested_on: str | None = None, **facts: str) -> Work:
        """Enter a detainer with a judge's warrant at the city's police, and a conviction on the record."""
        self.agency = CITY
        subject = {"name": NAME}
        self.say(RequestReceived(form="I-247A", channel="fax", requester={"agency": "ICE"}, subject=subject))
        judged = {"probable_cause": "yes", "authorises_federal_custody": "yes", "names_subject": "yes"}
        self.say(
            PaperAttached(paper="warrant", issuer="federal_magistrate", signed_on="2026-11-22", **judged)
        )
        due = (NOW + timedelta(minutes=20)).isoformat()
        self.say(CustodyStated(release_due_at=due, arrested_on=arrested_on))
        found = {"statute": statute, "class": "felony", "judgment_on": "2024-03-02", "adjudication": "adult"}
        facts = {"terrorist_database_match": "no", "reentered_after_removal": "no", **facts}
        self.say(RecordSearched(systems=["state_criminal_history"], convictions=[found], facts=facts))
        return self

    def get(self, name: str = "request", who: tuple[Role, int] = (Role.CLERK, 1), **more: Any) -> str:
        """Open a page; give its text."""
        answer = self.client(*who).get(reverse(name, kwargs={"request_id": self.request, **more}))
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def post(self, name: str, who: tuple[Role, int] = (Role.CLERK, 1), /, **told: Any) -> Any:
        """Send a form; give the answer."""
        named = {"request_id": self.request} | ({"seq": told.pop("seq")} if "seq" in told else {})
        told.setdefault("key", f"key-{next(NUMBERS)}")
        decision = self.state().decision
        if decision and name in ("request_sign", "request_override"):
            told.setdefault("seen", stands_at(decision))
        return self.client(*who).post(reverse(name, kwargs=named), told)

    def done(self, name: str, who: tuple[Role, int] = (Role.CLERK, 1), /, **told: Any) -> None:
        """Send a form that must be taken."""
        answer = self.post(name, who, **told)
        assert answer.status_code == 302, text_of(answer.content.decode())

    def refused(self, name: str, who: tuple[Role, int] = (Role.CLERK, 1), /, **told: Any) -> str:
        """Send a form that must not be taken; nothing is stored. Give the text of the page."""
        before = self.size()
        answer = self.post(name, who, **told)
        assert answer.status_code == 422, answer.status_code
        assert self.size() == before
        return text_of(answer.content.decode())

    def decided(self) -> Work:
        """Have the law asked by a clerk and the answer signed by a supervisor."""
        self.done("request_decide")
        self.done("request_sign", (Role.SUPERVISOR, 1))
        return self

    def held(self) -> Work:
        """Start a hold on a signed answer."""
        self.decided().done("request_hold", basis="civil_detainer", at="now")
        return self

    def size(self) -> int:
        """Give how many entries the register has."""
        with self.site.register() as register:
            return size(register.db)

    def state(self) -> CaseState:
        """Fold the request's entries."""
        with self.site.register() as register:
            return case_state(entries(register.db, where=Filter(request=self.request)))

    def kinds(self) -> list[str]:
        """Give the types of the request's entries, in order."""
        return [entry.kind for entry in self.state().entries]


def county_work(site: Site, sign_in: Callable[..., Client]) -> Work:
    """Let the county jail join, and give its one request, not yet received."""
    joined = AgencyJoined(name="Example County Jail", place="us-tx", zone="America/Chicago")
    draft = Draft(content=joined, agency=COUNTY, actor=REGISTRAR, happened_at=OPENED_AT)
    with site.register() as register:
        intake(register, [draft], key="joined-county", entered_at=OPENED_AT)
    return Work(site, sign_in)


def text_of(page: str) -> str:
    """Give the words of a page's main part, without its tags."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
