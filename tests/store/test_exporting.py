"""Exports: stored bytes and what proves them, for anybody to check without Holdlaw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import includes, open_checkpoint
from holdlaw.register.notes import read_verifier_key
from holdlaw.store.database import entry_rows
from holdlaw.store.exporting import Selection, export
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from verifier import holdlaw_verify

from .filled import SIZE, add, codes, fill, shred_person, unguarded
from .made import AGENCY


def lines(path: Path) -> list[bytes]:
    """Give the lines of a file without their ends."""
    return path.read_bytes().split(b"\n")[:-1]


def proofs_of(folder: Path) -> list[Any]:
    """Read the proofs of a selection."""
    return [json.loads(line) for line in lines(folder / "proofs.jsonl")]


def test_an_export_is_the_stored_bytes_and_what_proves_them(register_home: Home, tmp_path: Path) -> None:
    """A journalist gets the same bytes that were hashed, the hashes, the checkpoints and the keys."""
    note = fill(register_home)
    made = export(register_home, tmp_path / "out")
    with open_register(register_home) as register:
        rows = list(entry_rows(register.db))
        keys = [str(key) for key in register.verifier_keys]
    assert (made.entries, made.checkpoint) == (SIZE, SIZE)
    assert lines(tmp_path / "out" / "entries.jsonl") == [body for _, body, _ in rows]
    assert [json.loads(line) for line in lines(tmp_path / "out" / "tree.jsonl")] == [
        {"seq": seq, "nodes": nodes.hex()} for seq, _, nodes in rows
    ]
    assert (tmp_path / "out" / "checkpoints" / f"{SIZE}.note").read_text(encoding="utf-8") == note
    assert (tmp_path / "out" / "keys.txt").read_text(encoding="utf-8").splitlines() == keys


def test_an_export_tells_how_to_check_it_and_brings_no_verifier(register_home: Home, tmp_path: Path) -> None:
    """A verifier that comes with what it verifies proves nothing; the reader is told where to get one."""
    fill(register_home)
    export(register_home, tmp_path / "out")
    told = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    assert "verifier/holdlaw_verify.py" in told
    assert "--checkpoint" in told
    assert list((tmp_path / "out").rglob("*.py")) == []


@pytest.mark.parametrize(
    ("chosen", "seqs"),
    [
        (Selection(request="request-1"), [3, 4]),
        (Selection(kind="contact.logged"), [2, 4, 6]),
        (Selection(first=2, last=4), [2, 3, 4]),
        (Selection(first=5), [5, 6]),
        (Selection(last=0), [0]),
        (Selection(kind="contact.logged", first=3, last=5), [4]),
        (Selection(request="request-9"), []),
        (Selection(agency="register"), [0]),
        (Selection(agency=AGENCY, kind="contact.logged", last=5), [2, 4]),
        (Selection(agency="invented-jail"), []),
    ],
)
def test_each_chosen_entry_comes_with_a_proof(
    register_home: Home, tmp_path: Path, chosen: Selection, seqs: list[int]
) -> None:
    """One request can be shown to a court without showing everybody else's."""
    note = fill(register_home)
    made = export(register_home, tmp_path / "out", chosen)
    key = read_verifier_key((tmp_path / "out" / "keys.txt").read_text(encoding="utf-8").split("\n")[0])
    checkpoint = open_checkpoint(note, [key])
    bodies, proofs = lines(tmp_path / "out" / "entries.jsonl"), proofs_of(tmp_path / "out")
    assert made.entries == len(seqs)
    assert [proof["seq"] for proof in proofs] == [json.loads(body)["seq"] for body in bodies] == seqs
    for body, proof in zip(bodies, proofs, strict=True):
        assert proof["size"] == checkpoint.size
        assert includes(checkpoint, proof["seq"], body, [bytes.fromhex(each) for each in proof["path"]])


def test_one_agencys_entries_pass_the_standalone_verifier(register_home: Home, tmp_path: Path) -> None:
    """Agencies that share a register show their own part to their own council."""
    note = fill(register_home)
    made = export(register_home, tmp_path / "out", Selection(agency=AGENCY))
    (tmp_path / "kept.note").write_text(note, encoding="utf-8")
    assert made.entries == SIZE - 1
    assert holdlaw_verify.main([str(tmp_path / "out"), "--checkpoint", str(tmp_path / "kept.note")]) == 0


def test_a_chosen_entry_that_nobody_signed_for_is_refused(register_home: Home, tmp_path: Path) -> None:
    """Handing out an entry without a proof would be handing out a claim."""
    fill(register_home)
    add(register_home, 3, 4)
    with pytest.raises(HoldlawError) as refused:
        export(register_home, tmp_path / "out", Selection(request="request-3"))
    assert codes(refused) == ["HL-6013"]
    assert str(refused.value) == (
        "HL-6013: entry 7: The newest checkpoint covers 7 entries, and not this one. An entry is proved by a "
        "signed checkpoint over it. Run `holdlaw sign` first, then export."
    )
    assert list(tmp_path.glob("*out*")) == []


def test_an_export_of_a_register_never_signed_has_no_checkpoint(register_home: Home, tmp_path: Path) -> None:
    """What is not signed is still shown, and said to be unsigned."""
    made = export(register_home, tmp_path / "out")
    assert (made.entries, made.checkpoint) == (1, None)


def test_a_folder_in_use_is_refused(register_home: Home, tmp_path: Path) -> None:
    """An export mixed with an older one would verify as neither."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(HoldlawError) as refused:
        export(register_home, tmp_path / "out")
    assert codes(refused) == ["HL-6012"]
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_repaired_on_the_way_out(register_home: Home, tmp_path: Path) -> None:
    """If the server mended a wrong byte, the outsider's own check could never find it."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'fax', 'hand') WHERE seq = 3")
    export(register_home, tmp_path / "out")
    assert b'"channel":"hand"' in lines(tmp_path / "out" / "entries.jsonl")[3]


def test_even_a_register_whose_first_entry_is_broken_can_be_exported(
    register_home: Home, tmp_path: Path
) -> None:
    """The evidence has to get out, above all when something is wrong with it."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'receipt_key', 'key') WHERE seq = 0")
    assert export(register_home, tmp_path / "out").entries == SIZE
    assert (tmp_path / "out" / "keys.txt").read_text(encoding="utf-8") == ""


def test_no_private_value_is_in_an_export(register_home: Home, tmp_path: Path) -> None:
    """The file is meant for publication; the people in it are not."""
    fill(register_home)
    shred_person(register_home)
    export(register_home, tmp_path / "out")
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"Testa" not in written
    assert b"Persona" not in written
    assert b"1990" not in written
