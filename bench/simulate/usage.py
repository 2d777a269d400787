"""What a process has used, those that it started included: Spark works in a Java process beside Python."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_USER, _SYSTEM = 11, 12
"""Where the two kinds of time stand in `stat`, counted after the name in parentheses."""


def cpu_seconds() -> float:
    """Give the processor's time used so far by this process and those under it."""
    ticks = os.sysconf("SC_CLK_TCK")
    return time.process_time() + sum(_ticks(child) for child in _under(os.getpid())) / ticks


def peak_gb() -> float:
    """Give the most memory that this process and those under it have held, each at its own highest."""
    return sum(_highest_kb(process) for process in (os.getpid(), *_under(os.getpid()))) / 1e6


def _under(process: int) -> Iterator[int]:
    for task in (_PROC / str(process) / "task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from _under(child)


def _ticks(process: int) -> int:
    fields = (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[_USER]) + int(fields[_SYSTEM])


def _highest_kb(process: int) -> int:
    for line in (_PROC / str(process) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
