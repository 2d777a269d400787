"""Engines in processes of their own take turns with the bare scan, so that ratios hold on a busy machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from attrs import asdict, frozen

from bench.simulate.contract import Task

REPO: Final = Path(__file__).parents[2]
SCANS: Final = 2
"""How often the scan is run in one turn: it is short, and its best is what counts."""


class EngineError(Exception):
    """An engine could not be made or run; `missing`: because something is not installed."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        """Keep the reason, in one line."""
        super().__init__(reason)
        self.missing = missing


@frozen
class Taken:
    """What the best round of one step took, and the best scan in the same turns: seconds of CPU.

    `peak_gb`: the most memory the process had held by its last round. `found`: what the step gave back.
    """

    cpu: float
    scan: float
    peak_gb: float
    found: Any

    @property
    def ratio(self) -> float:
        """Give the step's CPU as a multiple of the scan's."""
        return self.cpu / self.scan


class Engine:
    """One engine in its own process. Leaving the `with` ends it."""

    def __init__(self, task: Task) -> None:
        """Start the process and wait until it is ready. Raise EngineError if it never is."""
        self.engine = task.engine
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.simulate.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True, cwd=REPO,
            env=os.environ | {"POLARS_MAX_THREADS": str(task.threads), "PYTHONPATH": str(REPO)},
        )  # fmt: skip
        told = self._asked(json.dumps(asdict(task), default=str))
        if "missing" in told:
            self.close()
            raise EngineError(told["missing"], missing=True)
        self.name, self.steps = told["name"], tuple(told["steps"])

    def __enter__(self) -> Self:
        """Give the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process, by the end of its input first."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def round(self, step: str) -> dict[str, Any]:
        """Run a step once and give what it used and found."""
        return self._asked(step)

    def _asked(self, line: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            print(line, file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            reason = self._last_error()
            self.close()
            raise EngineError(reason)
        told: dict[str, Any] = json.loads(answer)
        return told

    def _last_error(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().strip().splitlines() or ["it ended without a word"]
        return lines[-1][:160]


def measure(engine: Engine, step: str, scan: Engine, rounds: int) -> Taken:
    """Run a step for some rounds, a bare scan before each."""
    taken, scanned = [], []
    for _ in range(rounds):
        scanned += [scan.round(*scan.steps)["cpu"] for _ in range(SCANS)]
        taken.append(engine.round(step))
    cpu = min(one["cpu"] for one in taken)
    return Taken(cpu, min(scanned), taken[-1]["peak_gb"], taken[-1]["found"])
