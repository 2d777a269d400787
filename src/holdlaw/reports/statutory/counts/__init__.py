"""The counting functions that declarations name, found by location: `detainers.received`."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from holdlaw.reports.statutory.counting import Count


def count_named(name: str) -> Count:
    """Give the counting function that a declaration names: its module and its own name."""
    module, _, function = name.partition(".")
    return cast(Count, getattr(import_module(f"{__name__}.{module}"), function))
