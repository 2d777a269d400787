"""The rows of a register, from one database to another, whichever engine each is on.

States are not copied: they are made again.
"""

from __future__ import annotations

from collections.abc import Iterator

from holdlaw.store.database import Database, Row, entry_rows

_PAGE_ROWS = 1000

_KEYED = {
    "checkpoints": ("size", "size, note"),
    "vault_person": ("person", "person, key_id"),
    "vault_entry": ("seq", "seq, person, sealed"),
    "vault_index": ("token, person", "token, person"),
}
"""Each table beside the entries: what orders it, and its columns, those that order it first."""


def copy_rows(source: Database, target: Database) -> None:
    """Copy every row that is not derived, in the transactions that are open on both sides."""
    insert = "INSERT INTO entries (seq, body, nodes) VALUES (?, ?, ?)"
    for seq, body, nodes in entry_rows(source):
        target.execute(insert, [seq, body.decode(), nodes])
    for table, (key, columns) in _KEYED.items():
        marks = ", ".join("?" * len(columns.split(",")))
        for row in _rows(source, table, key, columns):
            target.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)


def _rows(source: Database, table: str, key: str, columns: str) -> Iterator[Row]:
    width = len(key.split(","))
    after: Row = ()
    while True:
        beyond = f"WHERE ({key}) > ({', '.join('?' * width)})" if after else ""
        sql = f"SELECT {columns} FROM {table} {beyond} ORDER BY {key} LIMIT {_PAGE_ROWS}"
        page = list(source.rows(sql, after))
        yield from page
        if len(page) < _PAGE_ROWS:
            return
        after = page[-1][:width]
