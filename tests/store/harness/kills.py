"""A campaign of kills: writers are killed at random moments, and the register is held to its word.

    python -m tests.store.harness.kills --kills 50 --seed 1 --folder FOLDER [--server URL] [--fault NAME]

prints one JSON object: what ran, and every loss as a sentence. It runs in a process of its own, which has one
thread, so that a writer can be a fork of it and start warm. A kill is a SIGKILL; its moment is drawn evenly
over time from when the register is open. So it falls wherever a writer spends its time: in a transaction, in
the reservation of keys, in the commit, between commit and acknowledgement. Some fall earlier, in the opening.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

from attrs import asdict, define, field, frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, open_register
from holdlaw.store.signer import sign
from holdlaw.store.verifying import verify

from .children import BETWEEN, Child, Work, start, watch, write
from .grounds import Grounds
from .losses import losses, losses_of_states, losses_on_retry, read_log
from .material import ENTERED_AT, drafts_for

KILLS_PER_REGISTER: Final = 10
"""After so many kills the next register: what is checked after each kill is all of it."""

INTAKES_PER_LIFE: Final = 16
"""How many intakes a writer would get done in the longest life drawn."""


@frozen
class Plan:
    """How many kills, from which seed, with which fault planted in the writers (none, mostly)."""

    kills: int
    seed: int
    fault: str = ""
    until_found: bool = False
    """Stop at the first loss: to see a planted fault caught."""


@define
class Report:
    """What ran and what was lost."""

    seed: int
    kills: int = 0
    writers: int = 0
    acknowledged: int = 0
    killed_in_opening: int = 0
    committed_unacknowledged: int = 0
    """Intakes that stood though their writer was killed before it could say so."""
    losses: list[str] = field(factory=list)
    seconds: float = 0.0


@define
class Campaign:
    """The registers killed so far, and what came of it."""

    grounds: Grounds
    plan: Plan
    report: Report
    life: float = 0.05
    acknowledged: dict[str, list[str]] = field(factory=dict)

    def run(self) -> Report:
        """Kill, check, and go on to the next register."""
        started = time.monotonic()
        try:
            self.grounds.build()
            while self.report.kills < self.plan.kills and not self._done():
                self._one_register()
        finally:
            self.grounds.clear()
        self.report.seconds = round(time.monotonic() - started, 2)
        return self.report

    def _done(self) -> bool:
        return bool(self.report.losses) and self.plan.until_found

    def _one_register(self) -> None:
        home = self.grounds.fresh()
        self.acknowledged = {}
        self._measure(home)
        for _ in range(KILLS_PER_REGISTER):
            if self.report.kills < self.plan.kills and not self._done():
                self._one_kill(home)
        if not self.plan.fault:
            self._note([*self._signed(home), *self._verdict(home)])
        self.grounds.drop(home)

    def _measure(self, home: Home) -> None:
        """Enter some intakes in peace, to know how long a writer's life should be on this machine."""
        register = open_register(home)
        keys = [f"calm{number}-0" for number in range(INTAKES_PER_LIFE)]
        started = time.monotonic()
        for key in keys:
            given = intake(register, drafts_for(self.plan.seed, key), key=key, entered_at=ENTERED_AT)
            self.acknowledged[key] = [receipt.note for receipt in given]
        self.life = min(1.0, max(0.005, time.monotonic() - started))
        register.close()

    def _one_kill(self, home: Home) -> None:
        number = self.report.kills
        rng = Random(f"{self.plan.seed} kill {number}")
        children = [start(home, work, write) for work in self._works(rng, number)]
        watch(children)
        self.report.kills += 1
        self.report.writers += len(children)
        for child in children:
            self._note([f"{child.work.name} failed by itself: {failure}" for failure in child.failures])
            self.acknowledged.update(child.acknowledged)
            self.report.acknowledged += len(child.acknowledged)
            self.report.killed_in_opening += child.work.kill_after < 0
        self._check(home, children, thorough=rng.random() < 0.2)

    def _works(self, rng: Random, number: int) -> list[Work]:
        """Draw one writer, or two at once in a kill out of four."""
        names = [f"k{number}{letter}" for letter in ("ab" if rng.random() < 0.25 else "a")]
        return [
            Work(
                name=name,
                seed=self.plan.seed,
                between=rng.choice((*("nothing",) * 5, *BETWEEN)),
                kill_after=-rng.uniform(0, 0.01) if rng.random() < 0.06 else rng.uniform(0, self.life),
                fault=self.plan.fault,
            )
            for name in names
        ]

    def _check(self, home: Home, children: Sequence[Child], *, thorough: bool) -> None:
        try:
            if thorough and not self.plan.fault:
                self._note(self._verdict(home))
            with open_register(home) as register:
                self._look(register, children)
                if thorough:
                    self._note(losses_of_states(register, self.plan.seed))
        except HoldlawError as error:
            self._note([f"the register refuses ({error})"])

    def _look(self, register: Register, children: Sequence[Child]) -> None:
        with register.db.transaction():
            pass  # a server may still be at the commit of a writer that is gone: its lock is waited for
        self._note(losses(register, self.plan.seed, self.acknowledged))
        stand = read_log(register.db).intakes
        for child in children:
            pending = f"{child.work.name}-{len(child.acknowledged)}"
            self.report.committed_unacknowledged += pending in stand
            self._note(losses_on_retry(register, self.plan.seed, pending, child.acknowledged))

    def _signed(self, home: Home) -> list[str]:
        """Tell whether the signer, some of whose runs were killed, still signs."""
        try:
            sign(home)
        except HoldlawError as error:
            return [f"the signer refuses ({error})"]
        return []

    def _verdict(self, home: Home) -> list[str]:
        verdict = verify(home, [])
        return [] if verdict.ok else [f"`verify` finds: {verdict.why}"]

    def _note(self, found: Sequence[str]) -> None:
        self.report.losses += [f"kill {self.report.kills}: {loss}" for loss in found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a campaign and print its report; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description="Kill writers of a register, and look for losses.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--server")
    parser.add_argument("--fault", default="")
    options = parser.parse_args(arguments)
    plan = Plan(options.kills, options.seed, options.fault, until_found=bool(options.fault))
    report = Campaign(Grounds(options.folder, options.server), plan, Report(options.seed)).run()
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 1 if report.losses else 0


if __name__ == "__main__":
    sys.exit(main())
