"""Detainers to facilities in one state, cut from the releases of 2008 to 2015."""

from datetime import date

from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME, NO_PERSON
from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-detainers-one-state-2008-2015",
    title="Detainers to the facilities of one state, October 2007 to July 2015",
    from_="Cut from ICE, FOIA release 15-87693, as NPR published it",
    licence="A federal record; no licence stated",
    header=frozenset({"date", "lift_reason", "det_facility", "city", "state", "detainer_type"}),
    renamed={"date": "prepared_on", "det_facility": "facility"},
    first_day=date(2007, 10, 1),
    caveats=(
        NO_OUTCOME,
        NO_PERSON,
        "Nothing of a person's record is stated; the form only in 2014 and 2015.",
    ),
)
