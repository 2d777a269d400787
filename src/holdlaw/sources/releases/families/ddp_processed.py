"""Detainers as the Deportation Data Project put several releases together."""

from datetime import date

from holdlaw.sources.releases.families.foia_39357 import KEY_INSIDE, ONE_CONVICTION
from holdlaw.sources.releases.families.npr_2008 import NO_OUTCOME
from holdlaw.sources.releases.release import Release

RELEASE = Release(
    id="ddp-detainers",
    title="Detainers, as put together from several releases",
    from_="Deportation Data Project, from ICE releases",
    licence="CC0",
    header=frozenset(
        {"detainer_prepare_date", "detainer_prepared_criminality", "file_original", "row_original"}
    ),
    first_day=date(2022, 10, 1),
    person_key=True,
    caveats=(
        NO_OUTCOME,
        ONE_CONVICTION,
        KEY_INSIDE,
        "Duplicates are those its makers suspect; they stay, marked.",
    ),
)
