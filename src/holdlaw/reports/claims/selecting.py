"""Narrows what claims are checked against to one agency of the register."""

from __future__ import annotations

from attrs import evolve

from holdlaw.reports.claims.evidence import Evidence
from holdlaw.reports.trends.counts import no_such_agency


def of_agency(evidence: Evidence, agency: str, where: str) -> Evidence:
    """Keep one agency alone. Raise HoldlawError (HL-8021) if the register does not have it."""
    found = tuple(each for each in evidence.agencies if each.counts.agency == agency)
    if not found:
        raise no_such_agency(agency, (each.counts.agency for each in evidence.agencies), where)
    return evolve(evidence, agencies=found)
