"""The agencies of a register, as their entries say."""

from __future__ import annotations

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.store.reading import Filter, entries
from holdlaw.store.registers import Register


@frozen
class Agency:
    """An agency: its id in entries, its name, whose law it is under, and its time zone."""

    id: str
    name: str
    place: str
    zone: str


def agencies(register: Register) -> dict[str, Agency]:
    """Give every agency by its id; the latest entry of each counts."""
    found: dict[str, Agency] = {}
    for entry in entries(register.db, where=Filter(kind=AgencyJoined.NAME)):
        content = entry.content()
        assert isinstance(content, AgencyJoined)  # the filter has seen to it
        found[entry.agency] = Agency(entry.agency, content.name, content.place, content.zone)
    return found


def agency_named(register: Register, agency: str) -> Agency:
    """Give one agency. Raise HoldlawError (HL-6001) if it is not in this register."""
    found = agencies(register).get(agency)
    if found is None:
        why = "Nobody knows under whose law it stands."
        mend = "Add it with `holdlaw init`, or mend the account."
        raise HoldlawError([Problem("HL-6001", "agency", f"'{agency}' is not in this register.", why, mend)])
    return found
