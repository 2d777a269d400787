"""What becomes of a person: released, held, handed over, told of. The law's part is the answer's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from holdlaw.core.case import Act, Outcome
from holdlaw.decide import Answer
from holdlaw.decide.moments import RunningClock
from holdlaw.decide.recording import clock_kept
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.sources.demo.matter import Matter

ALLOWED = (Outcome.MAY, Outcome.MUST)
HOW = ("court", "court", "court", "bail", "charges_dropped", "sentence_served", "other")
FEDERAL = "ICE"


def allows(answer: Answer, act: Act) -> bool:
    """Tell whether the law lets the agency do an act."""
    return answer.acts[act].outcome in ALLOWED


def hold_until(answer: Answer) -> datetime:
    """Give the moment at which the earliest limit makes a hold unlawful, whatever the act's outcome."""
    return _governing(answer).count.until


def _governing(answer: Answer) -> RunningClock:
    """Give the clock that ends a hold: the one the answer names, or the earliest of those that run."""
    name = answer.acts[Act.HOLD].governed_by
    named = [clock for clock in answer.clocks if clock.rule.name == name]
    return min(named or answer.clocks, key=lambda clock: clock.count.until)


def law_said(answer: Answer, act: Act) -> dict[str, Any]:
    """Give an act's outcome and citation, as a contact keeps them."""
    given = answer.acts[act]
    cite = given.decided_by.cite if given.decided_by else None
    return {"act": act.value, "outcome": given.outcome.value, "cite": cite}


def release(matter: Matter, at: datetime, how: str | None = None) -> None:
    """The person walked out."""
    matter.say(at, PersonReleased(how=how or matter.desk.chance.choice(HOW)))


def start_hold(matter: Matter, at: datetime, basis: str, cite: str | None = None) -> datetime:
    """The agency kept the person past release; give the moment at which that becomes unlawful."""
    answer, decision = matter.answer, matter.label("decision")
    assert answer is not None
    first = _governing(answer)
    decided = answer.acts[Act.HOLD].decided_by
    cited = cite or (decided.cite if decided else first.rule.cite)
    clocks = [clock_kept(clock) for clock in answer.clocks]
    until = first.count.until
    matter.refer(
        at,
        lambda numbers: HoldStarted(
            decision=numbers[decision],
            until=until.isoformat(),
            governed_by=first.rule.name,
            clocks=clocks,
            cite=cited,
            basis=basis,
        ),
        matter.desk.actor("clerk"),
        "hold",
    )
    return until


def end_hold(matter: Matter, at: datetime, reason: str) -> None:
    """The hold ended."""
    hold = matter.label("hold")
    matter.refer(at, lambda numbers: HoldEnded(hold=numbers[hold], reason=reason), matter.desk.actor("clerk"))


def recompute(matter: Matter, at: datetime, because: str) -> datetime:
    """A corrected case moved the deadline; the answer must have been taken anew."""
    answer, hold = matter.answer, matter.label("hold")
    assert answer is not None
    first = _governing(answer)
    clocks = [clock_kept(clock) for clock in answer.clocks]
    matter.refer(
        at,
        lambda numbers: ClockRecomputed(
            hold=numbers[hold],
            until=first.count.until.isoformat(),
            governed_by=first.rule.name,
            clocks=clocks,
            because=because,
        ),
        matter.desk.actor("clerk"),
    )
    return first.count.until


def transfer(matter: Matter, at: datetime, to: str, basis: str) -> None:
    """The person was handed to another agency."""
    receivers = {
        "federal_immigration": FEDERAL,
        "federal_criminal": "federal-marshals",
        "another_local_agency": "example-city-correction",
        "court": "example-city-court",
    }
    answer = matter.answer
    decided = answer.acts[Act.TRANSFER].decided_by if answer and to == "federal_immigration" else None
    matter.say(
        at,
        PersonTransferred(
            to=to, agency_to=receivers[to], basis=basis, cite=decided.cite if decided else None
        ),
    )


def tell(matter: Matter, at: datetime, given: list[str]) -> None:
    """Federal immigration authorities were told of the release."""
    assert matter.answer is not None
    contact(matter, at, "notice", given=given, law_said=law_said(matter.answer, Act.NOTIFY))


def contact(matter: Matter, at: datetime, purpose: str, **more: Any) -> None:
    """Somebody spoke with federal immigration authorities about the person."""
    direction = more.pop("direction", "outgoing")
    channel = matter.desk.chance.choice(("telephone", "telephone", "email", "fax"))
    content = ContactLogged(
        direction=direction, purpose=purpose, channel=channel, counterpart=FEDERAL, **more
    )
    matter.say(at, content)


def override(matter: Matter, at: datetime, outcome: str, **why: str) -> None:
    """Somebody decided otherwise than the answer. `why`: act, cite, reason, role."""
    decision = matter.label("decision")
    role = why.pop("role", "supervisor")
    matter.refer(
        at,
        lambda numbers: DecisionOverridden(decision=numbers[decision], outcome=outcome, **why),
        matter.desk.actor(role),
        "override",
    )
