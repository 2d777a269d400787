"""The register's section of the benchmark, run and printed: as lines of a table, or as plain data."""

import tempfile
from pathlib import Path
from typing import Any, Final

import psycopg
from attrs import asdict, frozen

from bench.engine import Failure, one_line
from bench.register.checking import measure_checking
from bench.register.measures import Section
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


@frozen
class RegisterResult:
    """What one run found about the register, and what failed."""

    section: Section
    failures: tuple[Failure, ...]


def measure_register(size: Size) -> RegisterResult:
    """Measure intake on both engines, verification, proofs; where a part fails, the others go on."""
    section, failures = Section(), []
    parts = {"intake, SQLite": _sqlite, "intake, PostgreSQL": _postgresql, "verification": _checking}
    for name, part in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                section += part(Path(folder), size)
            except Exception as error:
                failures.append(Failure(f"register: {name}", one_line(error)))
    return RegisterResult(section, tuple(failures))


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


def as_json(result: RegisterResult) -> dict[str, Any]:
    """The section as plain data; a goal carries its verdict."""
    section = result.section
    return {
        "figures": [asdict(figure) for figure in section.figures],
        "goals": [{**asdict(goal), "verdict": goal.verdict} for goal in section.goals],
        "skipped": list(section.skipped),
        "failures": [asdict(failure) for failure in result.failures],
    }


def as_text(result: RegisterResult) -> str:
    """The figures, the goals, and what was not measured or failed."""
    section = result.section
    lines = [f"{'the register':<74}{'measured':>12}  {'unit':<17}{'×':>6}  beside"]
    lines += [
        f"{figure.name:<74}{figure.value:>12,.0f}  "
        f"{figure.unit:<17}{_ratio(figure.ratio):>6}  {figure.beside}".rstrip()
        for figure in section.figures
    ]
    lines += ["", f"{'goal':<90}{'measured':>10}{'limit':>9}"]
    lines += [
        f"{goal.text:<90}{_ratio(goal.measured):>10}{goal.limit:>9.2f}  {goal.verdict}"
        for goal in section.goals
    ]
    lines += [f"not measured: {reason}" for reason in section.skipped]
    if result.failures:
        lines += ["", "FAILED", *(f"{failure.name}: {failure.reason}" for failure in result.failures)]
    return "\n".join(lines)


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"
