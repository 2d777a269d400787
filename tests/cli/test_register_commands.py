"""The commands on a register, from `init` to `restore`: what is printed, what is written, how each ends."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from tests.store.filled import unguarded

from .shell import process, run

MADE = ("--origin", "records.example/invented", "--agency", "invented-police", "--name", "Invented Police")
BY = ("--place", "us-ny-nyc-police", "--by", "staff-1")


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register made at the shell, signed, with one request about an invented person."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "register"
    assert run("init", "--dir", folder, *MADE, *BY).exit_code == 0
    with open_register(Home(folder)) as opened:
        at = opened_at(folder)
        content = RequestReceived(form="I-247A", channel="fax", subject={"name": "Testa Testperson"})
        draft = Draft(
            content=content, agency="invented-police", actor=Actor("staff-2", "clerk"), happened_at=at,
            request="request-1", person="person-1",
        )  # fmt: skip
        intake(opened, [draft], key="one", entered_at=at)
    assert run("sign", "--dir", folder).exit_code == 0
    return folder


def opened_at(folder: Path) -> Any:
    """Give the moment the register was opened."""
    first = told("entries", "--dir", folder, "--limit", "1")
    return datetime.fromisoformat(first["entered_at"])


def told(*arguments: str | Path, code: int = 0) -> Any:
    """Run with --json, and give what is told."""
    result = run(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def kept(register: Path) -> Path:
    """Give a copy of the newest checkpoint, kept elsewhere."""
    copy = register.parent / "kept.note"
    copy.write_bytes((register / "checkpoint.note").read_bytes())
    return copy


def test_init_makes_a_register_and_says_which_keys_to_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outsider needs the keys from the first day, from somewhere else than the register."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = told("init", "--dir", tmp_path / "r", *MADE, *BY)
    assert made["size"] == 2
    assert made["checkpoint_key"].startswith("records.example/invented+")
    first, second = run("entries", "--dir", tmp_path / "r").stdout.splitlines()
    assert first.endswith("staff-1 opened the register.")
    assert second.endswith(
        "staff-1 added invented-police: Invented Police, under the law of us-ny-nyc-police."
    )
    with open_register(Home(tmp_path / "r")) as opened:
        row: Any = opened.db.one("SELECT body FROM entries WHERE seq = 1")
    assert json.loads(row[0])["fields"]["zone"] == "America/New_York"


def test_init_refuses_a_place_whose_law_nobody_has_written(tmp_path: Path) -> None:
    """Every answer would be wrong from the first night; and nothing is left behind."""
    result = run("init", "--dir", tmp_path / "r", *MADE, "--place", "us-ny-nyc-polize", "--by", "staff-1")
    assert result.exit_code == 2
    assert "HL-1012" in result.stderr
    assert not (tmp_path / "r").exists()


def test_init_over_a_register_is_refused(register: Path) -> None:
    """A second `init` typed by mistake must not cost the first register."""
    result = run("init", "--dir", register, *MADE, *BY)
    assert result.exit_code == 2
    assert "HL-6012" in result.stderr
    assert told("verify", "--dir", register)["ok"]


def test_verify_says_size_and_root(register: Path) -> None:
    """A program that watches the register needs three fields and an exit code."""
    found = told("verify", "--dir", register, "--against", kept(register))
    assert (found["ok"], found["size"]) == (True, 3)
    assert len(bytes.fromhex(found["root"])) == 32
    page = run("verify", "--dir", register).stdout
    assert page.startswith("The register stands.\n")
    assert found["root"] in page


def test_verify_of_an_altered_register_ends_with_1_and_names_the_entry(register: Path) -> None:
    """The exit code is what the nightly job sees; the number is what the inspector asks about."""
    with unguarded(Home(register)) as connection:
        connection.execute("UPDATE entries SET body = replace(body, 'fax', 'hand') WHERE seq = 2")
    for more in ((), ("--log-only",)):
        found = told("verify", "--dir", register, *more, code=1)
        assert (found["ok"], found["first_bad"]) == (False, 2)
    result = run("verify", "--dir", register)
    assert result.exit_code == 1
    assert result.stdout.startswith("The register was altered.\n")
    assert "First bad entry: 2." in result.stdout


def test_verify_against_a_newer_checkpoint_gives_the_range(register: Path, tmp_path: Path) -> None:
    """A rollback is told as which entries are gone."""
    keys = tmp_path / "keys"
    run("backup", tmp_path / "backup", "--dir", register, "--keys", keys)
    with open_register(Home(register)) as opened:
        actor, at = Actor("staff-2", "clerk"), opened_at(register)
        content = RequestReceived(form="I-247A", channel="fax")
        draft = Draft(content=content, agency="invented-police", actor=actor, happened_at=at, request="r2")
        intake(opened, [draft], key="two", entered_at=at)
    old = kept(register)
    run("sign", "--dir", register)
    newest = register / "checkpoint.note"
    assert (
        run(
            "restore", tmp_path / "backup", "--dir", tmp_path / "r", "--keys", keys, "--against", old
        ).exit_code
        == 0
    )
    found = told("verify", "--dir", tmp_path / "r", "--against", newest, code=1)
    assert (found["range"], found["first_bad"]) == ([3, 4], 3)


def test_a_place_without_a_register_is_unusable_input(tmp_path: Path) -> None:
    """A mistyped folder is a mistake at the keyboard, and no finding about the register."""
    commands = ("verify", "entries", "rebuild", "sign", "doctor")
    ends = {
        name: run(name, "--dir", tmp_path / "nowhere", "--database-url", "").exit_code for name in commands
    }
    assert ends == {"verify": 2, "entries": 2, "rebuild": 2, "sign": 2, "doctor": 1}


def test_sign_again_gives_the_same_note(register: Path) -> None:
    """Outsiders compare notes as text."""
    first = told("sign", "--dir", register)
    assert first["size"] == 3
    assert first["note"] == (register / "checkpoint.note").read_text(encoding="utf-8")
    assert told("sign", "--dir", register) == first
    assert told("verify", "--dir", register)["root"] == first["root"]


def test_sign_refuses_with_1_and_says_why(register: Path) -> None:
    """A refusing signer is an alarm, and has to look like one to whatever runs it."""
    copy = kept(register)
    (register / "signer" / "state.note").unlink()
    result = run("sign", "--dir", register)
    assert result.exit_code == 1
    assert result.stderr.startswith("HL-6010: ")
    assert told("sign", "--dir", register, code=1)["error"]["code"] == "HL-6010"
    assert told("sign", "--dir", register, "--adopt", copy)["size"] == 3


def test_sign_every_so_often_goes_on_until_it_refuses(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signer runs for months beside the register; the first refusal ends it loudly."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            (register / "signer" / "state.note").unlink()

    monkeypatch.setattr(time, "sleep", pause)
    result = run("sign", "--dir", register, "--every", "60", "--json")
    assert result.exit_code == 1
    assert pauses == [60, 60]
    *signed, refused = map(json.loads, result.stdout.splitlines())
    assert [each["size"] for each in signed] == [3, 3]
    assert refused["error"]["code"] == "HL-6010"


def test_entries_are_sentences_and_name_nobody(register: Path) -> None:
    """The list is shown at meetings; the names are in the vault and stay there."""
    page = run("entries", "--dir", register).stdout
    assert "[request-1]  Form I-247A from (not stated) was received" in page
    assert "Testa" not in page
    lines = [json.loads(line) for line in run("entries", "--dir", register, "--json").stdout.splitlines()]
    assert [line["seq"] for line in lines] == [0, 1, 2]
    assert lines[2]["private"] == ["subject"]
    assert "Testa" not in json.dumps(lines)


def test_entries_come_in_pages_and_by_what_is_asked(register: Path) -> None:
    """A million entries are read a page at a time, and one request's without the rest."""
    for options, seqs in (
        (("--limit", "2"), [0, 1]),
        (("--after", "1"), [2]),
        (("--kind", "agency.joined"), [1]),
        (("--request", "request-1"), [2]),
        (("--agency", "invented-police"), [1, 2]),
        (("--after", "2"), []),
    ):
        result = run("entries", "--dir", register, *options, "--json")
        assert [json.loads(line)["seq"] for line in result.stdout.splitlines()] == seqs
    assert run("entries", "--dir", register, "--after", "2").stdout == "No entry.\n"


