"""Make a failing case small: leave out whatever the failure does not need, until nothing more can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from .values import Case

Path = tuple[str | int, ...]


def paths(node: object, here: Path = ()) -> Iterator[Path]:
    """Every key and position of a case, the outermost first."""
    if isinstance(node, dict):
        items: list[tuple[Any, Any]] = list(node.items())
    elif isinstance(node, list):
        items = list(enumerate(node))
    else:
        return
    for key, _ in items:
        yield (*here, key)
    for key, value in items:
        yield from paths(value, (*here, key))


def without(case: Case, path: Path) -> Case:
    """A copy of the case that lacks one key or one position."""
    smaller = deepcopy(case)
    node: Any = smaller
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return smaller


def smallest(case: Case, still_fails: Callable[[Case], bool]) -> Case:
    """The case without all that `still_fails` can do without. An error in it counts as not failing."""
    for path in list(paths(case)):
        try:
            smaller = without(case, path)
            if still_fails(smaller):
                return smallest(smaller, still_fails)
        except Exception:  # an engine may refuse the smaller case in its own way: then it is too small
            continue
    return case
