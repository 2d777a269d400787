"""What is counted of a request, folded into columns beside its state: counting opens no state.

Moments are whole microseconds of UTC since 1970. Several of a thing (holds, transfers, contacts) are one JSON
list, and null where there is none. No private value stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from holdlaw.register.canonical import canonical
from holdlaw.register.case_parts import Hold
from holdlaw.register.case_state import CaseState
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.register.kinds.request_cancelled import RequestCancelled
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded
from holdlaw.register.lines import Line

Value = str | int | None
"""What a column of a state holds."""

COUNTED: Final[Mapping[str, type]] = {
    "person": str,
    "received_seq": int,
    "received_us": int,
    "form": str,
    "channel": str,
    "requester": str,
    "duties": str,
    "asks": str,
    "duplicate_of": str,
    "superseded_by": str,
    "cancelled_seq": int,
    "cancelled_us": int,
    "decision_seq": int,
    "decided_for_us": int,
    "answer_hold": str,
    "clause_hold": str,
    "deadline_us": int,
    "released_seq": int,
    "released_us": int,
    "released_how": str,
    "criminal_warrant": int,
    "judges_warrant": int,
    "officers_warrant": int,
    "holds": str,
    "transfers": str,
    "contacts": str,
}
"""The columns in their order, and what each holds where it is not null."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JUDGES = ("article_iii_judge", "federal_magistrate")
_TRANSFER = ("to", "agency_to", "basis", "cite")
_CONTACT = ("direction", "purpose", "channel", "counterpart", "asked", "given", "event")


def counted_columns(state: CaseState) -> tuple[Value, ...]:
    """Give the values of `COUNTED`, in its order."""
    papers = [line.content for line in state.all(PaperAttached)]
    duplicated, superseded = state.last(RequestDuplicated), state.last(RequestSuperseded)
    told = {
        "person": state.person,
        **_received(state),
        "duplicate_of": duplicated.content.of_request if duplicated else None,
        "superseded_by": superseded.content.by_request if superseded else None,
        **_event("cancelled", state.last(RequestCancelled)),
        **_decided(state),
        "deadline_us": _us(state.deadline),
        **_released(state),
        "criminal_warrant": int(any(each.criminal == "yes" for each in papers)),
        "judges_warrant": int(any(_from_judge(each) for each in papers)),
        "officers_warrant": int(any(each.paper == "administrative_warrant" for each in papers)),
        "holds": _listed(map(_hold, state.holds)),
        "transfers": _listed(_line(each, _TRANSFER) for each in state.all(PersonTransferred)),
        "contacts": listed_contacts(state.all(ContactLogged)),
    }
    return tuple(told.get(name) for name in COUNTED)


def listed_contacts(contacts: Iterable[Line[ContactLogged]]) -> str | None:
    """Write contacts as the column `contacts` has them; None for none."""
    return _listed(_line(each, _CONTACT) for each in contacts)


def _received(state: CaseState) -> dict[str, Value]:
    line = state.received
    if line is None:
        return {}
    stated, asks = line.content.requester or {}, line.content.asks
    duties = [each for each in stated.get("duties") or () if isinstance(each, str)]
    return {
        **_event("received", line),
        "form": line.content.form,
        "channel": line.content.channel,
        "requester": _text(stated.get("agency")),
        "duties": _listed(duties),
        "asks": None if asks is None else _json(list(asks)),
    }


def _decided(state: CaseState) -> dict[str, Value]:
    if state.decision is None:
        return {}
    made = state.decision.made
    return {
        "decision_seq": made.seq,
        "decided_for_us": _us(datetime.fromisoformat(made.content.at)),
        "answer_hold": _text(state.decision.outcomes.get("hold")),
        "clause_hold": _text((made.content.decided_by.get("hold") or {}).get("clause")),
    }


def _released(state: CaseState) -> dict[str, Value]:
    line = state.last(PersonReleased)
    return {**_event("released", line), "released_how": line.content.how} if line else {}


def _event(name: str, line: Line[Kind] | None) -> dict[str, Value]:
    return {f"{name}_seq": line.seq, f"{name}_us": _us(line.at)} if line else {}


def _from_judge(paper: PaperAttached) -> bool:
    """Tell whether it is a civil warrant of a federal judge."""
    return paper.paper == "warrant" and paper.criminal != "yes" and paper.issuer in _JUDGES


def _hold(hold: Hold) -> dict[str, Any]:
    return {
        "seq": hold.started.seq,
        "us": _us(hold.started.at),
        "basis": hold.started.content.basis,
        "until_us": _us(hold.until),
        "ended_us": _us(hold.ended.at) if hold.ended else None,
        "ended_by": hold.ended.seq if hold.ended else None,
        "reason": hold.reason,
    }


def _line(line: Line[Kind], names: Sequence[str]) -> dict[str, Any]:
    told = line.content.public()
    own = {name: told[name] for name in names if name in told}
    return {"seq": line.seq, "us": _us(line.at), **own}


def _text(value: Any) -> str | None:
    """Give a value out of a group, which keeps what it was given: a text, or nothing."""
    return value if isinstance(value, str) else None


def _listed(values: Iterable[Any]) -> str | None:
    return _json(found) if (found := list(values)) else None


def _json(value: Any) -> str:
    return canonical(value, "state").decode()


def _us(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)
