"""`holdlaw user password`: give somebody a new password."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.web_options import DatabaseUrl, Dir, OneJson, UserName, with_person


def command(
    username: UserName, *, dir_: Dir, database_url: DatabaseUrl = None, as_json: OneJson = False
) -> None:
    """Give a new password, which has to be replaced at the next sign-in. It unlocks nobody."""

    def change(user: Any) -> dict[str, Any]:
        from holdlaw.web.accounts.people import new_password

        return {"password": new_password(user)}

    raise with_person(username, (dir_, database_url), change, as_json)
