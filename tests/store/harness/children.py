"""Child processes that write to a register and say so on a pipe, and the parent that kills them.

Only for a process of one thread (`python -m tests.store.harness.…`): a child is a fork of it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, open_register
from holdlaw.store.signer import sign
from holdlaw.store.states import catch_up, rebuild

from .material import ENTERED_AT, drafts_for
from .planted import plant

OPENED: Final = "opened"
PATIENCE: Final = 60.0
"""Seconds after which a child that says nothing has failed."""

BETWEEN: Final[dict[str, Callable[[Register], object]]] = {
    "nothing": lambda register: None,
    "catch up": catch_up,
    "rebuild": rebuild,
    "sign": lambda register: sign(register.home),
}
"""What a writer may do between intakes, and be killed in."""

Say = Callable[[Any], None]
"""Writes one JSON line to the parent."""


@frozen
class Work:
    """What one child does: its name (its keys begin with it), what else it does, and when it is killed."""

    name: str
    seed: int
    between: str
    """What runs after each third intake: a name in BETWEEN."""
    kill_after: float
    """Seconds from the moment the register is open; below zero, as many seconds from the fork."""
    fault: str = ""
    """A fault to plant in the writer: see `planted`."""


@define
class Child:
    """A running child as its parent sees it."""

    work: Work
    pid: int
    pipe: int
    kill_at: float | None
    said: list[Any] = field(factory=list)
    _half_line: bytes = b""

    def hear(self, data: bytes) -> None:
        """Take what came through the pipe; a line that was cut short was not said."""
        *lines, self._half_line = (self._half_line + data).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if message == OPENED:
                self.kill_at = self.kill_at or time.monotonic() + self.work.kill_after
            else:
                self.said.append(message)

    @property
    def acknowledged(self) -> dict[str, list[str]]:
        """The notes of the receipts, by key, in the order they were given."""
        return {said["key"]: said["notes"] for said in self.said if "notes" in said}

    @property
    def failures(self) -> list[str]:
        """What went wrong in the child itself; a killed child says nothing of that."""
        return [said["failed"] for said in self.said if "failed" in said]


def write(home: Home, work: Work, say: Say) -> None:
    """Enter intake after intake, and acknowledge each once `intake` has returned. Ends by being killed."""
    register = open_register(home)
    plant(work.fault, register, say)
    say(OPENED)
    number = 0
    while True:
        key = f"{work.name}-{number}"
        receipts = intake(register, drafts_for(work.seed, key), key=key, entered_at=ENTERED_AT)
        say({"key": key, "notes": [receipt.note for receipt in receipts]})
        number += 1
        if number % 3 == 0:
            BETWEEN[work.between](register)


def start(home: Home, work: Work, job: Callable[[Home, Work, Say], None]) -> Child:
    """Fork a child that does one job and ends."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _be_the_child(home, work, job, theirs)
    os.close(theirs)
    kill_at = time.monotonic() - work.kill_after if work.kill_after < 0 else None
    return Child(work, pid, ours, kill_at)


def _be_the_child(home: Home, work: Work, job: Callable[[Home, Work, Say], None], pipe: int) -> None:
    """Run the job and leave at once: nothing of the parent's may run in the child."""

    def say(message: Any) -> None:
        os.write(pipe, json.dumps(message).encode() + b"\n")

    try:
        job(home, work, say)
    except BaseException as error:
        say({"failed": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(0)


def watch(children: Sequence[Child]) -> None:
    """Listen to the children, kill each at its moment, and return when all are gone."""
    live = {child.pipe: child for child in children}
    started = time.monotonic()
    while live:
        moments = [child.kill_at for child in live.values() if child.kill_at is not None]
        wait = min([*moments, started + PATIENCE]) - time.monotonic()
        for pipe in select.select(list(live), [], [], max(0.0, wait))[0]:
            data = os.read(pipe, 1 << 16)
            live[pipe].hear(data)
            if not data:
                _bury(live.pop(pipe))
        now = time.monotonic()
        for child in live.values():
            if now >= (child.kill_at or started + PATIENCE):
                os.kill(child.pid, signal.SIGKILL)
                child.kill_at = now + PATIENCE


def _bury(child: Child) -> None:
    os.close(child.pipe)
    os.waitpid(child.pid, 0)
