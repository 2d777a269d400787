"""The product against the plain reading of New York City's police detainer law, on made-up cases."""

from __future__ import annotations

import json
import os

from .adapter import outcomes
from .generate import cases
from .oracle import ACTS, answer
from .shrink import smallest
from .values import Case

SEED = int(os.environ.get("HOLDLAW_SEED", "20141214"))
"""The day of Local Law 59. Another number in HOLDLAW_SEED makes other cases."""

CASES = 3000


def differs(case: Case) -> bool:
    """Whether the two engines disagree on any act, in the city or together."""
    return answer(case) != outcomes(case, ACTS)


def report(case: Case) -> str:
    """The smallest case on which the engines disagree, with both answers, to paste into a file."""
    small = smallest(case, differs)
    return "\n".join(
        (
            "the engines disagree on this case (the smallest found; then the one it came from):",
            json.dumps(small, indent=1),
            f"plain reading: {json.dumps(answer(small))}",
            f"product:       {json.dumps(outcomes(small, ACTS))}",
            json.dumps(case),
        )
    )


def test_the_product_reads_new_york_citys_law_as_the_plain_reading_does() -> None:
    """Whether someone goes home tonight must not hang on a slip that only one of two readers made."""
    different = next((case for case in cases(SEED, CASES) if differs(case)), None)
    assert different is None, report(different)
