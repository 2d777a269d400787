"""Which version of a law asks for a report on a period, and who makes it."""

from __future__ import annotations

from datetime import date, timedelta

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.statutory.declaration import Basis, Report
from holdlaw.store.agencies import Agency, agencies, agency_named
from holdlaw.store.registers import Register

_ONE_DAY = timedelta(days=1)


def basis_for(report: Report, ending: date) -> Basis:
    """Give the version that asks for the period that ends with a day.

    Raise HoldlawError: HL-8002 if no period ends with that day, naming the nearest that do; HL-8003 if nobody
    has read what that version asks for.
    """
    found = next((basis for basis in report.versions if basis.asks_for(ending)), None)
    if found is None:
        raise _no_period(report, ending)
    if found.items is None:
        what = f"Nobody has read what {found.cite} asked for from {found.version} ({found.enacted_by})."
        why = "A number under an item that nobody has read would be made up."
        mend = "Read it, and declare its items; other versions can be asked for."
        raise HoldlawError([Problem("HL-8003", f"{report.id} {ending}", what, why, mend)])
    return found


def neighbours(report: Report, ending: date) -> tuple[date | None, date | None]:
    """Give the last day before, and the first day after, with which a period of the report does end."""
    before = [
        basis.every.last_end(min(ending - _ONE_DAY, basis.last_ending or date.max))
        for basis in report.versions
        if basis.first_ending < ending
    ]
    after = [
        basis.every.next_end(max(ending + _ONE_DAY, basis.first_ending))
        for basis in report.versions
        if basis.last_ending is None or ending < basis.last_ending
    ]
    return max(before, default=None), min(after, default=None)


def _no_period(report: Report, ending: date) -> HoldlawError:
    before, after = neighbours(report, ending)
    if before is None:
        what = (
            f"No law asked for this report on a period that ends with {ending}; the first ends with {after}."
        )
    elif after is None:
        what = (
            f"No law asks for this report on a period that ends with {ending}; the last ended with {before}."
        )
    else:
        what = f"No period of this report ends with {ending}."
    why = "Numbers over other days than the law's cannot be compared with any that were reported."
    near = " or ".join(str(day) for day in (before, after) if day is not None)
    return HoldlawError([Problem("HL-8002", f"{report.id} {ending}", what, why, f"Ask for {near}.")])


def agency_for(register: Register, report: Report, agency: str | None) -> Agency:
    """Give the agency that reports.

    Raise HoldlawError (HL-8004) if it does not make this report, or several do and none is named.
    """
    able = [each for each in agencies(register).values() if _makes(each, report)]
    if agency is not None:
        named = agency_named(register, agency)
        if _makes(named, report):
            return named
        raise _not_theirs(report, f"{agency} is under the law of {named.place}.", able)
    if len(able) == 1:
        return able[0]
    what = (
        "No agency of this register makes it." if not able else "Several agencies of this register make it."
    )
    raise _not_theirs(report, what, able)


def _makes(agency: Agency, report: Report) -> bool:
    return agency.place == report.place or agency.place.startswith(f"{report.place}-")


def _not_theirs(report: Report, what: str, able: list[Agency]) -> HoldlawError:
    why = f"The law that asks for this report is that of {report.place}."
    named = ", ".join(each.id for each in able)
    mend = f"Name one of: {named} (`--agency`)." if able else "Ask for a report of the agency's own place."
    return HoldlawError([Problem("HL-8004", report.id, what, why, mend)])
