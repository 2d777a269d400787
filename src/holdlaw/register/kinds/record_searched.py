"""The entry `record.searched`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, codes, structure


@frozen(kw_only=True)
class RecordSearched(Kind):
    """The person's record was searched. The latest search counts."""

    NAME: ClassVar[str] = "record.searched"
    SENTENCE: ClassVar[str] = "{actor} searched {systems} at {happened_at}."

    systems: Sequence[str] = codes()
    not_searched: Sequence[str] | None = codes(optional=True)
    convictions: Any = structure(private=PERSON, optional=True)
    """As the case file lists them; an empty list is a record with none; left out, the record is unknown."""
    facts: Any = structure(private=PERSON, optional=True)
    """What the search showed, by fact name: yes, no or unknown."""
