"""The public page's part of the benchmark runs at a small size: a broken one would be noticed too late."""

from __future__ import annotations

import pytest

from bench.measures import as_json, as_text
from bench.public.report import GOAL, PAGES, measure_public


@pytest.mark.slow
def test_the_benchmark_asks_every_page_and_its_twin() -> None:
    """On the day of a headline a small machine has to serve a page as cheaply as a file."""
    result = measure_public(times=5, rounds=1)
    assert result.failures == ()
    assert len(result.section.figures) == 2 * len(PAGES)
    assert [goal.limit for goal in result.section.goals] == [GOAL] * len(PAGES)
    assert "goal" in as_text("the public page", result)
    assert {goal["verdict"] for goal in as_json(result)["goals"]} <= {"PASS", "FAIL"}
