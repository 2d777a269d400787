"""The made-up cases must be good enough to catch an engine that is wrong in one thing."""

from __future__ import annotations

import pytest

from .faults import FAULTS, Fault
from .generate import cases
from .oracle import Outcomes, answer
from .values import Case

CASES, SEED = 3000, 20141214


@pytest.fixture(scope="module")
def answered() -> list[tuple[Case, dict[str, Outcomes]]]:
    """The made-up cases with the sound oracle's answers."""
    return [(case, answer(case)) for case in cases(SEED, CASES)]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_made_up_cases_catch_an_engine_that(
    fault: Fault,
    answered: list[tuple[Case, dict[str, Outcomes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Agreement on easy cases proves nothing; these must tell a wrong engine from a right one."""
    monkeypatch.setattr(fault.module, fault.attribute, fault.instead)
    assert any(answer(case) != right for case, right in answered)
