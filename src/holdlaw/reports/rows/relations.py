"""Reads the states of a register once, through Arrow, into relations to count over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

import duckdb
from attrs import field, frozen

from holdlaw.policybook.forms import Form
from holdlaw.register.entry import read_entry
from holdlaw.register.kind import is_code
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.lines import lines, standing
from holdlaw.reports.rows.queries import (
    CONTACTS,
    HOLDS,
    LOOSE,
    OF_AGENCY,
    REQUESTS,
    STATES,
    TRANSFERS,
)
from holdlaw.sources.parquet import NO_BAR
from holdlaw.store.agencies import Agency, agencies
from holdlaw.store.arrow import ArrowRows
from holdlaw.store.case_columns import listed_contacts
from holdlaw.store.registers import Register
from holdlaw.store.states import catch_up, folded_to

_CHUNK: Final = 500
_ALONE: Final[dict[str, str | bool | int | float | list[str]]] = {"threads": 1}
"""The driver gives one row after the other, so that several threads would wait for each other."""


@frozen(eq=False)
class Rows:
    """The relations, and over how many entries they are counted. Close it afterwards, or use `with`.

    Tables: `requests`, `holds`, `transfers`, `contacts`, `agencies`, `forms`. Ask with `query`.
    """

    db: duckdb.DuckDBPyConnection
    size: int
    agencies: Mapping[str, Agency]

    _opened: set[str] = field(factory=set)

    def query(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Give the rows of a query; each `?` in it takes one of the values, each `$name` the value named.

        Contacts are opened for the first query that names them: most reports need none.
        """
        if "contacts" in sql and not self._opened:
            self.db.execute(CONTACTS)
            self._opened.add("contacts")
        return self.db.execute(sql, values).fetchall()

    def close(self) -> None:
        """Let go of everything."""
        self.db.close()

    def __enter__(self) -> Self:
        """Give the rows themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        self.close()


def counted_rows(register: Register, forms: Mapping[str, Form], agency: str | None = None) -> Rows:
    """Bring the states up to date and read them: all agencies, or one.

    `forms` (of a law book) say what a request asks where it does not say so itself. Raise HoldlawError
    (HL-6001) if the database cannot be read; HL-6003 if states are behind and the register is open for
    reading alone.
    """
    catch_up(register)
    known = agencies(register)
    db = duckdb.connect(config=_ALONE)
    try:
        db.execute(NO_BAR)
        db.execute("SET TimeZone = 'UTC'")
        _tell(db, known.values(), forms.values())
        size = _read_states(db, register, agency)
        _add_loose(db, register, size, agency)
        db.execute(TRANSFERS)
        db.execute(HOLDS)
    except BaseException:
        db.close()
        raise
    return Rows(db, size, known)


def _tell(db: duckdb.DuckDBPyConnection, known: Iterable[Agency], forms: Iterable[Form]) -> None:
    db.execute("CREATE TABLE agencies (agency VARCHAR, name VARCHAR, place VARCHAR, zone VARCHAR)")
    db.execute("CREATE TABLE forms (form VARCHAR, form_asks VARCHAR[], form_sender VARCHAR)")
    _insert(db, "agencies", [(each.id, each.name, each.place, each.zone) for each in known])
    told = [(each.name, sorted(act.value for act in each.asks) or None, each.sender) for each in forms]
    _insert(db, "forms", told)


def _read_states(db: duckdb.DuckDBPyConnection, register: Register, agency: str | None) -> int:
    """Read the states; give how many entries they rest on."""
    with ArrowRows(register.home, states_of(agency)) as states:
        db.from_arrow(states).create_view("states")
        db.execute(REQUESTS)
    db.execute("DROP VIEW states")
    found = db.execute("SELECT max(folded_to) FROM requests").fetchone()
    return folded_to(register.db) if found is None or found[0] is None else int(found[0])


def states_of(agency: str | None) -> str:
    """Give the query that reads the states: of all agencies, or of one."""
    return STATES if agency is None else STATES + OF_AGENCY.format(agency=_code(agency))


def _add_loose(db: duckdb.DuckDBPyConnection, register: Register, size: int, agency: str | None) -> None:
    """Add the contacts that belong to no request, corrected."""
    db.execute("CREATE TABLE loose (agency VARCHAR, person VARCHAR, listed VARCHAR)")
    schema = "" if register.home.database_url is None else "holdlaw."
    where = "" if agency is None else f" AND agency || '' = '{_code(agency)}'"
    sql = LOOSE.format(size=size, where=where).format(schema=schema, body=register.db.BYTES_OF_BODY)
    found = [read_entry(body, f"entry {seq}") for seq, body in register.db.rows(sql)]
    said = standing(lines(found), ContactLogged)
    _insert(db, "loose", [(each.entry.agency, each.entry.person, listed_contacts([each])) for each in said])


def _code(agency: str) -> str:
    if not is_code(agency):
        raise ValueError("an agency's id is a code")
    return agency


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        marks = ", ".join(f"({', '.join('?' * len(row))})" for row in chunk)
        db.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in chunk for value in row])
