"""Which agency and county a facility belongs to: by code, or by name, city and state; never by name alone.

118 facility names of one release occur in several states. What cannot be told stays unresolved and is
listed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb
from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.parquet import NO_BAR, quoted

COLUMNS = ("facility_code", "facility", "city", "state", "agency", "county")


@frozen
class Facilities:
    """A list of facilities: rows of COLUMNS. Those that say two things of one code or place are left out."""

    rows: tuple[tuple[str, ...], ...]

    def into(self, db: duckdb.DuckDBPyConnection) -> None:
        """Put the list into the database, by code and by place."""
        db.execute(f"CREATE TABLE listed ({', '.join(f'{name} VARCHAR' for name in COLUMNS)})")
        if self.rows:
            db.executemany(
                f"INSERT INTO listed VALUES ({', '.join('?' * len(COLUMNS))})",
                [list(row) for row in self.rows],
            )
        for name, key, given in (
            ("by_code", "upper(trim(facility_code))", "trim(facility_code) <> ''"),
            (
                "by_place",
                "upper(trim(facility)) || '|' || upper(trim(city)) || '|' || upper(trim(state))",
                "trim(facility) <> '' AND trim(city) <> '' AND trim(state) <> ''",
            ),
        ):
            db.execute(
                f"CREATE TABLE {name} AS SELECT {key} AS key, min(agency) AS agency, min(county) AS county "
                f"FROM listed WHERE {given} GROUP BY 1 HAVING count(DISTINCT agency || '|' || county) = 1"
            )


AGENCY: Final = (
    "coalesce(by_code.agency, by_place.agency) AS local_agency, "
    "coalesce(by_code.county, by_place.county) AS county, "
    "CASE WHEN by_code.key IS NOT NULL THEN 'code' "
    "WHEN by_place.key IS NOT NULL THEN 'place' END AS resolved_by"
)
"""Agency, county and how they were found, as SQL over the tables `into` makes and JOINS joins to `plain`."""

JOINS: Final = (
    "LEFT JOIN by_code ON upper(facility_code) = by_code.key LEFT JOIN by_place "
    "ON upper(facility) || '|' || upper(plain.city) || '|' || upper(plain.state) = by_place.key"
)

NO_FACILITIES: Final = Facilities(())
"""An empty list: then every facility is unresolved."""


def read_facilities(path: Path) -> Facilities:
    """Read a list of facilities (CSV with COLUMNS as its header). Raise HoldlawError (HL-9045)."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            rows = tuple(tuple(row[name] or "" for name in COLUMNS) for row in reader) if not lacking else ()
    except (OSError, UnicodeDecodeError, csv.Error):
        raise _problem(path, "It cannot be read as CSV in UTF-8.") from None
    if lacking:
        raise _problem(path, f"Its header lacks {', '.join(lacking)}.")
    return Facilities(rows)


MOST: Final = 50
"""Facilities that are listed where no agency was found."""


def unresolved(parquet: Path, most: int = MOST) -> list[Mapping[str, Any]]:
    """List the facilities of an imported table that no agency was found for, the most frequent first."""
    with duckdb.connect() as db:
        db.execute(NO_BAR)
        return unresolved_of(db, f"read_parquet({quoted(str(parquet))})", most)


def unresolved_of(db: duckdb.DuckDBPyConnection, rows: str, most: int = MOST) -> list[Mapping[str, Any]]:
    """List the facilities of some rows that no agency was found for, the most frequent first."""
    place = "facility_code, facility, city, state"
    # Grouped by a number, not by the texts: those of a whole file may be more than the memory.
    found = db.execute(
        f"WITH many AS (SELECT hash({place}) AS place, count(*) AS rows, min(line) AS line FROM {rows} "
        "WHERE facility_state = 'known' AND resolved_by IS NULL "
        f"GROUP BY 1 ORDER BY rows DESC, line LIMIT {most}) "
        f"SELECT {place}, many.rows FROM many JOIN {rows} USING (line) ORDER BY rows DESC, {place}"
    )
    names = [each[0] for each in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _problem(path: Path, what: str) -> HoldlawError:
    mend = f"Write a CSV file with the header {','.join(COLUMNS)}."
    return HoldlawError([Problem("HL-9045", path.name, what, "No facility can be told.", mend)])
