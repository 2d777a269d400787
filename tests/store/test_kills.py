"""A writer may be killed at any moment: what was acknowledged stands, and nothing stands by halves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import Server

from .harness.planted import FAULTS
from .harness.running import SOAK, run

KILLS = 1000 if SOAK else 50
KILLS_TO_CATCH = 200
"""A planted fault is caught by far fewer kills; this many without a loss means that the harness is blind."""


@pytest.fixture
def grounds(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> list[str]:
    """Where a campaign runs: a folder, and the server where the engine has one."""
    place = ["--folder", str(tmp_path)]
    if engine == "sqlite":
        return place
    server: Server = request.getfixturevalue("postgresql")
    return [*place, "--server", server.url()]


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(grounds: list[str]) -> None:
    """A clerk was handed a receipt and the power went: its entry is there, whole, or it was a lie."""
    report = run("kills", "--kills", str(KILLS), *grounds)
    assert report["losses"] == [], f"seed {report['seed']}"
    assert report["kills"] == KILLS
    assert report["acknowledged"] > KILLS, (
        "most writers should have got some intakes done before they were killed"
    )


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_the_same_kills_catch_a_store_with(fault: str, grounds: list[str]) -> None:
    """A harness that never saw a loss may be unable to; these two stores lose, and it must say so."""
    report = run("kills", "--kills", str(KILLS_TO_CATCH), "--fault", fault, *grounds)
    assert report["losses"] != [], f"seed {report['seed']}, {report['kills']} kills"
