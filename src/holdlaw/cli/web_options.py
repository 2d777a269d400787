"""What the commands of the site share: which register, which person, and how an outcome is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown
from holdlaw.store.home import Home

__all__ = [
    "DatabaseUrl", "Dir", "OneJson", "Port", "RoleName", "UserName",
    "a_role", "accounts", "ending", "home_of", "shown", "with_person",
]  # fmt: skip

UserName = Annotated[str, typer.Argument(metavar="USERNAME", help="The name the person signs in with.")]
RoleName = Annotated[
    str,
    typer.Option("--role", help="clerk, supervisor, counsel, records_officer, auditor or administrator."),
]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")]


def accounts(folder: Path, database_url: str | None) -> Home:
    """Open the accounts beside a register. Raise HoldlawError (HL-6001, HL-6002) if there is no register."""
    from holdlaw.web.serving import joined_agencies, prepare, set_environment

    home = home_of(folder, database_url)
    joined_agencies(home)
    set_environment(home)
    prepare()
    return home


def with_person(
    username: str, home: tuple[Path, str | None], change: Callable[[Any], dict[str, Any]], as_json: bool
) -> typer.Exit:
    """Find somebody, change something about them, and say what; give how the command ends."""

    def run() -> int:
        accounts(*home)
        from holdlaw.web.accounts.people import person_named

        told = {"holdlaw": 1, "username": username, **change(person_named(username))}
        return shown(
            told, "\n".join(f"{key}: {value}" for key, value in told.items() if key != "holdlaw"), as_json
        )

    return ending(run, as_json)


def a_role(text: str) -> Any:
    """Read a role. Raise HoldlawError (HL-4001) if it is none."""
    from holdlaw.core.problems import HoldlawError, Problem
    from holdlaw.web.roles import Role

    try:
        return Role(text)
    except ValueError:
        known = ", ".join(Role)
        why = "What a person may do is decided by the role alone."
        raise HoldlawError(
            [Problem("HL-4001", "--role", f"'{text}' is not a role.", why, f"Name one of: {known}.")]
        ) from None
