"""The types of entry, one module each, found by location: a new type is one new file here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.kind import Kind


@cache
def kinds() -> dict[tuple[str, int], type[Kind]]:
    """Give every type by its name and version."""
    found: dict[tuple[str, int], type[Kind]] = {}
    for module in iter_modules(__path__, f"{__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Kind) and value is not Kind:
                found[value.NAME, value.VERSION] = value
    return dict(sorted(found.items()))


def kind_named(name: str, version: int = 1) -> type[Kind]:
    """Give one type. Raise HoldlawError (HL-5001) if this version of Holdlaw does not know it."""
    try:
        return kinds()[name, version]
    except KeyError:
        why = "What an entry of an unknown type says cannot be counted."
        problem = Problem(
            "HL-5001", f"{name}/{version}", "No such type of entry is known.", why, "Update Holdlaw."
        )
        raise HoldlawError([problem]) from None
