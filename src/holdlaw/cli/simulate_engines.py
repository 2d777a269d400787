"""Where `simulate` and `compare` take rows from and what counts them: file or register, DuckDB or Spark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from attrs import frozen

from holdlaw.cli.register_options import home_of
from holdlaw.cli.simulate_options import not_understood, the_source
from holdlaw.core.case import Act
from holdlaw.simulate.cluster import finished, on_spark
from holdlaw.simulate.comparing import Compared, Comparison
from holdlaw.simulate.comparing_register import RegisterComparison
from holdlaw.simulate.from_register import asked_of
from holdlaw.simulate.laws import Law
from holdlaw.simulate.ready import facts_folder, not_written, ready, ready_parts
from holdlaw.simulate.simulating import Counted, Simulation
from holdlaw.simulate.source import stored
from holdlaw.simulate.spark_session import spark_session
from holdlaw.store.agencies import agency_named
from holdlaw.store.opening import Register, open_register

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)

OneFile = Annotated[
    Path | None,
    typer.Argument(metavar="FILE.parquet", help="Requests in the layout of `import`, or a folder of parts."),
]
OneDir = Annotated[
    Path | None,
    typer.Option("--dir", metavar="DIR", help="Put the requests of this register to the law instead."),
]
OneAgency = Annotated[
    str | None, typer.Option("--agency", metavar="ID", help="With --dir: the requests of this agency alone.")
]
Engine = Annotated[str, typer.Option("--engine", help="duckdb: on this machine. spark: on many.")]
Master = Annotated[
    str,
    typer.Option("--master", metavar="URL", help="The master of Spark, as local[2] or spark://host:7077."),
]


@frozen
class Asked:
    """What was asked for: a file or a register, how its empty cells are read, and what is to count.

    `keep`: whether what is derived of a file must be stored beside it; None, where that can be done.
    """

    file: Path | None
    dir_: Path | None
    database_url: str | None
    missing: str | None
    engine: str = DUCKDB
    master: str = ""
    agency: str | None = None
    keep: bool | None = None


@contextmanager
def counted(asked: Asked, law: Law, acts: Sequence[Act]) -> Iterator[Counted]:
    """Give the rows asked for, ready to be counted; raise HoldlawError if they cannot be had."""
    _check(asked)
    if asked.dir_ is not None:
        with open_register(home_of(asked.dir_, asked.database_url), read_only=True) as register:
            yield from asked_of(register, (law,), acts, _agency(register, asked))
        return
    assert asked.file is not None
    source, needed, forms = (
        the_source(asked.file, asked.missing, law.book),
        law.needed(acts),
        tuple(law.book.forms),
    )
    if asked.engine == DUCKDB and not (asked.keep and needed):
        yield Simulation(source, law, acts, ready(source, needed, forms, keep=asked.keep is None))
        return
    session = spark_session(asked.master) if asked.engine == SPARK else None
    try:
        parts = ready_parts(source, needed, forms)
    except (duckdb.IOException, OSError) as error:
        raise not_written(facts_folder(asked.file, needed), error) from None
    if session is None:
        yield Simulation(source, law, acts, stored(parts))
        return
    yield finished(lambda: on_spark(session, (law, acts), source, parts))


@contextmanager
def compared(asked: Asked, laws: tuple[Law, Law], acts: Sequence[Act]) -> Iterator[Compared]:
    """Give the rows asked for under two laws; raise HoldlawError if they cannot be had."""
    _check(asked)
    if asked.dir_ is not None:
        with open_register(home_of(asked.dir_, asked.database_url), read_only=True) as register:
            yield RegisterComparison(register, laws, acts, _agency(register, asked))
        return
    assert asked.file is not None
    yield Comparison(the_source(asked.file, asked.missing, laws[0].book), laws, acts)


def _agency(register: Register, asked: Asked) -> str | None:
    """Give the agency asked for; raise HoldlawError (HL-6001) if it is not in the register."""
    return agency_named(register, asked.agency).id if asked.agency else None


def _check(asked: Asked) -> None:
    if (asked.file is None) is (asked.dir_ is None):
        raise not_understood(
            "FILE.parquet", "Name a file or a register, one of them.", "Write a file, or --dir DIR."
        )
    if asked.agency and asked.dir_ is None:
        raise not_understood("--agency", "A file is of no agency.", "Leave it out, or give --dir DIR.")
    if asked.engine not in ENGINES:
        raise not_understood("--engine", f"'{asked.engine}' is no engine.", f"Write {' or '.join(ENGINES)}.")
    if asked.keep is not None and asked.dir_ is not None:
        raise not_understood("--keep", "Nothing of a register is stored beside it.", "Leave it out.")
    if asked.keep is False and asked.engine == SPARK:
        raise not_understood("--no-keep", "Spark reads what is stored.", "Leave it out.")
    if asked.dir_ is not None and (asked.engine == SPARK or asked.missing):
        mend = "Leave --engine and --missing out; the register says which values nobody knows."
        raise not_understood("--dir", "A register is read on this machine, as it stands.", mend)
