"""The vault opens for those who may read, closes for a sealed record, and stays shut for a shredded one."""

from __future__ import annotations

import os

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.commitments import Opening, commitment
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.record_sealed import RecordSealed
from holdlaw.register.kinds.record_shredded import RecordShredded
from holdlaw.register.kinds.record_unsealed import RecordUnsealed
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register
from holdlaw.store.reading import entry_at
from holdlaw.store.vault import bound_to, closed_people, openings, seal, unseal, values

from .made import NOON, contact, draft, raw, received

OPENINGS = {"subject": Opening(bytes(32), {"name": "Testa Testperson", "aliases": ["Tésta", None, 1]})}


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with two people: entries 1 and 2 about the first, entry 3 about the second."""
    intake(register, [received(1), contact(1), received(2)], key="first", entered_at=NOON)
    return register


def close(register: Register, content: Kind, key: str) -> None:
    """Enter that the first person's record was closed or opened."""
    intake(register, [draft(content, person="person-1")], key=key, entered_at=NOON)


def problems(register: Register, seqs: list[int]) -> dict[str, str]:
    """Try to open entries; give where it fails and with which code."""
    with pytest.raises(HoldlawError) as refused:
        openings(register, seqs)
    return {problem.where: problem.code for problem in refused.value.problems}


def tamper(register: Register, change: str) -> None:
    """Change a vault table as somebody could who has dropped its guards."""
    with raw(register.home) as connection:
        if register.db.engine == "sqlite":
            connection.execute("DROP TRIGGER vault_entry_update")
            connection.execute("DROP TRIGGER vault_entry_delete")
        else:
            connection.execute("ALTER TABLE vault_entry DISABLE TRIGGER USER")
        connection.execute(change)


def test_what_is_opened_is_what_was_committed_to(filled: Register) -> None:
    """A page that shows a private value shows the one that the proof is about."""
    opened = openings(filled, [2, 1, 3, 0])
    assert list(opened) == [0, 1, 2, 3]
    for seq, fields in opened.items():
        stored = entry_at(filled.db, seq).private
        assert {name: commitment(name, each) for name, each in fields.items()} == stored
    assert values(filled, [2]) == {2: {"summary": "Example Persona asked for a court date."}}


def test_no_salt_comes_twice(filled: Register) -> None:
    """Two commitments under one salt show that two people share a value."""
    salts = [each.salt for fields in openings(filled, [1, 2, 3]).values() for each in fields.values()]
    assert len(set(salts)) == len(salts) == 3


def test_a_vault_row_opens_for_its_own_entry_alone() -> None:
    """A row copied to another entry would put one person's words into another's record."""
    key, place = os.urandom(32), bound_to("register.example", 5, "person-1")
    sealed = seal(key, place, OPENINGS, os.urandom)
    assert unseal(key, place, sealed) == OPENINGS
    elsewhere = [
        (os.urandom(32), place),
        (key, bound_to("register.example", 6, "person-1")),
        (key, bound_to("register.example", 5, "person-2")),
        (key, bound_to("another.example", 5, "person-1")),
    ]
    for wrong_key, wrong_place in elsewhere:
        with pytest.raises(ValueError, match="not sealed"):
            unseal(wrong_key, wrong_place, sealed)


@pytest.mark.parametrize("length", [0, 11, 12, 13, 40])
def test_a_cut_vault_row_does_not_open(length: int) -> None:
    """A row cut short by a bad disk is reported as such, not as a fault of the program."""
    key, place = os.urandom(32), b"here"
    with pytest.raises(ValueError, match="not sealed"):
        unseal(key, place, seal(key, place, OPENINGS, os.urandom)[:length])


def test_a_sealed_record_is_opened_for_nobody(filled: Register) -> None:
    """A court orders a seal so that not even those with every key at hand read on."""
    close(filled, RecordSealed(asked=0), "seal")
    assert problems(filled, [1, 2, 3]) == {"entry 1": "HL-6006", "entry 2": "HL-6006"}
    assert values(filled, [3])[3]["subject"]["name"] == "Testa Testperson 2"


def test_the_latest_of_seal_and_unseal_decides(filled: Register) -> None:
    """A record can be sealed, opened again by order, and sealed again."""
    close(filled, RecordSealed(asked=0), "seal")
    close(filled, RecordUnsealed(asked=0), "unseal")
    assert set(values(filled, [1, 2])) == {1, 2}
    close(filled, RecordSealed(asked=0), "seal again")
    assert problems(filled, [1]) == {"entry 1": "HL-6006"}


def test_a_shredded_record_stays_shut_whatever_follows(filled: Register) -> None:
    """There is nothing left to open, and no later entry brings it back."""
    close(filled, RecordShredded(asked=0, rows=2), "shred")
    close(filled, RecordUnsealed(asked=0), "unseal")
    assert problems(filled, [1, 3, 2]) == {"entry 1": "HL-6007", "entry 2": "HL-6007"}
    assert closed_people(filled.db, ["person-1", "person-2"]) == {"person-1": "record.shredded"}


def test_nothing_private_is_taken_in_again_for_a_shredded_person(filled: Register) -> None:
    """What was erased on a judge's order must not grow again under the same id."""
    close(filled, RecordShredded(asked=0, rows=2), "shred")
    with pytest.raises(HoldlawError, match="HL-6007"):
        intake(filled, [contact(1)], key="again", entered_at=NOON)


def test_the_rows_of_a_shredded_person_can_be_deleted_and_no_others(filled: Register) -> None:
    """Erasure is the one deletion the database lets through, and only once its entry stands."""
    close(filled, RecordShredded(asked=0, rows=2), "shred")
    with raw(filled.home) as connection:
        for table, left in (("vault_entry", 1), ("vault_index", 1), ("vault_person", 1)):
            connection.execute(f"DELETE FROM {table} WHERE person = 'person-1'")
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (left,)
            with pytest.raises(Exception, match="goes only with its person"):
                connection.execute(f"DELETE FROM {table}")


def test_a_row_that_is_gone_or_changed_is_told(filled: Register) -> None:
    """Every private value that cannot be shown is named, with what to do, and not passed over."""
    tamper(filled, "DELETE FROM vault_entry WHERE seq = 1")
    tampered = "x'00'" if filled.db.engine == "sqlite" else "'\\x00'"
    with raw(filled.home) as connection:
        connection.execute(f"UPDATE vault_entry SET sealed = {tampered} WHERE seq = 2")
    assert problems(filled, [1, 2, 3]) == {"entry 1": "HL-6005", "entry 2": "HL-6005"}


def test_without_the_persons_key_nothing_opens(filled: Register) -> None:
    """The database alone, stolen or restored, shows nobody's name."""
    assert filled.keys.destroy(1)
    assert problems(filled, [1, 3]) == {"entry 1": "HL-6005"}
    with pytest.raises(HoldlawError, match="HL-6005"):
        intake(filled, [contact(1)], key="again", entered_at=NOON)


def test_another_value_under_the_right_key_is_told(filled: Register) -> None:
    """Whoever has both files can seal another value; the commitment in the chain shows it."""
    key = filled.keys.key(1)
    assert key is not None
    entry = entry_at(filled.db, 2)
    other = {"summary": Opening(bytes(32), "Something else was said.")}
    forged = seal(key, bound_to(entry.origin, 2, "person-1"), other, os.urandom).hex()
    written = f"x'{forged}'" if filled.db.engine == "sqlite" else f"'\\x{forged}'"
    tamper(filled, f"UPDATE vault_entry SET sealed = {written} WHERE seq = 2")
    assert problems(filled, [1, 2]) == {"entry 2": "HL-5004"}


def test_many_entries_are_opened_at_once(register: Register) -> None:
    """An export opens thousands; none may be lost between two pages of them."""
    intake(register, [received(number) for number in range(450)], key="many", entered_at=NOON)
    opened = values(register, range(1, 451))
    assert [fields["subject"]["name"] for fields in opened.values()] == [
        f"Testa Testperson {number}" for number in range(450)
    ]
