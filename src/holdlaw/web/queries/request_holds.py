"""The holds of a request as its page shows them: deadline, what moved it, what is owed once it passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.core.problems import HoldlawError
from holdlaw.register.case_parts import Hold
from holdlaw.web.queries.cases import OpenCase, answer_to

EXPIRY = ("release", "do_not_notify")
"""Duties that the end of a hold's time creates."""

BECAUSE = {
    "release_corrected": gettext_noop("the time of release was corrected"),
    "record_searched": gettext_noop(
        "the record was searched, and the clock starts at the later of release and search"
    ),
    "paper_attached": gettext_noop("a paper was added"),
    "fact_stated": gettext_noop("a fact was stated"),
    "entry_corrected": gettext_noop("an entry was corrected"),
}


@frozen
class Moved:
    """A deadline that moved: what it was, what it is, why, by which entry."""

    old: datetime
    new: datetime
    because: str
    seq: int
    by: str


@frozen(kw_only=True)
class HoldShown:
    """A hold, ready to be shown. `over`: how far past its deadline it is or was ended."""

    seq: int
    started_at: datetime
    until: datetime
    governed_by: str
    cite: str
    basis: str
    running: bool
    overdue: bool
    ended_at: datetime | None
    reason: str
    over: timedelta | None
    moved: tuple[Moved, ...]


def holds_of(case: OpenCase) -> tuple[HoldShown, ...]:
    """Give every hold of the request, the first first."""
    return tuple(_shown(case, hold) for hold in case.state.holds)


def expired_duties(case: OpenCase) -> tuple[tuple[str, str], ...]:
    """Give what is owed because the time to hold has run out: as the law says it, at this moment."""
    moment = case.desk.now.isoformat()
    try:
        asked = case.state.case_file(case.values, place=case.desk.agency.place, at=moment)
        found = tuple(
            (duty.says, duty.cite) for duty in answer_to(case.desk, asked).duties if duty.name in EXPIRY
        )
    except HoldlawError:
        found = ()
    return found or ((_("Release the person now: the time to hold has run out."), ""),)


def _shown(case: OpenCase, hold: Hold) -> HoldShown:
    now, zone = case.desk.now, case.zone
    end = hold.ended.at if hold.ended else None
    over = (end or now) - hold.until
    return HoldShown(
        seq=hold.started.seq,
        started_at=hold.started.at.astimezone(zone),
        until=hold.until.astimezone(zone),
        governed_by=hold.clock.governed_by,
        cite=hold.started.content.cite,
        basis=hold.started.content.basis,
        running=end is None,
        overdue=end is None and hold.until <= now,
        ended_at=end.astimezone(zone) if end else None,
        reason=hold.reason or "",
        over=over if over >= timedelta() else None,
        moved=_moved(case, hold),
    )


def _moved(case: OpenCase, hold: Hold) -> tuple[Moved, ...]:
    found, old = [], hold.started.content.until
    for line in hold.recomputed:
        new = line.content.until
        because = _(BECAUSE.get(line.content.because, line.content.because.replace("_", " ")))
        found.append(Moved(_at(old, case), _at(new, case), because, line.seq, line.by))
        old = new
    return tuple(found)


def _at(text: str, case: OpenCase) -> datetime:
    return datetime.fromisoformat(text).astimezone(case.zone)
