"""Salted commitments: a private value stands in an entry only as a hash that nobody can guess back."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from attrs import frozen

from holdlaw.register.canonical import canonical

SALT_BYTES = 32
"""Salt of one private field. Without it the commitment says nothing, however few values are possible."""


@frozen
class Opening:
    """What opens one commitment: the salt and the private value. It lives in the vault alone."""

    salt: bytes
    value: Any

    def __attrs_post_init__(self) -> None:
        """Refuse a short salt: a guess could then be tried."""
        if len(self.salt) != SALT_BYTES:
            raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(self.salt)}")


def commitment(field: str, opening: Opening) -> str:
    """Give the hash that stands in the entry for one private field.

    It is the SHA-256, as hex, of the salt followed by the canonical bytes of `[field, value]`. Anybody who is
    given salt and value can work it out again; nobody without the salt can guess the value from it.
    """
    return sha256(opening.salt + canonical([field, opening.value], field)).hexdigest()
