"""SQLite finds what a page asks for by index, in an empty register and in a full one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from holdlaw.store.database import Database
from holdlaw.store.erasing import half_done
from holdlaw.store.opening import Register

ENTRIES = "SELECT seq, body FROM entries WHERE {} LIMIT 500"
PLANS = [
    ("request = 'r' AND seq > -1 ORDER BY seq", "entries_request"),
    ("request = 'r' AND agency = 'a' AND seq > -1 ORDER BY seq", "entries_request"),
    ("person = 'p' AND kind = 'k' AND agency = 'a' AND seq > -1 ORDER BY seq", "entries_person"),
    ("person IN ('p', 'q') AND kind IN ('k', 'l')", "entries_person"),
    ("kind = 'k' AND request IN ('r', 's')", "entries_request"),
    ("kind = 'k' AND agency = 'a' AND seq < 9 ORDER BY seq DESC", "entries_agency_kind"),
    ("kind = 'k' AND seq > -1 ORDER BY seq", "entries_kind"),
    ("request IS NULL AND kind IN ('k', 'l') AND agency || '' = 'a' ORDER BY seq", "entries_loose"),
    ("agency = 'a' AND seq < 9 ORDER BY seq DESC", "entries_agency"),
    ("agency = 'a' AND seq > -1 AND seq <= 9 ORDER BY seq", "entries_agency"),
]


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(("asked", "index"), PLANS)
def test_entries_are_found_by_the_index_that_tells_most(register: Register, asked: str, index: str) -> None:
    """A page that reads a whole agency to find one request is quick in a demo and slow after ten years."""
    rows = register.db.rows(f"EXPLAIN QUERY PLAN {ENTRIES.format(asked)}")
    assert f"{index} (" in " ".join(str(row) for row in rows)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_nobody_in_the_vault_is_read_to_find_whom_a_crash_left_half_shredded(register: Register) -> None:
    """The page of erasures asks each time; few are shredded, and everybody is in the vault."""
    asked = list[str]()

    def rows(sql: str) -> list[str]:
        asked.extend(str(row) for row in register.db.rows(f"EXPLAIN QUERY PLAN {sql}"))
        return []

    half_done(cast("Database", SimpleNamespace(rows=rows)))
    assert asked
    assert not [each for each in asked if "SCAN vault" in each]
    assert "entries_kind (" in " ".join(asked)
