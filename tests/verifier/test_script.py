"""The standalone verifier as a file: its imports, its exit codes, its words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from verifier import holdlaw_verify

from .conftest import Ask
from .exports import KEY, RECEIPTS, edit, register, write

FILE = Path(holdlaw_verify.__file__)
SOURCE = FILE.read_text(encoding="utf-8")


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the file as a stranger does: a copy of it, anywhere, in a process of its own."""
    copy = cwd / "copy.py"
    copy.write_text(SOURCE, encoding="utf-8")
    command = [sys.executable, "-I", "-X", "utf8", str(copy), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")


def test_it_imports_nothing_but_the_standard_library_and_ed25519() -> None:
    """A check by the checked program is none: not one line may come from Holdlaw itself."""
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert names - set(sys.stdlib_module_names) == {"cryptography"}


def test_it_can_be_read_at_one_sitting() -> None:
    """Who is asked to trust it will read it first."""
    assert len(SOURCE.splitlines()) <= 320


def test_each_numbered_step_is_found_again_in_the_code() -> None:
    """A reader goes from the list at the top to the lines that do it, and back."""
    listed, _, code = SOURCE.partition("from __future__")
    steps = re.findall(r"^ (\d)\. ", listed, re.MULTILINE)
    assert steps == ["1", "2", "3", "4", "5", "6", "7"]
    assert {step for step in steps if re.search(rf'(?:#|"""|and|to) {step}\.|"""{step}\.', code)} == set(
        steps
    )
    assert "never entered" in listed
    assert "false when it was made" in listed


@pytest.mark.slow
def test_it_runs_alone_and_its_exit_code_tells_the_result(export: Path, tmp_path: Path) -> None:
    """A script of the auditor's own can rest on 0, 1 and 2."""
    good = run(export, "--key", KEY.verifier, cwd=tmp_path)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.startswith("ok\nsize: 24\nroot: ")
    edit(export / "entries.jsonl", lambda rows: rows[:-1])
    bad = run(export, cwd=tmp_path)
    assert (bad.returncode, bad.stderr) == (1, "")
    assert bad.stdout.startswith("NOT OK\nsize: 23\n")
    assert "first_bad: 23\nbad_range: (15, 24)\nwhy: the checkpoint of 24 entries was signed" in bad.stdout
    nothing = run(tmp_path / "nothing", cwd=tmp_path)
    assert nothing.returncode == 2
    assert nothing.stdout.startswith("This cannot be checked: ")


@pytest.mark.parametrize("name", ["entries.jsonl", "tree.jsonl", "keys.txt"])
def test_a_folder_that_lacks_a_file_cannot_be_checked(ask: Ask, export: Path, name: str) -> None:
    """Half an export must not be called right, nor be called forged."""
    (export / name).unlink()
    code, said = ask(export)
    assert code == 2
    assert name in said["error"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "no key",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AAAA",
    ],
)
def test_a_key_that_cannot_be_read_is_no_finding(ask: Ask, export: Path, key: str) -> None:
    """A slip in typing the key must not accuse the register."""
    assert ask(export, f"--key={key}")[0] == 2


def test_keys_of_two_registers_check_neither(ask: Ask, export: Path) -> None:
    """Whose register is checked must be beyond doubt."""
    published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert ask(export, "--key", KEY.verifier, "--key", published)[0] == 2
    (export / "keys.txt").write_text(f"{KEY.verifier}\n{published}\n")
    assert ask(export)[0] == 2


def test_a_missing_checkpoint_file_is_no_finding(ask: Ask, export: Path, tmp_path: Path) -> None:
    """A wrong path on the command line must not accuse the register."""
    assert ask(export, "--checkpoint", tmp_path / "nowhere")[0] == 2
    assert ask(export, "--receipt", tmp_path / "nowhere")[0] == 2


def test_the_words_say_what_json_says(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person reads the same result as a program: verdict first, then what it rests on."""
    assert (
        holdlaw_verify.main([str(export), "--key", str(KEY.verifier), "--key", str(RECEIPTS.verifier)]) == 0
    )
    assert re.fullmatch(
        r"ok\nsize: 24\nroot: [0-9a-f]{64}\nkeys: given\ncheckpoints: 3\nuncovered: 0\n",
        capsys.readouterr().out,
    )
    newer = write(tmp_path / "newer", register(30))
    assert holdlaw_verify.main([str(newer)]) == 0
    assert "\nuncovered: 6\n" in capsys.readouterr().out
