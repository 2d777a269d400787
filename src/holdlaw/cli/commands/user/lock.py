"""`holdlaw user lock`: shut somebody out."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.web_options import DatabaseUrl, Dir, OneJson, UserName, with_person


def command(
    username: UserName, *, dir_: Dir, database_url: DatabaseUrl = None, as_json: OneJson = False
) -> None:
    """Lock a person out at once, wherever they are signed in."""

    def change(user: Any) -> dict[str, Any]:
        from holdlaw.web.accounts.people import lock

        lock(user)
        return {"locked": True}

    raise with_person(username, (dir_, database_url), change, as_json)
