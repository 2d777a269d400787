"""The entry `identity.questioned`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, codes, structure


@frozen(kw_only=True)
class IdentityQuestioned(Kind):
    """What the request says of the person does not match the custody record: nothing may rest on the link."""

    NAME: ClassVar[str] = "identity.questioned"
    SENTENCE: ClassVar[str] = "{actor} stopped the link: {mismatched} differ from the custody record."

    mismatched: Sequence[str] = codes()
    """Which fields differ; not their values."""
    values: Any = structure(private=PERSON, optional=True)
    """Both values of each."""
