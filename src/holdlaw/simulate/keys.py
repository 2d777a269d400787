"""A name for what a test asks of a record or of papers, so that a column made for it is found again.

The name is a digest of everything the test says, the entries of its offence lists included: a bill that
changes a list asks for a column of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256
from typing import Any

import attrs

from holdlaw.core.statutes import Statute


def digest_of(thing: object) -> str:
    """Give the SHA-256 of what a value says, in hexadecimal."""
    return sha256(json.dumps(_plain(thing), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(thing: object) -> Any:
    match thing:
        case None | str() | int():
            return thing
        case Statute():
            return str(thing)
        case date() | timedelta():
            return str(thing)
        case Enum():
            return thing.value
        case frozenset():
            return sorted(json.dumps(_plain(part)) for part in thing)
        case tuple() | list():
            return [_plain(part) for part in thing]
        case Mapping():
            return {str(key): _plain(part) for key, part in thing.items()}
        case _:
            return _fields(thing)


def _fields(thing: Any) -> dict[str, Any]:
    """Give what an attrs value was made from; what it works out itself is left aside."""
    return {own.name: _plain(getattr(thing, own.name)) for own in attrs.fields(type(thing)) if own.init}