def test_rebuild_says_whether_what_stood_there_was_the_same(register: Path) -> None:
    """A page that showed something else than the entries is found by folding them again."""
    first = told("rebuild", "--dir", register)
    assert (first["equal"], first["behind"]) == (True, 3)
    assert told("rebuild", "--dir", register) == {**first, "behind": 0}
    with unguarded(Home(register)) as connection:
        connection.execute("UPDATE state_case SET status = 'closed'")
    mended = told("rebuild", "--dir", register)
    assert (mended["equal"], mended["digest"]) == (False, first["digest"])
    assert "are rebuilt" in run("rebuild", "--dir", register).stdout


def test_rebuild_lays_states_out_anew_that_another_version_made(register: Path) -> None:
    """Whoever installs a new version keeps their entries; what is folded from them is simply folded again."""
    digest = told("rebuild", "--dir", register)["digest"]
    with unguarded(Home(register)) as connection:
        connection.execute("DROP INDEX state_case_status")
        connection.execute("ALTER TABLE state_case DROP COLUMN left_at")
    refused = run("entries", "--dir", register)
    assert refused.exit_code == 2
    assert "make it anew with `holdlaw rebuild`" in refused.stderr
    mended = told("rebuild", "--dir", register)
    assert (mended["renewed"], mended["behind"], mended["digest"]) == (True, 3, digest)
    assert told("rebuild", "--dir", register)["renewed"] is False


