"""Every worked case of every place, run through the product. The cases are data that any engine can run."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.differential.adapter import run

HERE = Path(__file__).parent
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.json"))}
ITEMS = [
    pytest.param(item, id=f"{place}: {item['name']}") for place, items in FILES.items() for item in items
]
KEYS_OF_AN_ITEM = {"name", "why", "case", "expect"}
KEYS_EXPECTED = {"acts", "clocks", "exit"}
KEYS_OF_AN_ACT = {"outcome", "never", "clause", "cite_contains", "until"}
OUTCOMES = {"must", "may", "must_not", "not_established", "no_rule"}


def acts_wrong(expected: dict[str, Any], answered: dict[str, Any]) -> list[str]:
    """What is wrong with one act: nothing, or a line for each expectation that it misses."""
    decided = answered.get("decided_by") or {}
    until = answered.get("until")
    met: dict[str, Callable[[Any], bool]] = {
        "outcome": lambda wanted: answered["outcome"] == wanted,
        "never": lambda banned: answered["outcome"] not in banned,
        "clause": lambda wanted: decided.get("clause") == wanted,
        "cite_contains": lambda wanted: wanted in str(decided.get("cite")),
        "until": lambda wanted: until is not None and same_instant(until, wanted),
    }
    return [f"{key}: expected {wanted}" for key, wanted in expected.items() if not met[key](wanted)]


def same_instant(one: str, other: str) -> bool:
    """Whether two spellings name the same instant, whatever their offsets."""
    return datetime.fromisoformat(one) == datetime.fromisoformat(other)


@pytest.mark.parametrize("item", ITEMS)
def test_the_product_gives_the_worked_answer(item: dict[str, Any]) -> None:
    """These are the answers a lawyer has read; an officer will act on what the product says instead."""
    expected = item["expect"]
    code, answered = run(item["case"])
    if "exit" in expected:
        assert code == expected["exit"], f"{item['why']} (answered {answered})"
    for act, wanted in expected.get("acts", {}).items():
        wrong = acts_wrong(wanted, answered["acts"][act])
        assert wrong == [], f"{act}: {item['why']} (answered {answered['acts'][act]})"
    clocks = {clock["name"]: clock["until"] for clock in answered.get("clocks", ())}
    for name, until in expected.get("clocks", {}).items():
        assert name in clocks, f"no clock is called {name}: {sorted(clocks)}"
        assert same_instant(clocks[name], until), f"{name}: expected {until}, counted {clocks[name]}"


@pytest.mark.parametrize("place", FILES)
def test_every_worked_case_is_written_as_the_readme_says(place: str) -> None:
    """An engine in another language reads these files by their description, not by this test."""
    items = FILES[place]
    assert len({item["name"] for item in items}) == len(items)
    for item in items:
        assert set(item) == KEYS_OF_AN_ITEM
        assert item["case"]["place"] == place
        assert item["expect"]
        assert set(item["expect"]) <= KEYS_EXPECTED
        for act in item["expect"].get("acts", {}).values():
            assert ("outcome" in act) != ("never" in act)
            assert set(act) <= KEYS_OF_AN_ACT
            assert {act.get("outcome", "may"), *act.get("never", ())} <= OUTCOMES
