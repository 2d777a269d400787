"""The standalone verifier on a few entries with their proofs, and on a clerk's receipt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holdlaw.register.notes import SigningKey

from .conftest import Ask
from .exports import KEY, RECEIPTS, SIZE, body, edit, receipt, register, stored, write_selection

CHOSEN = (0, 5, 6, 13, 23)


@pytest.fixture
def selection(tmp_path: Path) -> Path:
    """An export of five entries of an untouched register."""
    return write_selection(tmp_path / "selection", register(), CHOSEN)


def wrong(ask: Ask, *arguments: object) -> Any:
    """The first bad entry that the verifier gives; it must say that all is not well."""
    code, said = ask(*arguments)
    assert (code, said["ok"]) == (1, False)
    assert said["why"]
    return said["first_bad"]


def test_each_entry_of_a_selection_is_proved_by_itself(ask: Ask, selection: Path) -> None:
    """An analyst who may see five entries must be able to prove those five, without the others."""
    code, said = ask(selection, "--key", KEY.verifier)
    assert (code, said["ok"], said["size"]) == (0, True, SIZE)
    assert (said["selected"], said["uncovered"]) == (5, 0)


def test_selected_entries_that_are_too_new_to_prove_are_counted(ask: Ask, tmp_path: Path) -> None:
    """An entry of this morning may be shown before it is signed for, and is said to be unproved."""
    code, said = ask(write_selection(tmp_path / "newer", register(30), (3, 24, 29)))
    assert (code, said["selected"], said["uncovered"]) == (0, 3, 2)
    code, said = ask(write_selection(tmp_path / "unsigned", register(30), (3, 29), []))
    assert (code, said["size"], said["root"], said["uncovered"]) == (0, 0, None, 2)
    code, said = ask(write_selection(tmp_path / "none", register(), ()))
    assert (code, said["selected"]) == (0, 0)


@pytest.mark.parametrize("place", range(5))
def test_every_tampering_with_a_selection_is_found(ask: Ask, selection: Path, place: int) -> None:
    """A change, a repetition, a line that is none, or an entry whose proof was left behind."""
    entries = selection / "entries.jsonl"
    true = entries.read_bytes()
    seq = CHOSEN[place]
    edit(entries, lambda rows: [*rows[:place], rows[place].replace(b"e", b"3", 1), *rows[place + 1 :]])
    assert wrong(ask, selection) == seq
    entries.write_bytes(true)
    edit(entries, lambda rows: [*rows[: place + 1], rows[place], *rows[place + 1 :]])
    assert wrong(ask, selection) == seq + 1
    entries.write_bytes(true)
    edit(entries, lambda rows: [*rows[:place], *rows[place + 1 :]])
    wrong(ask, selection)
    entries.write_bytes(true)
    edit(entries, lambda rows: [*rows[: place + 1], b"{", *rows[place + 1 :]])
    assert wrong(ask, selection) == seq + 1


@pytest.mark.parametrize("seq", [1, 4, 7, 22])
def test_an_entry_slipped_into_a_selection_is_found(ask: Ask, selection: Path, seq: int) -> None:
    """What was never in the register has no proof, and cannot be given one."""
    true = selection / "entries.jsonl"
    slipped = body(seq, {"person": "nobody"})
    edit(true, lambda rows: sorted([*rows, slipped], key=lambda row: int(row.rpartition(b":")[2][:-1])))
    assert wrong(ask, selection) == seq


@pytest.mark.parametrize(
    "change",
    [
        {"size": 23},
        {"size": 15},
        {"size": "24"},
        {"size": 24.0},
        {"size": 10**300, "path": ["00" * 32] * 5000},
        {"seq": 4},
        {"path": []},
        {"path": ["00" * 32] * 5},
        {"path": ["00"] * 5},
        {"path": "00"},
        {"path": None},
    ],
)
def test_a_proof_that_does_not_fit_is_found(ask: Ask, selection: Path, change: dict[str, Any]) -> None:
    """A right proof for another place or size proves nothing about this entry."""
    edit(
        selection / "proofs.jsonl",
        lambda rows: [rows[0], json.dumps(json.loads(rows[1]) | change).encode(), *rows[2:]],
    )
    assert wrong(ask, selection) == 5


def test_every_changed_bit_of_a_proof_is_found(ask: Ask, selection: Path) -> None:
    """Not one digit of a proof may be bent."""
    file = selection / "proofs.jsonl"
    rows = file.read_bytes().splitlines()
    proof = json.loads(rows[2])
    for place, step in enumerate(proof["path"]):
        for at, digit in enumerate(step):
            changed = step[:at] + f"{int(digit, 16) ^ 1:x}" + step[at + 1 :]
            path = [*proof["path"][:place], changed, *proof["path"][place + 1 :]]
            file.write_bytes(b"\n".join([*rows[:2], json.dumps(proof | {"path": path}).encode(), *rows[3:]]))
            assert wrong(ask, selection) == 6


def test_a_proof_that_is_missing_or_doubled_is_found(ask: Ask, selection: Path) -> None:
    """An entry without a proof is only a claim."""
    file = selection / "proofs.jsonl"
    true = file.read_bytes()
    edit(file, lambda rows: [*rows[:3], *rows[4:]])
    assert wrong(ask, selection) == 13
    file.write_bytes(true)
    edit(file, lambda rows: [*rows, rows[0]])
    assert wrong(ask, selection) is None


def test_two_checkpoints_of_one_size_that_contradict_each_other_are_found(
    ask: Ask, selection: Path, tmp_path: Path
) -> None:
    """A register that was forked cannot prove the same entry to everybody."""
    kept = tmp_path / "kept.note"
    kept.write_text(stored([body(seq, {"person": "nobody"}) for seq in range(SIZE)]).note(SIZE))
    assert wrong(ask, selection, "--checkpoint", kept) is None
    kept.write_text(register().note(SIZE))
    assert ask(selection, "--checkpoint", kept)[0] == 0


def test_a_receipt_is_compared_with_its_entry(
    ask: Ask, selection: Path, export: Path, tmp_path: Path
) -> None:
    """A clerk can show that what was acknowledged at night is what the register holds today."""
    given = receipt(tmp_path / "receipt", register(), 13)
    for folder in (selection, export):
        assert ask(folder, "--receipt", given)[0] == 0
        assert ask(folder, "--key", KEY.verifier, "--receipt", given)[0] == 0
        assert ask(folder, "--key", KEY.verifier, "--key", RECEIPTS.verifier, "--receipt", given)[0] == 0


def test_a_receipt_for_something_else_is_found(ask: Ask, export: Path, tmp_path: Path) -> None:
    """An acknowledged entry that is not there, or is another one, is the gravest finding there is."""
    forged = stored([body(seq, {"person": "nobody"}) for seq in range(40)])
    assert wrong(ask, export, "--receipt", receipt(tmp_path / "other", forged, 13)) == 13
    assert wrong(ask, export, "--receipt", receipt(tmp_path / "gone", register(40), 30)) == 30


def test_a_receipt_that_nobody_we_know_signed_is_found(ask: Ask, export: Path, tmp_path: Path) -> None:
    """Anybody can print a receipt; only the register can sign one."""
    stranger = SigningKey.from_seed(RECEIPTS.name, bytes(32))
    assert wrong(ask, export, "--receipt", receipt(tmp_path / "a", register(), 13, stranger)) is None
    assert wrong(ask, export, "--receipt", receipt(tmp_path / "b", register(), 13, KEY)) is None


def test_the_receipt_key_of_an_unproved_entry_is_not_trusted(ask: Ask, tmp_path: Path) -> None:
    """Before anything is signed, the first entry could name any key."""
    folder = tmp_path / "unsigned"
    write_selection(folder, register(), CHOSEN, [])
    given = receipt(tmp_path / "receipt", register(), 13)
    assert wrong(ask, folder, "--key", KEY.verifier, "--receipt", given) is None
    assert (
        wrong(
            ask,
            write_selection(tmp_path / "later", register(), (5, 13)),
            "--key",
            KEY.verifier,
            "--receipt",
            given,
        )
        is None
    )
