"""The declared reports, found by location: every module of `duties/` with a `REPORT`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook.checking import nearest
from holdlaw.reports.statutory import duties
from holdlaw.reports.statutory.declaration import Report


@cache
def reports() -> dict[str, Report]:
    """Give every report by its id."""
    modules = (import_module(module.name) for module in iter_modules(duties.__path__, f"{duties.__name__}."))
    found = (getattr(module, "REPORT", None) for module in modules)
    return {each.id: each for each in sorted((one for one in found if one), key=lambda report: report.id)}


def report_named(name: str) -> Report:
    """Give one report. Raise HoldlawError (HL-8001) naming the nearest if there is none."""
    found = reports().get(name)
    if found is None:
        what = f"'{name}' is not a report that is declared here."
        mend = f"{nearest(name, tuple(reports()))} `holdlaw report list` shows all."
        raise HoldlawError([Problem("HL-8001", "report", what, "Nothing was counted.", mend)])
    return found