def test_export_writes_what_the_verifier_reads(register: Path, tmp_path: Path) -> None:
    """The council gets a folder, and checks it at home."""
    made = told("export", tmp_path / "all", "--dir", register)
    assert (made["entries"], made["checkpoint"]) == (3, 3)
    some = told("export", tmp_path / "one", "--dir", register, "--request", "request-1")
    assert some["entries"] == 1
    own = told("export", tmp_path / "own", "--dir", register, "--agency", "invented-police")
    assert own["entries"] == 2
    assert (tmp_path / "one" / "proofs.jsonl").exists()
    none = told(
        "export", tmp_path / "none", "--dir", register, "--kind", "hold.ended", "--from", "1", "--to", "2"
    )
    assert none["entries"] == 0
    assert run("export", tmp_path / "all", "--dir", register).exit_code == 2


def test_backup_and_restore_bring_the_register_back(register: Path, tmp_path: Path) -> None:
    """The drill that every operator should have done once before the fire."""
    copy, keys = kept(register), tmp_path / "keys"
    made = told("backup", tmp_path / "backup", "--dir", register, "--keys", keys)
    assert (made["size"], made["keys"]) == (3, True)
    arguments = ("restore", tmp_path / "backup", "--dir", tmp_path / "again", "--keys", keys)
    refused = told(*arguments, code=1)
    assert refused["error"]["code"] == "HL-6011"
    assert not (tmp_path / "again").exists()
    back = told(*arguments, "--against", copy)
    assert (back["size"], back["lost"]) == (3, None)
    assert told("verify", "--dir", tmp_path / "again", "--against", copy)["root"] == made["root"]
    page = run("backup", tmp_path / "plain", "--dir", register).stdout
    assert "The keys are not in it" in page


def test_a_restore_that_loses_entries_says_which(register: Path, tmp_path: Path) -> None:
    """Going on without them is a decision that somebody has to take with open eyes."""
    run("backup", tmp_path / "backup", "--dir", register)
    record(register, "ask", "--person", "person-1", "--cite", "Invented § 1", "--what", "seal")
    run("sign", "--dir", register)
    newest = register / "checkpoint.note"
    arguments = ("restore", tmp_path / "backup", "--dir", tmp_path / "r", "--against", newest)
    assert "entries 3 to 3 are not in it" in run(*arguments).stderr
    assert told(*arguments, "--accept-loss")["lost"] == [3, 4]


def record(register: Path, *words: str, by: str = "staff-2", code: int = 0) -> Any:
    """Run one of the commands on a person's record."""
    name, *rest = words
    return told(
        "record", name, "--dir", register, *rest, "--by", by, "--agency", "invented-police", code=code
    )


def test_a_record_is_sealed_unsealed_and_shredded_by_two_people(register: Path) -> None:
    """From the court's order to the destroyed record, at the shell, with the second person at each step."""
    person = ("--person", "person-1", "--cite", "Invented § 1")
    for what in ("seal", "unseal", "shred"):
        asked = str(record(register, "ask", *person, "--what", what)["asked"])
        assert record(register, what, "--asked", asked, code=2)["error"]["code"] == "HL-6008"
        done = record(register, what, "--asked", asked, by="staff-1")
        assert done["ok"]
        assert done["entry"] == int(asked) + 1
    assert told("verify", "--dir", register)["ok"]
    assert b"Testa" not in b"".join(path.read_bytes() for path in register.rglob("*") if path.is_file())


def test_the_doctor_ends_with_1_when_something_is_wrong(register: Path) -> None:
    """It runs every night, and mails only then."""
    assert told("doctor", "--dir", register)["ok"]
    (register / "keys.db").chmod(0o644)
    found = told("doctor", "--dir", register, code=1)
    assert [each["where"] for each in found["wrong"]] == [str(register / "keys.db")]
    assert "WRONG: " in run("doctor", "--dir", register).stdout


def test_a_checkpoint_that_cannot_be_read_is_unusable_input(register: Path, tmp_path: Path) -> None:
    """A wrong path is told as that, before anything is compared."""
    (tmp_path / "picture.note").write_bytes(b"\xff\xd8\xff")
    for name in ("missing.note", "picture.note"):
        result = run("verify", "--dir", register, "--against", tmp_path / name)
        assert (result.exit_code, result.stderr[:8]) == (2, "HL-5005:")


def test_the_commands_run_as_a_process_of_their_own(register: Path) -> None:
    """Cron sees a process: its exit code, and nothing on the side if all is well."""
    done = process("verify", "--dir", register, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["ok"] is True
