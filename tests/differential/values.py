"""How the oracle reads a plain case file: three values, dates, instants.

A value that is left out, `unknown` or null is unknown. `says_yes` is the reading for the
facts that must be shown; `is_open` is the reading for the few questions the law leaves open.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("America/New_York")
Case = dict[str, Any]


def says_yes(value: object) -> bool:
    """Whether the file says yes. Anything else, unknown included, is not a yes."""
    return value is True or value == "yes"


def says_no(value: object) -> bool:
    """Whether the file says no. Unknown is not a no."""
    return value is False or value == "no"


def is_open(value: object) -> bool:
    """Whether the file says neither: left out, null or `unknown`."""
    return value is None or value == "unknown"


def instant(text: str) -> datetime:
    """Read an ISO 8601 instant with its offset, as UTC. Raises ValueError without an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset, so it is not an instant")
    return moment.astimezone(UTC)


def day(text: str) -> date:
    """Read an ISO 8601 calendar day."""
    return date.fromisoformat(text)


def day_in_the_city(moment: datetime) -> date:
    """The calendar day on which an instant falls in New York City."""
    return moment.astimezone(CITY_TIME).date()


def release_due_at(case: Case) -> datetime:
    """The instant at which the person would otherwise go free. A case without one is unusable (KeyError)."""
    return instant(case["custody"]["release_due_at"])


def moment_of_the_act(case: Case) -> datetime:
    """The instant the question is about: `at`, and where it is left out the moment release is due."""
    return instant(case["at"]) if case.get("at") else release_due_at(case)


def asks(case: Case) -> list[str]:
    """The acts asked for: as stated, and otherwise what the form asks. A bare letter asks nothing."""
    request = case["request"]
    if request.get("asks") is not None:
        return list(request["asks"])
    return list(FORM_ASKS.get(request["form"], ()))


FORM_ASKS = {
    "I-247": ("hold", "notify"),
    "I-247D": ("hold", "notify"),
    "I-247A": ("hold", "notify"),
    "I-247X": ("hold", "notify", "transfer"),
    "I-247N": ("notify",),
    "I-247G": ("notify",),
}
