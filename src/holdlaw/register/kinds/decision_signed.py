"""The entry `decision.signed`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, number


@frozen(kw_only=True)
class DecisionSigned(Kind):
    """A second person signed a decision."""

    NAME: ClassVar[str] = "decision.signed"
    SENTENCE: ClassVar[str] = "{actor} signed decision {decision}."

    decision: int = number()
    """The number of the decision's entry."""
