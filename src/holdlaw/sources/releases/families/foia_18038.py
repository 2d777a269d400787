"""Detainers of many years, with about 133 columns."""

from datetime import date

from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME
from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-detainers-2025-icfo-18038",
    title="Detainers, release 2025-ICFO-18038",
    from_="ICE, FOIA release 2025-ICFO-18038; Deportation Data Project",
    licence="A federal record; CC0 as collected",
    header=frozenset(
        {"detainer_prepare_date", "detainer_lift_date", "eid_dta_create_date", "projected_release_date"}
    ),
    first_day=date(2002, 10, 1),
    person_key=True,
    caveats=(
        NO_OUTCOME,
        "One conviction a person at most is stated, the one ICE calls most serious.",
        "The person key is good inside this release alone.",
    ),
)
