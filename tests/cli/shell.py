"""The command as it is run at a desk: in this process where that is enough, else as a real one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from holdlaw.cli.main import app
from tests.decide.nights import fourth_of_july, sample, with_warrant
from tests.policybook.small_law import POLICIES
from tests.sources.some_case import Data

WIDTH = 80
EXAMPLES = sorted((POLICIES.parent / "examples").glob("*.yaml"))


def run(*arguments: str | Path, typed: str | bytes | None = None) -> Result:
    """Run the command in this process."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(app(tuple(words)), words, input=typed)


def process(*arguments: str | Path, typed: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    words = [sys.executable, "-m", "holdlaw", *map(str, arguments)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, **more}
    return subprocess.run(words, input=typed, check=False, timeout=60, **given)


def written(path: Path, data: Data) -> Path:
    """Write a case file."""
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def allowed(folder: Path) -> Path:
    """Write a case whose answer is clear."""
    return written(folder / "allowed.json", sample())


def unclear(folder: Path) -> Path:
    """Write a case that waits for counsel."""
    return written(folder / "unclear.json", with_warrant("2018-05-01", "NJ 2C:15-1"))


def holiday(folder: Path) -> Path:
    """Write a case whose clocks run over a holiday weekend."""
    return written(folder / "holiday.json", fourth_of_july())


def bad(folder: Path) -> Path:
    """Write a file that is no case."""
    path = folder / "bad.yaml"
    path.write_text("place: us-ny-nyc-police\n", encoding="utf-8")
    return path
