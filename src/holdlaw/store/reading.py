"""Entries read back: one, a page of them, and the nodes of the tree that proofs are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from attrs import asdict, frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.tree import HASH_BYTES, Frontier, Node, frontier_nodes, row_of
from holdlaw.store.database import Database


@frozen(kw_only=True)
class Filter:
    """Which entries to read; what is None is not asked.

    `kind` is the name without its version: `request.received`.
    """

    kind: str | None = None
    agency: str | None = None
    request: str | None = None
    person: str | None = None


EVERY = Filter()
_CHUNK = 200


def size(db: Database) -> int:
    """Give how many entries there are."""
    row = db.one("SELECT max(seq) FROM entries")
    return 0 if row is None or row[0] is None else int(row[0]) + 1


def entry_at(db: Database, seq: int) -> Entry:
    """Give one entry. Raise HoldlawError (HL-5001) if there is none with this number."""
    row = db.one(f"SELECT {db.BYTES_OF_BODY} FROM entries WHERE seq = ?", [seq])
    if row is None:
        why, mend = "Nothing can be read from it.", "See which there are: `holdlaw entries`."
        raise HoldlawError([Problem("HL-5001", f"entry {seq}", "There is no such entry.", why, mend)])
    return read_entry(row[0], f"entry {seq}")


def first_of_intake(db: Database, key: str) -> int | None:
    """Give the number of the first entry that was made under an idempotency key; None if none was."""
    row = db.one("SELECT seq FROM entries WHERE key = ?", [f"{key}/0"])
    return int(row[0]) if row else None


def entries(db: Database, after: int = -1, limit: int = 500, where: Filter = EVERY) -> list[Entry]:
    """Give a page of entries in order. The next page comes after the number of the last one given."""
    asked = {column: value for column, value in asdict(where).items() if value is not None}
    conditions = "".join(f" AND {column} = ?" for column in asked)
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE seq > ?{conditions} ORDER BY seq LIMIT ?"
    return [read_entry(body, f"entry {seq}") for seq, body in db.rows(sql, [after, *asked.values(), limit])]


def requests_after(db: Database, after: str = "", limit: int = 500) -> list[str]:
    """Give a page of the ids of requests, in order. The next page comes after the last one given."""
    sql = "SELECT DISTINCT request FROM entries WHERE request > ? ORDER BY request LIMIT ?"
    return [str(row[0]) for row in db.rows(sql, [after, limit])]


def entries_by(db: Database, column: str, keys: Sequence[str]) -> Iterator[tuple[str, list[Entry]]]:
    """Give each of these requests or persons (`column`) with all its entries, whenever they were entered."""
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        sql = (
            f"SELECT {column}, seq, {db.BYTES_OF_BODY} FROM entries "
            f"WHERE {column} IN ({marks}) ORDER BY {column}, seq"
        )
        for key, rows in groupby(db.rows(sql, chunk), key=itemgetter(0)):
            yield str(key), [read_entry(body, f"entry {seq}") for _, seq, body in rows]


def node_reader(db: Database) -> Node:
    """Give a function that reads one stored node of the tree.

    It raises HoldlawError (HL-6009) where none stands.
    """

    def node(level: int, position: int) -> bytes:
        seq = row_of(level, position)
        row = db.one(
            f"SELECT substr(nodes, ?, {HASH_BYTES}) FROM entries WHERE seq = ?", [level * HASH_BYTES + 1, seq]
        )
        if row is None or len(row[0]) != HASH_BYTES:
            why, mend = "No proof can be made from it.", "Run `holdlaw verify`; then restore a backup."
            raise HoldlawError(
                [Problem("HL-6009", f"entry {seq}", "A hash of the tree is missing.", why, mend)]
            )
        return bytes(row[0])

    return node


def frontier(db: Database, size: int) -> Frontier:
    """Give the right edge of the tree of the first `size` entries, from stored nodes."""
    node = node_reader(db)
    return Frontier(size, [node(*place) for place in frontier_nodes(size)])
