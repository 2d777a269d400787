"""Arrests by ICE's removal officers in one fiscal year: delimited by bars, with a preamble."""

from datetime import date

from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-arrests-2019-icfo-53623",
    title="Administrative arrests, fiscal years 2016 and 2017",
    from_="ICE, FOIA release 2019-ICFO-53623, to the UW Center for Human Rights",
    licence="A federal record",
    header=frozenset(
        {
            "area_of_responsibility",
            "apprehension_date",
            "apprehension_method",
            "processing_disposition",
            "operation",
        }
    ),
    about="arrests",
    day="apprehended_on",
    first_day=date(2015, 10, 1),
    caveats=(
        "Arrests, not detainers: a row says nothing of a request to a jail.",
        "No column tells persons apart, and none says what a person was convicted of.",
    ),
)
