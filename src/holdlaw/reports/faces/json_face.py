"""A report as JSON: the same table as the page, the PDF and the CSV."""

from __future__ import annotations

from typing import Any

from holdlaw.reports.life import table_hash
from holdlaw.reports.table import Table


def json_face(table: Table) -> dict[str, Any]:
    """Give the report as JSON values, with the hash of its public form."""
    told = {
        **table.as_json(),
        "title": table.title,
        "recipient": table.recipient,
        "publication": table.publication,
        "sha256": table_hash(table),
    }
    return {"holdlaw": 1, **told}


def drilled(table: Table) -> dict[str, list[int]]:
    """Give the numbers of the entries each number rests on, for those who may see them."""
    return {cell.item: list(cell.rests_on) for cell in (*table.cells, *table.information)}
