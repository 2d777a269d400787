"""The entry `person.transferred`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, citation, code


@frozen(kw_only=True)
class PersonTransferred(Kind):
    """A person was handed to another agency."""

    NAME: ClassVar[str] = "person.transferred"
    SENTENCE: ClassVar[str] = "{actor} recorded the transfer to {agency_to} ({to}) at {happened_at}."

    to: str = choice("federal_immigration", "federal_criminal", "another_local_agency", "court")
    agency_to: str = code()
    cite: str | None = citation(optional=True)
    """What allowed it."""
    basis: str | None = choice(
        "civil_detainer", "judicial_warrant", "criminal_warrant", "local_custody", optional=True
    )
