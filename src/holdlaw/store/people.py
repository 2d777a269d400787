"""Finding the same person again without holding a name: a keyed hash of each thing that identifies them.

What identifies: a federal file number; a custody number of the agency; a name together with a birth date.
Spaces, case, accents, punctuation and the order of names make no difference. Without the index key, which is
in the key file, a hash says nothing and cannot be guessed back.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.canonical import canonical
from holdlaw.store.keys import INDEX_KEY
from holdlaw.store.registers import Register

PERSON_ID_BYTES = 16
IDENTITY = ("name", "birth_date", "file_number", "custody_number")
"""What may identify a person, as `request.received` has it under `subject`."""

_FEDERAL = re.compile(r"a?0*([0-9]+)")


def new_person_id(entropy: Callable[[int], bytes]) -> str:
    """Make a person id: opaque, and unlike any other."""
    return f"p-{entropy(PERSON_ID_BYTES).hex()}"


def find_people(register: Register, identity: Mapping[str, str]) -> tuple[str, ...]:
    """Give the ids of the people who share an identifying thing with this one, in a fixed order.

    A name alone, or a birth date alone, identifies nobody. Raise HoldlawError (HL-5002) for a key that
    identifies nothing.
    """
    unknown = sorted(identity.keys() - set(IDENTITY))
    if unknown:
        why, mend = "It is no part of the index.", f"Name some of: {', '.join(IDENTITY)}."
        raise HoldlawError(
            [Problem("HL-5002", "identity", f"{', '.join(unknown)} identifies nobody.", why, mend)]
        )
    tokens = list(_tokens(register.keys.secret(INDEX_KEY), identity))
    if not tokens:
        return ()
    marks = ", ".join("?" * len(tokens))
    rows = register.db.rows(f"SELECT DISTINCT person FROM vault_index WHERE token IN ({marks})", tokens)
    return tuple(sorted(person for (person,) in rows))


def index(register: Register, person: str, private: Mapping[str, Any]) -> None:
    """Add the index rows of an entry that says who its person is, in the transaction that is open.

    A subject may come with a request, or as a correction of one.
    """
    corrected = private.get("values")
    subject = private.get("subject") or (corrected.get("subject") if isinstance(corrected, dict) else None)
    if not isinstance(subject, dict):
        return
    for token in _tokens(register.keys.secret(INDEX_KEY), subject):
        sql = "INSERT INTO vault_index VALUES (?, ?) ON CONFLICT DO NOTHING"
        register.db.execute(sql, [token, person])


def _tokens(key: bytes, identity: Mapping[str, Any]) -> Iterator[bytes]:
    for what, value in _identifying({name: told for name, told in identity.items() if isinstance(told, str)}):
        yield hmac.digest(key, canonical([what, value]), "sha256")


def _identifying(identity: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    folded = {name: " ".join(sorted(_words(told))) for name, told in identity.items()}
    name, born = folded.get("name"), "".join(_words(identity.get("birth_date", "")))
    if name and born:
        yield "name_and_birth_date", f"{name} {born}"
    for number in ("file_number", "custody_number"):
        told = "".join(_words(identity.get(number, "")))
        federal = _FEDERAL.fullmatch(told) if number == "file_number" else None
        if told:
            yield number, federal[1] if federal else told


def _words(told: str) -> list[str]:
    r"""Give the words of a text without case, accents and punctuation.

    >>> _words("  PERSONA,   Ex\u00e1mpla ")
    ['persona', 'exampla']
    """
    letters = unicodedata.normalize("NFKD", told.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.findall(r"\w+", plain.replace("_", " "))
