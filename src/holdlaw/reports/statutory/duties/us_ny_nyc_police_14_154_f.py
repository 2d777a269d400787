"""NYC Admin. Code § 14-154(f): the police department's yearly report on detainers.

Source: Int 982-A of 2012 (Local Law 21 of 2013), Int 487-A of 2014 (Local Law 59 of 2014), Int 1568-A of 2017
(Local Law 228 of 2017), Council legislation archive; the codified text of early 2020.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Due, Every, Report
from holdlaw.reports.statutory.duties import _nyc as nyc

ITEMS = (
    nyc.item(
        "f.1",
        "Civil immigration detainers received from federal immigration authorities",
        "detainers",
        "Papers: forms of detainer, and other requests to hold, by the day they came. The same paper "
        "entered twice is one. One that was later withdrawn or replaced was received all the same.",
        "detainers.received",
    ),
    nyc.item(
        "f.2",
        "Persons held pursuant to civil immigration detainers beyond the time of release",
        "persons",
        "People whose hold began in the period on a civil detainer, alone or with a judge's warrant. A "
        "person kept on a criminal warrant is not held pursuant to a civil detainer.",
        "detainers.held",
    ),
    nyc.item(
        "f.3",
        "Persons transferred to federal immigration custody pursuant to civil immigration detainers",
        "persons",
        "People handed over in the period on a civil detainer, alone or with a judge's warrant. A "
        "hand-over to a federal criminal authority, or on a criminal warrant, is none.",
        "detainers.transferred",
    ),
    nyc.item(
        "f.4",
        "Persons for whom civil immigration detainers were not honored pursuant to subdivision b",
        "persons",
        "People for whom the answer was no, by the day they left custody. Withdrawn, replaced and doubled "
        "requests, and people moved to another agency in time or taken on a criminal warrant, stand in "
        "none of items 2 to 4.",
        "detainers.not_honored",
    ),
)

REPORT = Report(
    id="us-ny-nyc-police/14-154-f",
    title="Civil immigration detainers: yearly report of the police department",
    place="us-ny-nyc-police",
    versions=(
        Basis(
            version=date(2013, 7, 16),
            cite="NYC Admin. Code § 14-154(f)",
            enacted_by="Local Law 21 of 2013",
            every=Every(12, 9),
            due=Due(30, 9),
            first_ending=date(2013, 9, 30),
            last_ending=date(2014, 9, 30),
            items=ITEMS,
            unverified=(
                'The law says "preceding twelve month period" and does not say with which day it ends; '
                "here it ends with the day the report is due, September 30.",
            ),
        ),
        Basis(
            version=date(2014, 12, 14),
            cite="NYC Admin. Code § 14-154(f)",
            enacted_by="Local Law 59 of 2014",
            every=Every(12, 9),
            due=Due(15, 10),
            first_ending=date(2015, 9, 30),
            last_ending=date(2017, 9, 30),
            items=ITEMS,
        ),
        Basis(
            version=date(2018, 1, 30),
            cite="NYC Admin. Code § 14-154(f)",
            enacted_by="Local Law 228 of 2017",
            every=Every(12, 6),
            due=Due(1, 9),
            first_ending=date(2018, 6, 30),
            items=(*ITEMS, *nyc.information_items("f.5")),
        ),
    ),
    nil="The section does not speak of a year without detainers; the items are then reported as 0.",
    small_numbers="The section has no rule on small numbers: it orders the numbers themselves. Subdivision "
    "(b)(3) keeps duties of confidentiality.",
    recipient="the public",
    publication="on the website of the department",
    label=nyc.LABEL,
    information=nyc.INFORMATION,
    needs_vault=True,
    notes=(
        nyc.note(
            "papers-and-people",
            "Item 1 counts papers; items 2 to 4 count people. They do not add up: one person may be named "
            "in several papers, papers are withdrawn or replaced, people are moved to another agency, and "
            "a paper that came in one period may be answered in the next.",
            "f.1",
            "f.2",
            "f.3",
            "f.4",
        ),
        nyc.note(
            "pursuant-to",
            'Published reports have called it "honored" when a person was handed to a federal agency, '
            "also where that rested on a criminal warrant. Items 2 and 3 ask for what was done pursuant "
            "to civil detainers; what was honored on another basis is in none of them. The agency's own "
            "copy of the report counts it by that basis.",
            "f.2",
            "f.3",
            "f.4",
        ),
        nyc.note(
            "held-then",
            "Item 2 does not say who of those held was then transferred and who was released.",
            "f.2",
        ),
        *nyc.transition("5"),
    ),
)
