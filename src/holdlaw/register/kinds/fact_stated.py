"""The entry `fact.stated`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, code, text


@frozen(kw_only=True)
class FactStated(Kind):
    """Somebody answered one question about the case. The latest answer to a question counts."""

    NAME: ClassVar[str] = "fact.stated"
    SENTENCE: ClassVar[str] = "{actor} stated {fact}, from {source}."

    fact: str = text()
    """The fact's name in the law files, or a field of the case file."""
    source: str = code()
    """What the answer rests on."""
    value: str = text(private=PERSON)
    """Yes, no, unknown, or the field's own value."""
    note: str | None = text(private=PERSON, optional=True)
