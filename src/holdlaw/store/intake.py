"""Intake: the one way into the register.

Entries, vault rows and index rows in one transaction; receipts after it.

A receipt is made only once the database says that everything is durable. The same idempotency key with the
same content gives the same receipts again and writes nothing, so whoever lost a connection simply asks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.canonical import canonical
from holdlaw.register.commitments import SALT_BYTES
from holdlaw.register.entry import Draft, Entry, Place, enter, read_entry
from holdlaw.register.receipts import Receipt, write_receipt
from holdlaw.register.tree import Frontier, leaf_hash
from holdlaw.store.database import Database
from holdlaw.store.people import index
from holdlaw.store.reading import frontier
from holdlaw.store.registers import Register
from holdlaw.store.vault import SHREDDED, closed_people, openings_even_sealed, put_away

_INSERT = "INSERT INTO entries (seq, body, nodes) VALUES (?, ?, ?)"


def intake(
    register: Register, drafts: Sequence[Draft], *, key: str, entered_at: datetime
) -> tuple[Receipt, ...]:
    """Enter drafts together, or none of them; give a receipt each.

    `key` is the idempotency key, unique to this intake.

    Raise HoldlawError: what `enter` refuses; HL-6004 if the key was used for something else; HL-6007 for
    private values of a person who was shredded; HL-6003 if the database refuses. Then nothing is written.
    """
    if not drafts:
        raise ValueError("an intake has at least one draft")
    with register.db.transaction():
        stored, used = _standing(register.db, key)
        edge = _edge(register, stored)
        leaves = _entered_before(register, drafts, key) if used else None
        if leaves is None:
            with register.db.together():
                leaves = [
                    _write(register, edge, draft, _place(register, edge, f"{key}/{number}", entered_at))
                    for number, draft in enumerate(drafts)
                ]
    register.edge.frontier = edge
    return tuple(write_receipt(register.receipt_key, seq, leaf) for seq, leaf in leaves)


def _standing(db: Database, key: str) -> tuple[int, bool]:
    """Give how many entries stand, and whether one has this intake's key."""
    sql = (
        "SELECT (SELECT coalesce(max(seq) + 1, 0) FROM entries), EXISTS (SELECT 1 FROM entries WHERE key = ?)"
    )
    stored, used = db.one(sql, [f"{key}/0"]) or (0, False)
    return int(stored), bool(used)


def _edge(register: Register, stored: int) -> Frontier:
    """Give a copy of the tree's edge, read again from the rows if another writer came between."""
    known = register.edge.frontier
    return Frontier(known.size, known.hashes) if known.size == stored else frontier(register.db, stored)


def _place(register: Register, edge: Frontier, key: str, entered_at: datetime) -> Place:
    return Place(origin=register.origin, seq=edge.size, entered_at=entered_at, key=key)


def _write(register: Register, edge: Frontier, draft: Draft, place: Place) -> tuple[int, bytes]:
    entry, openings = enter(draft, place, lambda: register.entropy(SALT_BYTES))
    body = entry.as_bytes()
    leaf = leaf_hash(body)
    register.db.execute(_INSERT, [entry.seq, body.decode(), edge.append(leaf)])
    put_away(register, entry, openings)
    if entry.person is not None:
        index(register, entry.person, {name: each.value for name, each in openings.items()})
    return entry.seq, leaf


def _entered_before(register: Register, drafts: Sequence[Draft], key: str) -> list[tuple[int, bytes]]:
    """Give number and leaf of each entry of the intake that used this key, if it was the same intake."""
    stored = _with_keys(register.db, [f"{key}/{number}" for number in range(len(drafts) + 1)])
    if len(stored) != len(drafts) or not all(map(_same_public, stored, drafts)):
        raise _used_before(key)
    if not _same_private(register, stored, drafts):
        raise _used_before(key)
    return [(entry.seq, leaf_hash(entry.as_bytes())) for entry in stored]


def _with_keys(db: Database, keys: Sequence[str]) -> list[Entry]:
    marks = ", ".join("?" * len(keys))
    rows = db.rows(f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE key IN ({marks}) ORDER BY seq", keys)
    return [read_entry(body, f"entry {seq}") for seq, body in rows]


def _same_public(entry: Entry, draft: Draft) -> bool:
    content = draft.content
    said = (content.NAME, content.VERSION, draft.agency, draft.actor, draft.happened_at.isoformat())
    about = (draft.late_reason, draft.request, draft.person)
    return (
        (entry.kind, entry.version, entry.agency, entry.actor, entry.happened_at) == said
        and (entry.late_reason, entry.request, entry.person) == about
        and canonical(entry.fields) == canonical(content.public())
        and entry.private.keys() == content.private().keys()
    )


def _same_private(register: Register, stored: Sequence[Entry], drafts: Sequence[Draft]) -> bool:
    """Compare private values through the vault.

    Those of a shredded person can no longer be, and count as the same.
    """
    shredded = {
        who
        for who, how in closed_people(register.db, filter(None, (e.person for e in stored))).items()
        if how == SHREDDED
    }
    asked = {
        entry.seq: draft for entry, draft in zip(stored, drafts, strict=True) if entry.person not in shredded
    }
    for seq, opened in openings_even_sealed(register, [entry for entry in stored if entry.seq in asked]):
        if isinstance(opened, Problem):
            raise HoldlawError([opened])
        if canonical({name: each.value for name, each in opened.items()}) != canonical(
            asked[seq].content.private()
        ):
            return False
    return True


def _used_before(key: str) -> HoldlawError:
    why = "One key stands for one intake: otherwise a repeated one could not be told from a new one."
    what = "This key was used before, and the content was another."
    return HoldlawError([Problem("HL-6004", f"key {key}", what, why, "Use a new key for a new intake.")])
