"""The entry `decision.overridden`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import PERSON, Kind, choice, citation, number, text


@frozen(kw_only=True)
class DecisionOverridden(Kind):
    """A person decided otherwise than the answer, with a reason and a citation."""

    NAME: ClassVar[str] = "decision.overridden"
    SENTENCE: ClassVar[str] = "{actor} overrode decision {decision}: {act} became {outcome} ({cite})."

    decision: int = number()
    act: str = choice("hold", "notify", "transfer", "interview", "share")
    outcome: str = choice("must", "may", "must_not")
    cite: str = citation()
    reason: str = text(private=PERSON)
