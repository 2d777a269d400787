"""A register of a million entries, made in half a minute: from a template, in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256

from bench.register.writing import AT, CLERK, ORIGIN, new_register
from holdlaw.register.entry import Draft, Place, enter, read_entry
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.tree import Frontier, leaf_hash
from holdlaw.store.home import Home

_HOLE = "testa0000000hole"


def fill(home: Home, entries: int) -> None:
    """Make a register on SQLite with so many entries: contacts without private values, mostly."""
    new_register(home)
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as file:
        (first,) = file.execute("SELECT CAST(body AS BLOB) FROM entries").fetchone()
        frontier = Frontier()
        frontier.append(leaf_hash(first))
        file.execute("BEGIN IMMEDIATE")
        file.executemany("INSERT INTO entries (seq, body, nodes) VALUES (?, ?, ?)", _rows(frontier, entries))
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(frontier: Frontier, entries: int) -> Iterator[tuple[int, str, bytes]]:
    template = _template()
    for seq in range(frontier.size, entries):
        hole = sha256(b"%d" % seq).hexdigest()
        body = template.replace(_HOLE, hole).replace('"seq":1}', f'"seq":{seq}}}')
        if seq < 100:
            read_entry(body.encode())
        yield seq, body, frontier.append(leaf_hash(body.encode()))


def _template() -> str:
    """The body of one entry, as it is written, with a hole in each place that differs."""
    content = ContactLogged(
        direction="outgoing",
        purpose="response",
        channel="telephone",
        counterpart="ICE",
        asked=("release_date", "court_date"),
        given=("court_date",),
        law_said={
            "act": "share",
            "outcome": "may",
            "citation": "8 U.S.C. § 1373",
            "layers": ["us-ny", "us-ny-nyc"],
        },
        event=f"event-{_HOLE}",
    )
    draft = Draft(content=content, agency="testa-jail", actor=CLERK, happened_at=AT, request=f"r-{_HOLE}")
    place = Place(origin=ORIGIN, seq=1, entered_at=AT, key=f"bench-{_HOLE}/0")
    entry, _ = enter(draft, place, bytes)
    return entry.as_bytes().decode()
