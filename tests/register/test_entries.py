"""Entries: made once with what they commit to, written one way, and read back only if nothing was touched."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.register.commitments import Opening, commitment
from holdlaw.register.entry import (
    EARLY_MAX,
    LATE_AFTER,
    LATE_REASONS,
    Actor,
    Draft,
    Entry,
    Place,
    enter,
    read_entry,
)
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.tree import leaf_hash

from .desk import NOON, ORIGIN, salts
from .samples import contents

SECOND = timedelta(seconds=1)
CLERK = Actor("clerk-1", "clerk")
CUSTODY = CustodyStated(release_due_at="2026-03-03T09:00:00-05:00")
FACT = FactStated(fact="known_gang_member", source="search", value="yes", note="Testa Testperson said so.")


def draft(content: Kind = CUSTODY, **changes: Any) -> Draft:
    """Make a draft that happened at noon."""
    made = Draft(
        content=content,
        agency="example-jail",
        actor=CLERK,
        happened_at=NOON,
        request="req-1",
        person="person-1",
    )
    return evolve(made, **changes)


def place(entered_at: datetime = NOON) -> Place:
    """Make a place in the register."""
    return Place(origin=ORIGIN, seq=12, entered_at=entered_at, key="key-12")


def entry(content: Kind = CUSTODY) -> Entry:
    """Make an entry."""
    return enter(draft(content), place(), salts())[0]


def reading(data: bytes) -> Entry | None:
    """Give the entry that bytes read as; None if they are refused."""
    with suppress(HoldlawError):
        return read_entry(data)
    return None


def problem(made: Draft, at: Place) -> str:
    """Give what is said of a draft that is refused."""
    with pytest.raises(HoldlawError) as refused:
        enter(made, at, salts())
    return str(refused.value)


@given(contents())
def test_any_entry_reads_back_from_its_bytes(content: Kind) -> None:
    """What a clerk entered is what an auditor reads, whatever letters a name has."""
    made, openings = enter(draft(content), place(), salts())
    read = read_entry(made.as_bytes())
    assert read.as_bytes() == made.as_bytes()
    assert read.content({name: opening.value for name, opening in openings.items()}) == made.content(
        content.private()
    )


@given(contents(), st.data())
def test_a_changed_byte_is_refused_or_is_another_entry(content: Kind, data: st.DataObject) -> None:
    """Whoever alters one letter of an entry must not get an entry that passes for the old one."""
    written = entry(content).as_bytes()
    i = data.draw(st.integers(0, len(written) - 1))
    changed = written[:i] + bytes([written[i] ^ data.draw(st.integers(1, 255))]) + written[i + 1 :]
    read = reading(changed)
    assert read is None or read.as_bytes() == changed
    assert leaf_hash(changed) != leaf_hash(written)


def test_the_bytes_end_with_the_number() -> None:
    """A reader of a million rows sees at the end of each whether it stands in its place."""
    assert entry().as_bytes().endswith(b',"seq":12}')


def test_the_bytes_are_these() -> None:
    """Every proof ever given rests on these bytes: the day they change, none can be checked again."""
    assert entry().as_bytes().decode() == (
        '{"actor":{"id":"clerk-1","role":"clerk"},"agency":"example-jail",'
        '"entered_at":"2026-03-02T12:00:00-05:00","entry":"custody.stated/1",'
        '"fields":{"release_due_at":"2026-03-03T09:00:00-05:00"},"happened_at":"2026-03-02T12:00:00-05:00",'
        '"key":"key-12","late_reason":null,"origin":"register.example","person":"person-1","private":{},'
        '"request":"req-1","seq":12}'
    )


def test_private_values_stand_in_an_entry_only_as_commitments() -> None:
    """What is hashed can never be erased, so a name must not be in it; but it must be held to."""
    made, openings = enter(draft(FACT), place(), salts())
    assert set(made.private) == {"value", "note"}
    assert made.private["note"] == commitment("note", openings["note"])
    assert openings["note"] == Opening((2).to_bytes(32, "big"), "Testa Testperson said so.")
    assert b"Testperson" not in made.as_bytes()


def test_each_private_field_has_a_salt_of_its_own() -> None:
    """With one salt for all, opening one field would let a stranger guess at the others."""
    openings = enter(draft(FACT), place(), salts())[1]
    assert len({opening.salt for opening in openings.values()}) == len(openings)


def test_private_fields_need_a_person_to_be_erased_with() -> None:
    """A value that belongs to nobody could never be erased on anybody's request."""
    assert problem(draft(FACT, person=None), place()).startswith(
        "HL-5002: fact.stated.person: The value is missing, and private fields need one to be erased with."
    )


def test_a_public_entry_needs_no_person() -> None:
    """A published report is about no one person."""
    assert enter(draft(person=None, request=None), place(), salts())[0].person is None


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"agency": "Example Jail"}, "agency"),
        ({"actor": Actor("Testa Testperson", "clerk")}, "actor"),
        ({"actor": Actor("clerk-1", "")}, "role"),
        ({"request": "req 1"}, "request"),
        ({"person": "Testa Testperson"}, "person"),
    ],
)
def test_an_id_that_could_be_a_name_is_refused(changes: dict[str, Any], where: str) -> None:
    """Ids stand in the hashed bytes for good; one that is somebody's name could never be taken out."""
    said = problem(draft(**changes), place())
    assert said.startswith(f"HL-5002: custody.stated.{where}: The value is not a code.")
    assert "Testperson" not in said


