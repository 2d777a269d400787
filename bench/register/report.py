"""The register's section of the benchmark: intake on both engines, verification, proofs."""

import tempfile
from pathlib import Path
from typing import Final

import psycopg
from attrs import frozen

from bench.engine import Failure, one_line
from bench.measures import Measured, Section
from bench.register.checking import measure_checking
from bench.register.server import Missing, database
from bench.register.writing import measure_writing
from holdlaw.store.home import Home

ENTRIES: Final = 1_000_000


@frozen
class Size:
    """How much is measured: entries to verify, commits a round, rounds."""

    entries: int = ENTRIES
    commits: int = 300
    rounds: int = 5


def measure_register(size: Size) -> Measured:
    """Measure intake on both engines, verification, proofs; where a part fails, the others go on."""
    section, failures = Section(), []
    parts = {"intake, SQLite": _sqlite, "intake, PostgreSQL": _postgresql, "verification": _checking}
    for name, part in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                section += part(Path(folder), size)
            except Exception as error:
                failures.append(Failure(f"register: {name}", one_line(error)))
    return Measured(section, tuple(failures))


def _sqlite(folder: Path, size: Size) -> Section:
    return measure_writing(Home(folder / "register"), size.commits, size.rounds)


def _postgresql(folder: Path, size: Size) -> Section:
    try:
        with database() as url:
            return measure_writing(Home(folder / "register", url), size.commits, size.rounds)
    except (Missing, psycopg.OperationalError) as error:
        return Section(skipped=(f"intake on PostgreSQL: {one_line(error)}",))


def _checking(folder: Path, size: Size) -> Section:
    return measure_checking(folder, size.entries, max(1, size.rounds - 2))
