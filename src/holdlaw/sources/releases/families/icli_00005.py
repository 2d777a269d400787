"""Detainers from October 2022 to March 2026: one file a fiscal year."""

from datetime import date

from holdlaw.sources.releases.families.foia_39357 import KEY_INSIDE, ONE_CONVICTION
from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME
from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-detainers-2026-icli-00005",
    title="Detainers, fiscal years 2023 to 2026 (2026 in part)",
    from_="ICE, release 2026-ICLI-00005; Deportation Data Project",
    licence="A federal record; CC0 as collected",
    header=frozenset(
        {"detainer_prepare_date", "detainer_criminality", "detainer_facility", "anonymized_identifier"}
    ),
    first_day=date(2022, 10, 1),
    person_key=True,
    caveats=(NO_OUTCOME, ONE_CONVICTION, KEY_INSIDE),
)
