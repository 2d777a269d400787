"""The signer: signs what continues what it signed, and refuses everything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import open_checkpoint, sign_checkpoint
from holdlaw.register.notes import SigningKey
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.opening import open_register
from holdlaw.store.signer import sign
from holdlaw.store.verifying import verify

from .filled import SIZE, add, codes, fill, unguarded
from .made import ORIGIN


def key_of(home: Home) -> SigningKey:
    """Read the signer's key."""
    return SigningKey.from_seed(ORIGIN, bytes.fromhex((home.signer_folder / "key").read_text()))


def files_of(home: Home) -> dict[str, bytes]:
    """Give every file of the signer, and the copy of the newest note."""
    paths = [*home.signer_folder.rglob("*.note"), home.latest_checkpoint]
    return {path.name: path.read_bytes() for path in paths if path.exists()}


def published(home: Home) -> list[str]:
    """Give the notes that stand in the database."""
    with open_register(home, read_only=True) as register:
        return [kept.note for kept in stored_notes(register.db)]


def refused(home: Home, adopt: str | None = None) -> str:
    """Let the signer refuse; give what it says, and make sure that it wrote nothing."""
    before, stood = files_of(home), published(home)
    with pytest.raises(HoldlawError) as error:
        sign(home, adopt=adopt)
    assert codes(error) == ["HL-6010"]
    assert (files_of(home), published(home)) == (before, stood)
    return error.value.problems[0].what


def test_a_checkpoint_says_size_and_root_of_what_stands(register_home: Home) -> None:
    """One short note is all an outsider has to keep to hold the agency to its register."""
    note = fill(register_home)
    checkpoint = open_checkpoint(note, [key_of(register_home).verifier])
    verdict = verify(register_home)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root.hex()) == (ORIGIN, SIZE, verdict.root)
    assert published(register_home) == [note]
    assert files_of(register_home) == {
        name: note.encode() for name in ("state.note", f"{SIZE}.note", "checkpoint.note")
    }


def test_signing_again_without_new_entries_gives_the_same_note_and_writes_nothing(
    register_home: Home,
) -> None:
    """A timer may sign every minute; outsiders must not be sent a hundred notes that say the same."""
    note = fill(register_home)
    stamps = {path: path.stat().st_mtime_ns for path in register_home.signer_folder.rglob("*.note")}
    assert sign(register_home) == note
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert published(register_home) == [note]


def test_a_register_that_grew_is_signed_again(register_home: Home) -> None:
    """Each day's note continues the day before's."""
    first = fill(register_home)
    add(register_home, 3, 6)
    second = sign(register_home)
    assert published(register_home) == [first, second]
    assert verify(register_home, [first, second]).covered == SIZE + 6


def test_a_smaller_register_is_refused(register_home: Home) -> None:
    """A backup put in place of the register must not be signed as if nothing were missing."""
    fill(register_home)
    with unguarded(register_home) as connection:
        connection.execute("DELETE FROM vault_entry WHERE seq = 6")
        connection.execute("DELETE FROM entries WHERE seq = 6")
    assert refused(register_home) == "It has 6 entries, and 7 were signed: some are missing."


def test_a_changed_entry_is_refused(register_home: Home) -> None:
    """The signature is what others trust; it never goes over bytes that do not match their hash."""
    fill(register_home)
    add(register_home, 3, 4)
    with unguarded(register_home) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'fax', 'hand') WHERE seq = 3")
    assert "hash" in refused(register_home)


def test_a_rewritten_register_is_refused(register_home: Home) -> None:
    """Somebody who knows the tree recomputes every hash; the signer still has its last note."""
    fill(register_home)
    shutil.rmtree(register_home.signer_folder / "checkpoints")
    other = sign_checkpoint(key_of(register_home), SIZE, b"\7" * 32)
    for path in (register_home.signer_folder / "state.note", register_home.latest_checkpoint):
        path.write_text(other, encoding="utf-8")
    assert "not those that were signed" in refused(register_home)


def spoilt(note: str) -> str:
    """Change one letter of the root."""
    lines = note.split("\n")
    lines[2] = ("B" if lines[2][0] == "A" else "A") + lines[2][1:]
    return "\n".join(lines)


def test_a_state_that_does_not_verify_is_refused(register_home: Home) -> None:
    """If the signer's own memory was touched, it no longer knows what it stands by."""
    note = fill(register_home)
    (register_home.signer_folder / "state.note").write_text(spoilt(note), encoding="utf-8")
    assert refused(register_home) == "A signature on it is wrong."


