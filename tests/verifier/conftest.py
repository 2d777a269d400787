"""What the tests of the standalone verifier share: an export, and a way to ask the verifier about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verifier import holdlaw_verify

from .exports import register, write

Ask = Callable[..., tuple[int, dict[str, Any]]]
"""Run the verifier with these arguments; give its exit code and what it said."""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A whole export of an untouched register."""
    return write(tmp_path / "export", register())


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """The verifier, asked for JSON."""

    def run(*arguments: object) -> tuple[int, dict[str, Any]]:
        code = holdlaw_verify.main([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run
