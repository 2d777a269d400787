"""Intake: together or not at all, in the tree, acknowledged by a receipt only once it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.receipts import open_receipt
from holdlaw.register.tree import Frontier, leaf_hash, root_of
from holdlaw.store.database import Database, entry_rows
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, open_register
from holdlaw.store.reading import entry_at, node_reader, size
from holdlaw.store.vault import values

from .made import NOON, contact, draft, minutes, raw, received


def tree_of(register: Register) -> Frontier:
    """Hash the stored bytes again, and compare every node on the way."""
    tree = Frontier()
    for seq, body, nodes in entry_rows(register.db):
        assert seq == tree.size
        assert tree.append(leaf_hash(body)) == nodes
    return tree


def rows_of(home: Home) -> dict[str, int]:
    """Count the rows of every table that an intake writes."""
    with raw(home) as connection:
        tables = ("entries", "vault_entry", "vault_person", "vault_index")
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def test_an_intake_is_stored_whole_and_every_receipt_verifies(register: Register) -> None:
    """What a clerk is handed has to be provable years later, by somebody else."""
    receipts = intake(register, [received(1), contact(1)], key="first", entered_at=minutes(5))
    assert [receipt.seq for receipt in receipts] == [1, 2]
    for receipt in receipts:
        assert open_receipt(receipt.note, [register.verifier_keys[1]]) == receipt
        assert receipt.leaf == leaf_hash(entry_at(register.db, receipt.seq).as_bytes())
    assert entry_at(register.db, 1).key == "first/0"
    assert entry_at(register.db, 2).entered_at == minutes(5).isoformat()
    assert values(register, [1])[1]["subject"]["name"] == "Testa Testperson 1"
    assert root_of(3, node_reader(register.db)) == tree_of(register).root()


def test_a_draft_that_fails_leaves_nothing_of_those_before_it(register: Register) -> None:
    """Half an intake would be a request that was received and never decided."""
    before = rows_of(register.home)
    late = draft(received(2).content, "request-2", "person-2", NOON - timedelta(hours=3))
    with pytest.raises(HoldlawError, match="HL-5003"):
        intake(register, [received(1), contact(1), late], key="first", entered_at=NOON)
    assert rows_of(register.home) == before
    receipts = intake(register, [received(1)], key="first", entered_at=NOON)
    assert receipts[0].seq == 1
    assert tree_of(register).size == 2


def test_a_commit_that_fails_is_not_acknowledged_and_the_tree_goes_on_right(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk shows itself at the commit; the next intake must not build on what was never stored."""

    @contextmanager
    def failing(self: Database) -> Iterator[None]:
        with transaction(self):
            yield
            raise OSError("no space left on device")

    transaction = type(register.db).transaction
    intake(register, [received(1)], key="first", entered_at=NOON)
    monkeypatch.setattr(type(register.db), "transaction", failing)
    with pytest.raises(OSError, match="no space"):
        intake(register, [received(2), contact(2)], key="second", entered_at=NOON)
    monkeypatch.undo()
    assert size(register.db) == 2
    assert intake(register, [received(2)], key="second", entered_at=NOON)[0].seq == 2
    assert tree_of(register).size == 3


def test_writers_in_turn_see_each_other(register: Register) -> None:
    """Two desks write into one register; each remembers the edge of the tree only until the other writes."""
    with open_register(register.home) as other:
        for number in range(1, 8):
            writer = other if number % 3 else register
            intake(writer, [received(number)], key=f"key-{number}", entered_at=NOON)
    assert tree_of(register).size == 8


def test_an_intake_of_nothing_is_refused(register: Register) -> None:
    """A receipt for nothing could be shown as a receipt for something."""
    with pytest.raises(ValueError, match="at least one draft"):
        intake(register, [], key="first", entered_at=NOON)


def test_what_the_database_refuses_is_said_without_the_row(register: Register) -> None:
    """The engine's own message quotes the row, and the row may name a person."""
    with raw(register.home) as connection:
        sql = "DROP TABLE vault_index"
        connection.execute(sql)
    with pytest.raises(HoldlawError) as refused:
        intake(register, [received(1)], key="first", entered_at=NOON)
    assert [problem.code for problem in refused.value.problems] == ["HL-6003"]
    assert "Testperson" not in str(refused.value)
    assert size(register.db) == 1


def test_the_same_person_keeps_the_same_key(register: Register) -> None:
    """One key a person is what makes one shredding enough."""
    for number in range(3):
        intake(register, [contact(1)], key=f"key-{number}", entered_at=NOON)
    assert rows_of(register.home) == {
        "entries": 4,
        "vault_entry": 3,
        "vault_person": 1,
        "vault_index": 0,
    }


def test_an_entry_without_private_values_has_no_vault_row(register: Register) -> None:
    """The vault holds what has to be erased one day, and nothing else."""
    bare = draft(
        ContactLogged(direction="incoming", purpose="general", channel="telephone", counterpart="ICE")
    )
    intake(register, [bare], key="first", entered_at=NOON)
    assert rows_of(register.home)["vault_entry"] == 0
    assert values(register, [1]) == {1: {}}
