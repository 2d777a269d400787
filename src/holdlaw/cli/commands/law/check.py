"""`holdlaw law check`: every mistake of a folder of law, by file and line; every worked case run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import FINDING, UNUSABLE, say, to_json
from holdlaw.cli.law_checking import CheckedLaw, check_folder
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.lines import folded
from holdlaw.policybook import shipped

Folder = Annotated[
    Path | None, typer.Argument(metavar="PATH", help="A folder of law; the one shipped if left out.")
]


def command(path: Folder = None, as_json: OneJson = False) -> None:
    """Read every law file, list every mistake, decide every worked case. Exit 1 if a check fails."""

    def run() -> int:
        found = check_folder(path or shipped().root, datetime.now(UTC).date())
        say(to_json(found.as_json()) if as_json else "\n".join(_page(found)))
        return UNUSABLE if found.unreadable else FINDING if found.problems else 0

    raise ending(run, as_json)


def _page(found: CheckedLaw) -> list[str]:
    lines: list[str] = []
    for problem in found.problems:
        lines += folded(
            [f"- {problem.where}", f"  {problem.code}: {problem.what} {problem.why} {problem.mend}"]
        )
    for notice in found.notices:
        lines += folded([f"- notice {notice.code}: {notice.text}"])
    counts = ", ".join(f"{number} {name}" for name, number in found.counts.items())
    number = len(found.problems)
    verdict = f"{number} mistake{'' if number == 1 else 's'}." if number else "No mistake."
    return [*lines, *folded([f"Read {counts}.", verdict])]
