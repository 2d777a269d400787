"""Tex. Gov. Code § 511.0101: prisoners with an immigration detainer, every month.

Source: Tex. Gov. Code § 511.0101(a).
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Due, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc

REPORT = Report(
    id="us-tx/511-0101",
    title="Prisoners with an immigration detainer: monthly report of the county",
    place="us-tx",
    versions=(
        Basis(
            version=date(2011, 10, 1),
            cite="Tex. Gov. Code § 511.0101(a)",
            enacted_by="Tex. Gov. Code § 511.0101",
            every=Every(1, 12),
            due=Due(5),
            first_ending=date(2011, 10, 31),
            items=(
                Item(
                    id="a.1.M",
                    label="Prisoners for whom an immigration detainer has been issued by U.S. "
                    "Immigration and Customs Enforcement, on the first day of the next month",
                    unit="persons",
                    definition="People with such a detainer lodged before "
                    "that day, not withdrawn, who had not left custody when it began.",
                    count="events.in_custody",
                ),
                Item(
                    id="a.4",
                    label="Total cost of housing these prisoners in the month",
                    unit="dollars",
                    definition="By the average daily cost, which no entry holds.",
                    count="detainers.unsplit",
                    given={
                        "why": "No entry holds the average daily cost of housing a prisoner: the "
                        "official adds it."
                    },
                ),
            ),
            unverified=("When this duty began was not read; published data begin with October 2011.",),
        ),
    ),
    nil="A count is asked for, so that 0 is reported.",
    small_numbers="The law has no rule on small numbers.",
    recipient="the Texas Commission on Jail Standards",
    publication="by the Commission",
    label="the month {from_} to {to}",
    notes=(
        nyc.note(
            "first-day",
            "The count is of the first day of the month in which the report is due, the day after the "
            "period; the cost is that of the period.",
            "a.1.M",
        ),
        nyc.note(
            "ice-alone",
            "The law says detainers issued by U.S. Immigration and Customs Enforcement: those of other "
            "agencies are not counted.",
            "a.1.M",
        ),
        nyc.note(
            "certified",
            "Under (a)(5) the official certifies that the numbers are accurate; the form is the "
            "Commission's, and has further counts that are not of detainers.",
        ),
    ),
)
