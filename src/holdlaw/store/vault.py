"""The vault: what opens the commitments of an entry, sealed under a key of its person.

A row is a nonce and AES-256-GCM over the compressed JSON of the openings. It is bound to the register, the
number of the entry and the person, so that it opens nowhere else. Without the key, or without the row, the
values are gone and every proof holds.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.commitments import Opening, commitment
from holdlaw.register.entry import Entry, read_entry
from holdlaw.store.database import Database
from holdlaw.store.registers import Register

NONCE_BYTES = 12
SEALED = "record.sealed"
UNSEALED = "record.unsealed"
SHREDDED = "record.shredded"

_T = TypeVar("_T")
_CHUNK = 200
_ERASED = "What it stood for cannot be shown to anybody."


def seal(
    key: bytes, bound_to: bytes, openings: Mapping[str, Opening], entropy: Callable[[int], bytes]
) -> bytes:
    """Seal what opens the commitments of one entry."""
    told = {name: {"salt": each.salt.hex(), "value": each.value} for name, each in openings.items()}
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    nonce = entropy(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, zlib.compress(plain), bound_to)


def unseal(key: bytes, bound_to: bytes, sealed: bytes) -> dict[str, Opening]:
    """Open what `seal` sealed. Raise ValueError if it is not that, or is bound to another entry."""
    try:
        plain = zlib.decompress(AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to))
        told = json.loads(plain)
        return {name: Opening(bytes.fromhex(each["salt"]), each["value"]) for name, each in told.items()}
    except (InvalidTag, zlib.error, KeyError, ValueError, TypeError, AttributeError):
        raise ValueError("not sealed for this entry under this key") from None


def bound_to(origin: str, seq: int, person: str) -> bytes:
    """Name the one place where a vault row opens."""
    return f"{origin}|{seq}|{person}".encode()


def put_away(register: Register, entry: Entry, openings: Mapping[str, Opening]) -> None:
    """Write the vault row of an entry, in the transaction that is open.

    The person's first row gives them their key.
    """
    if not openings or entry.person is None:
        return
    key = _key_of(register, entry.person)
    sealed = seal(key, bound_to(entry.origin, entry.seq, entry.person), openings, register.entropy)
    register.db.execute("INSERT INTO vault_entry VALUES (?, ?, ?)", [entry.seq, entry.person, sealed])


def _key_of(register: Register, person: str) -> bytes:
    sql = (
        "SELECT (SELECT key_id FROM vault_person WHERE person = ?), "
        f"EXISTS (SELECT 1 FROM entries WHERE person = ? AND kind = '{SHREDDED}')"
    )
    key_id, shredded = register.db.one(sql, [person, person]) or (None, False)
    if shredded:
        mend = "Enter it under a new person id."
        what, why = (
            "The person's record was shredded.",
            "What was erased must not grow again under the same id.",
        )
        raise HoldlawError([Problem("HL-6007", f"person {person}", what, why, mend)])
    if key_id is None:
        key_id, key = register.keys.take(register.entropy)
        register.db.execute("INSERT INTO vault_person VALUES (?, ?)", [person, key_id])
        return key
    known = register.keys.key(key_id)
    if known is None:
        raise HoldlawError([_unopenable(f"person {person}", "The person's key is not in the key file.")])
    return known


def closed_people(db: Database, people: Iterable[str]) -> dict[str, str]:
    """Tell whose records are closed, and by which entry: `record.sealed` or `record.shredded`."""
    closed: dict[str, str] = {}
    for chunk in _chunks(sorted(set(people))):
        sql = (
            f"SELECT person, kind FROM entries WHERE person IN ({_marks(chunk)}) "
            f"AND kind IN ('{SEALED}', '{UNSEALED}', '{SHREDDED}') ORDER BY seq"
        )
        for person, kind in db.rows(sql, chunk):
            if closed.get(person) != SHREDDED:
                closed[person] = kind
    return {person: kind for person, kind in closed.items() if kind != UNSEALED}


def values(register: Register, seqs: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Give the private values of each entry by its number. Raise HoldlawError as `openings` does."""
    opened = openings(register, seqs)
    return {seq: {name: each.value for name, each in fields.items()} for seq, fields in opened.items()}


