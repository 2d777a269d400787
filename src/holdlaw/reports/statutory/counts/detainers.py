"""Counts of detainers, and of the people they were about."""

from __future__ import annotations

from typing import Any

from holdlaw.core.truth import Truth
from holdlaw.reports.rows.records import Criminality
from holdlaw.reports.statutory.counting import CLOSED, Counted, Counting, papers, people
from holdlaw.reports.statutory.counts.sources import CIVIL, detainer, in_period
from holdlaw.reports.table import Unclear

_CIVIL = f"basis IN {CIVIL}"


def received(counting: Counting) -> Counted:
    """Count the detainers received in the period; the same paper entered twice is one."""
    found = counting.ask(
        f"SELECT received_seq FROM requests WHERE agency = $agency AND counted AND {detainer(counting)} "
        f"AND {in_period('received_on')}"
    )
    return papers(found, _unknown_papers(counting))


def _unknown_papers(counting: Counting) -> list[Unclear]:
    """List what may be a detainer: nobody entered what it asks, or who sent it."""
    found = counting.ask(
        "SELECT request, received_seq, requester IS NULL FROM requests WHERE agency = $agency AND counted "
        "AND ((len(asks) = 0 AND NOT asks_hold) OR (asks_hold AND requester IS NULL AND len(duties) = 0)) "
        f"AND {in_period('received_on')} ORDER BY received_seq"
    )
    return [
        counting.unclear(
            request,
            seq,
            "Nobody entered who sent it." if unsent else "Nobody entered what it asks.",
        )
        for request, seq, unsent in found
    ]


def held(counting: Counting) -> Counted:
    """Count the people whose hold on a civil detainer began in the period."""
    found = _holds(counting, f"h.{_CIVIL} AND {detainer(counting)}")
    other = _holds(counting, f"h.{_CIVIL} AND NOT coalesce({detainer(counting)}, FALSE)")
    why = "A hold rests on a request that is no civil detainer."
    return people(counting, found, [counting.unclear(request, seq, why) for seq, _, request in other])


def _holds(counting: Counting, where: str) -> list[tuple[Any, ...]]:
    return counting.ask(
        "SELECT h.seq, h.person, h.request FROM holds h JOIN requests USING (request) WHERE h.agency = "
        f"$agency AND {in_period('h.started_on')} AND {where} ORDER BY h.seq"
    )


def held_not_transferred(counting: Counting) -> Counted:
    """Count the people whose hold ended because its time was over, or the federal authority gave them up."""
    found = counting.ask(
        "SELECT h.ended_by, h.person, h.request FROM holds h JOIN requests USING (request) WHERE h.agency "
        f"= $agency AND {in_period('h.ended_on')} AND h.reason IN ('expired', 'disavowed') AND h.{_CIVIL} "
        f"AND {detainer(counting)} ORDER BY h.seq"
    )
    return people(counting, found)


def transferred(counting: Counting) -> Counted:
    """Count the people handed to federal immigration custody on a civil detainer, in the period."""
    found = transfers(counting, f"t.{_CIVIL} AND {detainer(counting)}")
    unstated = transfers(counting, "t.basis IS NULL")
    why = "Nobody entered what the hand-over rests on."
    return people(counting, found, [counting.unclear(request, seq, why) for seq, _, request in unstated])


def transfers(counting: Counting, where: str) -> list[tuple[Any, ...]]:
    """Give the hand-overs to federal immigration custody in the period: entry, person, request."""
    return counting.ask(
        "SELECT t.seq, t.person, t.request FROM transfers t JOIN requests USING (request) WHERE t.agency "
        f"= $agency AND t.to_whom = 'federal_immigration' AND {in_period('t.on_day')} AND {where} ORDER BY "
        "t.seq"
    )


def transferred_by_record(counting: Counting) -> Counted:
    """Count those handed over, by their record: `given["record"]` is listed, or match (and not listed)."""
    if counting.records is None:
        return Counted(value=None, why=CLOSED)
    found = transfers(counting, f"t.{_CIVIL} AND {detainer(counting)}")
    told = counting.records(request for _, _, request in found)
    wanted = [row for row in found if row[2] in told and _of_record(told[row[2]], counting.given["record"])]
    unclear = [
        counting.unclear(request, seq, told[request].why or "The record is unknown.")
        for seq, _, request in found
        if request in told and told[request].ever is Truth.UNKNOWN
    ]
    return people(counting, wanted, unclear if counting.given["record"] == "listed" else ())


