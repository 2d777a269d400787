"""Checkpoints against a register: the first wrong entry, or the narrowest range between two checkpoints."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from holdlaw.register.checkpoints import Checkpoint
from holdlaw.register.judging import Judged, judge
from holdlaw.register.scan import Row, scan
from holdlaw.register.tree import EMPTY_ROOT

from .logs import body, log, of_root, signed, stored

SIZE = 64
ROWS = log(SIZE)
KEPT = [signed(ROWS, size) for size in (64, 10, 40, 25)]
"""Checkpoints in no order, as files come from a folder."""


def verdict(rows: Sequence[Row], checkpoints: Sequence[Checkpoint] = KEPT) -> Judged:
    """What is found when these rows are scanned and compared."""
    return judge(scan(rows, {each.size for each in checkpoints}), checkpoints)


def rewritten(*places: int, size: int = SIZE) -> list[Row]:
    """A register with other entries at these places, and every hash made to fit."""
    return stored(
        [body(seq, "entry.corrected" if seq in places else "request.received") for seq in range(size)]
    )


def test_a_true_register_stands_and_says_how_far_it_is_covered() -> None:
    """An inspector must hear "all is as it was entered", and from which entry on nobody signed for it yet."""
    assert verdict(ROWS) == Judged(
        True, None, None, "All 64 entries are as they were entered; the newest checkpoint covers 64.", 64
    )
    assert verdict(log(70)).covered == 64
    assert verdict(ROWS, []) == Judged(
        True, None, None, "All 64 entries are as they were entered; the newest checkpoint covers 0.", 0
    )
    assert verdict([], [of_root(0, EMPTY_ROOT)]).ok


@pytest.mark.parametrize(
    ("place", "bad_range"),
    [(0, (0, 10)), (9, (0, 10)), (10, (10, 25)), (39, (25, 40)), (40, (40, 64)), (63, (40, 64))],
)
def test_a_rewritten_entry_lies_between_two_checkpoints(place: int, bad_range: tuple[int, int]) -> None:
    """With every hash recomputed, the checkpoints still say between which two the forger was at work."""
    found = verdict(rewritten(place))
    first, before = bad_range
    assert found == Judged(
        False,
        None,
        bad_range,
        f"The first wrong entry is one of {first} to {before - 1}: the checkpoint of {before} entries "
        "was signed over others than stand here.",
        first,
    )
    assert not verdict(rewritten(place, 63)).ok
    assert verdict(rewritten(place, 63)).bad_range == bad_range


def test_an_entry_rewritten_after_the_last_checkpoint_is_not_seen() -> None:
    """This is why checkpoints are signed often and kept elsewhere, and why the uncovered are counted."""
    found = verdict(rewritten(66, size=70))
    assert (found.ok, found.covered) == (True, 64)


def test_a_changed_entry_is_named_within_its_range() -> None:
    """Where the forger left the stored hashes alone, the very entry is known, and the range agrees."""
    rows = [*ROWS[:30], (30, body(30, "hold.ended"), ROWS[30][2]), *ROWS[31:]]
    found = verdict(rows)
    assert (found.ok, found.first_bad, found.bad_range, found.covered) == (False, 30, (25, 40), 25)


def test_a_visible_fault_does_not_hide_an_earlier_rewriting() -> None:
    """A forger may leave one clumsy trace to draw the eye from the entry that mattered."""
    rows = rewritten(12)
    rows[50] = (50, body(50, "hold.ended"), rows[50][2])
    found = verdict(rows)
    assert (found.first_bad, found.bad_range) == (None, (10, 25))


def test_a_fault_that_no_checkpoint_covers_is_named() -> None:
    """Even before anything was signed, a careless change shows."""
    rows = [*ROWS[:30], (30, body(30, "hold.ended"), ROWS[30][2]), *ROWS[31:]]
    found = verdict(rows, KEPT[1:2])
    assert found == Judged(
        False, 30, None, "Entry 30: Its bytes are not those whose hash was stored with it.", 10
    )


def test_a_changed_hash_beside_a_covered_entry_is_told_from_a_changed_entry() -> None:
    """The entry itself is proved right: a clerk must not be accused of what a disk did to a hash."""
    rows = [*ROWS[:31], (31, ROWS[31][1], ROWS[31][2][:-1] + b"\0"), *ROWS[32:]]
    found = verdict(rows)
    assert (found.ok, found.first_bad, found.bad_range, found.covered) == (False, 31, None, 64)
    assert found.why == (
        "Entry 31: The hash stored over entries 0 to 31 is not theirs. "
        "A checkpoint shows that its bytes are right: only what is stored beside them is not."
    )


def test_a_register_that_was_cut_short_is_told() -> None:
    """A restore from last month's copy loses a month; a checkpoint kept elsewhere knows how much."""
    found = verdict(ROWS[:50])
    assert found == Judged(
        False, 50, (40, 64), "The register was cut short: 64 entries were signed for, and 50 are here.", 40
    )
    assert verdict([]).bad_range == (0, 10)


def test_a_register_cut_short_and_grown_again_is_told() -> None:
    """New entries in the place of those that were cut are as wrong as a gap."""
    found = verdict(rewritten(*range(45, 60), size=60))
    assert (found.ok, found.first_bad, found.bad_range) == (False, 60, (40, 64))
    assert not verdict(rewritten(*range(45, 80), size=80)).ok


def test_two_checkpoints_of_two_histories_are_told() -> None:
    """Who shows one history to the council and another to the court is caught by comparing them."""
    fork = signed(rewritten(30), 40)
    for kept in ([*KEPT, fork], [fork, signed(ROWS, 40)], [fork, KEPT[0]]):
        found = verdict(ROWS, kept)
        assert not found.ok
        assert found.why == (
            "Two signed checkpoints contradict each other; that of 40 entries is of another register."
        )
    assert verdict(ROWS, [*KEPT, fork]).bad_range == (25, 40)


def test_a_scan_that_was_not_asked_for_a_root_is_no_ground_to_judge() -> None:
    """A forgotten argument must not read as a rewritten register."""
    with pytest.raises(ValueError, match="not asked for the root of the first 64"):
        judge(scan(ROWS), KEPT)
