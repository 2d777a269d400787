"""Verification: what stands is said to stand, and what was altered is found, by whichever way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import sign_checkpoint
from holdlaw.register.commitments import Opening
from holdlaw.register.notes import SigningKey
from holdlaw.register.tree import leaf_hash
from holdlaw.store import verifying_states, verifying_vault
from holdlaw.store.database import entry_rows
from holdlaw.store.home import Home
from holdlaw.store.keys import create_keys
from holdlaw.store.opening import open_register
from holdlaw.store.reading import frontier
from holdlaw.store.signer import sign
from holdlaw.store.vault import bound_to, openings, seal
from holdlaw.store.verifying import NO_KEYS, verify, verify_log

from .filled import SIZE, add, fill, shred_person, unguarded
from .made import ORIGIN, raw


def mark(home: Home) -> str:
    """Give how a parameter is written by the bare driver of the engine."""
    return "?" if home.database_url is None else "%s"


def test_a_register_nobody_touched_stands(register_home: Home) -> None:
    """An inspector's first question has a yes for an answer, with size and root to compare."""
    note = fill(register_home)
    verdict = verify(register_home, [note])
    assert verdict.findings == ()
    assert (verdict.ok, verdict.size, verdict.covered) == (True, SIZE, SIZE)
    assert set(verdict.checked.values()) == {"ok"}
    assert verdict.as_json().items() >= {"ok": True, "size": SIZE, "root": verdict.root}.items()


def test_the_fast_path_says_what_it_left_out(register_home: Home) -> None:
    """A check that looks at less must not be read as one that looked at all."""
    fill(register_home)
    verdict = verify_log(register_home)
    assert verdict.ok
    assert (verdict.checked["vault"], verdict.checked["states"]) == ("not checked", "not checked")


def test_an_auditors_copy_without_keys_says_that_no_value_was_opened(register_home: Home) -> None:
    """An auditor gets no keys; the verdict must not suggest that private values were compared."""
    fill(register_home)
    register_home.keys_file.unlink()
    verdict = verify(register_home)
    assert verdict.ok
    assert verdict.checked["vault"] == NO_KEYS


def test_new_entries_that_are_not_folded_yet_are_no_fault(register_home: Home) -> None:
    """At a busy desk the pages lag a moment behind; that is not an alteration."""
    fill(register_home)
    with raw(register_home) as connection:
        connection.execute("DELETE FROM state_mark")
        connection.execute("DELETE FROM state_case")
        connection.execute("DELETE FROM state_person")
    assert verify(register_home).ok


def test_a_changed_word_names_the_first_bad_entry(register_home: Home) -> None:
    """The inspector needs to know which line to ask about."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'fax', 'hand') WHERE seq = 3")
    verdict = verify(register_home)
    assert (verdict.ok, verdict.first_bad) == (False, 3)
    told = verdict.as_json()
    assert (told["ok"], told["first_bad"]) == (False, 3)
    assert verify_log(register_home).first_bad == 3


def test_a_dropped_trigger_is_a_finding_and_the_entries_are_hashed_all_the_same(register_home: Home) -> None:
    """Whoever removed the guard may have done nothing else; the verdict must tell the two apart."""
    fill(register_home)
    on = " ON holdlaw.entries" if register_home.database_url else ""
    with raw(register_home) as connection:
        connection.execute(f"DROP TRIGGER entries_update{on}")
    verdict = verify(register_home)
    assert {finding.where for finding in verdict.findings} == {"layout"}
    assert verdict.checked["layout"] == "altered"
    assert verdict.checked["entries"] == "ok"
    assert verdict.size == SIZE


def test_a_register_cut_short_is_found_by_a_checkpoint_kept_elsewhere(register_home: Home) -> None:
    """Restoring last week's backup is the easiest way to lose an entry; a copy kept elsewhere shows it."""
    fill(register_home)
    first = sign(register_home)
    add(register_home, 3, 5)
    kept = sign(register_home)
    forget(register_home, SIZE)
    with unguarded(register_home) as connection:
        for table, column in (("entries", "seq"), ("vault_entry", "seq"), ("vault_index", "person")):
            value = SIZE if column == "seq" else "'person-3'"
            connection.execute(f"DELETE FROM {table} WHERE {column} >= {value}")
        connection.execute("DELETE FROM vault_person WHERE person >= 'person-3'")
        connection.execute(f"DELETE FROM checkpoints WHERE size > {SIZE}")
        connection.execute(f"UPDATE state_mark SET folded_to = {SIZE}")
        connection.execute("DELETE FROM state_case WHERE request >= 'request-3'")
        connection.execute("DELETE FROM state_person WHERE person >= 'person-3'")
    assert verify(register_home, [first]).ok
    verdict = verify(register_home, [kept])
    assert (verdict.ok, verdict.first_bad, verdict.bad_range) == (False, SIZE, (SIZE, SIZE + 4))


