"""Hashing a register again: every altered row is named by its number; true size and root are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from holdlaw.register.scan import Fault, Row, scan
from holdlaw.register.tree import EMPTY_ROOT, HASH_BYTES

from .logs import body, flips, log, root, stored

SIZE = 64
ROWS = log(SIZE)
MISSING = "It is missing: entry {} stands in its place."
AGAIN = "Entry {} stands in its place, again or too late."
BYTES = "Its bytes are not those whose hash was stored with it."
NUMBER = "Its bytes do not end with its own number: they are another entry's, or none."


def changed(rows: Sequence[Row], seq: int, row: Row) -> list[Row]:
    """The rows with one of them replaced."""
    return [*rows[:seq], row, *rows[seq + 1 :]]


def renumbered(rows: Sequence[Row]) -> list[Row]:
    """The rows numbered from 0 again, as a careful forger would leave them."""
    return [(seq, data, nodes) for seq, (_, data, nodes) in enumerate(rows)]


def fault_of(rows: Sequence[Row]) -> Fault:
    """The one fault a scan finds; size and root must be those of the bytes that are there."""
    found = scan(rows)
    assert (found.size, found.root) == (len(rows), root(rows))
    (fault,) = found.faults
    return fault


def test_an_untouched_register_has_no_fault_and_the_roots_asked_for() -> None:
    """A true register must never be called altered, at whatever size its checkpoints were signed."""
    found = scan(iter(ROWS), range(SIZE + 2))
    assert (found.size, found.root, found.faults) == (SIZE, root(ROWS), ())
    assert found.roots == {size: root(ROWS[:size]) for size in range(SIZE + 1)}
    assert scan(ROWS).roots == {}


def test_an_empty_register_is_a_register() -> None:
    """On the day it is opened, and after everything was taken away, the size is nought and said so."""
    found = scan([], {0, 1})
    assert (found.size, found.root, found.roots, found.faults) == (0, EMPTY_ROOT, {0: EMPTY_ROOT}, ())


@pytest.mark.parametrize("seq", range(SIZE))
def test_every_changed_byte_is_found_where_it_is(seq: int) -> None:
    """One letter of one entry, decades back, must be found, and named by that entry's number."""
    number, data, nodes = ROWS[seq]
    assert fault_of(changed(ROWS, seq, (number, data.replace(b"received", b"receiveD"), nodes))) == Fault(
        seq, BYTES
    )


@pytest.mark.parametrize("seq", [0, 5, 31, 62, 63])
def test_every_changed_bit_of_the_stored_hashes_is_found(seq: int) -> None:
    """Proofs are made from these hashes; a wrong one would make true entries look forged."""
    number, data, nodes = ROWS[seq]
    for place, altered in enumerate(flips(nodes)):
        level = place // 8 // HASH_BYTES
        first = seq + 1 - (1 << level)
        told = f"The hash stored over entries {first} to {seq} is not theirs." if level else BYTES
        assert fault_of(changed(ROWS, seq, (number, data, altered))) == Fault(seq, told)


def test_hashes_added_or_left_out_are_found() -> None:
    """A row with too few hashes breaks later proofs; one with too many hides something."""
    number, data, nodes = ROWS[5]
    assert fault_of(changed(ROWS, 5, (number, data, b""))) == Fault(5, BYTES)
    assert fault_of(changed(ROWS, 5, (number, data, nodes[:32]))).what.startswith("The hash stored over")
    assert fault_of(changed(ROWS, 5, (number, data, nodes + nodes))) == Fault(
        5, "More hashes are stored with it than it has."
    )


@pytest.mark.parametrize("seq", range(SIZE - 1))
def test_every_deletion_is_found_at_the_gap(seq: int) -> None:
    """An entry that somebody wanted gone is missed at once, by its number."""
    rows = [*ROWS[:seq], *ROWS[seq + 1 :]]
    assert fault_of(rows) == Fault(seq, MISSING.format(seq + 1))
    assert fault_of(renumbered(rows)).seq == seq


@pytest.mark.parametrize("seq", range(SIZE))
def test_every_duplication_is_found(seq: int) -> None:
    """A request counted twice is a false count."""
    rows = [*ROWS[: seq + 1], ROWS[seq], *ROWS[seq + 1 :]]
    assert fault_of(rows) == Fault(seq + 1, AGAIN.format(seq))
    assert fault_of(renumbered(rows)).seq == seq + 1


@pytest.mark.parametrize("seq", range(SIZE + 1))
def test_every_insertion_is_found(seq: int) -> None:
    """An entry slipped in afterwards, with a number of its own, does not fit the hashes beside it."""
    rows = renumbered([*ROWS[:seq], (0, body(seq, "contact.logged"), bytes(32)), *ROWS[seq:]])
    assert fault_of(rows).seq == seq


@pytest.mark.parametrize("seq", range(SIZE - 1))
def test_every_adjacent_swap_is_found(seq: int) -> None:
    """Which came first, the release or the call, can be the whole question."""
    rows = [*ROWS[:seq], ROWS[seq + 1], ROWS[seq], *ROWS[seq + 2 :]]
    assert fault_of(rows) == Fault(seq, MISSING.format(seq + 1))
    assert fault_of(renumbered(rows)).seq == seq


@pytest.mark.parametrize("seq", [0, 7, 63])
def test_a_changed_number_is_found(seq: int) -> None:
    """An entry is known by its number: in receipts, in reports, in court."""
    _, data, nodes = ROWS[seq]
    assert fault_of(changed(ROWS, seq, (seq + 100, data, nodes))) == Fault(seq, MISSING.format(seq + 100))
    assert fault_of(changed(ROWS, seq, (-1, data, nodes))) == Fault(seq, AGAIN.format(-1))


def test_a_number_that_only_the_bytes_get_wrong_is_found() -> None:
    """With the hashes made to fit, an entry still has to say its own number, and nothing after it."""
    bodies = [data for _, data, _ in ROWS]
    for wrong in (b'{"seq":4}', b'{"seq":15}', b'{"seq":5} ', b'{"seq":05}', b'{"seq":"5"}', b""):
        assert fault_of(stored([*bodies[:5], wrong, *bodies[6:]])) == Fault(5, NUMBER)


def test_a_register_rewritten_with_all_its_hashes_has_no_fault_and_another_root() -> None:
    """This is what only a checkpoint kept elsewhere can show, so the root must be the rewritten one's."""
    forged = stored([body(seq, "hold.ended") if seq == 20 else body(seq) for seq in range(SIZE)])
    found = scan(forged, {20, 21, SIZE})
    assert found.faults == ()
    assert found.roots[20] == root(ROWS[:20])
    assert found.roots[21] != root(ROWS[:21])
    assert found.root == found.roots[SIZE] == root(forged) != root(ROWS)


def test_the_scan_reads_each_row_once_and_keeps_none() -> None:
    """A register of twenty years must be checked on the desk machine it stands on."""

    def rows() -> Iterator[Row]:
        yield from ROWS

    reading = rows()
    assert scan(reading).size == SIZE
    assert next(reading, None) is None
