"""Polars, streaming: requests, convictions, warrants as rows of one byte each, gathered in one grouping."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from bench.simulate.contract import COLUMNS, NO, UNKNOWN, YES, Files, Peer, Words, by_outcome
from bench.simulate.peers import _table as law

PACKAGE: Final = "polars"
WHAT: Final = "lazy frames, streaming"
_OPEN, _RECENT = law.EVER | UNKNOWN, law.EVER | UNKNOWN | YES
"""One of the two lowest bits says open, both say yes: gathered by OR, a yes stays one."""

_ANSWERS: Final = [law.answer(key - 1 if key & 3 == UNKNOWN | YES else key) for key in range(256)]


def peer(files: Files, words: Words, threads: int) -> Peer:
    """Make the engine ready; how many threads it has was settled, by the environment, when it was loaded."""
    return Peer(partial(_counts, files, words), partial(_write, files, words))


def _counts(files: Files, words: Words) -> dict[str, int]:
    found = _keys(files, words).group_by("key").len().collect(engine="streaming")
    rows = dict.fromkeys((NO, UNKNOWN, YES), 0)
    for key, number in found.iter_rows():
        rows[_ANSWERS[key][0]] += number
    return by_outcome(rows)


def _write(files: Files, words: Words, out: Path) -> None:
    tables = (
        pl.Series(name, [answer[at] for answer in _ANSWERS], pl.UInt8) for at, name in enumerate(COLUMNS[1:])
    )
    columns = [pl.lit(table).gather(pl.col("key")).alias(table.name) for table in tables]
    _keys(files, words).select("row_id", *columns).sink_parquet(out, compression="snappy")


def _keys(files: Files, words: Words) -> pl.LazyFrame:
    """Give every request and the byte that holds all that the law asks of it."""
    said = pl.concat([_requests(files, words), _record(files, words), _warrants(files, words)])
    return said.group_by("row_id").agg(pl.col("key").bitwise_or())


def _requests(files: Files, words: Words) -> pl.LazyFrame:
    form, agency = pl.col("form"), pl.col("agency")
    asks = (
        pl.when(form.is_in(words.asking)).then(_byte(YES << law.ASKED))
        .when(form.is_in(words.silent)).then(_byte(NO)).otherwise(_byte(UNKNOWN << law.ASKED))
    )  # fmt: skip
    unsaid = agency.is_null() | (agency == "unknown")
    sent = agency.is_in(words.senders) | (unsaid & form.is_in((*words.asking, *words.silent)))
    asked = (
        pl.when(sent).then(asks)
        .when(unsaid).then(pl.min_horizontal(asks, _byte(UNKNOWN << law.ASKED))).otherwise(_byte(NO))
    )  # fmt: skip
    facts = (
        pl.when(pl.col(name) == YES).then(_byte(bit)).otherwise(_byte(NO))
        for name, bit in (("terrorist_database_match", law.MATCH), ("reentered_after_removal", law.REENTERED))
    )  # fmt: skip
    key = asked
    for fact in facts:
        key = key | fact
    return pl.scan_parquet(files.requests).select("row_id", key.alias("key"))


def _record(files: Files, words: Words) -> pl.LazyFrame:
    """Give the byte of every conviction that counts at any time."""
    class_, statute = pl.col("class").fill_null("unknown"), pl.col("statute")
    listed = statute.is_in(words.listed) & class_.is_in(["felony", "unknown"])
    felony = statute.is_in(words.listed_felonies) & (class_ == "felony")
    offences = pl.scan_parquet(files.offences).filter((pl.col("adjudication") == "adult") & (listed | felony))
    counted = offences.select("offence").collect()["offence"]
    arrested, judged = pl.col("arrested_on"), pl.col("judgment_on")
    key = (
        pl.when(arrested.is_null()).then(_byte(_OPEN))
        .when(judged > arrested.dt.offset_by(f"-{words.years}y")).then(_byte(_RECENT))
        .otherwise(_byte(law.EVER))
    )  # fmt: skip
    kept = judged.is_not_null() & pl.col("offence").is_in(counted.implode())
    return pl.scan_parquet(files.convictions).filter(kept).select("row_id", key.alias("key"))


def _warrants(files: Files, words: Words) -> pl.LazyFrame:
    fields = ("probable_cause", "authorises_federal_custody", "names_subject")
    stated = (pl.col(name) == YES for name in fields)
    judged = (pl.col("kind") == "warrant") & pl.col("issuer").is_in(words.judges)
    kinds = pl.scan_parquet(files.paper_kinds).filter(judged, *stated).select("paper").collect()["paper"]
    papers = pl.scan_parquet(files.papers).filter(pl.col("paper").is_in(kinds.implode()))
    return papers.select("row_id", _byte(law.WARRANT).alias("key"))


def _byte(number: int) -> pl.Expr:
    return pl.lit(number, pl.UInt8)
