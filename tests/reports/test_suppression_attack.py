"""What an attacker gets out of published counts: nothing; a good deal where the withholding has a fault."""

from __future__ import annotations

import os
import random

import pytest

from . import synthetic
from .publishing import Withholding, guarded, history_forgotten, nesting_forgotten, primary_only, published

CHUNK = 100
AGENCIES = 10_000 if os.environ.get("HOLDLAW_SOAK") else 500


def groups(chunk: int, agencies: int = CHUNK) -> list[synthetic.Editions]:
    """So many agencies, drawn from the chance of their chunk."""
    chance = random.Random(2026 + chunk)
    return [synthetic.group(number, chance) for number in range(agencies // synthetic.IN_A_GROUP)]


@pytest.mark.parametrize("chunk", range(AGENCIES // CHUNK))
def test_no_withheld_number_is_recovered_from_the_published_files(chunk: int) -> None:
    """Where three requests a year come in, one number worked out is one neighbour recognised."""
    found = {number: published(made, guarded).attacked() for number, made in enumerate(groups(chunk))}
    assert {number: recovered for number, recovered in found.items() if recovered} == {}


@pytest.mark.parametrize("fault", [primary_only, nesting_forgotten, history_forgotten])
def test_the_attacker_finds_numbers_where_the_withholding_has_a_fault(fault: Withholding) -> None:
    """An attacker who finds nothing in a faulty publication would prove nothing about a sound one."""
    attacked = [(made, published(made, fault).attacked()) for made in groups(0, 80)]
    recovered = [(made, each) for made, found in attacked for each in found]
    assert len(recovered) >= 5
    for made, each in recovered:
        name = "/".join(each.where)
        assert each.value in {counts.values[name] for counts in made.counts if name in counts.values}


def test_the_invented_agencies_are_as_small_as_real_ones() -> None:
    """A method tried on large agencies alone would say nothing about the many small ones."""
    chance = random.Random(1)
    sizes = [synthetic.yearly_size(chance) for _ in range(10_000)]
    assert 0.30 < sum(size <= 3 for size in sizes) / len(sizes) < 0.37
    assert max(sizes) > 2000
