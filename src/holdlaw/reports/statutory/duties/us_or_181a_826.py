"""ORS 181A.826(3): federal requests that were declined, to the Criminal Justice Commission, at least monthly.

Source: ORS 181A.826 (HB 3265 of 2021, ch. 550) and the Commission's page of questions and answers.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc
from holdlaw.reports.table import Note

REPORT = Report(
    id="us-or/181a-826",
    title="Federal communications and requests about immigration enforcement: monthly report",
    place="us-or",
    versions=(
        Basis(
            version=date(2021, 7, 19),
            cite="ORS 181A.826(3)",
            enacted_by="2021 Or. Laws ch. 550 (HB 3265)",
            every=Every(1, 12),
            due=None,
            first_ending=date(2021, 7, 31),
            items=(
                Item(
                    id="3.received",
                    label="Communications and requests from a federal agency about immigration enforcement",
                    unit="requests",
                    definition="Papers and logged questions, by the day they came.",
                    count="events.communications",
                    from_=date(2021, 7, 19),
                ),
                Item(
                    id="3.declined",
                    label="Of these, declined",
                    unit="requests",
                    definition="Papers that were not honored, and questions answered with nothing.",
                    count="events.declined",
                    from_=date(2021, 7, 19),
                ),
            ),
            unverified=("The fields of the Commission's form, and the day of the month, were not read.",),
        ),
    ),
    nil="No report is needed for a month in which nothing was received.",
    small_numbers="What was published on small numbers was not read.",
    recipient="the Oregon Criminal Justice Commission",
    publication="by the Commission",
    label="the month {from_} to {to}",
    notes=(
        nyc.note(
            "subpoenas",
            "A judicial subpoena need not be reported. No type of request in the register tells it apart, "
            "so that an agency that enters one has to take it out.",
            "3.received",
        ),
        (
            Note(
                code="begins",
                text="The law took effect on July 19, 2021: the first month counts from that day.",
            ),
            date(2021, 7, 1),
            date(2021, 8, 1),
        ),
    ),
)
