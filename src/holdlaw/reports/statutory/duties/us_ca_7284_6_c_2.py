"""Cal. Gov. Code § 7284.6(c)(2): transfers under (a)(4), yearly, to the Department of Justice.

Source: Stats. 2017, ch. 495 (SB 54), chaptered text.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc

REPORT = Report(
    id="us-ca/7284-6-c-2",
    title="Transfers to immigration authorities: yearly report to the Department of Justice",
    place="us-ca",
    versions=(
        Basis(
            version=date(2018, 1, 1),
            cite="Cal. Gov. Code § 7284.6(c)(2)",
            enacted_by="Stats. 2017, ch. 495 (SB 54)",
            every=Every(12, 12),
            due=None,
            first_ending=date(2018, 12, 31),
            items=(
                Item(
                    id="c.2",
                    label="Transfers under subdivision (a)(4)",
                    unit="transfers",
                    definition="Hand-overs to federal immigration custody, each with its day, what it "
                    "rests on and the provision.",
                    count="events.transfers_one_by_one",
                ),
                Item(
                    id="c.2.offense",
                    label="The offense that allowed for each transfer",
                    unit="transfers",
                    definition="The offense stands in the person's record, which is private.",
                    count="detainers.unsplit",
                    given={
                        "why": "The offense stands in the private record of the person; the provision "
                        "of each transfer is listed, and counsel adds the offense."
                    },
                ),
            ),
            unverified=(
                "The Attorney General sets the day the report is due, and that was not read. The calendar "
                "year is an assumption.",
            ),
        ),
    ),
    nil="Whether a year without transfers has to be reported was not read.",
    small_numbers="The records are public and may be redacted; the law has no rule on small numbers.",
    recipient="the California Department of Justice",
    publication="the Attorney General publishes on the task forces; nothing is ordered of the agency",
    label="the calendar year {year}",
    notes=(
        nyc.note(
            "task-forces",
            "The report on joint task forces under (c)(1) is another one and is not declared here.",
        ),
    ),
)
