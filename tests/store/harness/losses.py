"""What a register has lost, sentence by sentence, when it is held against what was acknowledged."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.receipts import open_receipt
from holdlaw.register.scan import scan
from holdlaw.register.tree import leaf_hash
from holdlaw.store.database import Database, entry_rows
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register
from holdlaw.store.people import find_people
from holdlaw.store.states import catch_up, rebuild, states_digest
from holdlaw.store.vault import values

from .material import ENTERED_AT, drafts_for

Acknowledged = Mapping[str, Sequence[str]]
"""For each key that was acknowledged, the notes of its receipts."""


@frozen
class Log:
    """The entries as they are stored, and their numbers by idempotency key."""

    rows: tuple[tuple[int, bytes, bytes], ...]
    bodies: tuple[dict[str, Any], ...]
    intakes: Mapping[str, Mapping[int, int]]
    """For each key of an intake: which of its entries stand, and under which number."""


def read_log(db: Database) -> Log:
    """Read all of the log once."""
    rows = tuple(entry_rows(db))
    bodies = tuple(json.loads(body) for _, body, _ in rows)
    intakes: dict[str, dict[int, int]] = defaultdict(dict)
    for (seq, _, _), body in zip(rows[1:], bodies[1:], strict=True):
        key, _, number = body["key"].rpartition("/")
        intakes[key][int(number)] = seq
    return Log(rows, bodies, intakes)


def losses(register: Register, seed: int, acknowledged: Acknowledged) -> list[str]:
    """List everything that is missing, half there, doubled or unreadable; nothing if nothing was lost."""
    log = read_log(register.db)
    found = [*_broken_tree(log)]
    found += _lost(register, log, acknowledged)
    found += _half(log, seed)
    found += _wrong_vault(register, log, seed)
    found += _wrong_people(register, log)
    return found


def _broken_tree(log: Log) -> Iterator[str]:
    """Dense numbers, and nodes that the stored bytes hash to."""
    numbers = [seq for seq, _, _ in log.rows]
    if numbers != list(range(len(numbers))):
        yield "the numbers of the entries have a gap"
    for fault in scan(log.rows).faults:
        yield f"the tree does not recompute: {fault}"


def _lost(register: Register, log: Log, acknowledged: Acknowledged) -> Iterator[str]:
    """Every acknowledged entry stands where its receipt says, with the bytes it says."""
    key_of_receipts = register.verifier_keys[1]
    for key, notes in acknowledged.items():
        for number, note in enumerate(notes):
            try:
                receipt = open_receipt(note, [key_of_receipts])
            except HoldlawError as error:
                yield f"{key}/{number}: the receipt does not verify ({error})"
                continue
            if log.intakes.get(key, {}).get(number) != receipt.seq:
                yield f"{key}/{number}: acknowledged as entry {receipt.seq}, and not there"
            elif leaf_hash(log.rows[receipt.seq][1]) != receipt.leaf:
                yield f"{key}/{number}: entry {receipt.seq} is not the one acknowledged"


def _half(log: Log, seed: int) -> Iterator[str]:
    """All entries of an intake, in a row, or none; and each says what was drafted."""
    for key, numbers in log.intakes.items():
        drafts = drafts_for(seed, key)
        first = min(numbers.values())
        if numbers != {number: first + number for number in range(len(drafts))}:
            yield f"{key}: half there, entries {sorted(numbers)} of {len(drafts)}"
            continue
        for number, draft in enumerate(drafts):
            if log.bodies[first + number]["fields"] != _plain(draft.content.public()):
                yield f"{key}/{number}: not what was entered"


def _plain(value: Any) -> Any:
    """A value as it comes back from JSON: tuples are lists."""
    return json.loads(json.dumps(value))


def _wrong_vault(register: Register, log: Log, seed: int) -> Iterator[str]:
    """A vault row for each entry with private fields and for no other; each opens to what was entered."""
    promised = {body["seq"] for body in log.bodies if body["private"]}
    kept = {seq for (seq,) in register.db.rows("SELECT seq FROM vault_entry")}
    if promised != kept:
        yield f"private values lost {sorted(promised - kept)}, without an entry {sorted(kept - promised)}"
        return
    try:
        opened = values(register, sorted(kept))
    except HoldlawError as error:
        yield f"private values do not open ({error})"
        return
    for key, numbers in log.intakes.items():
        drafts = drafts_for(seed, key)
        for number, seq in numbers.items():
            if opened.get(seq, {}) != _plain(drafts[number].content.private()):
                yield f"{key}/{number}: other private values than were entered"


def _wrong_people(register: Register, log: Log) -> Iterator[str]:
    """A key for each person with private values and for no other; each is found by who they are."""
    named = {body["person"] for body in log.bodies if body["private"]}
    keyed = [person for (person,) in register.db.rows("SELECT person FROM vault_person")]
    if sorted(named) != sorted(keyed):
        yield f"{len(named)} people have private values, {len(keyed)} have a key"
    indexed = {person for (person,) in register.db.rows("SELECT DISTINCT person FROM vault_index")}
    subjects = {body["person"] for body in log.bodies if "subject" in body["private"]}
    if indexed != subjects:
        yield f"{len(subjects)} people are subjects, {len(indexed)} are in the index"


def losses_on_retry(register: Register, seed: int, pending: str, acknowledged: Acknowledged) -> list[str]:
    """Enter again an unacknowledged intake, and an acknowledged one: the same receipts, nothing twice."""
    found = []
    before = read_log(register.db)
    drafts = drafts_for(seed, pending)
    first, second = (intake(register, drafts, key=pending, entered_at=ENTERED_AT) for _ in range(2))
    after = read_log(register.db)
    if first != second:
        found.append(f"{pending}: two answers to one key")
    grown = 0 if pending in before.intakes else len(drafts)
    if len(after.rows) != len(before.rows) + grown:
        found.append(f"{pending}: {len(after.rows) - len(before.rows)} entries from a retry, not {grown}")
    notes = {pending: [receipt.note for receipt in first]}
    found += _lost(register, after, notes)
    for key in list(acknowledged)[-1:]:
        again = intake(register, drafts_for(seed, key), key=key, entered_at=ENTERED_AT)
        if [receipt.note for receipt in again] != list(acknowledged[key]):
            found.append(f"{key}: another receipt on a retry")
    return found


def losses_of_states(register: Register, seed: int) -> list[str]:
    """Fold what is not folded, then all anew: the same bytes. And every subject is found by who they are."""
    found = []
    catch_up(register)
    folded = states_digest(register.db)
    if rebuild(register) != folded:
        found.append("the states are not those of the entries")
    for key in read_log(register.db).intakes:
        draft = drafts_for(seed, key)[0]
        subject = draft.content.private().get("subject")
        if subject is not None and draft.person not in find_people(register, subject):
            found.append(f"{key}: the person is not found by who they are")
    return found
