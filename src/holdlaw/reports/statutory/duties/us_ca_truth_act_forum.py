"""Cal. Gov. Code § 7283.1(d): what a community forum is told of access given to federal authorities.

Source: Stats. 2016, ch. 768 (AB 2792).
"""

from __future__ import annotations

from datetime import date

from holdlaw.reports.statutory.declaration import Basis, Every, Item, Report
from holdlaw.reports.statutory.duties import _nyc as nyc

CHANNELS = (
    ("hold", "by a hold"),
    ("transfer", "by a transfer"),
    ("notification", "by notice of a release"),
    ("other", "by other means"),
)

REPORT = Report(
    id="us-ca/truth-act-forum",
    title="Access given to federal immigration authorities: data for the community forum",
    place="us-ca",
    versions=(
        Basis(
            version=date(2017, 1, 1),
            cite="Cal. Gov. Code § 7283.1(d)",
            enacted_by="Stats. 2016, ch. 768 (AB 2792)",
            every=Every(12, 12),
            due=None,
            first_ending=date(2017, 12, 31),
            items=(
                *(
                    Item(
                        id=f"d.persons.{code}",
                        label=f"Persons to whom access was given {words}",
                        unit="persons",
                        definition="People, by the day of access; one person may stand under several "
                        "channels.",
                        count="events.access",
                        given={"channel": code},
                    )
                    for code, words in CHANNELS
                ),
                Item(
                    id="d.demographics",
                    label="Demographics of these persons",
                    unit="persons",
                    definition="No entry of the register holds them.",
                    count="detainers.unsplit",
                    given={
                        "why": "The register keeps no demographics: add them from the agency's booking "
                        "records, apart from it."
                    },
                ),
            ),
            unverified=('The law says "the last year"; that it is the calendar year is an assumption.',),
        ),
    ),
    nil="Where no access was given, no forum has to be held.",
    small_numbers="Personal data may be redacted; the law has no rule on small numbers.",
    recipient="the public, at a forum held by the local governing body in the following year",
    publication="at the forum, with at least 30 days' notice",
    label="the calendar year {year}",
    notes=(
        nyc.note(
            "forum", "The governing body holds the forum during the following year; the law names no day."
        ),
    ),
)