def forget(home: Home, size: int) -> None:
    """Take back the signer's own files to a size, as somebody who has the whole machine can."""
    notes = home.signer_folder / "checkpoints"
    for path in notes.iterdir():
        if int(path.stem) > size:
            path.unlink()
    for copy in (home.signer_folder / "state.note", home.latest_checkpoint):
        copy.write_bytes((notes / f"{size}.note").read_bytes())


def test_a_fork_under_the_right_key_is_found_by_a_checkpoint_kept_elsewhere(
    register_home: Home,
) -> None:
    """Two histories under one signature is what a stolen key makes; the range tells where they part."""
    fill(register_home)
    add(register_home, 3, 4)
    seed = bytes.fromhex((register_home.signer_folder / "key").read_text())
    other = sign_checkpoint(SigningKey.from_seed(ORIGIN, seed), SIZE + 1, b"\7" * 32)
    verdict = verify(register_home, [other])
    assert (verdict.ok, verdict.bad_range, verdict.first_bad) == (False, (SIZE, SIZE + 1), None)
    assert verdict.as_json()["range"] == [SIZE, SIZE + 1]


def test_a_checkpoint_that_no_known_key_signed_is_found(register_home: Home) -> None:
    """If the register's keys were swapped, the note kept elsewhere no longer opens: that must not pass."""
    fill(register_home)
    foreign = sign_checkpoint(SigningKey.from_seed(ORIGIN, b"\5" * 32), SIZE, b"\7" * 32)
    verdict = verify(register_home, [foreign])
    assert not verdict.ok
    assert verdict.bad_range == (0, SIZE)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ("DELETE FROM checkpoints", "checkpoints"),
        ("UPDATE checkpoints SET size = 2", "checkpoints"),
        ("UPDATE checkpoints SET note = replace(note, '7', '8')", "checkpoints"),
        ("DELETE FROM vault_entry WHERE seq = 1", "vault_entry"),
        ("UPDATE vault_entry SET person = 'person-2' WHERE seq = 1", "vault_entry"),
        ("UPDATE vault_entry SET seq = 0 WHERE seq = 1", "vault_entry"),
        ("UPDATE vault_entry SET seq = 900 WHERE seq = 1", "vault_entry"),
        ("UPDATE vault_person SET key_id = 60 WHERE person = 'person-1'", "vault_entry"),
        ("UPDATE vault_person SET key_id = 6000 WHERE person = 'person-1'", "vault_person"),
        ("DELETE FROM vault_person WHERE person = 'person-1'", "vault_person"),
        ("INSERT INTO vault_person VALUES ('person-9', 60)", "vault_person"),
        ("DELETE FROM vault_index WHERE person = 'person-1'", "vault_index"),
        ("UPDATE vault_index SET person = 'person-2' WHERE person = 'person-1'", "vault_index"),
        ("UPDATE state_case SET status = 'closed' WHERE request = 'request-1'", "state_case"),
        ("DELETE FROM state_case WHERE request = 'request-1'", "state_case"),
        ("INSERT INTO state_person VALUES ('person-9', '{}')", "state_person"),
        ("UPDATE state_person SET body = '{}' WHERE person = 'person-1'", "state_person"),
        ("UPDATE state_mark SET folded_to = folded_to - 1", "state_"),
        ("UPDATE state_mark SET folded_to = folded_to + 1", "state_mark"),
        ("INSERT INTO state_mark VALUES (1)", "state_mark"),
    ],
)
def test_a_change_beside_the_entries_is_found(register_home: Home, change: str, part: str) -> None:
    """A name swapped in the vault, or a status on a page, misleads as well as a changed entry does."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute(change)
    verdict = verify(register_home)
    assert not verdict.ok
    assert any(part in finding.where for finding in verdict.findings), verdict.findings
    assert verify_log(register_home).ok == (part != "checkpoints")


def test_a_value_sealed_anew_under_the_right_key_is_found(register_home: Home) -> None:
    """Whoever has the keys can write a row that opens; the entry's commitment says otherwise."""
    fill(register_home)
    with open_register(register_home) as register:
        told = openings(register, [1])[1]
        row: Any = register.db.one("SELECT key_id FROM vault_person WHERE person = 'person-0'")
        forged = {name: Opening(each.salt, {"name": "Example Persona"}) for name, each in told.items()}
        sealed = seal(
            register.keys.key(row[0]) or b"", bound_to(ORIGIN, 1, "person-0"), forged, lambda n: b"\1" * n
        )
    with unguarded(register_home) as connection:
        connection.execute(f"UPDATE vault_entry SET sealed = {mark(register_home)} WHERE seq = 1", [sealed])
    verdict = verify(register_home)
    assert (verdict.ok, verdict.first_bad) == (False, 1)
    assert "committed" in verdict.why


