"""What the shell costs: CPU of a whole process, as a multiple of a Python that does nothing.

CPU is user and system time of the child as the kernel counts it; the best of several, taken in turn, since
everything that disturbs a start makes it longer.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from bench.engine import Failure
from bench.reference import Case

EMPTY: Final = "empty Python"
IMPORT: Final = "import holdlaw.cli.main"
DECIDE: Final = "holdlaw decide FILE"
# For `decide`, 0 is an answer and 1 a finding, such as an asked act that is not established; both print.
_ANSWERED = {EMPTY: (0,), IMPORT: (0,), DECIDE: (0, 1)}


@frozen
class Start:
    """One command: its best CPU in milliseconds, and as a multiple of an empty Python."""

    name: str
    milliseconds: float
    ratio: float


def measure_starts(case: Case, tries: int) -> list[Start | Failure]:
    """The three commands, best of `tries`; one that does not answer is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(json.dumps(case), encoding="utf-8")
        commands = {
            EMPTY: [sys.executable, "-c", "pass"],
            IMPORT: [sys.executable, "-c", "import holdlaw.cli.main"],
            DECIDE: [sys.executable, "-m", "holdlaw", "decide", str(path)],
        }
        failed = [f for f in (_trial(name, command) for name, command in commands.items()) if f]
        working = {n: c for n, c in commands.items() if n not in {f.name for f in failed}}
        best = _best(working, tries)
    return [*(Start(n, seconds * 1e3, seconds / best[EMPTY]) for n, seconds in best.items()), *failed]


def _best(commands: dict[str, list[str]], tries: int) -> dict[str, float]:
    """The least CPU seconds of each command, the commands taking turns."""
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(tries):
        for name, command in commands.items():
            best[name] = min(best[name], _cpu_seconds(command))
    return best


def _trial(name: str, command: Sequence[str]) -> Failure | None:
    """Run once, to warm the file cache and to see that it works."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode in _ANSWERED[name] and (done.stdout or name != DECIDE):
        return None
    lines = done.stderr.strip().splitlines() or ["no message"]
    return Failure(name, f"exit {done.returncode}: {lines[-1]}"[:160])


def _cpu_seconds(command: Sequence[str]) -> float:
    """User and system seconds of one run."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime
