"""Detainers of fiscal year 2015 to July: six columns."""

from datetime import date

from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME, NO_PERSON
from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-detainers-2015",
    title="Detainers, October 2014 to July 2015",
    from_="ICE, FOIA release 15-87693 (sheet FOIA 15-06333 Detail), to NPR",
    licence="A federal record; no licence stated",
    header=frozenset({"prepare_date", "detainer_type", "detainer_detention_facility", "state", "city"}),
    never=frozenset({"detention_facility_code", "gender", "source"}),
    first_day=date(2014, 10, 1),
    caveats=(NO_OUTCOME, NO_PERSON, "Nothing of a person's record is stated."),
)
