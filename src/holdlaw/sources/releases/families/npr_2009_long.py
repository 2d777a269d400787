"""Detainers of fiscal years 2009 to 2017: twenty columns. Files named .csv have tabs, .txt commas."""

from datetime import date

from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME
from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ice-detainers-2009-2017",
    title="Detainers, fiscal years 2009 to 2017 (2017 in part)",
    from_="ICE, to NPR",
    licence="A federal record; no licence stated",
    header=frozenset({"prepare_date", "active_yes_no", "detainer_lift_reason", "site", "subject_id"}),
    first_day=date(2008, 10, 1),
    caveats=(
        NO_OUTCOME,
        "File numbers and subject ids are redacted: persons cannot be told apart.",
        "Nothing of a person's criminal record is stated.",
    ),
)