def openings(register: Register, seqs: Sequence[int]) -> dict[int, dict[str, Opening]]:
    """Give what opens the commitments of each entry, checked against them.

    Raise HoldlawError with a problem an entry that cannot be: HL-6006 sealed, HL-6007 shredded, HL-6005 no
    row or no key, HL-5004 a value that is not the one committed to.
    """
    opened: dict[int, dict[str, Opening]] = {}
    problems: list[Problem] = []
    for chunk in _chunks(sorted(set(seqs))):
        found = entries_numbered(register.db, chunk)
        closed = closed_people(register.db, (each.person for each in found if each.person and each.private))
        problems += [
            _closed(each, closed[each.person or ""])
            for each in found
            if each.private and each.person in closed
        ]
        readable = [each for each in found if not each.private or each.person not in closed]
        for seq, told in _opened(register, readable):
            if isinstance(told, Problem):
                problems.append(told)
            else:
                opened[seq] = told
    if problems:
        raise HoldlawError(problems)
    return opened


def openings_even_sealed(
    register: Register, entries: Sequence[Entry]
) -> Iterator[tuple[int, dict[str, Opening] | Problem]]:
    """Open entries without asking whether their record is sealed; give openings, or what hinders.

    For checking the vault and for telling a repeated intake from another one. Never show anybody what it
    gives.
    """
    for chunk in _chunks(entries):
        yield from _opened(register, chunk)


def entries_numbered(db: Database, seqs: Sequence[int]) -> list[Entry]:
    """Give the entries with these numbers, in order; numbers that do not stand are left out."""
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE seq IN ({_marks(seqs)}) ORDER BY seq"
    return [read_entry(body, f"entry {seq}") for seq, body in db.rows(sql, seqs)]


def _opened(
    register: Register, entries: Sequence[Entry]
) -> Iterator[tuple[int, dict[str, Opening] | Problem]]:
    sql = (
        "SELECT v.seq, v.person, v.sealed, p.key_id FROM vault_entry v "
        f"LEFT JOIN vault_person p ON p.person = v.person WHERE v.seq IN ({_marks(entries)})"
    )
    rows = {seq: rest for seq, *rest in register.db.rows(sql, [entry.seq for entry in entries])}
    keys = {key_id: register.keys.key(key_id) for _, _, key_id in rows.values() if key_id is not None}
    for entry in entries:
        if not entry.private:
            yield entry.seq, {}
            continue
        person, sealed, key_id = rows.get(entry.seq, (None, b"", None))
        yield entry.seq, _open(entry, person, sealed, keys.get(key_id))


def _open(entry: Entry, person: str | None, sealed: bytes, key: bytes | None) -> dict[str, Opening] | Problem:
    where = f"entry {entry.seq}"
    if person is None or entry.person is None:
        return _unopenable(where, "Its row in the vault is missing.")
    if key is None:
        return _unopenable(where, "Its person's key is not in the key file.")
    try:
        opened = unseal(key, bound_to(entry.origin, entry.seq, entry.person), sealed)
    except ValueError:
        return _unopenable(where, "Its row in the vault does not open with its person's key.")
    if {name: commitment(name, each) for name, each in opened.items()} != entry.private:
        why, mend = "The vault was altered, or is another register's.", "Restore the vault from a backup."
        return Problem("HL-5004", where, "The vault holds another value than was committed to.", why, mend)
    return opened


def _unopenable(where: str, what: str) -> Problem:
    mend = "Put back the key file and the database of the same backup: `holdlaw restore`."
    return Problem("HL-6005", where, what, _ERASED, mend)


def _closed(entry: Entry, kind: str) -> Problem:
    where = f"entry {entry.seq}"
    if kind == SHREDDED:
        return Problem(
            "HL-6007", where, "Its person's record was shredded.", _ERASED, "Nothing can bring it back."
        )
    mend = "Ask for it to be unsealed; a second person has to do it."
    return Problem(
        "HL-6006", where, "Its person's record is sealed.", "A sealed record is shown to nobody.", mend
    )


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values)) or "NULL"


def _chunks(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
