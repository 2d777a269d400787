"""The wheel as a county's own machine gets it: built, installed into an empty environment, used elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .tree import REPO

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

UV = Path(sys.executable).with_name("uv")
"""The pinned uv, beside the interpreter that runs the tests."""

OF_THIS_RUN = ("PYTHON", "VIRTUAL_ENV", "COV_")
"""How the variables begin that would lead a child process back to this environment."""

INSIDE = """
import holdlaw, pathlib
print((pathlib.Path(holdlaw.__file__).parent / "policies" / "facts.yaml").is_file())
"""
"""A program that prints True where the law lies inside the installed package."""


def run(*command: Path | str, cwd: Path) -> str:
    """Run a command away from the checkout, and give what it prints; a failure shows its own complaint."""
    away = {name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_RUN)}
    done = subprocess.run(command, cwd=cwd, env=away, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", folder, REPO, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an empty environment into which only the wheel was installed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(UV, "venv", "--quiet", "--python", sys.executable, "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    run(UV, "pip", "install", "--quiet", "--python", python, wheel, cwd=folder)
    return python.parent


def test_the_wheel_carries_every_file_of_the_law(wheel: Path) -> None:
    """A law left out of the package would be answered as a law that says nothing."""
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("holdlaw/policies/")}
    law = [path for path in (REPO / "policies").rglob("*") if path.is_file()]
    written = {f"holdlaw/{path.relative_to(REPO)}" for path in law}
    assert carried == written
    assert written


def test_the_wheel_carries_the_layout_of_every_printed_page(wheel: Path) -> None:
    """A report that prints beside its source and nowhere else fails on the day it is due."""
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".typ")}
    laid_out = {str(path.relative_to(REPO / "src")) for path in (REPO / "src").rglob("*.typ")}
    assert carried == laid_out
    assert laid_out


def test_an_installed_holdlaw_answers_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """What works only beside its own source fails the first agency that installs it."""
    example = sorted((REPO / "examples").glob("*.yaml"))[0]
    case = tmp_path / example.name
    case.write_bytes(example.read_bytes())
    answer = json.loads(run(installed / "holdlaw", "decide", case, "--json", cwd=tmp_path))
    assert answer["holdlaw"] == 1
    assert set(answer["acts"]) == {"hold", "notify", "transfer", "interview", "share"}


def test_the_installed_law_is_the_one_inside_the_package(installed: Path, tmp_path: Path) -> None:
    """An installation that reads the law from some other folder can be changed without anybody noticing."""
    assert run(installed / "python", "-I", "-c", INSIDE, cwd=tmp_path).strip() == "True"


def test_the_installed_law_passes_its_own_check(installed: Path, tmp_path: Path) -> None:
    """Every worked case of every place is answered there as it is beside the source."""
    checked = json.loads(run(installed / "holdlaw", "law", "check", "--json", cwd=tmp_path))
    assert checked["problems"] == []


def test_an_installed_holdlaw_answers_every_conformance_case(installed: Path, tmp_path: Path) -> None:
    """An agency runs the wheel, not the checkout; its answers are the ones that count."""
    wanted: dict[str, dict[str, str]] = {}
    for path in sorted((REPO / "tests" / "conformance").glob("*.json")):
        for number, item in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            name = f"{path.stem}-{number:03}.json"
            acts = {act: told.get("outcome") for act, told in item["expect"].get("acts", {}).items()}
            wanted[name] = {act: outcome for act, outcome in acts.items() if outcome is not None}
            (tmp_path / name).write_text(json.dumps(item["case"]), encoding="utf-8")
    away = {name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_RUN)}
    command: list[Path | str] = [installed / "holdlaw", "decide", "--json", tmp_path]
    done = subprocess.run(command, env=away, cwd=tmp_path, capture_output=True, text=True, check=False)
    answers = dict(zip(sorted(wanted), map(json.loads, done.stdout.splitlines()), strict=True))
    got = {
        name: {act: answers[name]["acts"][act]["outcome"] for act in acts} for name, acts in wanted.items()
    }
    assert got == wanted
