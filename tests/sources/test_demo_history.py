"""The fixed history of the invented police, counted from its entries: each published figure."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import pytest

from holdlaw.register.case_state import CaseState, case_state
from holdlaw.register.case_status import Status
from holdlaw.register.entry import Entry
from holdlaw.register.kinds.attestation_given import AttestationGiven
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.sources.demo.people import FIRST, LAST

from .demo_entries import FIXED_TODAY, Told, told

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo history")]

ZONE = ZoneInfo("America/New_York")
POLICE = "pxpd"


@lru_cache(maxsize=1)
def history() -> Told:
    """The years of the police until March 2018, and what no request is about."""
    return told(FIXED_TODAY, "city", "events")


@lru_cache(maxsize=1)
def cases() -> dict[str, CaseState]:
    """Every request of those years."""
    return history().cases()


def day_of(entry: Entry) -> date:
    """The day on which something happened, at the police's desk."""
    return datetime.fromisoformat(entry.happened_at).astimezone(ZONE).date()


def received(first: date, before: date) -> list[CaseState]:
    """The requests received from one day until before another."""
    return [
        state
        for state in cases().values()
        if state.agency == POLICE and state.received and first <= day_of(state.received.entry) < before
    ]


def outcomes(first: date, before: date) -> Counter[Status]:
    """How the requests received in a span came out."""
    return Counter(state.status for state in received(first, before))


def test_eighty_were_received_to_september_2016_and_two_honoured() -> None:
    """The base of "almost 20 times": if it is off by one, every sentence that rests on it is."""
    assert outcomes(date(2015, 10, 1), date(2016, 10, 1)) == {Status.NOT_HONORED: 78, Status.HONORED: 2}


def test_both_honoured_ones_rest_on_a_federal_criminal_warrant() -> None:
    """A criminal warrant is no detainer: the law forbade the hold, and the register says why they went."""
    for state in received(date(2015, 10, 1), date(2016, 10, 1)):
        if state.status is Status.HONORED:
            transferred = state.last(PersonTransferred)
            assert transferred is not None
            assert transferred.content.basis == "criminal_warrant"
            assert transferred.content.to == "federal_criminal"
            assert state.decision is not None
            assert state.decision.outcomes["hold"] == "must_not"
            assert state.holds == ()


def test_1526_were_received_to_september_2017_and_none_honoured() -> None:
    """The figure of the press reports; three of these were moved and 1,523 walked out."""
    found = outcomes(date(2016, 10, 1), date(2017, 10, 1))
    assert found == {Status.NOT_HONORED: 1523, Status.MOVED_BEFORE_EXPIRY: 3}


def test_109_came_from_january_to_3_april_2017_and_three_were_moved_in_time() -> None:
    """A second published count over other days: both have to come out of the same entries."""
    found = outcomes(date(2017, 1, 1), date(2017, 4, 4))
    assert found == {Status.NOT_HONORED: 106, Status.MOVED_BEFORE_EXPIRY: 3}


def test_the_three_were_within_the_48_hour_exception() -> None:
    """They qualified: the answer was MAY under (b)(2), and the person was gone before the deadline."""
    moved = [state for state in cases().values() if state.status is Status.MOVED_BEFORE_EXPIRY]
    assert [
        state.decision.made.content.decided_by["hold"]["clause"] for state in moved if state.decision
    ] == ["b2"] * 3
    assert all(state.left and state.deadline and state.left.at < state.deadline for state in moved)


def test_no_other_request_of_those_two_years_could_have_been_honoured() -> None:
    """Each outcome is the engine's own: under the law of the day all the rest had to be refused."""
    allowed = [
        state
        for state in received(date(2015, 10, 1), date(2017, 10, 1))
        if state.decision is None or state.decision.made.content.outcomes["hold"] != "must_not"
    ]
    assert {state.status for state in allowed} == {Status.MOVED_BEFORE_EXPIRY}
    assert len(allowed) == 3


def contacts(first: date, before: date) -> list[ContactLogged]:
    """The contacts of a span."""
    found = [
        entry
        for entry in history().entries
        if entry.kind == ContactLogged.NAME and first <= day_of(entry) < before
    ]
    contents = [entry.content(history().opened[entry.seq]) for entry in found]
    return [content for content in contents if isinstance(content, ContactLogged)]


def test_march_2017_has_two_contacts() -> None:
    """One says that ICE was notified, one awaits a call: neither was a notice of release on a detainer."""
    found = [(contact.direction, contact.purpose) for contact in contacts(date(2017, 3, 1), date(2017, 4, 1))]
    assert found == [("outgoing", "warrant_verification"), ("incoming", "call_pending")]


def test_the_two_notes_were_entered_late_and_say_why() -> None:
    """They were found in arrest reports weeks later; a log that hid this would look complete."""
    late = [
        entry.late_reason
        for entry in history().entries
        if entry.kind == ContactLogged.NAME and day_of(entry).month == 3 and day_of(entry).year == 2017
    ]
    assert late == ["learned_later", "learned_later"]


def test_the_event_of_january_2018_has_no_contact_and_an_attestation_that_says_what_was_searched() -> None:
    """That there was no contact is attested only as far as somebody looked; the entry says how far."""
    assert contacts(date(2018, 1, 11), date(2018, 1, 12)) == []
    given = [entry.content() for entry in history().entries if entry.kind == AttestationGiven.NAME]
    assert [(each.found, each.on) for each in given if isinstance(each, AttestationGiven)] == [
        (0, "2018-01-11")
    ]
    assert all(each.searched and each.not_searched for each in given if isinstance(each, AttestationGiven))


def test_information_requests_are_logged_from_the_day_the_report_counts_them() -> None:
    """Item 5 begins on 2018-01-30; an earlier one would be in no report, a later start would lose some."""
    asked = [contact for contact in contacts(date(2018, 1, 1), date(2018, 4, 1)) if contact.asked]
    before = [contact for contact in contacts(date(2017, 10, 1), date(2018, 1, 30)) if contact.asked]
    assert asked
    assert before == []
    assert all(contact.law_said and contact.law_said["outcome"] for contact in asked)


def test_no_name_number_or_birth_date_stands_in_any_entry() -> None:
    """An entry is for good: what names a person has to lie in the vault, where it can be erased."""
    written = b"".join(entry.as_bytes() for entry in history().entries).decode()
    texts = set(re.findall(r'"((?:[^"\\\\]|\\\\.)*)"', written))
    told_of = [values["subject"] for values in history().opened.values() if "subject" in values]
    assert len(told_of) > 1600
    assert texts.isdisjoint(value for subject in told_of for value in subject.values())
    assert [name for name in (*FIRST, *LAST) if name in written] == []
    assert "A-000-" not in written


def test_each_case_decided_is_the_one_its_entries_state() -> None:
    """A decision rests on what was entered before it; a fact from nowhere could not be audited."""
    for state in list(cases().values())[::23]:
        for decision in state.decisions:
            before = tuple(entry for entry in state.entries if entry.seq < decision.made.seq)
            stated = case_state(before, state.opened).case_file(place=decision.made.content.place)
            assert stated == state.opened[decision.made.seq]["case"], state.request