def test_no_finding_repeats_a_private_value(register_home: Home) -> None:
    """A verdict is mailed around and published; no name may ride along."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("DELETE FROM vault_person")
        connection.execute("DELETE FROM vault_index")
        connection.execute("UPDATE vault_entry SET person = 'person-2'")
    told = json.dumps(verify(register_home).as_json())
    assert "Testa" not in told
    assert "1990" not in told


def test_the_key_file_of_another_register_is_found(register_home: Home) -> None:
    """Keys of another register open nothing here, and would sign receipts nobody can check."""
    fill(register_home)
    register_home.keys_file.unlink()
    create_keys(register_home.keys_file, lambda count: b"\3" * count)
    verdict = verify(register_home)
    assert any(finding.where == "keys.db" for finding in verdict.findings)


def test_a_signers_key_that_entry_0_does_not_name_is_found(register_home: Home) -> None:
    """If the two differ, one of them was swapped, and the next checkpoint would be worthless."""
    fill(register_home)
    (register_home.signer_folder / "key").write_text("ab" * 32)
    verdict = verify(register_home)
    assert (verdict.ok, verdict.first_bad) == (False, 0)


def test_a_register_whose_first_entry_cannot_be_read_is_found(register_home: Home) -> None:
    """Without its keys nothing else can be believed, and that is said once, not once a checkpoint."""
    note = fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'checkpoint_key', 'key') WHERE seq = 0")
    verdict = verify(register_home, [note])
    assert (verdict.ok, verdict.first_bad) == (False, 0)


def test_what_was_shredded_is_no_fault(register_home: Home) -> None:
    """A court orders a record destroyed; the register must go on standing."""
    note = fill(register_home)
    shred_person(register_home)
    verdict = verify(register_home, [note, sign(register_home)])
    assert verdict.findings == ()


def test_a_place_without_a_register_is_an_error_and_no_verdict(register_home: Home) -> None:
    """A mistyped folder must not read as a destroyed register."""
    with pytest.raises(HoldlawError) as refused:
        verify(Home(register_home.folder / "elsewhere"))
    assert [problem.code for problem in refused.value.problems] == ["HL-6001"]


def test_states_that_ran_ahead_in_a_full_batch_are_no_fault(
    register_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long fold that was interrupted leaves some states ahead of the mark; they are right all the same."""
    fill(register_home)
    with raw(register_home) as connection:
        connection.execute("UPDATE state_mark SET folded_to = 2")
        connection.execute("DELETE FROM state_case WHERE request <> 'request-0'")
        connection.execute("DELETE FROM state_person WHERE person <> 'person-0'")
    assert not verify(register_home).ok
    monkeypatch.setattr(verifying_states, "BATCH", 2)
    assert verify(register_home).ok


def test_a_large_register_is_looked_at_a_piece_at_a_time(
    register_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million entries do not fit into memory, and none may fall between two pieces."""
    fill(register_home)
    monkeypatch.setattr(verifying_vault, "_CHUNK", 2)
    monkeypatch.setattr(verifying_states, "_CHUNK", 2)
    assert verify(register_home).findings == ()
    with unguarded(register_home) as connection:
        connection.execute("DELETE FROM vault_entry WHERE seq IN (3, 4)")
    found = [(finding.where, finding.first_bad) for finding in verify(register_home).findings]
    assert found == [
        ("vault_entry, entry 3", 3),
        ("vault_entry, entry 4", 4),
        ("vault_person, person-1", None),
        ("vault_index, person-1", None),
    ]


def test_an_entry_that_is_hashed_rightly_and_is_no_entry_is_found(register_home: Home) -> None:
    """Somebody who knows the tree may append anything; what is not written as an entry is told."""
    add(register_home, 0, 3)
    with open_register(register_home) as register:
        body = list(entry_rows(register.db))[-1][1].replace(b'{"actor"', b'{ "actor"')
        nodes = frontier(register.db, SIZE - 1).append(leaf_hash(body))
    with unguarded(register_home) as connection:
        here = mark(register_home)
        sql = f"UPDATE entries SET body = {here}, nodes = {here} WHERE seq = {SIZE - 1}"
        connection.execute(sql, [body.decode(), nodes])
    verdict = verify(register_home)
    assert (verdict.ok, verdict.first_bad) == (False, SIZE - 1)
    assert verify_log(register_home).ok
