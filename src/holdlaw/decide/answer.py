"""The answer to a case, and the public JSON it is given as (contract version 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from attrs import field, frozen

from holdlaw.core.case import Act, Case, Outcome
from holdlaw.core.problems import Notice
from holdlaw.decide.asked import Asked
from holdlaw.decide.judgement import changes
from holdlaw.decide.moments import RunningClock
from holdlaw.decide.program import Judgement
from holdlaw.decide.reasons import change_text, reasons, unverified
from holdlaw.decide.trace import LayerTrace, Tracer

CHANGES_MAX = 6
"""Changes named in an answer; a desk officer does not read more."""


@frozen
class DecidedBy:
    """The provision that decides an act, or leaves it open."""

    layer: str
    version: str
    clause: str
    cite: str
    says: str

    def as_json(self) -> dict[str, str]:
        """Give the public fields."""
        return {"layer": self.layer, "version": self.version, "clause": self.clause, "cite": self.cite}


@frozen
class OpenFact:
    """A fact that decides and is not known: what to ask, of whom, and by when."""

    name: str
    question: str
    who: str
    by: datetime

    def as_json(self) -> dict[str, str]:
        """Give the public fields."""
        return {"fact": self.name, "question": self.question, "who": self.who, "by": self.by.isoformat()}


@frozen
class DutyOwed:
    """Something the agency must do now, and why."""

    name: str
    cite: str
    says: str
    unverified: str | None = None

    def as_json(self) -> dict[str, str]:
        """Give the public fields."""
        data = {"duty": self.name, "cite": self.cite, "says": self.says}
        return data | ({"unverified": self.unverified} if self.unverified else {})


@frozen(eq=False)
class ActAnswer:
    """What the law says of one act. `until`: the moment at which a hold becomes unlawful.

    The trace, the reasons and what would change the answer are written when they are first asked for.
    """

    act: Act
    asked: bool
    outcome: Outcome
    until: datetime | None
    governed_by: str | None
    decided_by: DecidedBy | None
    open_facts: tuple[OpenFact, ...]
    judgement: Judgement
    expired: RunningClock | None = field(repr=False)
    time_is_over: bool = field(repr=False)
    _of: Asked = field(repr=False)

    @cached_property
    def trace(self) -> tuple[LayerTrace, ...]:
        """Give how every clause of every layer and version stood."""
        return Tracer(self._of.program, self._of.findings).layers(self.act, self.judgement.says)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Give the reasons in sentences."""
        return reasons(self.trace, self.judgement, self.expired)

    @cached_property
    def unverified(self) -> tuple[str, ...]:
        """List what of the deciding law nobody has verified."""
        return unverified(self._of, self.judgement)

    @cached_property
    def would_change(self) -> tuple[str, ...]:
        """Say what would change this answer, the smallest changes first."""
        if self.time_is_over:
            return ()
        turns = changes(self._of.program, self.act, self._of.values)
        return tuple(change_text(self._of, turn) for turn in turns[:CHANGES_MAX])

    def as_json(self) -> dict[str, Any]:
        """Give the public fields of one act."""
        return {
            "asked": self.asked,
            "outcome": self.outcome.value,
            "until": self.until.isoformat() if self.until else None,
            "decided_by": self.decided_by.as_json() if self.decided_by else None,
            "unverified": list(self.unverified),
            "open_facts": [fact.name for fact in self.open_facts],
            "would_change": list(self.would_change),
            "reasons": list(self.reasons),
            "trace": {"layers": [layer.as_json() for layer in self.trace]},
        }


@frozen
class LayerAnswer:
    """What one layer of law, taken alone, says of each act."""

    layer: str
    name: str
    versions: tuple[str, ...]
    outcomes: Mapping[Act, Outcome]

    def as_json(self) -> dict[str, Any]:
        """Give the public fields of one layer."""
        return {
            "layer": self.layer,
            "version": " or ".join(self.versions),
            "acts": {act.value: outcome.value for act, outcome in self.outcomes.items()},
        }


@frozen
class Answer:
    """The whole answer to one case."""

    case: Case
    place_name: str
    acts: Mapping[Act, ActAnswer]
    layers: tuple[LayerAnswer, ...]
    clocks: tuple[RunningClock, ...]
    duties: tuple[DutyOwed, ...]
    warnings: tuple[Notice, ...]
    next_question: OpenFact | None

    @property
    def exit_code(self) -> int:
        """Give 1 if an act that was asked is not established, else 0."""
        asked = (answer for answer in self.acts.values() if answer.asked)
        return int(any(answer.outcome is Outcome.NOT_ESTABLISHED for answer in asked))

    def as_json(self) -> dict[str, Any]:
        """Give the answer as the public contract, version 1."""
        return {
            "holdlaw": 1,
            "place": self.case.place,
            "at": self.case.at.isoformat(),
            "acts": {act.value: answer.as_json() for act, answer in self.acts.items()},
            "layers": [layer.as_json() for layer in self.layers],
            "clocks": [_clock_json(clock) for clock in self.clocks],
            "duties": [duty.as_json() for duty in self.duties],
            "warnings": [warning.as_json() for warning in self.warnings],
            "next_question": self.next_question.as_json() if self.next_question else None,
        }


def _clock_json(clock: RunningClock) -> dict[str, Any]:
    return {
        "name": clock.rule.name,
        "until": clock.count.until.isoformat(),
        "days_excluded": [day.isoformat() for day in clock.count.days_excluded],
        "label": clock.rule.label,
        "cite": clock.rule.cite,
        "starts_at": clock.count.starts_at.isoformat(),
        "unverified": clock.rule.unverified,
        "days": [
            {
                "on": day.on.isoformat(),
                "hours_counted": day.counted.total_seconds() / 3600,
                "excluded_because": day.excluded_because,
                "note": day.note,
            }
            for day in clock.count.days
        ],
    }
