"""The entry `custody.stated`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, day, moment


@frozen(kw_only=True)
class CustodyStated(Kind):
    """Somebody stated the arrest, or when the person would be released.

    The latest statement of each field counts: a new release time leaves the day of arrest as it was.
    """

    NAME: ClassVar[str] = "custody.stated"
    SENTENCE: ClassVar[str] = "{actor} stated that release is due at {release_due_at}."

    release_due_at: str = moment()
    arrested_on: str | None = day(optional=True)
    informed_by: str | None = choice("court", "government", "unknown", optional=True)
