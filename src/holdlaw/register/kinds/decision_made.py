"""The entry `decision.made`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, code, codes, day, group, moment, structure


@frozen(kw_only=True)
class DecisionMade(Kind):
    """The law was asked, and answered. The whole case and answer are private; outcomes and law are not."""

    NAME: ClassVar[str] = "decision.made"
    SENTENCE: ClassVar[str] = "{actor} asked the law of {place}: {outcomes}."

    place: str = code()
    at: str = moment()
    """The moment the case was decided for."""
    known_on: str = day()
    """The law as recorded by this day."""
    asks: Sequence[str] = codes()
    """The acts that were asked."""
    outcomes: Mapping[str, str] = group()
    """Outcome by act."""
    decided_by: Mapping[str, Any] = group()
    """Layer, version, clause and citation by act; acts that no clause decides are left out."""
    law: Any = structure()
    """Each version of law that was read: layer, version, digest."""
    clocks: Any = structure()
    """Each clock: name, layer-free label, starts_at, until."""
    until: str | None = moment(optional=True)
    """When a hold becomes unlawful, where one is allowed."""
    duties: Sequence[str] = codes()
    open_facts: Any = structure()
    """What nobody has answered yet."""
    warnings: Sequence[str] = codes()
    """Warning codes."""
    case: Mapping[str, Any] = group(private=PERSON)
    """The case file the decision was taken on."""
    answer: Mapping[str, Any] = group(private=PERSON)
    """The answer JSON, contract version 1."""
