"""NYC Admin. Code § 10-178(d): requests for help with immigration enforcement, every quarter, to the speaker.

Source: Int 1568-A of 2017 (Local Law 228 of 2017), Council legislation archive.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc
from holdlaw.reports.table import Note

REPORT = Report(
    id="us-ny-nyc/10-178-d",
    title="Requests for help with immigration enforcement: quarterly summary",
    place="us-ny-nyc",
    versions=(
        Basis(
            version=date(2018, 1, 30),
            cite="NYC Admin. Code § 10-178(d)",
            enacted_by="Local Law 228 of 2017",
            every=Every(3, 12),
            due=None,
            first_ending=date(2018, 3, 31),
            items=(
                Item(
                    id="d.requests",
                    label="Requests for support or assistance in immigration "
                    "enforcement, by requesting agency",
                    unit="requests",
                    definition="Papers and logged questions from law enforcement "
                    "agencies that are not local, by the day they came; beside each agency, how many were "
                    "acted on.",
                    count="events.by_requester",
                    from_=nyc.ASKED_FROM,
                ),
            ),
        ),
    ),
    nil="The section does not speak of a quarter without requests; 0 is then reported.",
    small_numbers="What would interfere with an investigation may be left out; the section has no rule on "
    "small numbers.",
    recipient="the speaker of the council, from the office that the mayor designates",
    publication="none is ordered",
    notes=(
        nyc.note(
            "one-agency",
            "The office that the mayor designates puts the summaries of all agencies of the city "
            "together; this is the one of this agency.",
        ),
        nyc.note(
            "no-due-day",
            "The law says quarterly and names no day within the quarter. Calendar quarters are an "
            "assumption.",
        ),
        nyc.note(
            "not-twice",
            "What stands in the yearly reports under §§ 9-131, 9-205 and 14-154 need not be repeated; "
            "here it is counted.",
        ),
        (
            Note(
                code="begins",
                text="The duty to record begins on January 30, 2018: the first quarter counts from that day.",
            ),
            date(2018, 1, 1),
            date(2018, 1, 31),
        ),
        (
            Note(
                code="requester-changes",
                text='From January 29, 2026 "immigration enforcement" is wider, '
                "so that more requests have to be recorded.",
            ),
            date(2026, 1, 1),
            date(2026, 4, 1),
        ),
    ),
)
