"""Changing who may sign in and as what: each change is an entry, or does not happen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from holdlaw.register.kinds.account_changed import AccountChanged
from holdlaw.web.accounts import people
from holdlaw.web.accounts.models import User
from holdlaw.web.actions.writing import draft, write
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.roles import Role

_T = TypeVar("_T")


def add(desk: Desk, new: people.NewPerson) -> tuple[User, str]:
    """Make an account at the desk's own agency. Raise HoldlawError as `people.add` does."""
    with transaction.atomic():
        user, password = people.add(new, {desk.agency.id})
        _enter(desk, user, "added")
    return user, password


def set_role(desk: Desk, user: User, role: Role) -> None:
    """Give somebody another role. Raise HoldlawError for the last administrator."""
    _changed(desk, user, "role_given", lambda: people.set_role(user, role))


def lock(desk: Desk, user: User) -> None:
    """Shut somebody out. Raise HoldlawError for the last administrator."""
    _changed(desk, user, "locked", lambda: people.lock(user))


def unlock(desk: Desk, user: User) -> None:
    """Let somebody in again."""
    _changed(desk, user, "unlocked", lambda: people.unlock(user))


def new_password(desk: Desk, user: User) -> str:
    """Give somebody a new password to hand over."""
    return _changed(desk, user, "password_given", lambda: people.new_password(user))


def forget_factors(desk: Desk, user: User) -> str:
    """Take away somebody's second factors, and with them the password."""
    return _changed(desk, user, "second_factor_removed", lambda: people.forget_factors(user))


@transaction.atomic
def _changed(desk: Desk, user: User, change: str, act: Callable[[], _T]) -> _T:
    """Do it, then enter it; if it cannot be entered, it is not done."""
    given = act()
    _enter(desk, user, change)
    return given


def _enter(desk: Desk, user: User, change: str) -> None:
    content = AccountChanged(account=user.staff_id, change=change, role=str(user.role))
    write(desk, [draft(desk, content, (None, None))], new_key())
