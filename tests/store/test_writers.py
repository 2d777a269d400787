"""Fifty desks may write at once, and some ask twice: one entry each, no gap, one receipt a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import Server

from .harness.running import SOAK, run

WRITERS = 50
ROUNDS = 5 if SOAK else 1


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_writers_at_once_leave_no_gap_and_nothing_twice(
    turn: int, engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Two desks send the same request, and one again after a time-out: it must count once."""
    place = ["--folder", str(tmp_path)]
    if engine == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        place += ["--server", server.url()]
    report = run("writers", "--writers", str(WRITERS), "--turn", str(turn), *place)
    assert report["losses"] == [], f"seed {report['seed']}, turn {turn}"
    assert report["writers"] == WRITERS
    assert report["repeated"] >= 0.3 * report["intakes"], "three intakes in ten should repeat a key"
