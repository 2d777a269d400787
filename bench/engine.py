"""What a row of the table needs to know about an engine, and how engines are found.

A module in `bench/engines/` is an engine: it has a function `engines()` that returns its rows. Nothing lists
the modules; a new file is a new row, and a file whose name starts with an underscore is a helper.
"""

import importlib
import pkgutil
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Final

from attrs import frozen

import bench.engines
from bench.reference import Case

OUTCOME_ONLY: Final = "outcome only"
TRACED: Final = "traced"


@frozen
class Engine:
    """One row: an engine, the same law written for it, and how its answer is read.

    `prepare` turns a case into the engine's own parsed input and is not timed. `decide` is what is timed: one
    decision from that input. `answer` reads the result as `may`, `must_not` or `not_established`, untimed.
    `compared_with` names the Holdlaw row that does the like work; `gives` says what comes back.
    """

    id: str
    name: str
    compared_with: str
    gives: str
    prepare: Callable[[Case], Any]
    decide: Callable[[Any], Any]
    answer: Callable[[Any], str]


@frozen
class Failure:
    """An engine that could not be made or run, and why, in one line."""

    name: str
    reason: str


def titled(distribution: str, what: str = "") -> str:
    """The installed name and version of a package, and what of it is measured."""
    title = f"{distribution} {version(distribution)}"
    return f"{title}, {what}" if what else title


def one_line(error: Exception) -> str:
    """The first line of an error, short enough for a table."""
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}"[:160]


def find_engines() -> tuple[list[Engine], list[Failure]]:
    """Every engine in `bench/engines/`, in order of file name, and those that could not be made."""
    found: list[Engine] = []
    failed: list[Failure] = []
    for module in sorted(pkgutil.iter_modules(bench.engines.__path__), key=lambda item: item.name):
        if module.name.startswith("_"):
            continue
        try:
            found += importlib.import_module(f"bench.engines.{module.name}").engines()
        except Exception as error:
            failed.append(Failure(module.name, one_line(error)))
    return found, failed
