"""An answer in plain words: one sentence an act, moments as a clerk says them."""

from __future__ import annotations

from datetime import datetime, timedelta

from holdlaw.core.case import Act, Outcome
from holdlaw.decide.answer import ActAnswer

DOING = {
    Act.HOLD: "hold the person past release",
    Act.NOTIFY: "tell federal authorities of the release",
    Act.TRANSFER: "hand the person over to federal authorities",
    Act.INTERVIEW: "let federal authorities interview the person",
    Act.SHARE: "give federal authorities other information",
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def sentence(answer: ActAnswer) -> str:
    """Say in one sentence what the law says of an act."""
    doing = DOING[answer.act]
    until = f", until {moment(answer.until)}" if answer.until else ""
    match answer.outcome:
        case Outcome.MUST:
            return f"You must {doing}{until}."
        case Outcome.MAY:
            return f"You may {doing}{until}. You need not."
        case Outcome.MUST_NOT:
            return f"You must not {doing}."
        case Outcome.NOT_ESTABLISHED:
            return f"Not established whether you may {doing}. Do not do it meanwhile."
        case Outcome.NO_RULE:
            return "No rule here: the request is voluntary, and agency policy decides."


def moment(at: datetime) -> str:
    """Write a moment as a clerk reads it: Fri 16 June 2017 09:30 (UTC-04:00)."""
    zone = at.strftime("%z")
    return f"{day(at)} {at:%H:%M} (UTC{zone[:3]}:{zone[3:5]})"


def day(at: datetime) -> str:
    """Write a day as a clerk reads it: Fri 16 June 2017."""
    return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]} {at.year}"


def span(length: timedelta) -> str:
    """Write a length of time in hours and minutes: 14 h 30 min."""
    minutes = int(length.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return (
        " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
        or "0 min"
    )
