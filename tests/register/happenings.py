"""What happens to a request, as contents of entries that say no more than a test needs. Nobody is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived

from .desk import Desk, moment

ROBBERY = {
    "statute": "NY PL 160.10",
    "class": "felony",
    "committed_on": "2024-05-01",
    "judgment_on": "2025-02-02",
    "adjudication": "adult",
}
FOREIGN = {"statute": "NJ 2C:15-1", "class": "felony", "judgment_on": "2025-02-02", "adjudication": "adult"}


def received(**changes: Any) -> RequestReceived:
    """A request came by fax."""
    said = {"form": "I-247A", "channel": "fax", "requester": {"agency": "ICE"}}
    return RequestReceived(**{**said, **changes})


def custody(hours: float = 24, **more: Any) -> CustodyStated:
    """Release is due so many hours after noon."""
    return CustodyStated(release_due_at=moment(hours), **more)


def decided(
    hold: str = "must_not", *, until: float | None = None, asks: Sequence[str] = ("hold",)
) -> DecisionMade:
    """The law was asked; the answer for a hold, and when a hold would become unlawful."""
    return DecisionMade(
        place="us-ny-nyc-police",
        at=moment(24),
        known_on="2026-03-02",
        asks=list(asks),
        outcomes={"hold": hold, "notify": "may", "share": "no_rule"},
        decided_by={},
        law=[{"layer": "us-ny-nyc-police", "version": "2014-12-14", "digest": "ab12"}],
        clocks=[],
        until=None if until is None else moment(until),
        duties=["record"],
        open_facts=[],
        warnings=[],
        case={"place": "us-ny-nyc-police"},
        answer={"holdlaw": 1},
    )


def hold(decision: int, until: float = 72) -> HoldStarted:
    """A hold began, on a decision."""
    return HoldStarted(
        decision=decision,
        until=moment(until),
        governed_by="city_48h",
        clocks=[{"name": "city_48h", "until": moment(until)}],
        cite="NYC Admin. Code § 14-154(b)(1)",
        basis="civil_detainer",
    )


def moved(to: str = "another_local_agency") -> PersonTransferred:
    """The person was handed to another agency."""
    return PersonTransferred(to=to, agency_to="example-county-jail")


def fact(name: str, value: str = "yes") -> FactStated:
    """Somebody answered a question."""
    return FactStated(fact=name, source="search", value=value)


def searched(*systems: str, **found: Any) -> RecordSearched:
    """The record was searched."""
    return RecordSearched(systems=list(systems or ("state_record",)), **found)


def corrected(
    seq: int, fields: Mapping[str, Any] | None = None, values: Mapping[str, Any] | None = None
) -> EntryCorrected:
    """An entry was wrong; this is what should have stood there."""
    return EntryCorrected(corrects=seq, because="typing_error", fields=fields, values=values)


def void(seq: int) -> EntryCorrected:
    """An entry should not have been made."""
    return EntryCorrected(corrects=seq, because="void")


def a_case(due: float = 24) -> Desk:
    """A desk that received a request at one o'clock, for somebody whose release is due."""
    desk = Desk()
    desk.enters(received(), at=1)
    desk.enters(custody(due), at=1)
    return desk
