"""`holdlaw user list`: who has an account."""

from __future__ import annotations

from typing import Any

from holdlaw.cli.web_options import DatabaseUrl, Dir, OneJson, accounts, ending, shown


def command(*, dir_: Dir, database_url: DatabaseUrl = None, as_json: OneJson = False) -> None:
    """List everybody with an account, with their role, and whether they are locked."""

    def run() -> int:
        accounts(dir_, database_url)
        from holdlaw.web.accounts.people import everybody

        people = [
            {
                "username": user.username,
                "agency": user.agency,
                "role": user.role,
                "staff_id": user.staff_id,
                "locked": not user.is_active,
                "second_factor": bool(getattr(user, "factors", 0)),
            }
            for user in everybody()
        ]
        return shown({"holdlaw": 1, "people": people}, "\n".join(map(_line, people)) or "Nobody.", as_json)

    raise ending(run, as_json)


def _line(person: dict[str, Any]) -> str:
    marks = [
        *(["locked"] if person["locked"] else []),
        *([] if person["second_factor"] else ["no second factor"]),
    ]
    role = person["role"].replace("_", " ")
    told = f"{person['username']}: {role} at {person['agency']}, {person['staff_id']}"
    return f"{told} ({', '.join(marks)})" if marks else told
