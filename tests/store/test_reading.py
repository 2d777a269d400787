"""Entries are read back a page at a time: each once, in order, and exactly as stored."""

from __future__ import annotations

from itertools import pairwise

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.tree import Frontier, inclusion_proof, leaf_hash, root_from_inclusion
from holdlaw.store import database
from holdlaw.store.database import entry_rows
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register
from holdlaw.store.reading import Filter, entries, entry_at, frontier, node_reader, size

from .made import AGENCY, NOON, contact, raw, received

COUNT = 30


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with 61 entries: its first, and thirty requests with a contact each."""
    for number in range(COUNT):
        intake(register, [received(number), contact(number)], key=f"key-{number}", entered_at=NOON)
    return register


@pytest.mark.parametrize("limit", [1, 2, 7, 60, 61, 62])
def test_pages_give_every_entry_once(filled: Register, limit: int) -> None:
    """A count made page by page must be the count of the whole."""
    seen, after = [], -1
    while page := entries(filled.db, after, limit):
        seen += [entry.seq for entry in page]
        after = page[-1].seq
    assert seen == list(range(1 + 2 * COUNT))


@pytest.mark.parametrize(
    ("where", "seqs"),
    [
        (Filter(kind="contact.logged"), list(range(2, 61, 2))),
        (Filter(kind="contact.logged", person="person-4"), [10]),
        (Filter(request="request-7"), [15, 16]),
        (Filter(person="person-0"), [1, 2]),
        (Filter(agency="register"), [0]),
        (Filter(agency=AGENCY, kind="register.opened"), []),
    ],
)
def test_a_filter_gives_what_it_names(filled: Register, where: Filter, seqs: list[int]) -> None:
    """An inspector asks for every contact of one person, and means every one."""
    assert [entry.seq for entry in entries(filled.db, where=where)] == seqs


def test_a_number_that_does_not_stand_is_told(filled: Register) -> None:
    """A mistyped receipt number must not show the nearest entry."""
    with pytest.raises(HoldlawError, match="entry 61: There is no such entry"):
        entry_at(filled.db, 61)


def test_proofs_can_be_made_from_what_is_stored(filled: Register) -> None:
    """Each entry can be proved from its own row and one row a level, without reading the others."""
    node, count = node_reader(filled.db), size(filled.db)
    root = frontier(filled.db, count).root()
    for seq in range(count):
        leaf = leaf_hash(entry_at(filled.db, seq).as_bytes())
        assert root_from_inclusion(leaf, seq, count, inclusion_proof(seq, count, node)) == root


def test_a_missing_hash_is_told(filled: Register) -> None:
    """A proof made from a hole would blame the wrong entry."""
    node = node_reader(filled.db)
    for level, position in ((0, 61), (1, 0)):
        if level:
            break_row(filled, 1)
        with pytest.raises(HoldlawError, match="HL-6009"):
            node(level, position)


def break_row(register: Register, seq: int) -> None:
    """Cut the hashes of a row, as somebody could who has dropped its guards."""
    unguard(register)
    with raw(register.home) as connection:
        connection.execute(f"UPDATE entries SET nodes = substr(nodes, 1, 32) WHERE seq = {seq}")


def unguard(register: Register) -> None:
    """Drop the guards of the table of entries."""
    with raw(register.home) as connection:
        if register.db.engine == "sqlite":
            for trigger in ("entries_insert", "entries_update", "entries_delete"):
                connection.execute(f"DROP TRIGGER {trigger}")
        else:
            connection.execute("ALTER TABLE entries DISABLE TRIGGER USER")


@pytest.mark.parametrize("page", [1, 2, 3, 60, 61, 62, 1000])
def test_rows_are_given_as_stored_whatever_the_page(
    filled: Register, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verification reads a million rows in pages; the seams between them must hide nothing."""
    monkeypatch.setattr(database, "_PAGE_ROWS", page)
    tree = Frontier()
    for seq, body, nodes in entry_rows(filled.db):
        assert (seq, tree.append(leaf_hash(body))) == (tree.size - 1, nodes)
    assert tree.size == 1 + 2 * COUNT
    assert [seq for seq, _, _ in entry_rows(filled.db, 5, 9)] == [5, 6, 7, 8]
    assert [seq for seq, _, _ in entry_rows(filled.db, 60)] == [60]


@pytest.mark.parametrize("page", [1, 2, 3, 1000])
def test_rows_that_should_not_be_there_are_given_too(
    filled: Register, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row hidden below nought, or twice under one number, is what a verifier has to see."""
    monkeypatch.setattr(database, "_PAGE_ROWS", page)
    unguard(filled)
    with raw(filled.home) as connection:
        connection.execute("DROP INDEX entries_key")
        copy = "INSERT INTO entries (seq, body, nodes) SELECT {}, body, nodes FROM entries WHERE seq = 3"
        connection.execute(copy.format(-7))
        twice = []
        if filled.db.engine == "postgresql":
            connection.execute("ALTER TABLE entries DROP CONSTRAINT entries_pkey")
            connection.execute(copy.format(3))
            connection.execute(copy.format(3))
            twice = [3, 3, 3]  # the second copies two rows
    seen = [seq for seq, _, _ in entry_rows(filled.db)]
    assert seen == sorted([-7, *range(61), *twice])
    assert sum(before == after for before, after in pairwise(seen)) == len(twice)
