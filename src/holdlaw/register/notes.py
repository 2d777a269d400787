"""Signed notes (C2SP signed-note): a text, a blank line, and one line a signature. Ed25519.

A note may carry signatures of keys we do not know (a witness's cosignature, say): they are kept and not
judged. At least one signature of a known key must be there, and every one of a known key must be right.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256

from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.tree import HASH_BYTES

ED25519 = b"\x01"
"""The one type of signature read here, as C2SP numbers it."""

KEY_ID_BYTES = 4
SIGNATURES_MAX = 100
"""More signature lines than this are not read: a note has a few, and each costs time."""
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<data>[A-Za-z0-9+/]+={0,2})")
_NAME = re.compile(r"[^\s+]+")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@frozen
class VerifierKey:
    """A public key under the name it signs with. Written `name+id+key`, as C2SP has it."""

    name: str
    public: bytes

    def __attrs_post_init__(self) -> None:
        """Refuse a name that could not be read back."""
        if not _NAME.fullmatch(self.name) or len(self.public) != 32:
            raise ValueError("a key needs a name without spaces or '+', and 32 bytes")

    @property
    def id(self) -> bytes:
        """Give the four bytes that tell keys of one name apart."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        """Write the key as others are given it."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@frozen
class SigningKey:
    """A private key and the name it signs under."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> SigningKey:
        """Make the key of 32 secret bytes."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @cached_property
    def verifier(self) -> VerifierKey:
        """Give the public key."""
        return VerifierKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """Give the note: the text with this key's signature. The text must end with a line end."""
        if not text.endswith("\n"):
            raise ValueError("the text of a note ends with a line end")
        signature = base64.b64encode(self.verifier.id + self.private.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"


def read_verifier_key(written: str) -> VerifierKey:
    """Read a public key written `name+id+key`.

    Raise HoldlawError (HL-5005) if it is none, or its id is not its own.
    """
    name, _, rest = written.strip().partition("+")
    id_, _, data = rest.partition("+")
    try:
        raw = base64.b64decode(data, validate=True)
        key = VerifierKey(name, raw[1:])
    except (binascii.Error, ValueError):
        raise _unreadable("It is not a public key.") from None
    if raw[:1] != ED25519 or key.id.hex() != id_ or str(key) != written.strip():
        raise _unreadable("It is not an Ed25519 key, or its id is not its own.")
    return key


def open_note(note: str, keys: Sequence[VerifierKey], where: str = "note") -> str:
    """Give the text of a note signed by one of `keys`. Raise HoldlawError (HL-5005) if it is not."""
    text, signatures = _parts(note, where)
    known = {(key.name, key.id): key for key in keys}
    signed = False
    for name, data in signatures:
        key = known.get((name, data[:KEY_ID_BYTES]))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(data[KEY_ID_BYTES:], text.encode())
        except (InvalidSignature, ValueError):
            raise _unreadable("A signature on it is wrong.", where) from None
        signed = True
    if not signed:
        raise _unreadable("No key we know has signed it.", where)
    return text


def read_number(line: str) -> int:
    """Read a whole number as a note writes it: no sign, no leading zero. Raise ValueError."""
    if not _NUMBER.fullmatch(line):
        raise ValueError("not a whole number as notes write it")
    return int(line)


def read_hash(line: str) -> bytes:
    """Read a SHA-256 hash as a note writes it: Base64, in one way only. Raise ValueError."""
    hashed = base64.b64decode(line, validate=True)
    if len(hashed) != HASH_BYTES or base64.b64encode(hashed).decode() != line:
        raise ValueError("not a hash as notes write it")
    return hashed


def _parts(note: str, where: str) -> tuple[str, list[tuple[str, bytes]]]:
    head, blank, tail = note.rpartition("\n\n")
    lines = tail.removesuffix("\n").split("\n")
    controls = any(ord(letter) < 0x20 and letter != "\n" for letter in note)
    if not blank or not tail.endswith("\n") or controls or len(lines) > SIGNATURES_MAX:
        raise _unreadable("It is not a signed note.", where)
    return head + "\n", [_signature(line, where) for line in lines]


def _signature(line: str, where: str) -> tuple[str, bytes]:
    match = _SIGNATURE.fullmatch(line)
    try:
        data = base64.b64decode(match["data"], validate=True) if match else b""
    except binascii.Error:
        data = b""
    if match is None or len(data) <= KEY_ID_BYTES or base64.b64encode(data).decode() != match["data"]:
        raise _unreadable("A signature line on it cannot be read.", where)
    return match["name"], data


def _unreadable(what: str, where: str = "key") -> HoldlawError:
    why = "Only a signed note fixes what the register held."
    mend = "Use the file as it was published; if it was, ask who keeps the register."
    return HoldlawError([Problem("HL-5005", where, what, why, mend)])
