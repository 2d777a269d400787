"""Sealing and shredding: one person asks, on a legal ground; another does it.

Sealing closes a record and takes nothing away. Shredding destroys what opens a person's private values:
their rows in the vault and the index, and their key. Every entry, hash and proof stands.

The order of a shredding. First the entry `record.shredded` is made durable: it is the authority for what
follows, and the database lets no vault row go without it. Then, under the one write lock, the rows and
the key go; the row that names the key goes last, since it alone says which key is still to be destroyed.
Then the files are cleaned of what was freed. A crash leaves a shredding that is done by doing it again:
`finish`.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.entry import Actor, Draft, Entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.record_sealed import RecordSealed
from holdlaw.register.kinds.record_shredded import RecordShredded
from holdlaw.register.kinds.record_unsealed import RecordUnsealed
from holdlaw.register.person_state import Asked, PersonState, person_state
from holdlaw.register.receipts import Receipt, write_receipt
from holdlaw.register.tree import leaf_hash
from holdlaw.store.database import Database
from holdlaw.store.intake import intake
from holdlaw.store.reading import Filter, entries, entry_at
from holdlaw.store.registers import Register
from holdlaw.store.scrubbing import Cleaned, scrub

_PAGE = 500

_Done = RecordSealed | RecordUnsealed | RecordShredded


@frozen
class By:
    """Who does it, for which agency, and when: the moment it happens is the moment it is entered."""

    actor: Actor
    agency: str
    at: datetime


@frozen
class Shredded:
    """A shredding that is done: its receipt, and what is left to do on the files, if anything."""

    receipt: Receipt
    cleaned: Cleaned


def ask(register: Register, person: str, wanted: ErasureAsked, by: By) -> Receipt:
    """Enter that somebody asks for a record to be sealed, unsealed or shredded.

    Raise HoldlawError (HL-6008) if it cannot be.
    """
    state = _state(register.db, person)
    _possible(state, wanted.what)
    return _enter(register, (wanted, person), by, f"erasure.asked/{person}/{len(state.asked)}")


def seal(register: Register, asked: int, by: By) -> Receipt:
    """Seal the record that entry `asked` is about.

    Raise HoldlawError (HL-6008) if this person may not, or it is done.
    """
    return _do(register, asked, RecordSealed(asked=asked), by)


def unseal(register: Register, asked: int, by: By) -> Receipt:
    """Open a sealed record again. Raise HoldlawError (HL-6008) if this person may not, or it is done."""
    return _do(register, asked, RecordUnsealed(asked=asked), by)


def shred(register: Register, asked: int, by: By) -> Shredded:
    """Destroy the private values and the key of the person of entry `asked`, in all their requests.

    Done again by the same person after a crash, it finishes. Raise HoldlawError (HL-6008) if this
    person may not.
    """
    person = _person_of(register.db, asked, "shred")
    rows = register.db.one("SELECT count(*) FROM vault_entry WHERE person = ?", [person])
    state = _state(register.db, person)
    done = next((each for each in state.asked if each.seq == asked and each.done is not None), None)
    if done is not None and done.done_by == by.actor.id:
        receipt = _again(register, done)
    else:
        receipt = _do(register, asked, RecordShredded(asked=asked, rows=rows[0] if rows else 0), by)
    return Shredded(receipt, finish(register, person))


def finish(register: Register, person: str) -> Cleaned:
    """Destroy what is left of a person whose record was shredded, and clean the files.

    Doing it again does no harm.
    """
    if not _state(register.db, person).shredded:
        raise _refusal(f"person {person}", "Nobody has shredded the record.")
    with register.db.transaction():
        for table in ("vault_entry", "vault_index"):
            register.db.execute(f"DELETE FROM {table} WHERE person = ?", [person])
        for (key_id,) in register.db.rows("SELECT key_id FROM vault_person WHERE person = ?", [person]):
            register.keys.destroy(key_id)
        register.db.execute("DELETE FROM vault_person WHERE person = ?", [person])
    return scrub(register)


def half_done(db: Database) -> tuple[str, ...]:
    """Give the people whose record was shredded and of whom something is still there."""
    still = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE person = shredded.person)"
        for table in ("vault_person", "vault_entry", "vault_index")
    )
    shredded = "SELECT DISTINCT person FROM entries WHERE kind = 'record.shredded'"
    sql = f"SELECT person FROM ({shredded}) AS shredded WHERE {still} ORDER BY person"
    return tuple(person for (person,) in db.rows(sql))


def _do(register: Register, asked: int, content: _Done, by: By) -> Receipt:
    what = {RecordSealed: "seal", RecordUnsealed: "unseal", RecordShredded: "shred"}[type(content)]
    person = _person_of(register.db, asked, what)
    state = _state(register.db, person)
    stands = next(each for each in state.asked if each.seq == asked)
    if stands.done is not None:
        raise _refusal(f"entry {asked}", f"It was done already, in entry {stands.done}.")
    if stands.asked_by == by.actor.id:
        raise _refusal(f"entry {asked}", "Whoever asked cannot do it: a second person has to.")
    _possible(state, what)
    return _enter(register, (content, person), by, f"{content.NAME}/{asked}")


def _person_of(db: Database, asked: int, what: str) -> str:
    entry = entry_at(db, asked)
    if entry.kind != ErasureAsked.NAME or entry.person is None or entry.fields["what"] != what:
        raise _refusal(f"entry {asked}", f"It does not ask to {what} a record.")
    return entry.person


def _state(db: Database, person: str) -> PersonState:
    found: list[Entry] = []
    while page := entries(db, found[-1].seq if found else -1, _PAGE, Filter(person=person)):
        found += page
    if not found:
        raise _refusal(f"person {person}", "No entry is about such a person.")
    return person_state(found)


def _possible(state: PersonState, what: str) -> None:
    where = f"person {state.person}"
    if state.shredded:
        raise _refusal(where, "The record was shredded already.")
    if what == "seal" and state.sealed:
        raise _refusal(where, "The record is sealed already.")
    if what == "unseal" and not state.sealed:
        raise _refusal(where, "The record is not sealed.")


def _enter(register: Register, content: tuple[Kind, str], by: By, key: str) -> Receipt:
    kind, person = content
    draft = Draft(content=kind, agency=by.agency, actor=by.actor, happened_at=by.at, person=person)
    return intake(register, [draft], key=key, entered_at=by.at)[0]


def _again(register: Register, done: Asked) -> Receipt:
    entry = entry_at(register.db, done.done or 0)
    return write_receipt(register.receipt_key, entry.seq, leaf_hash(entry.as_bytes()))


def _refusal(where: str, what: str) -> HoldlawError:
    why = "Closing or destroying a record is for two people, on a legal ground that is written down."
    mend = "Let one person enter `holdlaw record ask`, and another do what was asked."
    return HoldlawError([Problem("HL-6008", where, what, why, mend)])
