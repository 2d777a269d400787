"""The standalone verifier on a whole register: what is true passes, every tampering is found and placed."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from holdlaw.register.notes import SigningKey

from .conftest import Ask
from .exports import KEY, ORIGIN, RECEIPTS, SIGNED, SIZE, body, edit, receipt, register, stored, write

places = pytest.mark.parametrize("seq", range(SIZE))


def found(ask: Ask, export: Path, *arguments: object) -> tuple[Any, Any]:
    """The first bad entry and the range that the verifier gives; it must say that all is not well."""
    code, said = ask(export, *arguments)
    assert code == 1
    assert said["ok"] is False
    assert said["why"]
    return said["first_bad"], said["bad_range"]


def around(seq: int) -> list[int]:
    """The checkpoints before and after an entry."""
    return [
        max((size for size in SIGNED if size <= seq), default=0),
        min(size for size in SIGNED if size > seq),
    ]


def test_an_untouched_export_is_ok(ask: Ask, export: Path) -> None:
    """A journalist with nothing but the folder and this file must come to the signed size and root."""
    code, said = ask(export, "--key", KEY.verifier)
    assert code == 0
    assert said == {
        "ok": True,
        "size": SIZE,
        "root": base64.b64decode(register().note(SIZE).split("\n")[2]).hex(),
        "keys": "given",
        "checkpoints": 3,
        "uncovered": 0,
    }


def test_keys_that_came_with_the_export_are_said_to_prove_nothing_alone(ask: Ask, export: Path) -> None:
    """A forger writes keys.txt too; only a key from elsewhere says whose register it is."""
    code, said = ask(export)
    assert code == 0
    assert said["keys"] == "of keys.txt: they came with the export, and alone prove nothing"


def test_keys_txt_is_not_read_when_a_key_is_given(ask: Ask, export: Path) -> None:
    """A register made up as a whole, with keys of its own, passes only with its own keys."""
    forger = SigningKey.from_seed(ORIGIN, bytes(32))
    (export / "keys.txt").write_text(f"{forger.verifier}\n")
    for size in SIGNED:
        (export / "checkpoints" / f"{size}.note").write_text(register().note(size, forger))
    assert ask(export)[0] == 0
    assert found(ask, export, "--key", KEY.verifier) == (None, None)
    (export / "keys.txt").unlink()
    assert ask(export, "--key", forger.verifier)[0] == 0


def test_entries_that_no_checkpoint_covers_are_counted(ask: Ask, tmp_path: Path) -> None:
    """What nobody has signed for yet can still be rewritten; the reader is told how much that is."""
    code, said = ask(write(tmp_path / "newer", register(30)))
    assert (code, said["size"], said["uncovered"]) == (0, 30, 6)
    code, said = ask(write(tmp_path / "unsigned", register(30), []))
    assert (code, said["size"], said["uncovered"], said["checkpoints"]) == (0, 30, 30, 0)
    code, said = ask(write(tmp_path / "empty", register(0), [0]))
    assert (code, said["size"], said["uncovered"], said["checkpoints"]) == (0, 0, 0, 1)
    assert said["root"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@places
def test_every_changed_field_is_found_at_its_entry(ask: Ask, export: Path, seq: int) -> None:
    """One letter of one entry is enough to free or to hold a person."""
    edit(
        export / "entries.jsonl",
        lambda rows: [*rows[:seq], rows[seq].replace(b"1", b"2", 1), *rows[seq + 1 :]],
    )
    assert found(ask, export) == (seq, around(seq))


@places
def test_every_deletion_is_found(ask: Ask, export: Path, seq: int) -> None:
    """An entry cannot be dropped from what is handed over, with its hashes or without."""
    edit(export / "entries.jsonl", lambda rows: [*rows[:seq], *rows[seq + 1 :]])
    assert found(ask, export) == (seq, around(seq))
    edit(export / "tree.jsonl", lambda rows: [*rows[:seq], *rows[seq + 1 :]])
    assert found(ask, export) == (seq, around(seq))


@places
def test_every_duplication_and_insertion_is_found(ask: Ask, export: Path, seq: int) -> None:
    """A request told twice, or one that was never made, would be counted in the report."""
    true = (export / "entries.jsonl").read_bytes()
    edit(export / "entries.jsonl", lambda rows: [*rows[: seq + 1], rows[seq], *rows[seq + 1 :]])
    assert found(ask, export) == (seq + 1, around(seq + 1) if seq + 1 < SIZE else None)
    (export / "entries.jsonl").write_bytes(true)
    edit(export / "entries.jsonl", lambda rows: [*rows[:seq], body(seq, {"person": "nobody"}), *rows[seq:]])
    assert found(ask, export) == (seq, around(seq))


@pytest.mark.parametrize("seq", range(SIZE - 1))
def test_every_swap_is_found(ask: Ask, export: Path, seq: int) -> None:
    """Which of two things was entered first can decide a lawsuit."""
    edit(
        export / "entries.jsonl",
        lambda rows: [*rows[:seq], rows[seq + 1], rows[seq], *rows[seq + 2 :]],
    )
    assert found(ask, export) == (seq, around(seq))


@places
@pytest.mark.parametrize("change", ["nodes", "last", "seq", "gone", "unread", "more", "list"])
def test_every_changed_tree_row_is_found(ask: Ask, export: Path, seq: int, change: str) -> None:
    """The hashes in an export are what others build proofs from; they must be as right as the entries."""

    def tamper(rows: list[bytes]) -> list[bytes]:
        row = json.loads(rows[seq])
        nodes = row["nodes"]
        changed = {
            "nodes": {**row, "nodes": "00" * (len(nodes) // 2)},
            "last": {**row, "nodes": nodes[:-1] + ("0" if nodes[-1] != "0" else "1")},
            "seq": {**row, "seq": seq + 1},
            "more": {**row, "more": 1},
            "list": [row],
        }
        written = {"gone": [], "unread": [b"{"]}.get(change, [json.dumps(changed.get(change)).encode()])
        return [*rows[:seq], *written, *rows[seq + 1 :]]

    edit(export / "tree.jsonl", tamper)
    assert found(ask, export) == (seq, None)


@places
def test_a_rewritten_register_is_found_by_its_own_checkpoints(ask: Ask, tmp_path: Path, seq: int) -> None:
    """With every later hash recomputed, the checkpoints still show between which two the forger worked."""
    export = write(tmp_path / "export", register())
    forged = stored([body(at, {"person": "nobody"}) if at == seq else body(at) for at in range(SIZE)])
    write(tmp_path / "forged", forged, [])
    for name in ("entries.jsonl", "tree.jsonl"):
        (tmp_path / "forged" / name).replace(export / name)
    assert found(ask, export) == (None, around(seq))


def test_a_rewritten_and_resigned_register_is_found_by_a_checkpoint_kept_elsewhere(
    ask: Ask, tmp_path: Path
) -> None:
    """Whoever holds the signing key can sign a forgery, but cannot reach into the inspector's drawer."""
    kept = tmp_path / "kept.note"
    kept.write_text(register().note(15))
    forged = stored([body(at, {"person": "nobody"}) if at == 12 else body(at) for at in range(SIZE)])
    export = write(tmp_path / "export", forged)
    assert ask(export, "--key", KEY.verifier)[0] == 0
    assert found(ask, export, "--key", KEY.verifier, "--checkpoint", kept) == (None, [8, 15])


