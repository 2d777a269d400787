"""What `simulate` and `compare` share: the file, the acts, the day, where rows go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.simulate.layout import Missing
from holdlaw.simulate.source import Source, connect, open_source

Acts = Annotated[
    list[str] | None, typer.Option("--act", help="An act to ask about; may be given again. hold if left out.")
]
LawDay = Annotated[
    str | None,
    typer.Option("--on", help="Put every row to the law of this day; each row's own day if left out."),
]
Empty = Annotated[
    str | None,
    typer.Option(
        "--missing",
        help="How an empty cell is read: not_recorded (the data leaves the fact open) or unknown (as at a "
        "desk, where the law may count it as no). What the file says if left out.",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write the rows to this Parquet file.")]


def the_acts(names: list[str] | None) -> tuple[Act, ...]:
    """Give the acts asked for, each once; raise HoldlawError if one is none."""
    known = [act.value for act in Act]
    wrong = [name for name in names or () if name not in known]
    if wrong:
        raise not_understood("--act", f"'{wrong[0]}' is not an act.", f"Write one of {', '.join(known)}.")
    return tuple(dict.fromkeys(Act(name) for name in names or [Act.HOLD.value]))


def the_source(file: Path, missing: str | None, book: Book) -> Source:
    """Open the file asked for; raise HoldlawError if it cannot be used."""
    known = [own.value for own in Missing]
    if missing is not None and missing not in known:
        raise not_understood("--missing", f"'{missing}' is not a reading.", f"Write {' or '.join(known)}.")
    source = open_source(connect(), file, book.questions)
    return evolve(source, about={**source.about, "missing": missing}) if missing else source


def not_understood(option: str, what: str, mend: str) -> HoldlawError:
    """Say that an option cannot be understood."""
    return HoldlawError([Problem("HL-4001", option, what, "Nothing was counted.", mend)])
