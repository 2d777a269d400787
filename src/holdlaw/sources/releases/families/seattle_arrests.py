"""Arrests of the Seattle area, with the most serious conviction from fiscal year 2015 on."""

from datetime import date

from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-arrests-seattle",
    title="Arrests of the Seattle area, 2012 to 2019",
    from_="ICE, to the UW Center for Human Rights",
    licence="A federal record",
    header=frozenset({"arrest_date", "event_number", "most_serious_conviction", "country_of_citizenship"}),
    about="arrests",
    day="apprehended_on",
    first_day=date(2011, 10, 1),
    not_recorded_before={"conviction": date(2014, 10, 1)},
    caveats=(
        "Arrests, not detainers: a row says nothing of a request to a jail.",
        "Convictions are not recorded before fiscal year 2015; from then on NA means none on record.",
    ),
)
