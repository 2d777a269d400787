"""Items that the reports of New York City's agencies share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from holdlaw.reports.statutory.declaration import Item
from holdlaw.reports.table import Note

WIDER_FROM: Final = date(2026, 1, 29)
"""Local Law 63 of 2026 widens who counts as federal immigration authorities."""
ASKED_FROM: Final = date(2018, 1, 30)
"""Local Law 228 of 2017 takes effect: information requests are counted from here."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)

LABEL: Final = "the twelve months to {day} {month} {year} (statutory year)"

CONTENTS: Final = (
    ("incarceration_status", "incarceration status"),
    ("release_dates", "release dates"),
    ("court_dates", "court appearance dates"),
    ("other", "other types of information"),
)
_RECORDS: Final = (
    ("i", "none", "a person with no conviction for a violent or serious crime"),
    ("ii", "listed", "a person with at least one conviction for a violent or serious crime"),
    ("iii", "match", "a person with no such conviction who was a possible match in the terrorist database"),
)


def given(**more: Any) -> dict[str, Any]:
    """Give what the counting functions of the city need."""
    return {"wider_from": WIDER_FROM, **more}


def item(number: str, label: str, unit: str, definition: str, count: str) -> Item:
    """Declare one item counted over detainers."""
    return Item(id=number, label=label, unit=unit, definition=definition, count=count, given=given())


def information_items(number: str, contents: tuple[tuple[str, str], ...] = CONTENTS) -> tuple[Item, ...]:
    """Declare the item on information requests and responses, with every split the law asks for."""
    asked = Item(
        id=f"{number}.requests",
        label="Requests from federal immigration authorities for information about a person",
        unit="requests",
        definition="Questions logged as coming in, and forms that ask for notice of a release and for no "
        "detention. One question is one request, whatever it asks for.",
        count="answers.requests",
        given=given(),
        from_=ASKED_FROM,
    )
    told = Item(
        id=f"{number}.responses",
        label="Responses honoring such requests",
        unit="responses",
        definition="Responses that gave something. One response may give several types of information.",
        count="answers.responses",
        given=given(),
        from_=ASKED_FROM,
    )
    return asked, told, *(each for record in _RECORDS for each in _by_record(number, record, contents))


def _by_record(
    number: str, record: tuple[str, str, str], contents: tuple[tuple[str, str], ...]
) -> list[Item]:
    """Declare the responses about people of one kind of record: the whole, and each split."""
    roman, shows, who = record
    found = [_split(f"{number}.{roman}", f"Responses about {who}", _RECORD_MEANS, {"record": shows})]
    for content, words in contents:
        for moved, code in ((True, "transferred"), (False, "not_transferred")):
            label = (
                f"Of these, {words} given, transfer to federal custody {'' if moved else 'not '}facilitated"
            )
            more = {"record": shows, "content": content, "transferred": moved}
            found.append(_split(f"{number}.{roman}.{content}.{code}", label, _SPLIT_MEANS, more))
    return found


def _split(number: str, label: str, definition: str, more: Mapping[str, Any]) -> Item:
    return Item(
        id=number,
        label=label,
        unit="responses",
        definition=definition,
        count="answers.by_record",
        given=given(**more),
        from_=ASKED_FROM,
    )


_RECORD_MEANS: Final = (
    "By what the record of the person shows; a conviction at any time counts. A response whose record is "
    "unknown, sealed or shredded stands in none of these and is listed as unclear."
)
_SPLIT_MEANS: Final = "A response that gave several types of information stands under each."


def outside(number: str, label: str, status: tuple[str, ...], basis: str | None = "any") -> Item:
    """Declare a line outside the statute's items: detainers received, by how they came out."""
    return Item(
        id=number,
        label=label,
        unit="detainers",
        definition="Detainers received in the period, by how each came out so far; no item of the statute.",
        count="detainers.came_out",
        given=given(status=status, basis=basis),
    )


