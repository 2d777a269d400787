"""Single events, for the laws that ask for each: never with anything that names a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from holdlaw.reports.statutory.counting import Counted, Counting, papers, people
from holdlaw.reports.statutory.counts.sources import federal, in_period
from holdlaw.reports.table import Row

UNKNOWN = "unknown"
_ASKING = "('request', 'court_date_inquiry', 'warrant_verification', 'call_pending')"


def with_rows(counting: Counting, found: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> Counted:
    """Count events and list each: rows of entry number and then the columns."""
    rows = tuple(
        Row(
            item=counting.item,
            told=tuple((name, _told(counting, value)) for name, value in zip(columns, row[1:], strict=True)),
            rests_on=(row[0],),
        )
        for row in found
    )
    counted = papers([row[:1] for row in found])
    return Counted(value=counted.value, rests_on=counted.rests_on, rows=rows)


def _told(counting: Counting, value: Any) -> str:
    match value:
        case None:
            return UNKNOWN
        case bool():
            return "yes" if value else "no"
        case datetime():
            zone = ZoneInfo(counting.rows.agencies[counting.agency].zone)
            return value.replace(tzinfo=UTC).astimezone(zone).isoformat()
        case list():
            return ", ".join(value) or "none"
        case _:
            return str(value)


def support(counting: Counting) -> Counted:
    """List what federal authorities asked for beside a detainer: support, information, an interview."""
    found = counting.ask(
        "SELECT * FROM (SELECT c.seq, c.on_day, c.purpose AS asked_for, c.counterpart AS requester, "
        "coalesce((SELECT string_agg(DISTINCT g, ', ' ORDER BY g) FROM (SELECT unnest(a.given) AS g FROM "
        "contacts a WHERE a.request = c.request AND a.agency = c.agency AND a.direction = 'outgoing' AND "
        "a.purpose = 'response' AND a.seq > c.seq)), 'nothing') AS answered FROM contacts c WHERE "
        f"c.agency = $agency AND c.direction = 'incoming' AND (len(c.asked) > 0 OR c.purpose IN {_ASKING}) "
        f"AND {in_period('c.on_day')} UNION ALL SELECT received_seq, received_on, array_to_string(asks, ', "
        "'), requester, status FROM requests WHERE agency = $agency AND counted AND NOT asks_hold AND NOT "
        f"list_contains(asks, 'notify') AND {in_period('received_on')}) ORDER BY 1"
    )
    return with_rows(counting, found, ("received_on", "asked_for", "requester", "answered"))


def detainers_one_by_one(counting: Counting) -> Counted:
    """List every detainer or civil warrant received: when, bail, how the person left and when, to whom."""
    found = counting.ask(
        "SELECT received_seq, received_on, CASE WHEN released_how = 'bail' THEN left_at END, CASE WHEN "
        "left_how = 'released' THEN 'released' WHEN left_how IS NOT NULL THEN 'transferred' END, left_at, "
        "CASE WHEN left_how = 'released' THEN 'none' ELSE transferred_to_agency END FROM requests WHERE "
        "agency = $agency AND counted AND (asks_hold OR list_contains(asks, 'notify') OR "
        f"officers_warrant) AND {federal(counting)} AND {in_period('received_on')} ORDER BY 1"
    )
    columns = ("received_on", "bail_posted_at", "outcome", "left_at", "transferred_to")
    return with_rows(counting, found, columns)


def by_requester(counting: Counting) -> Counted:
    """Summarise requests for help by who asked and which agency of the city received them."""
    found = counting.ask(
        "SELECT list(seq ORDER BY seq), requester, count(*), count(*) FILTER (acted) FROM (SELECT "
        "received_seq AS seq, coalesce(requester, 'unknown') AS requester, status IN ('honored', 'held') "
        f"AS acted FROM requests WHERE agency = $agency AND counted AND {in_period('received_on')} UNION "
        "ALL SELECT c.seq, c.counterpart, EXISTS (SELECT 1 FROM contacts a WHERE a.request = c.request "
        "AND a.direction = 'outgoing' AND a.purpose = 'response' AND len(a.given) > 0 AND a.seq > c.seq) "
        "FROM contacts c WHERE c.agency = $agency AND c.direction = 'incoming' AND (len(c.asked) > 0 OR "
        f"c.purpose IN {_ASKING}) AND {in_period('c.on_day')}) GROUP BY requester ORDER BY requester"
    )
    rows = tuple(
        Row(
            item=counting.item,
            told=(
                ("requesting_agency", requester),
                ("city_agency", counting.agency),
                ("requests", str(asked)),
                ("acted_on", str(acted)),
            ),
            rests_on=tuple(seqs),
        )
        for seqs, requester, asked, acted in found
    )
    seqs = tuple(sorted(seq for row in rows for seq in row.rests_on))
    return Counted(value=len(seqs), rests_on=seqs, rows=rows)


def transfers_one_by_one(counting: Counting) -> Counted:
    """List every hand-over to federal immigration custody: when, on what, under which provision."""
    found = counting.ask(
        "SELECT seq, on_day, coalesce(basis, 'unknown'), cite FROM transfers WHERE agency = $agency AND "
        f"to_whom = 'federal_immigration' AND {in_period('on_day')} ORDER BY seq"
    )
    return with_rows(counting, found, ("transferred_on", "basis", "provision"))


def transfers(counting: Counting) -> Counted:
    """Count the hand-overs to federal immigration custody."""
    found = counting.ask(
        "SELECT seq FROM transfers WHERE agency = $agency AND to_whom = 'federal_immigration' AND "
        f"{in_period('on_day')}"
    )
    return papers(found)


def requested(counting: Counting) -> Counted:
    """Count detainers and requests for information together; `given["where"]` narrows the detainers.

    `given["warrant"]`: with a judge's warrant, or without one.
    """
    warrant = counting.given.get("warrant")
    narrowed = {None: "TRUE", True: "judges_warrant", False: "NOT judges_warrant"}[warrant]
    found = counting.ask(
        f"SELECT received_seq FROM requests WHERE agency = $agency AND counted AND {federal(counting)} AND "
        f"{narrowed} AND {in_period('received_on')}"
    )
    return papers([*found, *(_questions(counting) if warrant is not True else [])])


def _questions(counting: Counting) -> list[tuple[Any, ...]]:
    return counting.ask(
        "SELECT seq FROM contacts WHERE agency = $agency AND direction = 'incoming' AND (len(asked) > 0 "
        f"OR purpose IN {_ASKING}) AND {in_period('on_day')}"
    )


def action(counting: Counting) -> Counted:
    """Count the requests received by what was done: `given["status"]`."""
    listed = ", ".join(f"'{name}'" for name in counting.given["status"])
    found = counting.ask(
        f"SELECT received_seq FROM requests WHERE agency = $agency AND counted AND {federal(counting)} AND "
        f"status IN ({listed}) AND {in_period('received_on')}"
    )
    return papers(found)


def shared(counting: Counting) -> Counted:
    """Count the contacts in which one type of information, `given["told"]`, was given, asked for or not."""
    asked = "(c.purpose = 'response' OR (c.purpose = 'notice' AND list_contains(r.asks, 'notify')))"
    wanted = asked if counting.given["asked"] else f"NOT coalesce({asked}, FALSE)"
    found = counting.ask(
        "SELECT c.seq FROM contacts c LEFT JOIN requests r USING (request) WHERE c.agency = $agency AND "
        f"c.direction = 'outgoing' AND list_contains(c.given, '{counting.given['told']}') AND {wanted} AND "
        f"{in_period('c.on_day')}"
    )
    return papers(found)


def communications(counting: Counting) -> Counted:
    """Count every request and question received, whoever in the federal government sent it."""
    found = counting.ask(
        f"SELECT received_seq FROM requests WHERE agency = $agency AND counted AND {in_period('received_on')}"
    )
    return papers([*found, *_questions(counting)])


def declined(counting: Counting) -> Counted:
    """Count the requests and questions received that were declined: not honored, or answered with nothing.

    A question to which no response is logged is listed as unclear.
    """
    found = counting.ask(
        "SELECT received_seq FROM requests WHERE agency = $agency AND counted AND status = 'not_honored' "
        f"AND {in_period('received_on')}"
    )
    questions = counting.ask(
        "SELECT c.seq, c.request, (SELECT bool_or(len(a.given) > 0) FROM contacts a WHERE a.request = "
        "c.request AND a.direction = 'outgoing' AND a.purpose = 'response' AND a.seq > c.seq) FROM "
        "contacts c WHERE c.agency = $agency AND c.direction = 'incoming' AND (len(c.asked) > 0 OR "
        f"c.purpose IN {_ASKING}) AND {in_period('c.on_day')} ORDER BY c.seq"
    )
    why = "No response is logged: nobody entered that it was declined."
    unclear = [counting.unclear(request, seq, why) for seq, request, gave in questions if gave is None]
    return papers([*found, *((seq,) for seq, _, gave in questions if gave is False)], unclear)


def access(counting: Counting) -> Counted:
    """Count the people to whom access was given by one channel: `given["channel"]`."""
    match counting.given["channel"]:
        case "hold":
            sql = (
                f"SELECT seq, person, request FROM holds WHERE agency = $agency AND {in_period('started_on')}"
            )
        case "transfer":
            sql = (
                "SELECT seq, person, request FROM transfers WHERE agency = $agency AND to_whom = "
                f"'federal_immigration' AND {in_period('on_day')}"
            )
        case channel:
            told = "list_contains(given, 'release_date')"
            sql = (
                "SELECT seq, person, request FROM contacts WHERE agency = $agency AND direction = "
                f"'outgoing' AND len(given) > 0 AND {told if channel == 'notification' else f'NOT {told}'} "
                f"AND {in_period('on_day')}"
            )
    return people(counting, counting.ask(f"{sql} ORDER BY seq"))


def in_custody(counting: Counting) -> Counted:
    """Count the people in custody, at the beginning of the day after the period, with a detainer lodged."""
    found = counting.ask(
        "SELECT received_seq, person, request FROM requests WHERE agency = $agency AND counted AND "
        "asks_hold AND requester = 'ICE' AND received_on < $before AND (left_on IS NULL OR left_on >= "
        "$before) AND (cancelled_on IS NULL OR cancelled_on >= $before) ORDER BY received_seq"
    )
    return people(counting, found)
