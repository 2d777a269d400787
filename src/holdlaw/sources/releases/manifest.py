"""What a table was made from and what became of every row: kept in the table, printed beside its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from holdlaw.sources.releases.facts import caveats_of
from holdlaw.sources.releases.release import Release


@frozen(kw_only=True)
class Dropped:
    """Rows left out for one reason, with the first lines they stand in."""

    reason: str
    rows: int
    lines: tuple[int, ...]


@frozen(kw_only=True)
class Manifest:
    """Source, digest and counts. Rows read are rows kept and rows dropped, to the last one."""

    release: Release
    file: str
    sha256: str
    rows_kept: int
    dropped: tuple[Dropped, ...]
    first_day: str | None
    last_day: str | None
    states: Mapping[str, Mapping[str, int]]
    """For each column, how many values are in each state."""
    duplicates_suspected: int | None
    """Rows that repeat another in every column; None where no key tells persons apart."""
    rows_repeated: int
    rows_not_utf8: int = 0
    """Rows with bytes that are not UTF-8; each such byte is kept as the sign for a lost one."""
    facilities_unresolved: int | None = None
    unresolved_most: Sequence[Mapping[str, Any]] = ()
    """Those of them that stand in the most rows, with their number of rows."""

    @property
    def rows_dropped(self) -> int:
        """Give how many rows were left out."""
        return sum(each.rows for each in self.dropped)

    @property
    def rows_read(self) -> int:
        """Give how many rows stand below the header."""
        return self.rows_kept + self.rows_dropped

    def as_json(self) -> dict[str, Any]:
        """Give it as the command prints it."""
        return {
            "source": self.release.id,
            "title": self.release.title,
            "from": self.release.from_,
            "address": self.release.address,
            "licence": self.release.licence,
            "about": self.release.about,
            "file": self.file,
            "sha256": self.sha256,
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rows_dropped": [
                {"reason": each.reason, "rows": each.rows, "lines": list(each.lines)} for each in self.dropped
            ],
            "day": self.release.day,
            "not_recorded_before": {
                name: day.isoformat() for name, day in sorted(self.release.not_recorded_before.items())
            },
            "first_day": self.first_day,
            "last_day": self.last_day,
            "values": {name: dict(counts) for name, counts in self.states.items()},
            "rows_repeated": self.rows_repeated,
            "rows_not_utf8": self.rows_not_utf8,
            "duplicates_suspected": self.duplicates_suspected,
            "facilities_unresolved": self.facilities_unresolved,
            "facilities_unresolved_most": [dict(each) for each in self.unresolved_most],
            "caveats": list(caveats_of(self.release)),
            "missing": "not_recorded",
        }