HONORED: Final = ("honored", "held")
INFORMATION: Final = (
    outside(
        "honored",
        "Received in the period and honored: held past release, or handed to a federal agency",
        HONORED,
    ),
    outside("honored.civil_detainer", "Of these, on the civil detainer alone", HONORED, "civil_detainer"),
    outside("honored.judicial_warrant", "Of these, with a judge's warrant", HONORED, "judicial_warrant"),
    outside(
        "honored.criminal_warrant",
        "Of these, on a criminal warrant, and not on the detainer",
        HONORED,
        "criminal_warrant",
    ),
    outside("honored.local_custody", "Of these, out of local custody", HONORED, "local_custody"),
    outside("honored.unstated", "Of these, where nobody entered what it rests on", HONORED, None),
    outside(
        "moved_before_expiry",
        "Moved to another local agency before the time of a lawful hold was over",
        ("moved_before_expiry",),
    ),
    outside("cancelled", "Withdrawn by whoever sent it", ("cancelled",)),
    outside("superseded", "Replaced by a later request", ("superseded",)),
    outside("duplicates", "The same paper entered a second time: not counted as received", ("duplicate",)),
    outside(
        "unsettled", "Without an outcome so far", ("open", "decided", "waiting_facts", "stopped", "released")
    ),
    Item(
        id="responses.listed_within_five_years",
        label="Responses about a person with a listed conviction inside the five years of the definition",
        unit="responses",
        definition='Of the responses of the item on information: by the look-back of "convicted of", '
        "should it apply.",
        count="answers.lately",
        given=given(),
        from_=ASKED_FROM,
    ),
    Item(
        id="by_duties_alone",
        label="Received from a sender who counts by its duties alone, since 2026-01-29",
        unit="detainers",
        definition="Of the detainers received: neither ICE nor CBP sent them.",
        count="detainers.sent_by",
        given=given(),
        from_=WIDER_FROM,
    ),
)


def note(code: str, text: str, *items: str) -> tuple[Note, date, date]:
    """Declare a note that is shown for every period."""
    return Note(code=code, text=text, items=items), FIRST_DAY, LAST_DAY


def transition(number: str) -> tuple[tuple[Note, date, date], ...]:
    """Give the notes on the reporting years that moved in 2018, and on the item on information."""
    item, i, ii, iii = f"f.{number}", f"f.{number}.i", f"f.{number}.ii", f"f.{number}.iii"
    moved = (
        "July to September 2017 falls in two reports: the one for the twelve months to September 30, 2017 "
        "and the one for the twelve months to June 30, 2018. The two cannot be added."
    )
    begins = (
        f"Item {number} counts only from January 30, 2018, so that the report for the twelve months to "
        "June 30, 2018 covers five months of it."
    )
    subset = (
        f"Item {number}.iii is by its words a part of item {number}.i, and the number given for {number}.i "
        "includes it. Whether it should, the law does not say."
    )
    look_back = (
        f'Item {number} says "conviction(s) for a violent or serious crime", and not the defined '
        '"convicted of". Whether the five years of the definition apply is open: here a conviction at any '
        "time counts; the agency's own copy of the report counts those inside the five years."
    )
    overlap = (
        "One response may give several types of information: the splits by type need not add up to the "
        "responses."
    )
    forms = (
        "A form that asks for notice of a release and for no detention (I-247N, I-247G) is counted as a "
        "request for information, and not as a detainer. That is a reading; the law does not name the "
        "forms."
    )
    wider = (
        'From January 29, 2026 "federal immigration authorities" is wider: the items on detainers and on '
        "information change what they count inside the twelve months to June 30, 2026. A line beside the "
        "items counts what came by the wider definition alone."
    )
    return (
        (Note(code="in-two-reports", text=moved), date(2017, 7, 1), date(2017, 10, 1)),
        (Note(code="information-begins", text=begins, items=(item,)), date(2018, 1, 1), date(2018, 1, 31)),
        (Note(code="subset", text=subset, items=(i, iii)), ASKED_FROM, LAST_DAY),
        (Note(code="look-back", text=look_back, items=(i, ii, iii)), ASKED_FROM, LAST_DAY),
        (Note(code="types-overlap", text=overlap, items=(item,)), ASKED_FROM, LAST_DAY),
        (Note(code="notice-forms", text=forms, items=("f.1", item)), ASKED_FROM, LAST_DAY),
        (Note(code="requester-changes", text=wider, items=("f.1", item)), WIDER_FROM, date(2026, 7, 1)),
    )
