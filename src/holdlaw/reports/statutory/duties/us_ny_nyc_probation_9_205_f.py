"""NYC Admin. Code § 9-205(f): the probation department's yearly report on detainers.

Source: Int 1568-A of 2017 (Local Law 228 of 2017), Council legislation archive.
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
        "Papers, by the day they came; the same paper entered twice is one.",
        "detainers.received",
    ),
    nyc.item(
        "f.2",
        "Persons held pursuant to civil immigration detainers",
        "persons",
        "People whose hold began in the period on a civil detainer, alone or with a judge's warrant.",
        "detainers.held",
    ),
    nyc.item(
        "f.3",
        "Persons transferred pursuant to civil immigration detainers",
        "persons",
        "People handed over in the period on a civil detainer, alone or with a judge's warrant.",
        "detainers.transferred",
    ),
    nyc.item(
        "f.4",
        "Persons for whom civil immigration detainers were not honored",
        "persons",
        "People for whom the answer was no, by the day they left custody.",
        "detainers.not_honored",
    ),
)

CONTENTS = (*nyc.CONTENTS[:3], ("appointments", "scheduled appointment dates or times"), nyc.CONTENTS[3])

REPORT = Report(
    id="us-ny-nyc-probation/9-205-f",
    title="Civil immigration detainers: yearly report of the probation department",
    place="us-ny-nyc-probation",
    versions=(
        Basis(
            version=date(2018, 1, 30),
            cite="NYC Admin. Code § 9-205(f)",
            enacted_by="Local Law 228 of 2017",
            every=Every(12, 6),
            due=Due(1, 9),
            first_ending=date(2018, 6, 30),
            items=(*ITEMS, *nyc.information_items("f.5", CONTENTS)),
        ),
    ),
    nil="The section does not speak of a year without detainers; the items are then reported as 0.",
    small_numbers="The section has no rule on small numbers: it orders the numbers themselves.",
    recipient="the public",
    publication="on the website of the department",
    label=nyc.LABEL,
    information=nyc.INFORMATION,
    needs_vault=True,
    notes=(
        nyc.note(
            "papers-and-people",
            "Item 1 counts papers; items 2 to 4 count people. They do not add up.",
            "f.1",
            "f.2",
            "f.3",
            "f.4",
        ),
        *nyc.transition("5"),
    ),
)
