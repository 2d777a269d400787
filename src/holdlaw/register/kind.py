"""What every type of entry declares: its name, its sentence, its fields, which are private and how erased.

A type is one frozen class in one module of `kinds/`, found by location. Its fields are made with the
functions below (`text`, `moment`, `choice` …), which check a value where it is made. A field marked
`private=` never stands in the entry's bytes: only its salted commitment does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar, Self

from attrs import field, fields, frozen

from holdlaw.core.problems import HoldlawError, Problem

Check = Callable[[Any], str | None]
"""Says what is wrong with a value, or None."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/+-]*")
THREE = ("yes", "no", "unknown")


class Erasure(Enum):
    """How a private field is erased."""

    WITH_PERSON = "with_person"
    """It is sealed under the person's own key, and goes with that key and its row in the vault."""


PERSON = Erasure.WITH_PERSON


class _Erased(Enum):
    ERASED = "erased"

    def __repr__(self) -> str:
        return "ERASED"


ERASED = _Erased.ERASED
"""Stands for a private value that is not opened here, or is erased."""


@frozen
class Takes:
    """What a field takes: the name of its maker below, its check, and the codes it may be one of."""

    name: str
    check: Check
    options: tuple[str, ...] = ()


@frozen(kw_only=True)
class Kind:
    """One type of entry.

    `NAME` is past tense. `SENTENCE` is what people read: it is filled with the public fields, `actor`,
    `agency` and `happened_at`.
    """

    NAME: ClassVar[str]
    VERSION: ClassVar[int] = 1
    SENTENCE: ClassVar[str]

    @classmethod
    def private_fields(cls) -> dict[str, Erasure]:
        """Give each private field, and how it is erased."""
        found = {each.name: each.metadata["private"] for each in fields(cls)}
        return {name: erasure for name, erasure in found.items() if erasure is not None}

    def public(self) -> dict[str, Any]:
        """Give the public fields as JSON values; those that are None are left out."""
        private = self.private_fields()
        named = ((each.name, getattr(self, each.name)) for each in fields(type(self)))
        return {name: value for name, value in named if name not in private and value is not None}

    def private(self) -> dict[str, Any]:
        """Give the private fields that are stated, as JSON values."""
        stated = ((name, getattr(self, name)) for name in self.private_fields())
        return {name: value for name, value in stated if value is not None and value is not ERASED}

    @classmethod
    def read(cls, public: Mapping[str, Any], opened: Mapping[str, Any], committed: Mapping[str, str]) -> Self:
        """Make the entry's content again. What is committed to and not opened reads `ERASED`.

        Raise HoldlawError (HL-5002) if a field is missing, is none of this type, does not take its value, or
        is private and stands among the public ones.
        """
        if not cls.private_fields().keys().isdisjoint(public):
            raise wrong_field(cls.NAME, "stands in the open, and the field is private")
        closed = dict.fromkeys(set(committed) - set(opened), ERASED)
        try:
            return cls(**public, **opened, **closed)
        except TypeError:
            raise wrong_field(cls.NAME, "has a field too many, or one too few") from None


def text(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take a line of text for people. Free text names people, so it is nearly always private."""
    return _field(Takes("text", _text), private, optional)


def code(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take a code: letters, digits and `_.:/+-`, no spaces."""
    return _field(Takes("code", _code), private, optional)


def citation(*, optional: bool = False) -> Any:
    """Take a citation of law."""
    return _field(Takes("text", _text), None, optional)


def choice(*options: str, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take one of a few codes."""

    def one_of(value: Any) -> str | None:
        return None if value in options else f"is none of {', '.join(options)}"

    return _field(Takes("choice", one_of, options), private, optional)


def three(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take yes, no or unknown."""
    return choice(*THREE, private=private, optional=optional)


def moment(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take an instant, RFC 3339 with its offset."""
    return _field(Takes("moment", _moment), private, optional)


def day(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take a local date."""
    return _field(Takes("day", _day), private, optional)


def number(*, optional: bool = False) -> Any:
    """Take a whole number from 0: a count, or the number of another entry."""
    return _field(Takes("number", _number), None, optional)


def codes(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take a list of codes."""
    return _field(Takes("codes", _codes), private, optional)


def structure(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take a JSON object or list, kept as it is."""
    return _field(Takes("structure", _structure), private, optional)


def group(*, private: Erasure | None = None, optional: bool = False) -> Any:
    """Take a JSON object: names and their values, kept as they are."""
    return _field(Takes("group", _group), private, optional)


def _field(takes: Takes, private: Erasure | None, optional: bool) -> Any:
    def validate(owner: Kind, attribute: Any, value: Any) -> None:
        if value is ERASED and private is not None:
            return
        wrong = None if value is None and optional else takes.check(value)
        if wrong is not None:
            raise wrong_field(f"{owner.NAME}.{attribute.name}", wrong)

    metadata = {"private": private, "takes": takes, "optional": optional}
    if optional:
        return field(default=None, validator=validate, metadata=metadata)
    return field(validator=validate, metadata=metadata)


def wrong_field(where: str, wrong: str) -> HoldlawError:
    """Say that a field of an entry cannot be taken.

    The value itself is not repeated: it may name a person.
    """
    why = "An entry is never edited, so what cannot be read later is refused now."
    return HoldlawError(
        [Problem("HL-5002", where, f"The value {wrong}.", why, "Mend it and enter it again.")]
    )


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "is not a text"


def is_code(value: Any) -> bool:
    """Tell whether a value is a code: letters, digits and `_.:/+-`, beginning with a letter or a digit."""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def is_moment(value: Any) -> bool:
    """Tell whether a value is an instant, RFC 3339 with its offset."""
    return _moment(value) is None


def _code(value: Any) -> str | None:
    return None if is_code(value) else "is not a code"


def _codes(value: Any) -> str | None:
    listed = isinstance(value, list | tuple)
    return None if listed and not any(_code(each) for each in value) else "is not a list of codes"


def _number(value: Any) -> str | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return None if whole else "is not a whole number"


def _day(value: Any) -> str | None:
    try:
        return None if date.fromisoformat(value).isoformat() == value else "is not a day"
    except (TypeError, ValueError):
        return "is not a day"


def _moment(value: Any) -> str | None:
    try:
        aware = datetime.fromisoformat(value).utcoffset() is not None and "T" in value
    except (TypeError, ValueError):
        aware = False
    return None if aware else "is not a moment with its offset"


def _structure(value: Any) -> str | None:
    return None if isinstance(value, dict | list | tuple) else "is not an object or a list"


def _group(value: Any) -> str | None:
    return _structure(value) if isinstance(value, dict) else "is not an object"
