"""The entry `account.changed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, code


@frozen(kw_only=True)
class AccountChanged(Kind):
    """An administrator added somebody at the desk, or changed what they may do or how they sign in."""

    NAME: ClassVar[str] = "account.changed"
    SENTENCE: ClassVar[str] = "{actor} changed the account of {account}: {change}; role {role}."

    account: str = code()
    """The staff id that entries of this person carry."""
    change: str = choice(
        "added", "role_given", "locked", "unlocked", "password_given", "second_factor_removed"
    )
    role: str = code()
    """The role they have from then on."""
