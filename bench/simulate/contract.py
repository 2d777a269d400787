"""What every engine is given and gives back: five files and the law's own words in, answers out.

The law, once more in plain words, as every peer writes it. A request is a detainer if its form asks to hold
and a federal agency sent it; a letter may or may not ask. The exception is met by a possible match on the
terrorist list, or by a listed conviction at any time together with re-entry after removal. With a judge's
warrant a listed conviction inside the five years is enough. An unknown is a no in this law, but for what a
letter asks and for the day of arrest: those stay open.

Source: NYC Admin. Code § 14-154(b)(1) and (2), as `policies/us/ny/nyc/police/2014-12-14.yaml` has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

NO, UNKNOWN, YES = 0, 1, 2
OUTCOMES: Final = ("must_not", "not_established", "may")
"""The outcomes of the hold act, numbered as the three values are: no, unknown, yes."""

CLAUSES: Final = ("otherwise", "b1", "b2_warrant", "b2")
"""The clauses that may decide, by their numbers."""

HINGES: Final = ("asks", "custody.arrested_on")
"""The fields that stay open, the lowest bit of the mask first."""

COLUMNS: Final = ("row_id", "outcome", "clause", "hinges")
"""The columns that are written: the request's number, and the three numbers above."""

TABLES: Final = ("requests", "convictions", "offences", "papers", "paper_kinds")
DAY: Final = date(2016, 6, 1)
"""The day whose law is asked."""


class MissingPartError(Exception):
    """Something that an engine needs beside its package is not on this machine."""


@frozen
class Files:
    """Where the five tables stand."""

    requests: Path
    convictions: Path
    offences: Path
    papers: Path
    paper_kinds: Path

    @classmethod
    def beside(cls, requests: Path) -> Files:
        """Name the five files of one set of requests."""
        return cls(requests, *(requests.with_suffix(f".{name}.parquet") for name in TABLES[1:]))


@frozen
class Words:
    """The words of the law that a peer looks for, taken from the policies and not typed in.

    `listed`: sections listed in whole, as felonies; a conviction whose class nobody stated counts.
    `listed_felonies`: sections of which the felonies alone are listed. `asking`: forms that ask to hold.
    `silent`: forms that do not. `senders`: federal agencies. `judges`: whose warrant is a judge's.
    """

    listed: tuple[str, ...]
    listed_felonies: tuple[str, ...]
    asking: tuple[str, ...]
    silent: tuple[str, ...]
    senders: tuple[str, ...]
    judges: tuple[str, ...]
    years: int


@frozen
class Peer:
    """An engine made ready: it counts outcomes, and where it can, writes the answer of every request.

    `counts` starts from the files every time. `write`: a Parquet file, or a folder of parts, with `COLUMNS`.
    """

    counts: Callable[[], Mapping[str, int]]
    write: Callable[[Path], object] | None = None


@frozen
class Task:
    """What a process of its own is asked to make ready: which engine, over which files, with which words."""

    engine: str
    requests: Path
    out: Path
    words: Words
    threads: int


def years_before(day: date, years: int) -> date:
    """Go back whole years; 29 February falls on 28 February in a common year."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def by_outcome(rows: Mapping[int, int]) -> dict[str, int]:
    """Name the outcomes of counts that are kept by number; one that did not occur is 0."""
    return {name: int(rows.get(number, 0)) for number, name in enumerate(OUTCOMES)}
