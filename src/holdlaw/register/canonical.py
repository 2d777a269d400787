"""The one way to write a value as bytes, so that equal values have equal hashes (RFC 8785)."""

from __future__ import annotations

from typing import Any

import rfc8785

from holdlaw.core.problems import HoldlawError, Problem


def canonical(value: Any, where: str = "entry") -> bytes:
    """Write a JSON value as its RFC 8785 bytes.

    Raise HoldlawError (HL-5001) for what JSON cannot carry: a lone surrogate, a number past 2⁵³, NaN, another
    type. The null character is refused too: PostgreSQL text cannot hold it.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    try:
        written = rfc8785.dumps(value)
    except (ValueError, TypeError) as error:  # a lone surrogate in a key raises a bare UnicodeEncodeError
        raise _unwritable(where, f"It cannot be written as JSON: {error}.") from None
    if b"\\u0000" in written and _holds_null(value):
        raise _unwritable(where, "It holds a null character.")
    return written


def _holds_null(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_null(key) or _holds_null(inner) for key, inner in value.items())
    return isinstance(value, list | tuple) and any(_holds_null(inner) for inner in value)


def _unwritable(where: str, what: str) -> HoldlawError:
    why = "An entry that cannot be written the same way twice cannot be proved."
    return HoldlawError([Problem("HL-5001", where, what, why, "Remove it and enter the rest again.")])