def test_a_moment_without_an_offset_is_refused() -> None:
    """Nobody can tell an hour of deadline from an hour of time zone afterwards."""
    naive = NOON.replace(tzinfo=None)
    assert "custody.stated.happened_at: The value is not a moment with its offset" in problem(
        draft(happened_at=naive), place()
    )
    assert "custody.stated.entered_at: The value is not a moment with its offset" in problem(
        draft(), place(naive)
    )


@pytest.mark.parametrize("early", [EARLY_MAX - SECOND, EARLY_MAX], ids=["just-before", "at"])
def test_two_clocks_may_differ_by_minutes(early: timedelta) -> None:
    """A fax machine's clock runs ahead; the clerk must not be turned away for it."""
    assert enter(draft(), place(NOON - early), salts())[0].happened_at == NOON.isoformat()


def test_an_entry_about_the_future_is_refused() -> None:
    """What has not happened cannot be recorded as a fact, one second past what clocks may differ."""
    assert problem(draft(), place(NOON - EARLY_MAX - SECOND)).startswith(
        "HL-5002: custody.stated.happened_at: The value lies in the future."
    )


@pytest.mark.parametrize("late", [LATE_AFTER - SECOND, LATE_AFTER], ids=["just-before", "at"])
def test_an_entry_within_the_hour_needs_no_reason(late: timedelta) -> None:
    """A busy desk enters things a little later, and should not have to explain each one."""
    assert enter(draft(), place(NOON + late), salts())[0].late_reason is None


def test_an_entry_after_the_hour_needs_a_reason() -> None:
    """A backdated entry without a reason is what a cover-up looks like."""
    assert problem(draft(), place(NOON + LATE_AFTER + SECOND)) == (
        "HL-5003: custody.stated.late_reason: It happened more than an hour before it is entered, and no "
        "reason is given. A backdated entry without a reason cannot be told from one made up afterwards. "
        f"Give one of: {', '.join(LATE_REASONS)}."
    )


@pytest.mark.parametrize("reason", LATE_REASONS)
def test_a_late_entry_with_a_reason_is_taken(reason: str) -> None:
    """After an outage the paper forms are typed in, and the register says that they were."""
    made = enter(draft(late_reason=reason), place(NOON + 9 * LATE_AFTER), salts())[0]
    assert read_entry(made.as_bytes()).late_reason == reason


def test_a_reason_in_free_words_is_refused() -> None:
    """Free words name people, and here they would stand in the open for good."""
    said = problem(draft(late_reason="Testa Testperson was ill"), place())
    assert said.startswith("HL-5002: custody.stated.late_reason: The value is none of outage, paper_form")
    assert "Testperson" not in said


BROKEN = [
    b"",
    b"{}",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    entry().as_bytes() + b" ",
    entry().as_bytes().replace(b'"seq":12', b'"seq":012'),
    entry().as_bytes().replace(b'"seq":12', b'"seq":12.0'),
    entry().as_bytes().replace(b'"seq":12', b'"seq":true'),
    entry().as_bytes().replace(b'"seq":12', b'"seq":"12"'),
    entry().as_bytes().replace(b'"seq":12', b'"seq":-12'),
    entry().as_bytes().replace(b'"seq":12', b'"seq":12,"seq":12'),
    entry().as_bytes().replace(b'"seq":12', b'"seq":12,"then":1'),
    entry().as_bytes().replace(b"custody.stated/1", b"custody.stated/01"),
    entry().as_bytes().replace(b"custody.stated/1", b"custody.stated"),
    entry().as_bytes().replace(b'"role":"clerk"', b'"role":["clerk"]'),
    entry().as_bytes().replace(b'"private":{}', b'"private":{"note":1}'),
    entry().as_bytes().replace(b'"private":{}', b'"private":[]'),
    entry().as_bytes().replace(b'"fields":{', b'"fields":[').replace(b'-05:00"},"h', b'-05:00"],"h'),
    entry().as_bytes().replace(b'"happened_at":"2026', b'"happened_at":"x026'),
    entry().as_bytes().replace(b'"person":"person-1"', b'"person":1'),
    json.dumps(json.loads(entry().as_bytes())).encode(),
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_bytes_that_are_not_an_entry_are_refused(data: bytes) -> None:
    """Only exact bytes can be proved: what means the same and is written otherwise was not written here."""
    with pytest.raises(HoldlawError) as refused:
        read_entry(data, "entry 12")
    assert str(refused.value) == (
        "HL-5001: entry 12: The bytes are not an entry as it is written. Only exact bytes can be proved. "
        "Run `holdlaw verify` on the register."
    )


def test_an_entry_of_an_unknown_type_can_still_be_read_and_proved() -> None:
    """An old program must be able to check a new register, though it cannot say what each entry means."""
    newer = entry().as_bytes().replace(b"custody.stated/1", b"custody.stated/2")
    assert read_entry(newer).as_bytes() == newer
    with pytest.raises(HoldlawError, match="Update Holdlaw"):
        read_entry(newer).content()


def test_a_sentence_says_lists_and_groups_in_words() -> None:
    """A timeline is for people; nobody should have to read brackets at three in the morning."""
    made = DecisionMade(
        place="us-ny-nyc-police",
        at=NOON.isoformat(),
        known_on="2026-03-02",
        asks=["hold"],
        outcomes={"hold": "must_not", "notify": "may"},
        decided_by={},
        law=[],
        clocks=[],
        duties=[],
        open_facts=[],
        warnings=[],
        case={},
        answer={},
    )
    assert entry(made).sentence() == "clerk-1 asked the law of us-ny-nyc-police: hold must not, notify may."
