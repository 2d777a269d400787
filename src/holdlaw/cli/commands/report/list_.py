"""`holdlaw report list`: every report that is declared, its versions, and when each is due."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.asking import ANSWERED, say, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.lines import folded
from holdlaw.reports.statutory.declaration import Basis, Report
from holdlaw.reports.statutory.places import reports


def command(as_json: OneJson = False) -> None:
    """List every report that a law requires and Holdlaw counts."""

    def run() -> int:
        told = [_report(report) for report in reports().values()]
        say(to_json({"holdlaw": 1, "reports": told}) if as_json else "\n\n".join(map(_page, told)))
        return ANSWERED

    raise ending(run, as_json)


def _report(report: Report) -> dict[str, Any]:
    return {
        "report": report.id,
        "title": report.title,
        "place": report.place,
        "recipient": report.recipient,
        "publication": report.publication,
        "nil": report.nil,
        "small_numbers": report.small_numbers,
        "versions": [_version(basis) for basis in report.versions],
    }


def _version(basis: Basis) -> dict[str, Any]:
    due = basis.due.on(basis.first_ending) if basis.due else None
    return {
        "version": str(basis.version),
        "cite": basis.cite,
        "enacted_by": basis.enacted_by,
        "months": basis.every.months,
        "first_ending": str(basis.first_ending),
        "last_ending": str(basis.last_ending) if basis.last_ending else None,
        "first_due_on": str(due) if due else None,
        "items": None if basis.items is None else [item.id for item in basis.items],
        "unverified": list(basis.unverified),
    }


def _page(told: dict[str, Any]) -> str:
    lines = [told["report"], *folded([told["title"], f"To: {told['recipient']}. {told['nil']}"], "  ")]
    for version in told["versions"]:
        last = f" to {version['last_ending']}" if version["last_ending"] else ""
        read = "nobody has read its items" if version["items"] is None else f"{len(version['items'])} items"
        due = f"first due {version['first_due_on']}" if version["first_due_on"] else "no due day is named"
        every = {1: "monthly", 3: "quarterly", 12: "yearly"}[version["months"]]
        text = (
            f"- {version['cite']} ({version['enacted_by']}): {every}, periods that end from "
            f"{version['first_ending']}{last}; {due}; {read}"
        )
        lines += folded([text], "  ")
    return "\n".join(lines)
