"""pandas, with columns read by pyarrow: a filter, the greatest value of each request, a table of answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.simulate.contract import COLUMNS, UNKNOWN, YES, Files, Peer, Words, by_outcome
from bench.simulate.peers import _table as law

PACKAGE: Final = "pandas"
WHAT: Final = "data frames, read by pyarrow"
_FACTS: Final = (("terrorist_database_match", law.MATCH), ("reentered_after_removal", law.REENTERED))

ANSWERS: Final = pd.DataFrame(law.answers(), columns=list(COLUMNS[1:]), dtype="uint8")


def peer(files: Files, words: Words, threads: int) -> Peer:
    """Make the engine ready."""
    pa.set_cpu_count(threads)
    return Peer(partial(_counts, files, words), partial(_write, files, words))


def _counts(files: Files, words: Words) -> dict[str, int]:
    found = _keys(files, words).value_counts()
    rows = found.groupby(ANSWERS["outcome"].reindex(found.index)).sum()
    return by_outcome(rows.to_dict())


def _write(files: Files, words: Words, out: Path) -> None:
    keys = _keys(files, words)
    answers = ANSWERS.take(keys.to_numpy())
    answers.insert(0, "row_id", keys.index)
    answers.to_parquet(out, index=False)


def _keys(files: Files, words: Words) -> pd.Series[Any]:
    """Give the byte that holds all that the law asks of a request, by the request's number."""
    named = ["form", "agency"]
    requests = _read(files.requests, ["row_id", *named, *(name for name, _ in _FACTS)], named)
    keys = _detainers(requests, words)
    for name, bit in _FACTS:
        keys |= (requests[name] == YES).astype("uint8") * np.uint8(bit)
    numbers = pd.Index(requests["row_id"])
    for bits in (_record(files, words), _warrants(files, words)):
        keys |= bits.reindex(numbers, fill_value=0).to_numpy()
    return pd.Series(keys.to_numpy(), index=numbers)


def _record(files: Files, words: Words) -> pd.Series[Any]:
    """Give what the convictions of each request say, for the requests that have one that counts."""
    offences = _read(files.offences)
    counted = offences["offence"][[law.counts(row, words) for row in offences.to_dict("records")]]
    record = _read(files.convictions, ["row_id", "offence", "judgment_on", "arrested_on"])
    record = record[record["offence"].isin(counted) & record["judgment_on"].notna()]
    # A comparison with a day that is missing is False here, so the open ones are written apart.
    recent = record["judgment_on"] > record["arrested_on"] - pd.DateOffset(years=words.years)
    open_ = record["arrested_on"].isna()
    said = (recent * np.uint8(YES) + open_ * np.uint8(UNKNOWN)).astype("uint8")
    return said.groupby(record["row_id"], sort=False).max() | np.uint8(law.EVER)


def _warrants(files: Files, words: Words) -> pd.Series[Any]:
    kinds = _read(files.paper_kinds)
    judged = kinds["paper"][[law.is_warrant(row, words) for row in kinds.to_dict("records")]]
    papers = _read(files.papers, ["row_id", "paper"])
    found = papers["row_id"][papers["paper"].isin(judged)].drop_duplicates()
    return pd.Series(np.uint8(law.WARRANT), index=found)


def _detainers(requests: pd.DataFrame, words: Words) -> pd.Series[Any]:
    """Say of each request whether it is a detainer, from the few pairs of a form and an agency."""
    form, agency = (requests[name].cat.add_categories("").fillna("") for name in ("form", "agency"))
    told = pd.Series([
        law.detainer(one or None, other or None, words) << law.ASKED
        for one in form.cat.categories for other in agency.cat.categories
    ], dtype="uint8")  # fmt: skip
    at = form.cat.codes.astype("int16") * len(agency.cat.categories) + agency.cat.codes
    return pd.Series(told.take(at.to_numpy()).to_numpy())


def _read(path: Path, columns: list[str] | None = None, named: list[str] | None = None) -> pd.DataFrame:
    table = pq.read_table(path, columns=columns, read_dictionary=named)
    return table.to_pandas(date_as_object=False)
