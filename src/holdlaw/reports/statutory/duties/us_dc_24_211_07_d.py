"""D.C. Code § 24-211.07(d): the yearly report of DOC, DYRS, DBH and MPD to the Mayor and the Council.

Source: D.C. Code § 24-211.07 and the acts that enacted it, in the Council's published XML.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Due, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc
from holdlaw.reports.table import Note

_TOLD = (
    ("incarceration_status", "incarceration status"),
    ("release_date", "release dates"),
    ("court_date", "court dates"),
    ("appointment", "appointments"),
    ("other", "other information"),
)
_ACTIONS = (
    ("granted", "Of these, honored", ("honored", "held")),
    ("declined", "Of these, not honored", ("not_honored",)),
    (
        "other",
        "Of these, withdrawn, replaced, moved to another agency, or without an outcome so far",
        (
            "cancelled",
            "superseded",
            "moved_before_expiry",
            "released",
            "open",
            "decided",
            "waiting_facts",
            "stopped",
        ),
    ),
)
ITEMS = (
    Item(
        id="d.1",
        label="Requests for information and detainer requests received from federal immigration authorities",
        unit="requests",
        definition="Papers and logged questions, by the day they came.",
        count="events.requested",
    ),
    Item(
        id="d.1.local_charge",
        label="Of these, about persons held on a local charge",
        unit="requests",
        definition="No entry says on which charge a person is held.",
        count="detainers.unsplit",
        given={
            "why": "No entry of the register says whether a person is held on a local or a federal charge."
        },
    ),
    Item(
        id="d.1.federal_charge",
        label="Of these, about persons held on a federal charge",
        unit="requests",
        definition="No entry says on which charge a person is held.",
        count="detainers.unsplit",
        given={
            "why": "No entry of the register says whether a person is held on a local or a federal charge."
        },
    ),
    Item(
        id="d.1.judicial_warrant",
        label="Of these, with a judicial warrant",
        unit="requests",
        definition="A warrant of a federal judge or magistrate was attached.",
        count="events.requested",
        given={"warrant": True},
    ),
    Item(
        id="d.1.no_judicial_warrant",
        label="Of these, without a judicial warrant",
        unit="requests",
        definition="No such warrant was attached.",
        count="events.requested",
        given={"warrant": False},
    ),
    *(
        Item(
            id=f"d.1.action.{code}",
            label=label,
            unit="requests",
            definition="Of the papers, by how each came out so far.",
            count="events.action",
            given={"status": status},
        )
        for code, label, status in _ACTIONS
    ),
    Item(
        id="d.2",
        label="Persons released to federal immigration custody, with day and justification",
        unit="transfers",
        definition="Hand-overs, each with its day, what it rests on and the provision.",
        count="events.transfers_one_by_one",
    ),
    *(
        Item(
            id=f"d.3.{told}.{'asked' if asked else 'unasked'}",
            label=f"Information shared: {words}, "
            f"{'at' if asked else 'not at'} the request of federal authorities",
            unit="contacts",
            definition="Contacts in which it was given.",
            count="events.shared",
            given={"told": told, "asked": asked},
        )
        for told, words in _TOLD
        for asked in (True, False)
    ),
)

REPORT = Report(
    id="us-dc/24-211-07-d",
    title="Detainer requests, releases to federal immigration custody, and information shared: yearly report",
    place="us-dc",
    versions=(
        Basis(
            version=date(2019, 10, 23),
            cite="D.C. Code § 24-211.07(d)",
            enacted_by="D.C. Act 23-131 and the acts after it; D.C. Law 23-282",
            every=Every(12, 12),
            due=Due(1, 1),
            first_ending=date(2019, 12, 31),
            items=ITEMS,
            unverified=(
                "The law says January 1 of every year and not which months the report covers; the "
                "calendar year before is an assumption.",
            ),
        ),
    ),
    nil="Numbers are asked for, so that 0 is reported.",
    small_numbers="What is shared is reported without names; the law has no rule on small numbers.",
    recipient="the Mayor and the Council",
    publication="none is ordered",
    label="the calendar year {year}",
    notes=(
        (
            Note(code="begins", text="The section in this form begins on October 23, 2019."),
            date(2019, 1, 1),
            date(2020, 1, 1),
        ),
        (
            Note(
                code="gaps",
                text="On the dates of its emergency and temporary acts alone, the section in "
                "this form was not in force on January 22 to 26, 2020, October 10 to 13, 2020 and March "
                "23 to April 26, 2021. The ends are computed and were not read.",
            ),
            date(2020, 1, 1),
            date(2021, 5, 1),
        ),
        nyc.note(
            "four-departments",
            "Each of four departments reports for itself; this is the report of one agency.",
        ),
    ),
)
