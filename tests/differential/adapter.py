"""The one place where these tests touch the product: a plain case in, the public contract's JSON out."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from holdlaw.core.problems import HoldlawError
from holdlaw.decide import decide
from holdlaw.policybook import shipped
from holdlaw.sources.case_file import case_from_data

from .values import Case

ANSWERED, FINDING, UNUSABLE = 0, 1, 2
CITY = "us-ny-nyc-police"
UNUSABLE_CASE = HoldlawError
"""How the product refuses a case it cannot use."""


@cache
def book() -> Any:
    """The rules that ship with the product, read once."""
    return shipped()


def answer_json(case: Case) -> dict[str, Any]:
    """The product's whole answer to one case, as the public contract prints it."""
    answered: dict[str, Any] = decide(case_from_data(deepcopy(case)), book()).as_json()
    return answered


def run(case: Case) -> tuple[int, dict[str, Any]]:
    """What the command would do with one case: its exit code, and the answer where there is one."""
    try:
        answered = answer_json(case)
    except UNUSABLE_CASE:
        return UNUSABLE, {}
    return exit_code(answered), answered


def exit_code(answered: dict[str, Any]) -> int:
    """What the command says about an answered case: 1 where an act that was asked is not established."""
    asked = [act for act in answered["acts"].values() if act.get("asked")]
    return FINDING if any(act["outcome"] == "not_established" for act in asked) else ANSWERED


def outcomes(case: Case, acts: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The product's answer in the oracle's shape: the city alone, and everything together."""
    answered = answer_json(case)
    city: dict[str, str] = {}
    for layer in answered["layers"]:
        if layer["layer"] == CITY:
            city = layer["acts"]
    return {
        "city": {act: city.get(act, "no_rule") for act in acts},
        "effective": {act: answered["acts"][act]["outcome"] for act in acts},
    }
