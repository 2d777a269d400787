"""Checks what a sentence says of contacts: about one event, or of one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.claims.evidence import Agency, Attested, Contact
from holdlaw.reports.claims.verdicts import Part, Rest, Verdict, unspecified, unverifiable
from holdlaw.reports.claims.windows import days_named
from holdlaw.reports.period import Period
from holdlaw.reports.trends.counts import entries_of, total

_ONE_DAY = timedelta(days=1)


def check_contacts(claim: Claim, agency: Agency | None) -> Part:
    """Check a sentence about contacts. What was not searched is said beside what was not found."""
    day = _day(claim)
    if day is None:
        on_record = f" {len(agency.contacts)} contacts are on record in all." if agency else ""
        return unspecified(
            ("number", "period"), f"It names no number, and no day or event to look up.{on_record}"
        )
    if agency is None:
        return unverifiable("Contacts stand in a register, and none was named.")
    if claim.value == 0:
        return _none(claim, agency, day)
    return _some(claim, agency, day)


def _day(claim: Claim) -> date | None:
    named = days_named(claim.scope, 0) if claim.scope else ()
    return named[0] if named else claim.on


def _none(claim: Claim, agency: Agency, day: date) -> Part:
    """Check that there was no contact: none on record, and what the attestation says was searched."""
    contacts = [each for each in agency.contacts if each.on == day or _about(each, day)]
    received = agency.counts.within(Period(day, day + _ONE_DAY))
    rests = [_contact_rest(agency, each) for each in contacts]
    if received:
        what = f"{total(received)} requests received on {day}"
        rests.append(Rest(kind="entries", what=what, entries=entries_of(received)))
    if contacts or received:
        said = f"{len(contacts)} contacts and {total(received)} requests are on record for {day}."
        return Part(verdict=Verdict.CONTRADICTED, why=said, should_say=said, rests_on=tuple(rests))
    attested = [each for each in agency.attested if each.on == day]
    if not attested:
        why = f"Nothing is on record for {day}, and nobody has attested what was searched."
        return unverifiable(why)
    return _attested(agency, attested[-1], _others(agency, day))


def _about(contact: Contact, day: date) -> bool:
    return contact.event is not None and day.isoformat() in contact.event


def _attested(agency: Agency, given: Attested, others: str) -> Part:
    searched, missed = _codes(given.searched), _codes(given.not_searched)
    rest = Rest(
        kind="attestation",
        what=f"attestation of {given.given_on} about {given.event}: {given.found} contacts found",
        entries=(given.entry,),
    )
    if given.found:
        said = f"An attestation of {given.given_on} found {given.found} contacts about {given.on}."
        return Part(verdict=Verdict.CONTRADICTED, why=said, should_say=said, rests_on=(rest,))
    said = f"No contact and no request is on record for {given.on}; searched were {searched}"
    if not missed:
        return Part(verdict=Verdict.HOLDS, why=f"{said}.{others}", rests_on=(rest,))
    return Part(
        verdict=Verdict.HOLDS_WITH_CORRECTION,
        why=f"It is attested for what was searched, and {missed} were not.{others}",
        should_say=f"{said}; not searched were {missed}.",
        rests_on=(rest,),
    )


def _others(agency: Agency, day: date) -> str:
    """Say that contacts of other days are of other events: they do not contradict the sentence."""
    about = [each for each in agency.contacts if each.event is None and each.on < day][-1:]
    if not about:
        return ""
    apart = (day - about[0].on).days
    last = f"the last before it, of {about[0].on}, is {apart} days off"
    return f" Contacts of other days are other events; {last}."


def _codes(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _some(claim: Claim, agency: Agency, day: date) -> Part:
    """Check that there was a contact on a day, of a kind if one is stated."""
    found = [each for each in agency.contacts if each.on == day]
    alike = [each for each in found if claim.contact in (None, each.purpose)]
    if not alike:
        kind = f" of the kind {claim.contact.replace('_', ' ')}" if claim.contact else ""
        return unverifiable(f"No contact{kind} is on record for {day}; that does not show there was none.")
    said = " ".join(_contact_sentence(each) for each in alike)
    events = [each for each in agency.attested if each.on != day]
    others = f" It is not the event of {events[-1].on}." if events else ""
    return Part(
        verdict=Verdict.HOLDS,
        why=f"{said}{others}",
        rests_on=tuple(_contact_rest(agency, each) for each in alike),
    )


def _contact_sentence(contact: Contact) -> str:
    late = (contact.entered_on - contact.on).days
    logged = f", and was entered {late} days later" if late > 0 else ""
    purpose = contact.purpose.replace("_", " ")
    return (
        f"A contact with {contact.counterpart} on {contact.on} is on record ({contact.direction}, "
        f"{purpose}){logged}."
    )


def _contact_rest(agency: Agency, contact: Contact) -> Rest:
    what = f"contact of {contact.on} of {agency.counts.name}"
    return Rest(kind="entries", what=what, entries=(contact.entry,))
