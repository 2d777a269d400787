"""The log part of a verification: every stored byte hashed again, every checkpoint compared with that."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import Entry, read_entry
from holdlaw.register.judging import judge
from holdlaw.register.notes import SigningKey, VerifierKey, read_verifier_key
from holdlaw.register.scan import Scan, scan
from holdlaw.store.database import Database, entry_rows
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import Beside, KeptNote, opened, stored_notes, unlike
from holdlaw.store.verdict import Finding


@frozen
class Log:
    """What the stored entries come to, how much of it a checkpoint covers, and what is wrong."""

    scan: Scan
    covered: int
    checkpoints: int
    findings: tuple[Finding, ...]


def first_entry(db: Database) -> Entry:
    """Read the entry that opened the register. Raise HoldlawError (HL-5001) if it cannot be read."""
    rows = entry_rows(db, 0, 1)
    body = next((body for seq, body, _ in rows if seq == 0), b"")
    entry = read_entry(body, "entry 0")
    _keys_of(entry)
    return entry


def pinned_keys(db: Database) -> tuple[VerifierKey, VerifierKey]:
    """Give the keys that entry 0 names: of checkpoints, of receipts.

    Raise HoldlawError if it cannot be read.
    """
    return _keys_of(first_entry(db))


def _keys_of(entry: Entry) -> tuple[VerifierKey, VerifierKey]:
    fields = entry.fields
    written = str(fields.get("checkpoint_key")), str(fields.get("receipt_key"))
    return read_verifier_key(written[0]), read_verifier_key(written[1])


def check_log(db: Database, beside: Beside, against: Sequence[KeptNote]) -> Log:
    """Hash all that is stored; compare it with every checkpoint, stored, the signer's or kept elsewhere."""
    keys, findings = _keys(db)
    stored = stored_notes(db)
    # Without a key nothing says which note is right; that is one finding, not one a note.
    found, wrong = opened([*stored, *beside.signed, *beside.loose] if keys else [], keys)
    outside, refused = opened(against if keys else [], keys)
    scanned = scan(entry_rows(db), {each.size for each in (*found, *outside)})
    judged = judge(scanned, [*found, *outside])
    if not judged.ok:
        findings.append(Finding("entries", judged.why, judged.first_bad, judged.bad_range))
    findings += [evolve(each, bad_range=(0, scanned.size)) for each in refused]
    findings += [*wrong, *unlike(stored, beside.signed)]
    return Log(scanned, judged.covered, len(stored), tuple(findings))


def _keys(db: Database) -> tuple[list[VerifierKey], list[Finding]]:
    try:
        return [pinned_keys(db)[0]], []
    except HoldlawError as error:
        return [], [Finding("entry 0", f"{error.problems[0].what} So no key is known.", first_bad=0)]


def check_signers_key(db: Database, home: Home) -> list[Finding]:
    """Compare the key that entry 0 names with the signer's own, where that is ours to read."""
    try:
        seed = bytes.fromhex((home.signer_folder / "key").read_text(encoding="ascii").strip())
        key = pinned_keys(db)[0]
        same = SigningKey.from_seed(key.name, seed).verifier == key
    except (OSError, ValueError, HoldlawError):
        return []
    return [] if same else [Finding("entry 0", "It names another key than the signer's.", first_bad=0)]
