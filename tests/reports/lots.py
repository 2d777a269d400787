"""Small registers drawn by lot: a few requests each, odd ones, near the edges of reporting periods."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.store.erasing import By
from holdlaw.store.intake import intake
from holdlaw.store.reading import size
from holdlaw.store.registers import Register
from holdlaw.store.vault import closed_people, entries_numbered, values

CLERK, OTHER = Actor("staff-1", "clerk"), Actor("staff-2", "supervisor")
ENTERED = datetime.fromisoformat("2027-01-04T12:00:00-05:00")
ZONES = {
    "us-tx": "America/Chicago",
    "us-il": "America/Chicago",
    "us-ca": "America/Los_Angeles",
    "us-or": "America/Los_Angeles",
}
FORMS = ("I-247", "I-247D", "I-247A", "I-247A", "I-247A", "I-247X", "I-247N", "I-247G", "letter", "other")
GIVEN = ("incarceration_status", "release_date", "court_date", "appointment", "other")
TO = ("federal_immigration", "federal_immigration", "federal_criminal", "another_local_agency", "court")
BASES = ("civil_detainer", "judicial_warrant", "criminal_warrant")


class Lots:
    """Draws the life of requests of one agency around some days, and enters it."""

    def __init__(self, register: Register, place: str, days: list[date], seed: int) -> None:
        """Add the agency."""
        self.register, self.days, self.chance = register, days, Random(seed)
        self.agency = f"agency-{place}"
        self.zone = ZoneInfo(ZONES.get(place, "America/New_York"))
        self.made = 0
        joined = AgencyJoined(name=f"Invented agency of {place}", place=place, zone=str(self.zone))
        self.enter(joined, self.moment(), request=None, person=None)

    def moment(self) -> datetime:
        """Draw a moment on one of the days, often near midnight, written now in UTC, now in local time."""
        hours = self.chance.choice((0, 0.1, 4, 12, 20, 23.9, self.chance.uniform(0, 24)))
        wall = datetime.combine(self.chance.choice(self.days), time(), self.zone) + timedelta(hours=hours)
        return wall if self.chance.random() < 0.7 else wall.astimezone(ZoneInfo("UTC"))

    def enter(self, content: Kind, at: datetime, **of: Any) -> int:
        """Enter one thing; give its number."""
        made = Draft(
            content=content,
            agency=self.agency,
            actor=CLERK,
            happened_at=at,
            late_reason="imported_record",
            **of,
        )
        self.made += 1
        key = f"{self.agency}-{self.made}"
        return intake(self.register, [made], key=key, entered_at=ENTERED)[0].seq

    def requests(self, count: int) -> None:
        """Draw some requests, and contacts about nobody."""
        for number in range(count):
            self.request(number)
        for _ in range(count // 8):
            self.enter(self.contact(), self.moment(), request=None, person=None)

    def request(self, number: int) -> None:
        """Draw one request: perhaps of a person already there, with whatever happened in any order."""
        chance = self.chance
        of = {
            "request": f"{self.agency}-r{number}",
            "person": f"{self.agency}-p{chance.randrange(number + 2)}",
        }
        seqs = [(self.enter(self.paper(), self.moment(), **of), "received")]
        for _ in range(chance.randrange(9)):
            if made := self.event(seqs, of):
                seqs.append((self.enter(made, self.moment(), **of), type(made).NAME))

    def paper(self) -> RequestReceived:
        """Draw a request as it comes."""
        chance = self.chance
        form = chance.choice(FORMS)
        more: dict[str, Any] = {}
        if chance.random() < 0.25:
            more["asks"] = chance.sample(
                ["hold", "notify", "transfer", "interview", "share"], chance.randrange(3)
            )
        if chance.random() < 0.5:
            duties = chance.choice((None, ["civil_immigration_enforcement"], ["something_else"]))
            agency = chance.choice(("ICE", "ICE", "CBP", "FBI", None))
            more["requester"] = {
                name: told for name, told in (("agency", agency), ("duties", duties)) if told
            }
        if chance.random() < 0.6:
            more["box"] = chance.choice(("final_order", "pending_proceedings", "biometrics", "statements"))
        return RequestReceived(form=form, channel="fax", **more)

    def contact(self) -> ContactLogged:
        """Draw a contact."""
        chance = self.chance
        incoming = chance.random() < 0.5
        purpose = chance.choice(
            ("request", "court_date_inquiry", "general", "call_pending")
            if incoming
            else ("response", "notice", "general")
        )
        told = chance.sample(GIVEN, chance.randrange(3))
        named: dict[str, Any] = {"asked": told} if incoming else {"given": told}
        return ContactLogged(
            direction="incoming" if incoming else "outgoing", purpose=purpose, channel="email",
            counterpart=chance.choice(("ICE", "CBP")), **named,
        )  # fmt: skip

    def event(self, seqs: list[tuple[int, str]], of: dict[str, str]) -> Kind | None:
        """Draw something that happens to a request; None where it cannot."""
        draws = (
            *(self.decided,) * 2,
            *(self.hold,) * 3,
            *(self.leaving,) * 3,
            *(self.told,) * 2,
            *(self.searched,) * 2,
            *(self.marked, self.corrected),
        )
        return self.chance.choice(draws)(seqs, of)

    def decided(self, *_: Any) -> Kind:
        """Ask the law, in name only, or state the release."""
        at = self.moment()
        if self.chance.random() < 0.3:
            return CustodyStated(release_due_at=at.isoformat(), arrested_on=at.date().isoformat())
        hold = self.chance.choice(("must_not", "must_not", "may", "not_established"))
        return self.decision(hold, at.isoformat(), (at + timedelta(days=2)).isoformat())

    def hold(self, seqs: list[tuple[int, str]], _: Any) -> Kind | None:
        """Begin, end or move a hold, or decide otherwise, where there is a decision."""
        chance, until = self.chance, (self.moment() + timedelta(days=2)).isoformat()
        made = [seq for seq, kind in seqs if kind == "decision.made"]
        held = [seq for seq, kind in seqs if kind == "hold.started"]
        clock: dict[str, Any] = {"until": until, "governed_by": "form", "clocks": []}
        if held and chance.random() < 0.6:
            if chance.random() < 0.2:
                return ClockRecomputed(hold=held[-1], because="holiday", **clock)
            reasons = ("transferred", "expired", "disavowed", "moved_to_another_agency")
            return HoldEnded(hold=held[-1], reason=chance.choice(reasons))
        if not made:
            return None
        if chance.random() < 0.2:
            outcome = chance.choice(("may", "must_not"))
            why = {"cite": "Invented Code § 2", "reason": "Example reason."}
            return DecisionOverridden(decision=made[-1], act="hold", outcome=outcome, **why)
        return HoldStarted(decision=made[-1], cite="Invented Code § 1", basis=chance.choice(BASES), **clock)

    def leaving(self, *_: Any) -> Kind:
        """Release the person, or hand them over."""
        if self.chance.random() < 0.35:
            return PersonReleased(how=self.chance.choice(("court", "bail", "other")))
        basis = self.chance.choice((*BASES, "local_custody", None))
        return PersonTransferred(to=self.chance.choice(TO), agency_to="ICE", basis=basis)

    def told(self, *_: Any) -> Kind:
        """Draw a contact."""
        return self.contact()

    def searched(self, *_: Any) -> Kind:
        """Search the record, or attach a paper."""
        if self.chance.random() < 0.6:
            return self.search()
        paper = self.chance.choice(("warrant", "administrative_warrant", "order"))
        issuer = self.chance.choice(("federal_magistrate", "dhs_officer", None))
        return PaperAttached(paper=paper, issuer=issuer, criminal=self.chance.choice(("yes", "no", None)))

    def marked(self, _: Any, of: dict[str, str]) -> Kind | None:
        """Withdraw, double or replace the request, now and then."""
        marks = (
            RequestCancelled(withdrawn_by="ICE"),
            RequestDuplicated(of_request=of["request"]),
            RequestSuperseded(by_request=of["request"]),
        )
        return self.chance.choice(marks) if self.chance.random() < 0.4 else None

    def corrected(self, seqs: list[tuple[int, str]], _: Any) -> Kind:
        """Correct an earlier entry."""
        return self.correction(seqs)

    def decision(self, hold: str, at: str, until: str) -> DecisionMade:
        """Make a decision with one outcome for the hold."""
        asks = self.chance.choice((["hold", "notify"], ["notify"]))
        return DecisionMade(
            place="us", at=at, known_on="2026-11-22", asks=asks, outcomes={"hold": hold, "notify": hold},
            decided_by={}, law=[], clocks=[], until=until, duties=[], open_facts=[], warnings=[],
            case={"request": {}}, answer={"holdlaw": 1},
        )  # fmt: skip

    def search(self) -> RecordSearched:
        """Draw what a search of the record shows."""
        chance = self.chance
        kinds = ("NY PL 160.10", "NY PL 155.25", "NJ 2C:15-1", "NJ 2C:18-2")
        found = [
            {"statute": statute, "class": "misdemeanor" if "155" in statute else "felony", "adjudication":
                "adult",
             "judgment_on": f"{chance.randrange(1999, 2017)}-02-03",
             **({"equivalent_to": "none"} if statute == "NJ 2C:18-2" else {}),
             **({"over_one_year": {"there": "yes", "here": "yes"}} if statute.startswith("NJ") else {})}
            for statute in chance.sample(kinds, chance.randrange(3))
        ]  # fmt: skip
        convictions = chance.choice((found, found, None))
        match = chance.choice(("yes", "no", "unknown"))
        return RecordSearched(
            systems=["state"], convictions=convictions, facts={"terrorist_database_match": match}
        )

    def correction(self, seqs: list[tuple[int, str]]) -> EntryCorrected:
        """Correct an earlier entry, or make it void; now and then a correction itself."""
        chance = self.chance
        seq, kind = chance.choice(seqs)
        if chance.random() < 0.4:
            return EntryCorrected(corrects=seq, because="void")
        fields: dict[str, Any] = {"happened_at": self.moment().isoformat()}
        if kind == "person.transferred":
            fields = {"basis": chance.choice(BASES)}
        if kind == "received" and chance.random() < 0.4:
            fields = {"form": chance.choice(FORMS)}
        return EntryCorrected(corrects=seq, because="typing_error", fields=fields)


def exported(register: Register) -> list[dict[str, Any]]:
    """Give every entry as an export holds it."""
    rows = register.db.rows(f"SELECT {register.db.BYTES_OF_BODY} FROM entries ORDER BY seq")
    return [json.loads(body) for (body,) in rows]


def opened(register: Register) -> dict[int, dict[str, Any]]:
    """Give what the vault still opens, by the number of its entry."""
    told: dict[int, dict[str, Any]] = {}
    for start in range(0, size(register.db), 500):
        found = entries_numbered(register.db, range(start, start + 500))
        closed = closed_people(register.db, (each.person for each in found if each.person))
        told |= values(register, [each.seq for each in found if each.person not in closed])
    return told


def by(agency: str, actor: Actor = CLERK) -> By:
    """Say who does something, for which agency."""
    return By(actor, agency, ENTERED)


def edges(*days: date) -> list[date]:
    """Give each day, the one before and the one after."""
    return [day + timedelta(days=step) for day in days for step in (-1, 0, 1)]


def people(register: Register, agency: str) -> Iterator[str]:
    """Give the people of an agency who have something private."""
    sql = "SELECT DISTINCT person FROM vault_entry WHERE person LIKE ? ORDER BY person"
    return (person for (person,) in register.db.rows(sql, [f"{agency}-p%"]))
