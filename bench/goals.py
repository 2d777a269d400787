"""The goals this benchmark was made to watch, and whether this run met them."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from bench.holdlaw_engine import OUTCOME_ID, TRACED_ID, WHOLE_ID


@frozen
class Goal:
    """One sentence, the figure measured for it (None where a row is missing), and its limit."""

    text: str
    measured: float | None
    limit: float
    at_most: bool

    @property
    def verdict(self) -> str:
        """PASS, FAIL, or `not measured`."""
        if self.measured is None:
            return "not measured"
        if self.at_most:
            return "PASS" if self.measured <= self.limit else "FAIL"
        return "PASS" if self.measured >= self.limit else "FAIL"


# the sentence, the two rows of the ratio, the limit, whether the limit is the most or the least allowed
_RATIOS: Final = (
    ("outcome only costs at most a zen-engine expression", OUTCOME_ID, "zen-expression", 1.0, True),
    ("traced with open facts costs at most cedarpy", TRACED_ID, "cedarpy", 1.0, True),
    ("traced is 10 times as fast as a zen-engine graph with trace", "zen-graph", TRACED_ID, 10.0, False),
    ("outcome only is 30 times as fast as cel-python", "cel-python", OUTCOME_ID, 30.0, False),
    ("outcome only is 30 times as fast as clingo", "clingo", OUTCOME_ID, 30.0, False),
    ("the whole answer costs less than 10 times one traced act", WHOLE_ID, TRACED_ID, 10.0, True),
)
_START_TEXT: Final = "holdlaw decide FILE costs less than 12 times an empty Python"
_START_LIMIT: Final = 12.0


def judge(microseconds: Mapping[str, float], start_ratio: float | None) -> list[Goal]:
    """Every goal with its figure; `microseconds` is keyed by row id."""
    goals = [
        Goal(text, _ratio(microseconds, over, under), limit, at_most)
        for text, over, under, limit, at_most in _RATIOS
    ]
    return [*goals, Goal(_START_TEXT, start_ratio, _START_LIMIT, at_most=True)]


def _ratio(microseconds: Mapping[str, float], over: str, under: str) -> float | None:
    if over not in microseconds or under not in microseconds:
        return None
    return microseconds[over] / microseconds[under]
