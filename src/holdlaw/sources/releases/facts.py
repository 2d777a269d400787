"""What a row says that a law may ask about: the columns that the same law over many rows reads.

Only what the row states is passed on. No release says when a person would have left, which papers came, or
what a conviction would be under the law of a place: those facts stay open.
"""

from __future__ import annotations

from typing import Final

from holdlaw.sources.releases.release import Release

DAY_CAVEAT: Final = (
    "The law asked is that of the day the request was prepared: no column says when release was due."
)


def facts_sql(release: Release) -> str:
    """Give the facts as SQL over the table's own columns.

    A final order is as ICE states it. An illegal re-entry is passed on where it is stated; a no is not, for
    the law asks of any search, court or agency.
    """
    if release.about != "detainers":
        return "line AS row_id"
    return (
        f"line AS row_id, {release.day} AS act_on, {release.day} AS received_on, "
        "CAST(CASE final_order WHEN true THEN 2 WHEN false THEN 0 END AS UTINYINT) "
        "AS final_order_of_removal, "
        "CAST(CASE WHEN illegal_reentry THEN 2 END AS UTINYINT) AS reentered_after_removal"
    )


def caveats_of(release: Release) -> tuple[str, ...]:
    """List what a reader of any figure made from a release must know."""
    return (*release.caveats, DAY_CAVEAT) if release.about == "detainers" else release.caveats
