"""The same intake twice gives the same receipts; another one under its key is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.record_sealed import RecordSealed
from holdlaw.register.kinds.record_shredded import RecordShredded
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, open_register
from holdlaw.store.reading import size

from .made import NOON, contact, draft, minutes, raw, received

FIRST = [received(1), contact(1)]
SUBJECT = FIRST[0].content.private()["subject"]


def otherwise(channel: str = "fax", note: str | None = None) -> list[Draft]:
    """Draft the same intake with something else in its first entry."""
    content = RequestReceived(form="I-247A", channel=channel, subject=SUBJECT, note=note)
    return [evolve(FIRST[0], content=content), FIRST[1]]


OTHERS: dict[str, list[Draft]] = {
    "fewer": [received(1)],
    "more": [*FIRST, contact(1)],
    "another order": [contact(1), received(1)],
    "another public field": otherwise(channel="email"),
    "another private field": [FIRST[0], contact(1, "Example Persona asked for something else.")],
    "another subject": [received(1, {"name": "Testa Otherperson"}), FIRST[1]],
    "a private field more": otherwise(note="A note."),
    "another actor": [evolve(FIRST[0], actor=Actor("staff-9", "clerk")), FIRST[1]],
    "another agency": [evolve(FIRST[0], agency="invented-jail"), FIRST[1]],
    "another moment": [evolve(FIRST[0], happened_at=minutes(-1)), FIRST[1]],
    "another request": [evolve(FIRST[0], request="request-9"), FIRST[1]],
    "another person": [evolve(FIRST[0], person="person-9"), FIRST[1]],
    "a reason more": [evolve(FIRST[0], late_reason="outage"), FIRST[1]],
}


def test_the_same_key_and_content_give_the_same_receipts(register: Register) -> None:
    """A clerk whose connection broke sends again; the register must hold the request once."""
    receipts = intake(register, FIRST, key="first", entered_at=NOON)
    assert intake(register, FIRST, key="first", entered_at=NOON) == receipts
    assert size(register.db) == 3


def test_a_retry_a_day_later_from_another_process_gives_the_same_receipts(register_home: Home) -> None:
    """A desk that was offline sends its queue whenever the line is back."""
    with open_register(register_home) as register:
        receipts = intake(register, FIRST, key="first", entered_at=NOON)
        intake(register, [received(2)], key="second", entered_at=NOON)
    with open_register(register_home) as register:
        assert intake(register, FIRST, key="first", entered_at=NOON + timedelta(days=1)) == receipts
        assert intake(register, [received(3)], key="third", entered_at=NOON)[0].seq == 4


@pytest.mark.parametrize("other", OTHERS.values(), ids=list(OTHERS))
def test_the_same_key_with_anything_else_is_refused(register: Register, other: list[Draft]) -> None:
    """To answer "stored" to something that was not stored is the one lie a register must never tell."""
    intake(register, FIRST, key="first", entered_at=NOON)
    with pytest.raises(HoldlawError) as refused:
        intake(register, other, key="first", entered_at=NOON)
    assert [problem.code for problem in refused.value.problems] == ["HL-6004"]
    assert size(register.db) == 3


def test_a_key_that_begins_like_another_is_a_key_of_its_own(register: Register) -> None:
    """Keys are made by the desks; one being the beginning of another says nothing."""
    for number, key in enumerate(("a", "a/0", "a/0/0", "a/1", "a0")):
        assert intake(register, [received(1)], key=key, entered_at=NOON)[0].seq == number + 1


def test_the_retry_for_a_sealed_person_still_gives_the_receipts(register: Register) -> None:
    """A seal closes the record to readers; it does not make an honest retry look like a fraud."""
    receipts = intake(register, FIRST, key="first", entered_at=NOON)
    intake(register, [draft(RecordSealed(asked=0), person="person-1")], key="seal", entered_at=NOON)
    assert intake(register, FIRST, key="first", entered_at=NOON) == receipts


def test_the_retry_for_a_shredded_person_compares_what_is_left(register: Register) -> None:
    """The private values are gone for everybody, also for the comparison; the receipt names none of them."""
    receipts = intake(register, FIRST, key="first", entered_at=NOON)
    intake(
        register, [draft(RecordShredded(asked=0, rows=2), person="person-1")], key="shred", entered_at=NOON
    )
    with raw(register.home) as connection:
        for table in ("vault_entry", "vault_index", "vault_person"):
            connection.execute(f"DELETE FROM {table}")
    assert intake(register, FIRST, key="first", entered_at=NOON) == receipts
    with pytest.raises(HoldlawError, match="HL-6004"):
        intake(register, OTHERS["another public field"], key="first", entered_at=NOON)


def test_a_retry_whose_private_values_cannot_be_compared_is_not_acknowledged(register_home: Home) -> None:
    """Without the person's key nobody can say that it is the same intake."""
    with open_register(register_home) as register:
        intake(register, FIRST, key="first", entered_at=NOON)
        register.keys.destroy(1)
        with pytest.raises(HoldlawError, match="HL-6005"):
            intake(register, FIRST, key="first", entered_at=NOON)