def test_a_register_that_was_rolled_back_is_found_by_a_checkpoint_kept_elsewhere(
    ask: Ask, tmp_path: Path
) -> None:
    """An old copy put back in place of the true one lacks what came after; the kept checkpoint knows."""
    kept = tmp_path / "kept.note"
    kept.write_text(register().note(24))
    export = write(tmp_path / "export", register(15), [8, 15])
    assert ask(export)[0] == 0
    assert found(ask, export, "--checkpoint", kept) == (15, [15, 24])


def test_every_changed_bit_of_a_checkpoint_is_found(ask: Ask, tmp_path: Path) -> None:
    """A checkpoint that can be bent by one bit fixes nothing."""
    export = write(tmp_path / "export", register(1), [1])
    file = export / "checkpoints" / "1.note"
    note = file.read_bytes()
    for place in range(len(note) * 8):
        changed = bytearray(note)
        changed[place // 8] ^= 1 << place % 8
        file.write_bytes(changed)
        assert ask(export)[0] == 1


@pytest.mark.parametrize("keys", ["", "no key\n", str(RECEIPTS.verifier)])
def test_keys_that_cannot_be_used_are_found_and_do_not_hide_a_wrong_entry(
    ask: Ask, export: Path, keys: str
) -> None:
    """Who alters entry 0 alters the keys in it; the reader must still be led to entry 0."""
    (export / "keys.txt").write_text(keys)
    assert found(ask, export) == (None, None)
    edit(export / "entries.jsonl", lambda rows: [rows[0].replace(b"opened", b"closed"), *rows[1:]])
    assert found(ask, export) == (0, None)
    assert found(ask, export, "--key", KEY.verifier) == (0, [0, 8])


def test_a_checkpoint_under_another_name_is_found(ask: Ask, export: Path) -> None:
    """A checkpoint is kept and looked up by its size; one that stands under another was moved or copied."""
    note = (export / "checkpoints" / "15.note").read_text()
    (export / "checkpoints" / "16.note").write_text(note)
    code, said = ask(export)
    assert (code, said["why"]) == (1, "16.note is not named by its size")


def test_entries_of_another_register_are_found(ask: Ask, tmp_path: Path) -> None:
    """The entries of one agency must not be passed off under another's name."""
    bodies = [body(seq, None, "other-register.test/log" if seq == 5 else ORIGIN) for seq in range(SIZE)]
    assert found(ask, write(tmp_path / "export", stored(bodies))) == (5, None)


def test_a_signed_text_that_is_no_checkpoint_is_found(ask: Ask, export: Path) -> None:
    """A signature says who wrote a text, not that it is a checkpoint; and a receipt is none."""
    file = export / "checkpoints" / "24.note"
    for text in ("", "24\n", "024\nAAAA\n", "24\nAAAA\n"):
        file.write_text(KEY.sign(f"{ORIGIN}\n{text}"))
        assert found(ask, export) == (None, None)
    receipt(file, register(), 3)
    assert found(ask, export) == (None, None)
    file.write_text(RECEIPTS.sign(register().note(24).partition("\n\n")[0] + "\n"))
    assert found(ask, export) == (None, None)


def test_a_witness_may_sign_a_checkpoint_too(ask: Ask, export: Path) -> None:
    """Others' signatures are carried and not judged, so that a witness can be added later."""
    witness = SigningKey.from_seed("witness.test/w1", bytes(32))
    file = export / "checkpoints" / "24.note"
    note = file.read_text()
    file.write_text(note + witness.sign("another text\n").rpartition("\n\n")[2])
    assert ask(export, "--key", KEY.verifier)[0] == 0
