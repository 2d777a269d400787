"""The register's part of the benchmark runs at a small size: a broken one would be noticed too late."""

from __future__ import annotations

import pytest

from bench.measures import as_json, as_text
from bench.register.report import Size, measure_register
from tests.postgres import Server


@pytest.mark.slow
def test_the_benchmark_of_the_register_measures_both_engines(
    postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever chooses an engine reads these figures; one that is missing reads as one that is fine."""
    monkeypatch.setenv("DATABASE_URL", postgresql.url())
    result = measure_register(Size(entries=600, commits=3, rounds=1))
    assert result.failures == ()
    assert result.section.skipped == ()
    names = " ".join(figure.name for figure in result.section.figures)
    for part in ("sqlite: intake", "postgresql: intake", "re-hashed", "inclusion proof at 600"):
        assert part in names
    assert len(result.section.goals) == 2
    assert "goal" in as_text("the register", result)
    assert {goal["verdict"] for goal in as_json(result)["goals"]} <= {"PASS", "FAIL"}
