"""Counted rows: what reports, trends and claims count over, as relations of DuckDB.

`requests`, one row a request; `holds`, `transfers`, `contacts`, one row each of them. Corrections are
applied, void entries are out. Only public columns stand here; `records` is the explicit way to what lies in
the vault.
"""

from holdlaw.reports.rows.relations import Rows, counted_rows

__all__ = ["Rows", "counted_rows"]
