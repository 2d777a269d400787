"""The people of a demo: one for each role and agency, all with one password, which is printed."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from holdlaw.web.accounts.models import User
from holdlaw.web.accounts.people import PLAIN_LETTERS
from holdlaw.web.queries.agencies import Agency
from holdlaw.web.roles import Role

SHORT = {Role.RECORDS_OFFICER: "records", Role.ADMINISTRATOR: "admin"}
PREFIXES = ("", "jail-")
"""Before the user names of the first agency and of the second; others begin with the agency's id."""


def demo_people(agencies: Sequence[Agency]) -> str:
    """Make whoever is missing; say whom to sign in as.

    Their staff numbers are those the demo's own entries carry.
    """
    password = demo_password()
    hashed = make_password(password)
    lines = [f"Password of everybody in the demo: {password}"]
    for number, agency in enumerate(agencies):
        prefix = PREFIXES[number] if number < len(PREFIXES) else f"{agency.id}-"
        names = [_person(f"{prefix}{SHORT.get(role, role.value)}", agency.id, role, hashed) for role in Role]
        lines.append(f"{agency.name}: {', '.join(names)}")
    return "\n".join(lines)


def demo_password() -> str:
    """Give the demo's password: made from the site's key, so that it is the same tomorrow."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), b"demo password", "sha256")
    letters = "".join(PLAIN_LETTERS[byte % len(PLAIN_LETTERS)] for byte in drawn[:8])
    return f"{letters[:4]}-{letters[4:]}"


def _person(username: str, agency: str, role: Role, hashed: str) -> str:
    staff_id = f"{agency}-{role.value}-1"
    user, made = User.objects.get_or_create(
        username=username,
        defaults={"staff_id": staff_id, "agency": agency, "role": role, "password": hashed},
    )
    if not made and not check_password(demo_password(), user.password):
        user.password = hashed
        user.save()
    return username
