"""What becomes of a detainer at the invented city police: nearly always the person walks out when due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.sources.demo.desk import Desk
from holdlaw.sources.demo.inquiries import inquiry
from holdlaw.sources.demo.lines import Story
from holdlaw.sources.demo.matter import Matter
from holdlaw.sources.demo.moments import at_hour, later
from holdlaw.sources.demo.outcomes import (
    allows,
    end_hold,
    hold_until,
    override,
    release,
    start_hold,
    tell,
    transfer,
)
from holdlaw.sources.demo.papers import (
    GROUNDS,
    I_247A_FROM,
    LISTED,
    Data,
    criminal_warrant,
    form_of_day,
    judges_warrant,
    officers_warrant,
    record,
)

POLICE = ("pxpd", "Port Example Police Department", "us-ny-nyc-police", "PX")
INQUIRIES_FROM = date(2018, 1, 30)
"""From this day the yearly report counts what was asked of the police, and answered (§ 14-154(f)(5))."""

NO_DUTY = "NYC Admin. Code § 14-154(b)(1)"
"""The section lets the department hold; it commands nothing."""

JUDGES = ("warrant", "elsewhere")


@frozen
class Turn:
    """One request to come: its day, and what happens to it.

    `turn`: plain, criminal (a federal criminal warrant), moved (to another agency in time), warrant (a
    judge's, with a listed conviction), reentered (the 48-hour exception), elsewhere (a conviction that
    counsel compares), cancelled, duplicated, superseded, notification (a form that asks for no detention).
    """

    on: date
    turn: str


def request_story(desk: Desk, number: int, turn: Turn) -> Story:
    """Tell one request from its receipt to the person's leaving."""
    request = f"{desk.prefix}-{turn.on.year}-{number:05d}"
    matter = Matter(desk, request, desk.people.another(turn.on))
    received = at_hour(turn.on, desk.between(0, 23.5), desk.zone)
    due = later(received, minutes=desk.between(5, 20) * 60)
    if turn.turn == "cancelled":
        _cancelled(matter, received, due, turn)
        return matter.story()
    others = []
    if turn.turn == "duplicated":
        others = [_came_again(matter, received, turn, RequestDuplicated(of_request=request))]
    if turn.turn == "superseded":
        others = [_replaced(matter, received, due, turn)]
        matter = Matter(desk, f"{request}-2", matter.person)
    _goes_through(matter, received, due, turn)
    stories = [matter.story(), *(other.story() for other in others)]
    return min(begins for begins, _ in stories), tuple(step for _, steps in stories for step in steps)


def _arrives(matter: Matter, received: datetime, due: datetime, turn: Turn) -> None:
    """Take the request in: the form, the papers with it, the custody, the copy for the person."""
    desk, day = matter.desk, matter.desk.local_day(received)
    notification = turn.turn == "notification"
    modern = day >= I_247A_FROM and not notification
    box = desk.chance.choice(GROUNDS) if modern else None
    matter.received(received, "I-247G" if notification else form_of_day(day), box=box)
    if modern:
        matter.paper(received, officers_warrant(day, box))
    if turn.turn in JUDGES:
        matter.paper(received, judges_warrant(day))
    if turn.turn == "criminal":
        matter.paper(received, criminal_warrant(day))
    arrested = turn.on - timedelta(days=desk.chance.randrange(2))
    matter.custody(later(received, minutes=desk.between(1, 3)), arrested, due)
    if desk.likely(88):
        matter.serve(later(received, minutes=desk.between(4, 9)))


def _goes_through(matter: Matter, received: datetime, due: datetime, turn: Turn) -> None:
    _arrives(matter, received, due, turn)
    slip = matter.desk.likely(1)
    if slip:
        _mistype_arrest(matter, later(received, minutes=6), due)
    late = matter.desk.likely(2)
    wait = (due - received).total_seconds() / 60 * 0.6 if late else matter.desk.between(10, 15)
    matter.enter(later(received, minutes=wait))
    if turn.turn == "elsewhere":
        _ask_counsel(matter, due)
    if slip:
        _correct_arrest(matter, later(due, minutes=-40))
    _decided(matter, due, turn)


def _came_again(matter: Matter, received: datetime, turn: Turn, content: RequestDuplicated) -> Matter:
    """Take the same paper in once more, by another way; it counts no second time."""
    again, at = Matter(matter.desk, f"{matter.request}-2", matter.person), later(received, minutes=70)
    again.received(at, form_of_day(turn.on))
    again.say(later(at, minutes=6), content)
    again.enter(later(at, minutes=8))
    return again


def _replaced(earlier: Matter, received: datetime, due: datetime, turn: Turn) -> Matter:
    """Take in the request that a later one replaces the same night."""
    _arrives(earlier, later(received, minutes=-55), due, turn)
    earlier.say(later(received, minutes=2), RequestSuperseded(by_request=f"{earlier.request}-2"))
    earlier.enter(later(received, minutes=4))
    return earlier


def _mistype_arrest(matter: Matter, at: datetime, due: datetime) -> None:
    """State the arrest anew and a day too early: a slip that is found before the release."""
    arrested = date.fromisoformat(matter.case["custody"]["arrested_on"])
    matter.custody(at, arrested - timedelta(days=1), due)
    matter.case["custody"]["arrested_on"] = arrested.isoformat()


