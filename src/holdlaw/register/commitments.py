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
    """Give the commitment of one private field, as hex: SHA-256 of the salt and the canonical field and value."""
    return sha256(opening.salt + canonical([field, opening.value], field)).hexdigest()
