"""NYC Admin. Code § 9-131(f): the correction department's yearly report on detainers.

Source: Int 656 of 2011 (Local Law 62 of 2011), Int 989 of 2012 (Local Law 22 of 2013), Int 486-A of 2014
(Local Law 58 of 2014), Int 1568-A of 2017 (Local Law 228 of 2017), Council legislation archive.
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Due, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc

GROUNDS = (
    ("i", "reason to believe that the person is subject to removal", ("biometrics", "statements")),
    ("ii", "removal proceedings begun, and a charging paper served", ("pending_proceedings",)),
    ("iii", "a warrant of arrest for removal proceedings served", ()),
    ("iv", "an order of deportation or removal obtained", ("final_order",)),
    ("other", "another ground, or none that was entered", (None, "resume_custody")),
)
_MAPPED = (
    "By the box that is ticked on the form, read as the law's grounds; the form of 2017 has other boxes."
)


def _by_ground(number: str, unit: str, count: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            id=f"{number}.{roman}",
            label=f"Of these: {words}",
            unit=unit,
            definition=_MAPPED,
            count=count,
            given=nyc.given(boxes=boxes),
        )
        for roman, words, boxes in GROUNDS
    )


ITEMS = (
    nyc.item(
        "f.1",
        "Civil immigration detainers lodged with the department",
        "detainers",
        "Papers, by the day they came; the same paper entered twice is one.",
        "detainers.received",
    ),
    *_by_ground("f.1", "detainers", "detainers.by_ground"),
    nyc.item(
        "f.2",
        "Persons held pursuant to civil immigration detainers beyond the time of release",
        "persons",
        "People whose hold began in the period on a civil detainer, alone or with a judge's warrant.",
        "detainers.held",
    ),
    *_by_ground("f.2", "persons", "detainers.held_by_ground"),
    nyc.item(
        "f.3",
        "Persons transferred to federal immigration custody pursuant to civil immigration detainers",
        "persons",
        "People handed over in the period on a civil detainer, alone or with a judge's warrant.",
        "detainers.transferred",
    ),
    Item(
        id="f.4",
        label="Of these, with at least one conviction for a violent or serious crime",
        unit="persons",
        definition="By what the record shows; a conviction at any time counts.",
        count="detainers.transferred_by_record",
        given=nyc.given(record="listed"),
    ),
    Item(
        id="f.5",
        label="Of those transferred, without such a conviction and a possible match in the "
        "terrorist database",
        unit="persons",
        definition="By what the record and the search show.",
        count="detainers.transferred_by_record",
        given=nyc.given(record="match"),
    ),
    Item(
        id="f.6",
        label="Money requested and received under the State Criminal Alien Assistance Program",
        unit="dollars",
        definition="No entry of the register holds it.",
        count="detainers.unsplit",
        given={"why": "No entry of the register holds it: add it from the department's accounts."},
    ),
    nyc.item(
        "f.7",
        "Persons for whom civil immigration detainers were not honored pursuant to subdivision b",
        "persons",
        "People for whom the answer was no, by the day they left custody.",
        "detainers.not_honored",
    ),
    nyc.item(
        "f.8",
        "Persons held beyond release and not transferred, because the 48 hours of 8 CFR 287.7 were over "
        "or federal authorities disavowed taking custody",
        "persons",
        "People whose hold ended in the period for that reason.",
        "detainers.held_not_transferred",
    ),
)

CITE = "NYC Admin. Code § 9-131(f)"
_END = (
    'The law says "preceding twelve month period" and does not say with which day it ends; here it ends '
    "with the day the report is due, September 30."
)

REPORT = Report(
    id="us-ny-nyc-correction/9-131-f",
    title="Civil immigration detainers: yearly report of the correction department",
    place="us-ny-nyc-correction",
    versions=(
        Basis(
            version=date(2012, 3, 21),
            cite=CITE,
            enacted_by="Local Law 62 of 2011",
            every=Every(12, 9),
            due=Due(30, 9),
            first_ending=date(2012, 9, 30),
            last_ending=date(2012, 9, 30),
            items=None,
            unverified=(_END,),
        ),
        Basis(
            version=date(2013, 7, 16),
            cite=CITE,
            enacted_by="Local Law 22 of 2013",
            every=Every(12, 9),
            due=Due(30, 9),
            first_ending=date(2013, 9, 30),
            last_ending=date(2014, 9, 30),
            items=None,
            unverified=(_END,),
        ),
        Basis(
            version=date(2014, 12, 14),
            cite=CITE,
            enacted_by="Local Law 58 of 2014",
            every=Every(12, 9),
            due=Due(15, 10),
            first_ending=date(2015, 9, 30),
            last_ending=date(2017, 9, 30),
            items=ITEMS,
        ),
        Basis(
            version=date(2018, 1, 30),
            cite=CITE,
            enacted_by="Local Law 228 of 2017",
            every=Every(12, 6),
            due=Due(1, 9),
            first_ending=date(2018, 6, 30),
            items=(*ITEMS, *nyc.information_items("f.9")),
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
            "Item 1 counts papers; items 2 to 5, 7 and 8 count people. They do not add up.",
            "f.1",
            "f.2",
            "f.3",
            "f.7",
        ),
        nyc.note(
            "grounds",
            "The grounds in items 1 and 2 follow the form of 2011 and 2012. Reading the boxes of later "
            "forms as those grounds is an assumption; ground iii, a warrant served, stands on no box and "
            "is counted as 0.",
            "f.1",
            "f.2",
        ),
        nyc.note(
            "pursuant-to",
            "What was honored on a criminal warrant is neither held nor transferred pursuant to a civil "
            "detainer. The agency's own copy of the report counts it.",
            "f.2",
            "f.3",
            "f.7",
        ),
        *nyc.transition("9"),
    ),
)
