"""`holdlaw user role`: give somebody another role."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.web_options import DatabaseUrl, Dir, OneJson, RoleName, UserName, a_role, with_person


def command(
    username: UserName,
    *,
    dir_: Dir,
    role: RoleName,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Give a person another role. It counts from the next click."""

    def change(user: Any) -> dict[str, Any]:
        from holdlaw.web.accounts.people import set_role

        set_role(user, a_role(role))
        return {"role": role}

    raise with_person(username, (dir_, database_url), change, as_json)