def test_a_state_rolled_back_is_refused(register_home: Home) -> None:
    """An old memory put back would let the signer sign a second history over what it forgot."""
    first = fill(register_home)
    add(register_home, 3, 4)
    sign(register_home)
    (register_home.signer_folder / "state.note").write_text(first, encoding="utf-8")
    assert "the signer remembers 7" in refused(register_home)


def lose_memory(home: Home) -> None:
    """Take away all that the signer remembers."""
    (home.signer_folder / "state.note").unlink()
    shutil.rmtree(home.signer_folder / "checkpoints")
    home.latest_checkpoint.unlink()


def test_a_signer_that_lost_its_memory_refuses_until_it_is_given_a_checkpoint(register_home: Home) -> None:
    """The register's own word is not enough to go on from: somebody else has to say where it stood."""
    first = fill(register_home)
    add(register_home, 3, 4)
    second = sign(register_home)
    lose_memory(register_home)
    assert "lost what it signed last" in refused(register_home)
    assert refused(register_home, spoilt(second)) == "A signature on it is wrong."
    assert sign(register_home, adopt=second) == second
    assert published(register_home) == [first, second]
    assert sign(register_home) == second


def test_a_checkpoint_of_more_entries_than_stand_cannot_be_adopted(register_home: Home) -> None:
    """The newest note kept elsewhere shows that entries are gone; adopting it must not hide that."""
    fill(register_home)
    longer = sign_checkpoint(key_of(register_home), SIZE + 5, b"\7" * 32)
    lose_memory(register_home)
    assert "some are missing" in refused(register_home, longer)


def test_a_crash_between_memory_and_publication_is_made_good(register_home: Home) -> None:
    """The memory is durable first; what it holds and nobody was shown yet is published the next time."""
    first = fill(register_home)
    add(register_home, 3, 4)
    with open_register(register_home) as register:
        root = bytes.fromhex(verify(register.home).root)
    unpublished = sign_checkpoint(key_of(register_home), SIZE + 2, root)
    (register_home.signer_folder / "state.note").write_text(unpublished, encoding="utf-8")
    add(register_home, 4, 5)
    last = sign(register_home)
    assert published(register_home) == [first, unpublished, last]


def test_a_note_with_a_witness_below_it_is_still_the_signers_own(register_home: Home) -> None:
    """Others may countersign one day; their lines must not make the signer doubt itself."""
    note = fill(register_home)
    witness = SigningKey.from_seed("witness.example", b"\5" * 32)
    text = note.partition("\n\n")[0] + "\n"
    line = witness.sign(text).rpartition("\n\n")[2]
    (register_home.signer_folder / "state.note").write_text(note + line, encoding="utf-8")
    assert open_checkpoint(sign(register_home), [key_of(register_home).verifier]).size == SIZE


def unreadable(home: Home) -> None:
    """Take the key away."""
    (home.signer_folder / "key").unlink()


def foreign(home: Home) -> None:
    """Put another key in its place."""
    (home.signer_folder / "key").write_text("ab" * 32)


def broken(home: Home) -> None:
    """Make the key no key."""
    (home.signer_folder / "key").write_text("no key")


@pytest.mark.parametrize("spoil", [unreadable, foreign, broken])
def test_a_signer_without_its_own_key_refuses(register_home: Home, spoil: Callable[[Home], None]) -> None:
    """A checkpoint under another key would be worth nothing to anybody who kept the first one."""
    fill(register_home)
    spoil(register_home)
    assert "key" in refused(register_home)


def test_a_register_without_a_signer_says_so(register_home: Home) -> None:
    """Where the signer runs on another machine, this one cannot sign, and says why."""
    shutil.rmtree(register_home.signer_folder)
    assert "signer's folder" in refused(register_home)


def test_the_memory_is_written_before_the_note_is_published(
    register_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the power fails in between, the signer must know of every note that anybody can have seen."""
    from holdlaw.store import signer

    def fail(*_: object) -> None:
        assert (register_home.signer_folder / "state.note").is_file()
        raise OSError("the power fails here")

    monkeypatch.setattr(signer, "_publish", fail)
    add(register_home, 0, 3)
    with pytest.raises(OSError, match="power"):
        sign(register_home)
    assert published(register_home) == []
    monkeypatch.undo()
    note = sign(register_home)
    assert published(register_home) == [note]
    assert Path(register_home.signer_folder / "state.note").read_text(encoding="utf-8") == note
