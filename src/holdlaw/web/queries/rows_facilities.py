"""Where the facilities of a table belong: those that were found, and how; and those that were not."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from typing import Any

import duckdb
from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.simulate.source import connect
from holdlaw.sources.parquet import quoted
from holdlaw.sources.releases.facilities import unresolved
from holdlaw.web.queries.rows_kept import Kept, Table

LISTED_MAX = 50
"""Facilities of a kind on a page, the most frequent first."""
TABLES_KEPT = 16
WAYS = {"code": gettext_noop("by its code"), "place": gettext_noop("by name, city and state")}
"""How the agency of a facility was found, in words."""


@frozen
class Found:
    """The facilities of one table. `rows_by`: how many rows were told in each way, in words."""

    rows_by: tuple[tuple[str, int], ...]
    resolved: tuple[Mapping[str, Any], ...]
    unresolved: tuple[Mapping[str, Any], ...]

    @property
    def any(self) -> bool:
        """Tell whether the table names facilities at all."""
        return bool(self.resolved or self.unresolved)


def facilities_of(kept: Kept) -> Found:
    """Give the facilities of a table, the most frequent first, with their agency and county or without."""
    told = _facilities(kept.table)
    return Found(tuple((_(way), rows) for way, rows in told.rows_by), told.resolved, told.unresolved)


@lru_cache(maxsize=TABLES_KEPT)
def _facilities(table: Table) -> Found:
    rows = f"read_parquet({quoted(str(table.path))}) WHERE resolved_by IS NOT NULL"
    with closing(connect()) as con:
        ways = dict(con.execute(f"SELECT resolved_by, count(*) FROM {rows} GROUP BY 1").fetchall())
        resolved = _dicts(
            con.execute(
                "SELECT facility_code, facility, city, state, local_agency, county, resolved_by, "
                f"count(*) AS rows FROM {rows} GROUP BY ALL "
                f"ORDER BY rows DESC, facility, city, state LIMIT {LISTED_MAX}"
            )
        )
    by = tuple((says, ways[way]) for way, says in WAYS.items() if way in ways)
    return Found(by, resolved, tuple(unresolved(table.path, LISTED_MAX)))


def _dicts(found: duckdb.DuckDBPyConnection) -> tuple[Mapping[str, Any], ...]:
    names = [each[0] for each in found.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())
