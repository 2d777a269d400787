"""What federal authorities asked about a person, and were told: item 5 of the city's yearly report."""

from __future__ import annotations

from datetime import datetime

from holdlaw.core.case import Act, Outcome
from holdlaw.sources.demo.matter import Matter
from holdlaw.sources.demo.moments import later
from holdlaw.sources.demo.outcomes import allows, contact, law_said

ASKED = (
    ["release_date"],
    ["release_date"],
    ["incarceration_status"],
    ["court_date"],
    ["incarceration_status", "court_date"],
    ["release_date", "other"],
)


def inquiry(matter: Matter, at: datetime) -> None:
    """Somebody asked; the answer is what the law of the day leaves, and often silence."""
    desk, answer = matter.desk, matter.answer
    assert answer is not None
    asked = desk.chance.choice(ASKED)
    act = Act.NOTIFY if "release_date" in asked else Act.SHARE
    said = law_said(answer, act)
    contact(matter, at, "request", direction="incoming", asked=asked, law_said=said)
    if allows(answer, act) or (answer.acts[act].outcome is Outcome.NO_RULE and desk.likely(30)):
        given = [name for name in asked if name != "other"]
        contact(matter, later(at, minutes=1), "response", given=given, law_said=said)
    elif desk.likely(35):
        contact(matter, later(at, minutes=1), "response", given=[], law_said=said)
