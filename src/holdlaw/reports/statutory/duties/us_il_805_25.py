"""5 ILCS 805/25: the yearly report of every Illinois law enforcement agency to the Attorney General.

Source: 5 ILCS 805/25 (P.A. 102-234) and the Attorney General's page on law enforcement and immigration.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Due, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc
from holdlaw.reports.table import Note

REPORT = Report(
    id="us-il/805-25",
    title="Requests of the Department of Homeland Security, detainers and civil immigration warrants: "
    "yearly report",
    place="us-il",
    versions=(
        Basis(
            version=date(2021, 8, 2),
            cite="5 ILCS 805/25",
            enacted_by="P.A. 102-234",
            every=Every(12, 12),
            due=Due(1, 3),
            first_ending=date(2021, 12, 31),
            items=(
                Item(
                    id="a.1",
                    label="Requests for participation, support or assistance in a civil "
                    "immigration operation",
                    unit="requests",
                    definition="Requests and questions that came in beside detainers, by the day they "
                    "came, each with how it was answered.",
                    count="events.support",
                    from_=date(2021, 8, 2),
                ),
                Item(
                    id="a.2",
                    label="Detainers and civil immigration warrants received",
                    unit="papers",
                    definition="Each with the day received; day and time bail was posted; released or "
                    "transferred; day and time; to which agency.",
                    count="events.detainers_one_by_one",
                    from_=date(2021, 8, 2),
                ),
            ),
        ),
    ),
    nil="Where nothing was received the agency certifies so, separately for requests and for detainers or "
    "warrants.",
    small_numbers="No name and nothing else that identifies a person stands in it; the law has no rule on "
    "small numbers.",
    recipient="the Attorney General of Illinois",
    publication="none is ordered of the agency",
    label="the calendar year {year}",
    certificates=(
        (
            "a.1",
            "The agency certifies that from {from_} to {to} it received no request of the Department of "
            "Homeland Security for participation, support or assistance.",
        ),
        (
            "a.2",
            "The agency certifies that from {from_} to {to} it received no detainer and no civil "
            "immigration warrant.",
        ),
    ),
    notes=(
        nyc.note(
            "no-names",
            "The law forbids names and any other personal data: no person, request or number of a case "
            "stands in a row.",
            "a.1",
            "a.2",
        ),
        nyc.note(
            "notice-forms",
            "A form that asks for notice of a release counts as a detainer: the law's definition includes "
            "it.",
            "a.2",
        ),
        nyc.note(
            "bail",
            "The time at which bail was posted is taken from a release on bail; where bail was posted and "
            "the person stayed, no entry says so.",
            "a.2",
        ),
        (
            Note(
                code="first-year",
                text="Section 25 took effect on August 2, 2021: the first report counts "
                "from that day. Whether a report was due for that year was not read.",
            ),
            date(2021, 1, 1),
            date(2022, 1, 1),
        ),
    ),
)
