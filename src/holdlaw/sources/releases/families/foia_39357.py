"""Detainers from September 2023 to July 2025: four releases that grow."""

from datetime import date

from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME
from holdlaw.sources.releases.release import Release

ONE_CONVICTION = (
    "One conviction a person at most is stated, the one ICE calls most serious, by a code of its own."
)
KEY_INSIDE = "The person key is good inside this release alone."

RELEASE = Release(
    id="ice-detainers-2024-icfo-39357",
    title="Detainers, September 2023 to July 2025",
    from_="ICE, releases 2024-ICFO-39357 and 2025-ICLI-00019; Deportation Data Project",
    licence="A federal record; CC0 as collected",
    header=frozenset(
        {"detainer_prepare_date", "detainer_prepared_criminality", "facility_city", "eid_case_id"}
    ),
    first_day=date(2022, 10, 1),
    person_key=True,
    caveats=(
        NO_OUTCOME,
        ONE_CONVICTION,
        KEY_INSIDE,
        "Two columns are called Final Order Yes No; the first is read.",
        "The release of March 2025 has no lift reason and no type.",
    ),
)
