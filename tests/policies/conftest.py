"""A copy of the shipped law that a test may spoil, and a way to run a command as a person would."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from holdlaw.cli.main import app
from holdlaw.policybook import shipped

Run = Callable[..., Result]
"""Runs `holdlaw` with the words given."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep these tests out of the reader's own cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """Give a copy of the shipped law without its locks, and without New York City, whose cases take long."""
    copy = tmp_path / "policies"
    shutil.copytree(shipped().root, copy, ignore=shutil.ignore_patterns("digests.yaml", "nyc"))
    return copy


@pytest.fixture
def run() -> Run:
    """Give the command line."""

    def invoke(*words: object) -> Result:
        arguments = tuple(str(word) for word in words)
        return CliRunner().invoke(app(arguments), list(arguments))

    return invoke


@pytest.fixture
def spoil() -> Callable[[Path, str, str], None]:
    """Give a way to change a text that stands once in a file."""

    def replace(file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace
