"""NumPy by hand: days as numbers, any-of by writing to a request's byte, answers from a table of bytes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.simulate.contract import COLUMNS, UNKNOWN, YES, Files, Peer, Words, by_outcome
from bench.simulate.peers import _columns as columns
from bench.simulate.peers import _table as law
from bench.simulate.peers._columns import Array

PACKAGE: Final = "numpy"
WHAT: Final = "arrays by hand"
_ANSWERS: Final[Array] = np.asarray(law.answers(), np.uint8)


def peer(files: Files, words: Words, threads: int) -> Peer:
    """Make the engine ready."""
    pa.set_cpu_count(threads)
    return Peer(partial(_counts, files, words), partial(_write, files, words))


def _counts(files: Files, words: Words) -> dict[str, int]:
    found = np.bincount(_keys(files, words)[1], minlength=len(_ANSWERS))
    rows = np.bincount(_ANSWERS[:, 0], weights=found, minlength=3).astype(int)
    return by_outcome(dict(enumerate(rows.tolist())))


def _write(files: Files, words: Words, out: Path) -> None:
    row_ids, keys = _keys(files, words)
    answers = (_ANSWERS[:, column][keys] for column in range(_ANSWERS.shape[1]))
    pq.write_table(pa.table([row_ids, *answers], names=list(COLUMNS)), out)


def _keys(files: Files, words: Words) -> tuple[Array, Array]:
    """Give the number of every request, and the byte that holds all that the law asks of it."""
    asked = columns.requests(files, words)
    found = _record(files, words, asked)
    found[asked.place(columns.warranted(files, words))] |= law.WARRANT
    found |= asked.detainer << law.ASKED
    found |= asked.match * np.uint8(law.MATCH)
    found |= asked.reentered * np.uint8(law.REENTERED)
    return asked.row_ids, found


def _record(files: Files, words: Words, asked: columns.Requests) -> Array:
    """Say what the convictions of each request say; what is written to a place of its own needs no order."""
    counted = columns.counted(files, words)
    ever, open_, recent = (np.zeros(len(asked.row_ids), np.uint8) for _ in range(3))
    for part in columns.convictions(files):
        counts = np.flatnonzero(counted[part.offence] & (part.judged_on != columns.NEVER))
        at = asked.place(part.row_ids[counts])
        said = columns.look_back(part.judged_on[counts], part.arrested_on[counts], words.years)
        ever[at] = law.EVER
        open_[at[said == UNKNOWN]] = UNKNOWN
        recent[at[said == YES]] = YES
    return np.asarray(ever | np.maximum(open_, recent))
