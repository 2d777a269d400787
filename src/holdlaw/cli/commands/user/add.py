"""`holdlaw user add`: give somebody an account."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.web_options import (
    DatabaseUrl,
    Dir,
    OneJson,
    RoleName,
    UserName,
    a_role,
    accounts,
    ending,
    shown,
)  # fmt: skip


def command(
    username: UserName,
    *,
    dir_: Dir,
    agency: Annotated[str, typer.Option("--agency", help="The agency's id in the register.")],
    role: RoleName,
    staff_id: Annotated[str, typer.Option("--staff-id", help="The number entries carry: never a name.")],
    name: Annotated[str, typer.Option("--name", help="How colleagues know the person.")] = "",
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Add a person. The password that is printed has to be replaced at the first sign-in."""

    def run() -> int:
        wanted = a_role(role)
        home = accounts(dir_, database_url)
        from holdlaw.web.accounts.people import NewPerson, add
        from holdlaw.web.serving import joined_agencies

        new = NewPerson(username=username, staff_id=staff_id, agency=agency, role=wanted, name=name)
        user, password = add(new, {each.id for each in joined_agencies(home)})
        told = {"holdlaw": 1, "username": user.username, "password": password}
        return shown(told, f"Added {user.username}. Password to hand over: {password}", as_json)

    raise ending(run, as_json)
