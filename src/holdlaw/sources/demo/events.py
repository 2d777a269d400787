"""Contacts about no request, and what was attested of an event: March 2017, and a day of January 2018."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from holdlaw.core.case import Act
from holdlaw.decide import decide
from holdlaw.decide.recording import known_by
from holdlaw.register.kinds.attestation_given import AttestationGiven
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.sources.case_file import case_from_data
from holdlaw.sources.demo.city_years import EVENT_ON
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.lines import Line, Step, Story
from holdlaw.sources.demo.moments import at_hour, later
from holdlaw.sources.demo.outcomes import FEDERAL, law_said

EVENT = "event-2018-01-11"

NOTES = (
    (date(2017, 3, 2), "outgoing", "warrant_verification", "ICE was notified, to verify a warrant."),
    (date(2017, 3, 15), "incoming", "call_pending", "A call from a local ICE official is awaited."),
)
"""Two lines in arrest reports that speak of a contact. Nobody had logged them; they were found later."""

FOUND_ON = date(2017, 4, 20)


def event_stories(desk: Desk) -> list[Story]:
    """Tell the contacts found late, and the attestation."""
    return [*(_found_note(desk, number) for number in range(len(NOTES))), _attested(desk)]


def _found_note(desk: Desk, number: int) -> Story:
    day, direction, purpose, summary = NOTES[number]
    happened, found = at_hour(day, 15 + number, desk.zone), at_hour(FOUND_ON, 11 + number / 10, desk.zone)
    content = ContactLogged(
        direction=direction,
        purpose=purpose,
        channel="telephone",
        counterpart=FEDERAL,
        law_said=_law_of_day(desk, happened),
        summary=summary,
    )
    step = Step(
        agency=desk.agency,
        entered_at=found,
        lines=(Line(make=lambda _: content, happened_at=happened, actor=desk.actor("auditor")),),
        person=desk.people.another(day).id,
        late_reason="learned_later",
    )
    return at_hour(FOUND_ON, 0, desk.zone), (step,)


def _law_of_day(desk: Desk, moment: datetime) -> dict[str, Any]:
    """Ask what the law of that day said of sharing information that no detainer asked for."""
    data = {
        "place": desk.place,
        "request": {"form": "other", "asks": ["share"], "requester": {"agency": FEDERAL}},
        "custody": {"release_due_at": moment.isoformat()},
    }
    known_on = known_by(desk.law, desk.place, desk.local_day(moment))
    return law_said(decide(case_from_data(data, desk.law), desk.law, known_on), Act.SHARE)


def _attested(desk: Desk) -> Story:
    at = at_hour(date(2018, 2, 12), 10.5, desk.zone)
    content = AttestationGiven(
        event=EVENT,
        on=EVENT_ON.isoformat(),
        searched=["contact_log", "requests", "mail_headers", "booking_remarks"],
        not_searched=["private_telephones", "radio_traffic"],
        found=0,
        seqs=[],
    )
    line = Line(make=lambda _: content, happened_at=at, actor=desk.actor("auditor"))
    return at_hour(date(2018, 2, 12), 0, desk.zone), (
        Step(agency=desk.agency, entered_at=later(at, minutes=3), lines=(line,)),
    )
