"""Who sent a request, and whether it is a detainer: terms that several reports share, in SQL."""

from __future__ import annotations

from holdlaw.reports.statutory.counting import Counting

CIVIL = ("civil_detainer", "judicial_warrant")
"""What a civil detainer is carried by: itself, or with a judge's warrant; never a criminal one."""

_AGENCIES = "requester IN ('ICE', 'CBP')"
_DUTIES = (
    "'civil_immigration_enforcement', 'immigration_presence_or_entry_crimes', "
    "'immigration_registration_or_document_crimes', 'mayor_determined_proxy'"
)


def federal(counting: Counting) -> str:
    """Say which requests come from federal immigration authorities.

    `given["wider_from"]`: from that day on, whoever has one of the duties that the law names counts too.
    """
    wider = counting.given.get("wider_from")
    if wider is None:
        return _AGENCIES
    return f"({_AGENCIES} OR (received_on >= DATE '{wider}' AND list_has_any(duties, [{_DUTIES}])))"


def detainer(counting: Counting) -> str:
    """Say which requests are civil detainers: on such a form or asking to hold, from such an authority."""
    return f"(asks_hold AND {federal(counting)})"


def in_period(column: str) -> str:
    """Say that a local day falls into the period of the report."""
    return f"({column} >= $from_ AND {column} < $before)"
