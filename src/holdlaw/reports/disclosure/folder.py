"""The answer to a records request as a folder of files; the same register and request give the same bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from defusedcsv import csv

from holdlaw.register.canonical import canonical
from holdlaw.register.tree import inclusion_proof, leaf_hash
from holdlaw.reports.disclosure.answering import Disclosure
from holdlaw.reports.disclosure.rules import TABLE, Role
from holdlaw.store.database import entry_rows
from holdlaw.store.durable import new_folder
from holdlaw.store.reading import node_reader
from holdlaw.store.registers import Register
from holdlaw.store.verifying_log import pinned_keys

COLUMNS = (
    "entry",
    "kind",
    "version",
    "agency",
    "happened_at",
    "entered_at",
    "late_reason",
    "actor",
    "role",
    "request",
    "person",
    "fields",
    "private",
)
LOG_COLUMNS = ("entry", "field", "done", "reason", "ground")
WHOLE = frozenset({Role.COURT})
"""Roles that are given the stored bytes of an entry: they see all of its public part."""


def write_disclosure(register: Register, made: Disclosure, folder: Path) -> None:
    """Write the files into a new folder. Raise HoldlawError (HL-6012) if the folder is in use."""
    with new_folder(folder) as filling:
        (filling / "entries.json").write_bytes(_json(list(made.records)))
        (filling / "entries.csv").write_bytes(_csv(COLUMNS, map(_row, made.records)))
        (filling / "redactions.csv").write_bytes(redaction_log(made))
        (filling / "statement.json").write_bytes(_json(made.statement()))
        (filling / "statement.txt").write_text("\n".join(statement_lines(made)) + "\n", encoding="utf-8")
        (filling / "proofs").mkdir()
        _write_proofs(register, made, filling / "proofs")
        written = sorted(path for path in filling.rglob("*") if path.is_file())
        sums = [
            f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(filling).as_posix()}\n"
            for path in written
        ]
        (filling / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def redaction_log(made: Disclosure) -> bytes:
    """Write the log: one row a removal."""
    grounds = made.asked.grounds
    rows = (
        [
            str(each.entry),
            each.field,
            each.done.value,
            each.reason.value,
            grounds.get(each.reason.value, ""),
        ]
        for each in made.removals
    )
    return _csv(LOG_COLUMNS, rows)


def statement_lines(made: Disclosure) -> list[str]:
    """Say what was asked, what is here and what is not, and how to check it."""
    told, asked = made.statement(), made.asked
    period = str(asked.period) if asked.period else "every day"
    lines = [
        f"Records of {made.origin}, given out for the role: {asked.role.value}.",
        f"Asked for: {asked.agency or 'every agency'}; {period}; "
        f"requests: {', '.join(sorted(asked.requests)) or 'all'}; "
        f"kinds: {', '.join(sorted(asked.kinds)) or 'all'}.",
        f"Entries in scope: {told['entries_in_scope']}; given: {told['entries_given']}; "
        f"withheld whole: {told['entries_withheld']}.",
        f"Removals: {told['removals']}, each a row of redactions.csv.",
        *(f"  {reason}: {count}" for reason, count in told["removals_by_reason"].items()),
        f"The answer rests on the first {made.size} entries, which a signed checkpoint covers. "
        "What was entered later is not here.",
    ]
    if made.without_ground:
        lines.append(f"No legal ground was given for: {', '.join(made.without_ground)}.")
    if asked.role in WHOLE:
        lines.append("proofs/ holds the stored bytes of each entry given, with its proof.")
    else:
        lines.append(
            "proofs/ holds the hash of each entry given, with its proof: who is ever shown the whole entry "
            "can hash it and find it here."
        )
    lines += [
        "Entries are as they were written. A correction is an entry of its own.",
        "The key under which an entry was sent is no part of a record and is left out.",
        "A paper that was never entered cannot be here.",
        "",
        f"What the role {asked.role.value} may see:",
        *(f"  {part.value}: {row[asked.role].value}" for part, row in TABLE.items()),
    ]
    return lines


def _write_proofs(register: Register, made: Disclosure, folder: Path) -> None:
    """Write a proof for each entry that is given out, in the form that the verifier reads."""
    wanted = [each.seq for each in made.shown if each.record is not None]
    node = node_reader(register.db)
    bodies = _bodies(register, wanted)
    proofs = (
        {
            "seq": seq,
            "size": made.size,
            "path": [each.hex() for each in inclusion_proof(seq, made.size, node)],
        }
        for seq in wanted
    )
    (folder / "proofs.jsonl").write_bytes(_jsonl(proofs))
    if made.asked.role in WHOLE:
        (folder / "entries.jsonl").write_bytes(b"".join(bodies[seq] + b"\n" for seq in wanted))
    else:
        leaves = ({"seq": seq, "leaf": leaf_hash(bodies[seq]).hex()} for seq in wanted)
        (folder / "leaves.jsonl").write_bytes(_jsonl(leaves))
    (folder / "checkpoints").mkdir()
    (folder / "checkpoints" / f"{made.size}.note").write_bytes(made.checkpoint.note.encode())
    keys = "".join(f"{key}\n" for key in pinned_keys(register.db))
    (folder / "keys.txt").write_text(keys, encoding="utf-8")


def _bodies(register: Register, seqs: Sequence[int]) -> dict[int, bytes]:
    wanted = set(seqs)
    if not wanted:
        return {}
    rows = entry_rows(register.db, min(wanted), max(wanted) + 1)
    return {seq: bytes(body) for seq, body, _ in rows if seq in wanted}


def _row(record: dict[str, Any]) -> list[str]:
    flat = {**record, "actor": record["actor"]["id"], "role": record["actor"]["role"]}
    return [_cell(flat[name]) for name in COLUMNS]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case {"withheld": reason}:
            return f"[withheld: {reason}]"
        case dict():
            return canonical(value).decode()
        case _:
            return str(value)


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _jsonl(rows: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode()
