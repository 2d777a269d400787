"""The entry `record.searched`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, codes, group, structure


@frozen(kw_only=True)
class RecordSearched(Kind):
    """The person's record was searched; `happened_at` is when the search was done.

    A search counts until a later one has searched the same systems, and perhaps more.
    """

    NAME: ClassVar[str] = "record.searched"
    SENTENCE: ClassVar[str] = "{actor} searched {systems} at {happened_at}."

    systems: Sequence[str] = codes()
    not_searched: Sequence[str] | None = codes(optional=True)
    convictions: Any = structure(private=PERSON, optional=True)
    """As the case file lists them; an empty list is a record with none; left out, the record is unknown."""
    facts: Mapping[str, Any] | None = group(private=PERSON, optional=True)
    """What the search showed, by fact name: yes, no or unknown."""
