"""Many writers at once, a third of their keys shared: dense numbers, nothing twice, one receipt a key.

    python -m tests.store.harness.writers --writers 50 --seed 1 --folder /tmp/x [--server postgresql://…]

prints one JSON object: what ran, and everything that is wrong as a sentence.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from attrs import asdict, define, field

from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.reading import size
from holdlaw.store.verifying import verify

from .children import OPENED, PATIENCE, Child, Say, Work, start, watch
from .grounds import Grounds
from .losses import losses, losses_of_states
from .material import ENTERED_AT, drafts_for

INTAKES: Final = 8
"""Intakes of one writer."""

FROM_SHARED: Final = 0.4
"""The share of keys drawn from those that all writers share: so 30 % of all repeat an earlier one."""

SHARED: Final = 30
"""How many keys all writers share."""

TO_OPEN: Final = 0.03
"""Seconds that opening a register may take each writer, before all begin together."""


@define
class Report:
    """What ran and what is wrong."""

    seed: int
    writers: int = 0
    intakes: int = 0
    repeated: int = 0
    """Intakes whose key another intake had used before."""
    entries: int = 0
    losses: list[str] = field(factory=list)
    seconds: float = 0.0


def keys_of(seed: int, writer: int) -> list[str]:
    """Draw the keys of one writer: its own, and shared ones, at times the same one again."""
    rng = Random(f"{seed} writer {writer}")
    return [
        f"shared{rng.randrange(SHARED)}-0" if rng.random() < FROM_SHARED else f"w{writer}-{number}"
        for number in range(INTAKES)
    ]


def _job(keys: Sequence[str], begin_at: float) -> Callable[[Home, Work, Say], None]:
    def write_all(home: Home, work: Work, say: Say) -> None:
        register = open_register(home)
        say(OPENED)
        time.sleep(max(0.0, begin_at - time.monotonic()))
        for key in keys:
            receipts = intake(register, drafts_for(work.seed, key), key=key, entered_at=ENTERED_AT)
            say({"key": key, "notes": [receipt.note for receipt in receipts]})
        register.close()

    return write_all


def run(grounds: Grounds, seed: int, writers: int) -> Report:
    """Let them all write, and look at what stands."""
    started = time.monotonic()
    report = Report(seed, writers)
    home = grounds.build()
    try:
        begin_at = time.monotonic() + TO_OPEN * writers
        children = [
            start(home, Work(f"w{number}", seed, "nothing", PATIENCE), _job(keys_of(seed, number), begin_at))
            for number in range(writers)
        ]
        watch(children)
        _judge(home, children, report)
    finally:
        grounds.clear()
    report.seconds = round(time.monotonic() - started, 2)
    return report


def _judge(home: Home, children: Sequence[Child], report: Report) -> None:
    receipts: dict[str, list[str]] = {}
    for number, child in enumerate(children):
        report.losses += [f"writer {number} failed: {failure}" for failure in child.failures]
        if [said["key"] for said in child.said if "key" in said] != keys_of(report.seed, number):
            report.losses.append(f"writer {number} did not get all its receipts")
        for said in child.said:
            report.intakes += 1
            report.repeated += said.get("key") in receipts
            report.losses += _another_receipt(receipts, said)
    register = open_register(home)
    report.entries = size(register.db)
    wanted = 1 + sum(len(drafts_for(report.seed, key)) for key in receipts)
    if report.entries != wanted:
        report.losses.append(f"{report.entries} entries stand, {wanted} were entered")
    report.losses += losses(register, report.seed, receipts) + losses_of_states(register, report.seed)
    register.close()
    verdict = verify(home, [])
    report.losses += [] if verdict.ok else [f"`verify` finds: {verdict.why}"]


def _another_receipt(receipts: dict[str, list[str]], said: dict[str, Any]) -> list[str]:
    if "key" not in said or receipts.setdefault(said["key"], said["notes"]) == said["notes"]:
        return []
    return [f"{said['key']}: another receipt on a retry"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the writers and print the report; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description="Let many writers enter at once.")
    parser.add_argument("--writers", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turn", type=int, default=0)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--server")
    options = parser.parse_args(arguments)
    report = run(Grounds(options.folder, options.server), options.seed + 1000 * options.turn, options.writers)
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 1 if report.losses else 0


if __name__ == "__main__":
    sys.exit(main())