def _correct_arrest(matter: Matter, at: datetime) -> None:
    custody, arrested = matter.label("custody"), matter.case["custody"]["arrested_on"]
    matter.refer(
        at,
        lambda numbers: EntryCorrected(
            corrects=numbers[custody], because="typing_error", fields={"arrested_on": arrested}
        ),
        matter.desk.actor("clerk"),
    )


def _cancelled(matter: Matter, received: datetime, due: datetime, turn: Turn) -> None:
    _arrives(matter, received, due, turn)
    matter.enter(later(received, minutes=12))
    withdrawn = later(received, minutes=(due - received).total_seconds() / 60 * 0.7)
    matter.say(withdrawn, RequestCancelled(withdrawn_by="ICE"))
    matter.enter(later(withdrawn, minutes=4))
    release(matter, due)
    matter.enter(later(due, minutes=5))


def _ask_counsel(matter: Matter, due: datetime) -> None:
    """Have counsel compare a conviction from another state, while there is time."""
    fact = "convictions[0].equivalent_to"
    matter.search(later(due, minutes=-240), *_found(matter, "elsewhere"))
    matter.say(later(due, minutes=-235), OpinionAsked(fact=fact, due_at=due.isoformat()), name="question")
    matter.enter(later(due, minutes=-232))
    equal = matter.desk.chance.choice((LISTED[0], "none"))
    matter.case["convictions"][0] |= {"equivalent_to": equal}
    question = matter.label("question")
    matter.refer(
        later(due, minutes=-38),
        lambda numbers: OpinionGiven(asked=numbers[question], fact=fact, value=equal),
        matter.desk.actor("counsel"),
    )


def _decided(matter: Matter, due: datetime, turn: Turn) -> None:
    desk = matter.desk
    if turn.turn != "elsewhere":
        matter.search(later(due, minutes=-desk.between(22, 30)), *_found(matter, turn.turn))
    answer = matter.decide(later(due, minutes=-desk.between(10, 16)))
    matter.sign(later(due, minutes=-desk.between(4, 8)))
    if turn.on >= INQUIRIES_FROM and desk.likely(16):
        inquiry(matter, later(due, minutes=-3))
    if turn.turn == "criminal":
        transfer(matter, due, "federal_criminal", "criminal_warrant")
    elif turn.turn == "moved":
        transfer(matter, later(due, minutes=-2), "another_local_agency", "local_custody")
    elif allows(answer, Act.HOLD):
        _may_hold(matter, due)
        return
    else:
        release(matter, due)
    matter.enter(later(due, minutes=desk.between(2, 9)))


def _may_hold(matter: Matter, due: datetime) -> None:
    """The law leaves it to the agency: mostly it holds, now and then a supervisor decides otherwise."""
    desk, answer = matter.desk, matter.answer
    assert answer is not None
    if desk.likely(20):
        reason = "The section commands nothing, and the commander will not hold."
        override(matter, later(due, minutes=-3), "must_not", act="hold", cite=NO_DUTY, reason=reason)
        matter.sign(later(due, minutes=-1), role="counsel")
        release(matter, due)
        matter.enter(later(due, minutes=desk.between(2, 9)))
        return
    warrant = any(paper["kind"] == "warrant" for paper in matter.case["request"]["papers"])
    start_hold(matter, due, "judicial_warrant" if warrant else "civil_detainer")
    if allows(answer, Act.NOTIFY):
        tell(matter, due, ["release_date"])
    matter.enter(later(due, minutes=desk.between(2, 9)))
    _hold_ends(matter, due, taken=warrant and desk.likely(80) and allows(answer, Act.TRANSFER))


def _hold_ends(matter: Matter, due: datetime, *, taken: bool) -> None:
    desk, answer = matter.desk, matter.answer
    assert answer is not None
    last = later(hold_until(answer), minutes=-12)
    ended = min(later(due, minutes=desk.between(3, 30) * 60), last) if taken else last
    end_hold(matter, ended, "transferred" if taken else "expired")
    if taken:
        transfer(matter, ended, "federal_immigration", "judicial_warrant")
    else:
        release(matter, ended, "hold_ended")
    matter.enter(later(ended, minutes=6))


def _found(matter: Matter, turn: str) -> tuple[list[Data] | None, dict[str, str]]:
    """Say what the search shows. Where the request takes no turn, a record by lot."""
    chance = matter.desk.chance
    arrested = date.fromisoformat(matter.case["custody"]["arrested_on"])
    facts = {"terrorist_database_match": "no", "reentered_after_removal": "no"}
    if turn == "warrant":
        return record(chance, "listed", arrested), facts
    if turn in {"moved", "reentered"}:
        return record(chance, "listed_old", arrested), facts | {"reentered_after_removal": "yes"}
    if turn == "elsewhere":
        shown = record(chance, "elsewhere", arrested) or []
        return [each | {"over_one_year": {"there": "yes", "here": "yes"}} for each in shown], facts
    kinds = ("none", "unlisted", "listed", "listed_old", "no_result")
    kind = chance.choices(kinds, weights=(64, 22, 6, 5, 3))[0]
    return record(chance, kind, arrested), dict.fromkeys(facts, "unknown") if kind == "no_result" else facts
