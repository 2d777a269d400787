"""Adding people, changing what they may do, locking them out. The page and the command both come here."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from attrs import frozen
from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.crypto import get_random_string

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.web.accounts.adapter import FACTORS
from holdlaw.web.accounts.models import User
from holdlaw.web.roles import Role

PLAIN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that cannot be taken for one another when a password is read out."""


@frozen(kw_only=True)
class NewPerson:
    """Somebody to be given an account. `staff_id` is what entries will carry: a number, never a name."""

    username: str
    staff_id: str
    agency: str
    role: Role
    name: str = ""


def everybody(agency: str | None = None) -> QuerySet[User]:
    """Give the people with an account, each with `factors`: how many second factors they have."""
    of_agency = Q() if agency is None else Q(agency=agency)
    factors = Count("authenticator", filter=Q(authenticator__type__in=FACTORS))
    return User.objects.filter(of_agency).annotate(factors=factors).order_by("agency", "username")


def person_named(username: str) -> User:
    """Find somebody by user name. Raise HoldlawError (HL-7002) if nobody has it."""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise refused("user name", "Nobody has this user name.", "See who there is: `holdlaw user list`.")
    return found


def add(new: NewPerson, agencies: Collection[str]) -> tuple[User, str]:
    """Make an account; give it with a password to hand over, which the person has to replace.

    Raise HoldlawError (HL-7002) if the agency is none of the register's, or a name or number is taken or
    misshapen.
    """
    if new.agency not in agencies:
        known = ", ".join(sorted(agencies)) or "none yet"
        raise refused("agency", "The register has no such agency.", f"Name one that joined it: {known}.")
    user = User(
        username=new.username, staff_id=new.staff_id, agency=new.agency, role=new.role, first_name=new.name
    )
    password = _give_password(user)
    try:
        user.full_clean()
    except ValidationError as error:
        fields = ", ".join(sorted(error.message_dict))
        raise refused(
            fields, "It is taken by somebody else, or has a wrong shape.", "Choose another."
        ) from None
    user.save()
    return user, password


def new_password(user: User) -> str:
    """Give somebody a new password to hand over. Where they are signed in, they no longer are."""
    password = _give_password(user)
    user.save()
    reset(username=user.username.casefold())
    return password


def set_role(user: User, role: Role) -> None:
    """Give somebody another role, at once.

    Raise HoldlawError (HL-7002) for an agency's last administrator.
    """
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(user)
    user.role = role
    user.save()


def lock(user: User) -> None:
    """Shut somebody out at once, wherever they are signed in.

    Raise HoldlawError (HL-7002) for the last administrator.
    """
    _keep_an_administrator(user)
    user.is_active = False
    user.save()


def unlock(user: User) -> None:
    """Let somebody in again, and forget their failed attempts."""
    user.is_active = True
    user.save()
    reset(username=user.username.casefold())


@transaction.atomic
def forget_factors(user: User) -> str:
    """Take away lost second factors, and with them the password: give a new one to hand over."""
    Authenticator.objects.filter(user=user).delete()
    return new_password(user)


def refused(where: str, what: str, mend: str) -> HoldlawError:
    """Say that an account cannot be made or changed. Nothing of the person is repeated."""
    why = "Every entry has to name one person who may make it."
    return HoldlawError([Problem("HL-7002", where, what, why, mend)])


def _give_password(user: User) -> str:
    groups = (get_random_string(5, PLAIN_LETTERS) for _ in range(4))
    password = "-".join(groups)
    user.set_password(password)
    user.password_given = True
    return password


def _keep_an_administrator(user: User) -> None:
    others = User.objects.filter(agency=user.agency, role=Role.ADMINISTRATOR, is_active=True).exclude(
        pk=user.pk
    )
    if user.role == Role.ADMINISTRATOR and user.is_active and not others.exists():
        what = "This is the agency's last administrator."
        raise refused("role", what, "Make somebody else administrator first.")
