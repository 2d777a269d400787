"""A whole check of a folder of law: what it says, and what its worked cases show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Notice, Problem
from holdlaw.policybook import Book, book_at
from holdlaw.policybook.place_files import Place
from holdlaw.policybook.policy_check import UNREADABLE, check_law, stale_notices
from holdlaw.sources.worked_cases import FILE, read_worked_cases, run_worked
from holdlaw.sources.worked_coverage import coverage_problems


@frozen(eq=False)
class CheckedLaw:
    """What a check found: mistakes by file, notices that are no mistakes, and how much was read."""

    root: Path
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    counts: Mapping[str, int]

    @property
    def unreadable(self) -> bool:
        """Say whether a file could not be read at all."""
        return any(problem.code in UNREADABLE for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        """Give the check as plain data."""
        return {
            "holdlaw": 1,
            "law": str(self.root),
            "read": dict(self.counts),
            "problems": [problem.as_json() | {"mend": problem.mend} for problem in self.problems],
            "notices": [notice.as_json() for notice in self.notices],
        }


def check_folder(root: Path, today: date) -> CheckedLaw:
    """Check a folder of law as it stands today. Raise HoldlawError if it is no folder of law."""
    checked = check_law(root)
    book = book_at(root.resolve())
    problems, cases = list(checked.problems), 0
    for place in checked.places:
        number, found = _worked(book, place)
        cases += number
        problems += found
    notices = (notice for place in checked.places for notice in stale_notices(place, today))
    order = sorted(dict.fromkeys(problems), key=lambda problem: problem.where.split(":")[0].split(" ")[0])
    return CheckedLaw(root, tuple(order), tuple(notices), {**checked.counts, "worked cases": cases})


def _worked(book: Book, place: Place) -> tuple[int, list[Problem]]:
    """Run the worked cases of one place; give how many, and what is wrong with them or left unshown."""
    try:
        worked = read_worked_cases(book, place)
    except HoldlawError as error:
        return 0, list(error.problems)
    except (OSError, UnicodeDecodeError) as error:
        return 0, list(_unreadable(f"{place.folder / FILE}", error))
    runs = [run_worked(each, book) for each in worked]
    wrong = [problem for run in runs for problem in run.problems]
    return len(runs), [*wrong, *coverage_problems(book, place, runs)]


def _unreadable(where: str, error: Exception) -> Iterator[Problem]:
    yield Problem(
        "HL-1001", where, f"The file cannot be read: {error}.", "Its cases were not run.", "Check the file."
    )
