"""The desk's part of the benchmark runs at a small size: a broken one would be noticed too late."""

from __future__ import annotations

import pytest

from bench.desk.asking import PAGES
from bench.desk.report import QUICK, as_json, as_text, measure_desk


@pytest.mark.slow
def test_the_benchmark_of_the_desk_asks_every_page_in_every_register() -> None:
    """Whoever sizes a county's server reads this table; a register that was not full would flatter it."""
    result = measure_desk(QUICK)
    assert result.failures == ()
    assert [cost.page for cost in result.costs] == [*PAGES, *PAGES]
    least, most, crowded = result.costs[0].filled, result.costs[-1].filled, result.crowded[0].filled
    assert most.requests - least.requests == QUICK.requests[1] - QUICK.requests[0]
    assert (least.waiting, most.waiting, crowded.waiting) == (7, 7, 14)
    assert len(result.goals) == 2 * len(PAGES)
    assert "goal" in as_text(result)
    assert {goal["verdict"] for goal in as_json(result)["goals"]} <= {"PASS", "FAIL"}
