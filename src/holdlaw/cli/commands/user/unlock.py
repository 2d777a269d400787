"""`holdlaw user unlock`: let somebody in again."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.web_options import DatabaseUrl, Dir, OneJson, UserName, with_person


def command(
    username: UserName, *, dir_: Dir, database_url: DatabaseUrl = None, as_json: OneJson = False
) -> None:
    """Unlock a person, and forget their failed attempts."""

    def change(user: Any) -> dict[str, Any]:
        from holdlaw.web.accounts.people import unlock

        unlock(user)
        return {"locked": False}

    raise with_person(username, (dir_, database_url), change, as_json)
