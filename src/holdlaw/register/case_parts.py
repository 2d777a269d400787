"""The parts of a case that several entries make together: decisions, holds, opinions, doubts who it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from holdlaw.register.kind import Kind
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.identity_settled import IdentitySettled
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.lines import Line, standing

GRANTED = ("may", "must")
"""Outcomes under which an act is allowed."""


@frozen
class Decision:
    """A decision, who else signed it, and what people decided otherwise."""

    made: Line[DecisionMade]
    signed_by: tuple[str, ...]
    overridden: tuple[Line[DecisionOverridden], ...]

    @property
    def outcomes(self) -> dict[str, str]:
        """Give the outcome by act, as people left it: the latest override of an act counts."""
        changed = {each.content.act: each.content.outcome for each in self.overridden}
        return {**self.made.content.outcomes, **changed}

    @property
    def signed(self) -> bool:
        """Tell whether somebody else than its maker signed it. Nobody approves their own entry."""
        return bool(self.signed_by)

    @property
    def hold_until(self) -> datetime | None:
        """Give the moment at which a hold becomes unlawful, where one is allowed."""
        until = self.made.content.until
        allowed = self.outcomes.get("hold") in GRANTED
        return datetime.fromisoformat(until) if allowed and until is not None else None

    def as_json(self) -> dict[str, Any]:
        """Give the public fields, the outcomes as people left them (`outcomes_left`), and who signed."""
        overridden = [each.as_json() for each in self.overridden]
        left = {"outcomes_left": self.outcomes, "signed_by": list(self.signed_by), "overridden": overridden}
        return self.made.as_json() | left


def decisions(lines: Iterable[Line[Kind]]) -> tuple[Decision, ...]:
    """Give the decisions that stand. A signature of the maker's own does not count."""
    lines = tuple(lines)
    signatures, overrides = standing(lines, DecisionSigned), standing(lines, DecisionOverridden)
    return tuple(
        Decision(
            made,
            tuple(
                dict.fromkeys(s.by for s in signatures if s.content.decision == made.seq and s.by != made.by)
            ),
            tuple(each for each in overrides if each.content.decision == made.seq),
        )
        for made in standing(lines, DecisionMade)
    )


Leaving = PersonReleased | PersonTransferred


def leavings(lines: Iterable[Line[Kind]]) -> tuple[Line[Leaving], ...]:
    """Give the times the person left custody. Going to court is not leaving: they come back."""
    found: list[Line[Leaving]] = []
    for line in lines:
        match line.content:
            case PersonTransferred(to="court"):
                continue
            case PersonReleased() | PersonTransferred() if line.stands:
                found.append(line)  # type: ignore[arg-type]
    return tuple(found)


@frozen
class Hold:
    """A hold, its clock as last recomputed, and how it ended.

    It ends with its own entry, or with the person leaving custody where nobody entered its end.
    """

    started: Line[HoldStarted]
    recomputed: tuple[Line[ClockRecomputed], ...]
    ended: Line[HoldEnded] | Line[Leaving] | None

    @property
    def clock(self) -> HoldStarted | ClockRecomputed:
        """Give what last said when the hold becomes unlawful."""
        return self.recomputed[-1].content if self.recomputed else self.started.content

    @property
    def until(self) -> datetime:
        """Give the moment at which the hold becomes, or became, unlawful."""
        return datetime.fromisoformat(self.clock.until)

    @property
    def reason(self) -> str | None:
        """Give why it ended: the reason entered, or `released` or `transferred` where none was."""
        match self.ended:
            case None:
                return None
            case Line(content=HoldEnded(reason=reason)):
                return reason
            case Line(content=PersonReleased()):
                return "released"
            case _:
                return "transferred"

    @property
    def ended_late(self) -> bool:
        """Tell whether it ended after it had become unlawful."""
        return self.ended is not None and self.ended.at > self.until

    def as_json(self) -> dict[str, Any]:
        """Give the public fields, with the clock as last recomputed, and the end."""
        clock = {
            "until": self.clock.until,
            "governed_by": self.clock.governed_by,
            "clocks": self.clock.clocks,
        }
        end = {
            "recomputed": [each.as_json() for each in self.recomputed],
            "ended_at": self.ended.happened_at if self.ended else None,
            "ended_by": self.ended.seq if self.ended else None,
            "reason": self.reason,
            "ended_late": self.ended_late,
        }
        return self.started.as_json() | clock | end


def holds(lines: Iterable[Line[Kind]]) -> tuple[Hold, ...]:
    """Give the holds that stand."""
    lines = tuple(lines)
    recomputed, ended, left = standing(lines, ClockRecomputed), standing(lines, HoldEnded), leavings(lines)
    return tuple(
        Hold(
            started,
            tuple(each for each in recomputed if each.content.hold == started.seq),
            next((each for each in ended if each.content.hold == started.seq), None)
            or next((each for each in left if each.at >= started.at), None),
        )
        for started in standing(lines, HoldStarted)
    )


@frozen
class Opinion:
    """A question to counsel, and the answer, if there is one."""

    asked: Line[OpinionAsked]
    given: Line[OpinionGiven] | None

    def as_json(self) -> dict[str, Any]:
        """Give the public fields of the question, and of the answer."""
        return self.asked.as_json() | {"given": self.given.as_json() if self.given else None}


def opinions(lines: Iterable[Line[Kind]]) -> tuple[Opinion, ...]:
    """Give the questions to counsel that stand. The latest answer to a question counts."""
    lines = tuple(lines)
    given = {each.content.asked: each for each in standing(lines, OpinionGiven)}
    return tuple(Opinion(asked, given.get(asked.seq)) for asked in standing(lines, OpinionAsked))


class SamePerson(StrEnum):
    """Whether the request is about the person in custody, as far as two people settled it."""

    OPEN = "open"
    YES = "yes"
    NO = "no"


PEOPLE_NEEDED = 2
"""Different people who must say the same. The one who asked may be one of them, and never both."""


@frozen
class IdentityQuestion:
    """A doubt about who the person is, and the latest answer of each who answered."""

    questioned: Line[IdentityQuestioned]
    answers: Mapping[str, str]

    @property
    def same(self) -> SamePerson:
        """Say what two different people settled. While anybody says otherwise, nothing is settled."""
        said = set(self.answers.values())
        if len(self.answers) < PEOPLE_NEEDED or len(said) != 1:
            return SamePerson.OPEN
        return SamePerson(said.pop())

    def as_json(self) -> dict[str, Any]:
        """Give the public fields of the question, each answer, and what is settled."""
        return self.questioned.as_json() | {"answers": dict(self.answers), "same": self.same.value}


def identity_questions(lines: Iterable[Line[Kind]]) -> tuple[IdentityQuestion, ...]:
    """Give the doubts that stand, each with its answers."""
    lines = tuple(lines)
    settled = standing(lines, IdentitySettled)
    return tuple(
        IdentityQuestion(
            asked, {each.by: each.content.same for each in settled if each.content.questioned == asked.seq}
        )
        for asked in standing(lines, IdentityQuestioned)
    )
