"""The many-rows part of the benchmark runs at a small size: a broken one would be noticed too late."""

from __future__ import annotations

from bench.simulate.report import GOALS, as_json, as_text, measure_simulate


def test_the_benchmark_of_many_rows_answers_every_row() -> None:
    """A figure for speed means nothing if rows were left without an answer."""
    result = measure_simulate(5_000, rounds=1)
    assert result.failures == ()
    assert {line.name for line in result.lines} == {"bare scan", *GOALS}
    assert "goal" in as_text(result)
    assert as_json(result)["rows"] == 5_000
