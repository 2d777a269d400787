"""The benchmark of reports runs, small: what it measures is a report that counts."""

from __future__ import annotations

from bench.measures import as_text
from bench.reports.report import measure_reports


def test_the_benchmark_of_reports_runs() -> None:
    """A figure of a report that counts nothing would look splendid."""
    result = measure_reports((2_000,), rounds=1)
    assert result.failures == ()
    assert "2,000 entries: us-ny-nyc-police/14-154-f" in as_text("reports", result)
