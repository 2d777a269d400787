"""Seals drafts: AES-256-GCM under a key of their own, bound to the person at the desk and the form.

The key is derived (HKDF-SHA-256) from the index key of the register's key file, with the register's name as
salt. So it stands nowhere beside the drafts, and a copy of the site's database says nothing. What else the
index key is used for cannot give the same key.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from holdlaw.store.keys import INDEX_KEY, KEY_BYTES
from holdlaw.store.opening import Register
from holdlaw.store.vault import NONCE_BYTES

PURPOSE = b"holdlaw site drafts 1"


def seal(register: Register, bound_to: str, plain: bytes) -> bytes:
    """Seal bytes for one place. The length of what was typed does not show beyond what compression leaves."""
    nonce = register.entropy(NONCE_BYTES)
    return nonce + AESGCM(_key(register)).encrypt(nonce, zlib.compress(plain), bound_to.encode())


def unseal(register: Register, bound_to: str, sealed: bytes) -> bytes | None:
    """Open what `seal` sealed. None: it was sealed for another place, or under another key."""
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return zlib.decompress(AESGCM(_key(register)).decrypt(nonce, rest, bound_to.encode()))
    except (InvalidTag, ValueError, zlib.error):
        return None


def seal_data(register: Register, bound_to: str, data: Any) -> bytes:
    """Seal plain data."""
    return seal(register, bound_to, json.dumps(data).encode())


def unseal_data(register: Register, bound_to: str, sealed: bytes) -> Any:
    """Open plain data. None: it cannot be opened."""
    plain = unseal(register, bound_to, sealed)
    return None if plain is None else json.loads(plain)


def _key(register: Register) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=register.origin.encode(), info=PURPOSE)
    return derive.derive(register.keys.secret(INDEX_KEY))
