"""A claim: a published sentence, and what it says that can be checked. No verdict stands in it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from attrs import frozen


class Wording(StrEnum):
    """How a comparison is worded."""

    TIMES_AS_MANY = "times_as_many"
    TIMES_HIGHER = "times_higher"
    """Times higher, more, greater: read by the word it is one more than times as many."""
    PERCENT_INCREASE = "percent_increase"
    PERCENT_DECREASE = "percent_decrease"


class Measure(StrEnum):
    """What a claim counts."""

    REQUESTS_RECEIVED = "requests_received"
    REQUESTS_HONORED = "requests_honored"
    REQUESTS_NOT_HONORED = "requests_not_honored"
    SHARE_NOT_HONORED = "share_not_honored"
    REQUESTS_MOVED = "requests_moved_before_expiry"
    """A hold was lawful, and the person went to another local agency before its deadline."""
    OFFENCES_LISTED = "offences_listed"
    HOLD_HOURS_MAX = "hold_hours_max"
    CONTACTS = "contacts"
    DAYS_BETWEEN = "days_between"
    RELEASED_WITH_ACTIVE_REQUEST = "released_with_active_request"
    ARRESTS_AT_EVENT = "arrests_at_event"
    ARRESTS_WITHOUT_CRIMINAL_HISTORY = "arrests_without_criminal_history"
    TAKEN_INTO_CUSTODY = "taken_into_custody"


COUNTED = frozenset(
    {
        Measure.REQUESTS_RECEIVED,
        Measure.REQUESTS_HONORED,
        Measure.REQUESTS_NOT_HONORED,
        Measure.SHARE_NOT_HONORED,
        Measure.REQUESTS_MOVED,
    }
)
"""Measures that a register of requests counts."""


class Rule(StrEnum):
    """What a claim says the law asks before a person may be held."""

    CONVICTION_ALONE = "conviction alone suffices"
    WARRANT_ALONE = "warrant alone suffices"
    CONVICTION_AND_WARRANT = "conviction and warrant"


class Level(StrEnum):
    """Whose law a claim speaks of."""

    CITY = "city"
    STATE = "state"


class Approx(StrEnum):
    """How exact a number is said to be."""

    ALMOST = "almost"
    ABOUT = "about"
    OVER = "over"


@frozen(kw_only=True)
class Source:
    """Where a claim was published."""

    name: str | None = None
    address: str | None = None
    published_on: date | None = None


@frozen(kw_only=True)
class Claim:
    """One sentence and what it states. What it does not state is None."""

    says: str
    id: str = ""
    where: str = ""
    """File and line, for a message."""
    source: Source = Source()
    story: str | None = None
    speaker: str | None = None
    place: str | None = None
    """Whose law the agency is under."""
    opinion: bool = False
    measure: Measure | None = None
    value: Fraction | None = None
    decimals: int = 0
    """Decimals that the value is said with."""
    of: int | None = None
    """The whole, where the value is a part of it."""
    unit: str | None = None
    wording: Wording | None = None
    approx: Approx | None = None
    window: str | None = None
    """The period, in the words of the sentence."""
    base: str | None = None
    """What it is compared with, in the words of the sentence."""
    base_value: int | None = None
    region: str | None = None
    identifiers: str | None = None
    """`none`: the people it counts are not identified."""
    rule: Rule | None = None
    law: Level | None = None
    modality: str | None = None
    """What the law is said to say: must, may, must_not."""
    scope: str | None = None
    """The event it is about, with its day."""
    contact: str | None = None
    """The purpose of a contact, as the register names it."""
    on: date | None = None
    """The day it is about."""

    @property
    def said_on(self) -> date | None:
        """Give the day whose law it speaks of: that of its publication, or the one it is about."""
        return self.source.published_on or self.on

    def as_json(self) -> dict[str, Any]:
        """Give the sentence and who said it where and when."""
        published = self.source.published_on
        return {
            "id": self.id or None,
            "says": self.says,
            "speaker": self.speaker,
            "source": self.source.name or self.story,
            "address": self.source.address,
            "published_on": published.isoformat() if published else None,
        }