def _of_record(told: Criminality, record: str) -> bool:
    if record == "listed":
        return told.ever is Truth.YES
    return told.ever is Truth.NO and told.match is Truth.YES


def by_ground(counting: Counting) -> Counted:
    """Count the detainers received in the period by the ground that is ticked, which is private."""
    if counting.records is None:
        return Counted(value=None, why=CLOSED)
    found = counting.ask(
        "SELECT received_seq, request FROM requests WHERE agency = $agency AND counted AND "
        f"{detainer(counting)} AND {in_period('received_on')}"
    )
    return papers(_of_ground(counting, found))


def held_by_ground(counting: Counting) -> Counted:
    """Count the people held, by the ground that is ticked on the detainer, which is private."""
    if counting.records is None:
        return Counted(value=None, why=CLOSED)
    found = _holds(counting, f"h.{_CIVIL} AND {detainer(counting)}")
    chosen = {request for _, request in _of_ground(counting, [(seq, request) for seq, _, request in found])}
    return people(counting, [row for row in found if row[2] in chosen])


def _of_ground(counting: Counting, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    assert counting.records is not None
    told, boxes = counting.records(request for _, request in found), counting.given["boxes"]
    return [row for row in found if (told[row[1]].box if row[1] in told else None) in boxes]


def not_honored(counting: Counting) -> Counted:
    """Count the people for whom the answer was no, by the day they left custody.

    Where nobody entered that they left, by the day for which the law was asked; the row is listed.
    """
    day = in_period("coalesce(left_on, decided_for_on)")
    found = counting.ask(
        "SELECT coalesce(left_seq, decision_seq), person, request, left_seq IS NULL FROM requests WHERE "
        f"agency = $agency AND counted AND status = 'not_honored' AND {detainer(counting)} AND {day} ORDER "
        "BY 1"
    )
    unsaid = "Nobody entered that the person left; counted by the day for which the law was asked."
    unclear = [counting.unclear(request, seq, unsaid) for seq, _, request, missing in found if missing]
    return people(counting, [row[:3] for row in found], [*unclear, *_unsettled(counting)])


_UNSETTLED = {
    "released": "The person left before anybody had asked the law: not counted.",
    "open": "Nobody has asked the law since the last change, or entered how it came out: not counted.",
    "decided": "Nobody has entered how it came out: not counted.",
    "waiting_facts": "It waits for a fact or for counsel: not counted.",
    "stopped": "It is in doubt whether it is about the person in custody: not counted.",
}


def _unsettled(counting: Counting) -> list[Unclear]:
    found = counting.ask(
        "SELECT request, received_seq, status FROM requests WHERE agency = $agency AND counted AND "
        f"{detainer(counting)} AND {in_period('received_on')} AND status IN {tuple(_UNSETTLED)} ORDER BY "
        "received_seq"
    )
    return [counting.unclear(request, seq, _UNSETTLED[status]) for request, seq, status in found]


def came_out(counting: Counting) -> Counted:
    """Count the detainers received in the period that came out one way: `given` names status, and basis."""
    basis = counting.given.get("basis", "any")
    where = {"any": "TRUE", None: "basis IS NULL"}.get(basis, f"basis = '{basis}'")
    found = counting.ask(
        "SELECT received_seq FROM requests WHERE agency = $agency AND received_seq IS NOT NULL AND status "
        f"IN {_listed(counting.given['status'])} AND {detainer(counting)} AND {in_period('received_on')} "
        f"AND {where}"
    )
    return papers(found)


def _listed(names: tuple[str, ...]) -> str:
    return f"({', '.join(repr(name) for name in names)})"


def sent_by(counting: Counting) -> Counted:
    """Count the detainers received in the period that count by their sender's duties alone."""
    found = counting.ask(
        f"SELECT received_seq FROM requests WHERE agency = $agency AND counted AND {detainer(counting)} "
        f"AND {in_period('received_on')} AND coalesce(requester NOT IN ('ICE', 'CBP'), TRUE)"
    )
    return papers(found)


def unsplit(counting: Counting) -> Counted:
    """Count nothing: what the law asks for stands in no entry. `given["why"]` says so."""
    return Counted(value=None, why=counting.given["why"])
