"""Runs a campaign in a process of its own, and says how long a campaign is to be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

REPO: Final = Path(__file__).parents[3]

SOAK: Final = os.environ.get("HOLDLAW_SOAK") == "1"
"""Whether the long variants run: `make soak`."""

SEED: Final = int(os.environ.get("HOLDLAW_SEED", "1"))
"""Every draw follows from it; the clock does not, so a seed narrows a failure and may not repeat it."""


def run(campaign: str, *arguments: str) -> dict[str, Any]:
    """Run `python -m tests.store.harness.CAMPAIGN` and give its report; in a soak, print it too."""
    command = [sys.executable, "-m", f"tests.store.harness.{campaign}", "--seed", str(SEED), *arguments]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1} or not done.stdout:
        raise RuntimeError(f"the harness failed, seed {SEED}: {done.stderr}")
    if SOAK:
        sys.stdout.write(f"\n{campaign} {' '.join(arguments)}: {done.stdout}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def tell(text: str) -> None:
    """In a soak, say what ran."""
    if SOAK:
        sys.stdout.write(f"\n{text}\n")
