"""Detainers of fiscal years 2008 to 2014: five columns."""

from datetime import date

from holdlaw.sources.releases.release import Release

NO_OUTCOME = (
    "No column says whether the person was held: a lift reason is the requester's own, and blank for many."
)
NO_PERSON = (
    "No column tells persons apart: equal rows are not duplicates, and nobody can be counted, only papers."
)

RELEASE = Release(
    id="ice-detainers-2008-2014",
    title="Detainers, fiscal years 2008 to 2014",
    from_="ICE, FOIA release 15-87693, to NPR",
    licence="A federal record; no licence stated",
    header=frozenset(
        {"prepare_date", "detainer_lift_reason", "detainer_detention_facility", "city", "state"}
    ),
    never=frozenset({"detainer_type", "detention_facility_code"}),
    first_day=date(2007, 10, 1),
    caveats=(NO_OUTCOME, NO_PERSON, "No form is stated, and nothing of a person's record."),
)
