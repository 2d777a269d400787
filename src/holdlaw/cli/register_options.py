"""What the commands on a register share: where it is, who acts, and one way to end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from holdlaw.cli.asking import ANSWERED, FINDING, complain, say, to_json
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.entry import Actor
from holdlaw.register.receipts import Receipt
from holdlaw.store.erasing import By
from holdlaw.store.home import Home, home_at
from holdlaw.store.opening import Register, open_register
from holdlaw.store.verdict import Verdict

FOUND_WRONG = frozenset({"HL-6009", "HL-6010", "HL-6011"})
"""Errors that are findings about a register, and not about how the command was used: exit code 1."""

Dir = Annotated[Path, typer.Option("--dir", metavar="DIR", help="The folder of the register.")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        metavar="URL",
        help="A PostgreSQL database; left out, the file in DIR, or else the variable DATABASE_URL.",
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option("--against", metavar="CHECKPOINT", help="A checkpoint kept elsewhere; may be repeated."),
]
KeysFolder = Annotated[
    Path | None, typer.Option("--keys", metavar="FOLDER", help="The folder of the keys' own backup.")
]
ById = Annotated[str, typer.Option("--by", metavar="STAFFID", help="Who does it: a staff id, never a name.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="The role it is done in.")]
AgencyId = Annotated[str, typer.Option("--agency", metavar="ID", help="The agency.")]
AskedIn = Annotated[int, typer.Option("--asked", metavar="ENTRY", help="The entry in which it was asked.")]


def home_of(folder: Path, database_url: str | None) -> Home:
    """Say where the register is. A database given by its address wins; then the file in the folder."""
    return home_at(folder, database_url)


def the_time() -> datetime:
    """Ask the clock. Only a command may."""
    return datetime.now(UTC)


def done_by(staff_id: str, role: str, agency: str) -> By:
    """Say who does it, for which agency, now."""
    return By(Actor(staff_id, role), agency, the_time())


def notes_in(paths: Iterable[Path] | None) -> tuple[str, ...]:
    """Read checkpoints that were kept elsewhere. Raise HoldlawError (HL-5005) for one that cannot be read."""
    return tuple(_note(path) for path in paths or ())


def _note(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, ValueError):
        what, why = "It cannot be read as a checkpoint.", "Nothing can be compared with it."
        mend = "Name a file that the signer wrote, and that you may read."
        raise HoldlawError([Problem("HL-5005", str(path), what, why, mend)]) from None


def ending(run: Callable[[], int], as_json: bool) -> typer.Exit:
    """Run a command and give how it ends: 1 for a finding about the register, 2 for what cannot be used."""
    try:
        return typer.Exit(run())
    except HoldlawError as error:
        code = complain(error, as_json)
        found = all(problem.code in FOUND_WRONG for problem in error.problems)
        return typer.Exit(FINDING if found else code)


def acted(where: Home, act: Callable[[Register], Receipt], says: str, as_json: bool) -> typer.Exit:
    """Do one thing to a register and print its receipt; `says` is the sentence before the entry's number."""

    def run() -> int:
        with open_register(where) as register:
            made = act(register)
        told = {"ok": True, "entry": made.seq, "receipt": made.note}
        return shown(told, f"{says} entry {made.seq}.", as_json)

    return ending(run, as_json)


def shown(data: dict[str, Any], page: str, as_json: bool) -> int:
    """Print the outcome of a command that found nothing wrong."""
    say(to_json(data) if as_json else page)
    return ANSWERED


def verdict_shown(verdict: Verdict, as_json: bool) -> int:
    """Print a verdict; give the exit code."""
    say(to_json(verdict.as_json()) if as_json else "\n".join(_verdict_lines(verdict)))
    return ANSWERED if verdict.ok else FINDING


def _verdict_lines(verdict: Verdict) -> list[str]:
    lines = ["The register stands." if verdict.ok else "The register was altered.", verdict.why]
    lines += [str(finding) for finding in verdict.findings[1:]]
    if verdict.first_bad is not None:
        lines.append(f"First bad entry: {verdict.first_bad}.")
    if verdict.bad_range is not None:
        lines.append(f"It lies among entries {verdict.bad_range[0]} to {verdict.bad_range[1] - 1}.")
    if verdict.ok and verdict.covered < verdict.size:
        lines.append(f"No checkpoint covers the last {verdict.size - verdict.covered}: run `holdlaw sign`.")
    lines += [
        f"{part}: {how_far}." for part, how_far in verdict.checked.items() if how_far not in {"ok", "altered"}
    ]
    return [*lines, f"Size {verdict.size}, root {verdict.root}."]
