"""What federal authorities asked about a person, and were told: item 5 of New York City's reports."""

from __future__ import annotations

from attrs import frozen

from holdlaw.core.truth import Truth
from holdlaw.reports.statutory.counting import CLOSED, Counted, Counting, papers
from holdlaw.reports.statutory.counts.sources import federal, in_period
from holdlaw.reports.table import Unclear

NOTICE_FORM = "(list_contains(asks, 'notify') AND NOT asks_hold)"
"""A form that asks to be told of a release, and for no detention."""


@frozen
class _Answer:
    """One response that gave something."""

    seq: int
    request: str | None
    given: tuple[str, ...]
    transferred: bool


def requests(counting: Counting) -> Counted:
    """Count what was asked: logged questions, and forms that ask for notice alone."""
    asked = counting.ask(
        "SELECT seq FROM contacts WHERE agency = $agency AND direction = 'incoming' AND (len(asked) > 0 "
        f"OR purpose IN ('request', 'court_date_inquiry')) AND {in_period('on_day')}"
    )
    forms = counting.ask(
        f"SELECT received_seq FROM requests WHERE agency = $agency AND counted AND {NOTICE_FORM} AND "
        f"{federal(counting)} AND {in_period('received_on')}"
    )
    return papers([*asked, *forms])


def responses(counting: Counting) -> Counted:
    """Count the responses that gave something that was asked."""
    return papers([(answer.seq,) for answer in _answers(counting)])


def _answers(counting: Counting) -> list[_Answer]:
    """Find the responses, and notices on a form that asks for notice alone, that gave something."""
    found = counting.ask(
        "SELECT c.seq, c.request, c.given, EXISTS (SELECT 1 FROM transfers t WHERE t.request = c.request "
        "AND t.to_whom = 'federal_immigration') FROM contacts c LEFT JOIN requests r USING (request) "
        "WHERE c.agency = $agency AND c.direction = 'outgoing' AND len(c.given) > 0 AND (c.purpose = "
        f"'response' OR (c.purpose = 'notice' AND {NOTICE_FORM})) AND {in_period('c.on_day')} ORDER BY "
        "c.seq"
    )
    return [_Answer(seq, request, tuple(given), moved) for seq, request, given, moved in found]


def by_record(counting: Counting) -> Counted:
    """Count responses by what the record shows, and further by what was told and what followed.

    `given`: `record` is none, listed or match; `content`, where named, one of what was told; `transferred`,
    where named, whether the person was handed over.
    """
    if counting.records is None:
        return Counted(value=None, why=CLOSED)
    answers = _answers(counting)
    told = counting.records(answer.request for answer in answers if answer.request is not None)
    counted, unclear = list[tuple[int]](), list[Unclear]()
    for answer in answers:
        found = told.get(answer.request or "")
        ever = Truth.UNKNOWN if found is None else found.ever
        match counting.given["record"], ever:
            case _, Truth.UNKNOWN:
                why = found.why if found else "Nobody entered about whom it was."
                unclear.append(counting.unclear(answer.request, answer.seq, why or "The record is unknown."))
            case ("listed", Truth.YES) | ("none", Truth.NO) if _chosen(counting, answer):
                counted.append((answer.seq,))
            case "match", Truth.NO if found and found.match is Truth.YES and _chosen(counting, answer):
                counted.append((answer.seq,))
    whole = "content" not in counting.given and counting.given["record"] != "match"
    return papers(counted, unclear if whole and counting.given["record"] == "none" else ())


def _chosen(counting: Counting, answer: _Answer) -> bool:
    content, moved = counting.given.get("content"), counting.given.get("transferred")
    named = content is None or any(_content(told) == content for told in answer.given)
    return named and (moved is None or moved == answer.transferred)


def _content(told: str) -> str:
    known = {
        "incarceration_status": "incarceration_status",
        "release_date": "release_dates",
        "court_date": "court_dates",
        "appointment": "appointments",
    }
    return known.get(told, "other")


def lately(counting: Counting) -> Counted:
    """Count the responses about a person with a listed conviction inside the look-back of the definition."""
    if counting.records is None:
        return Counted(value=None, why=CLOSED)
    answers = _answers(counting)
    told = counting.records(answer.request for answer in answers if answer.request is not None)
    return papers(
        [
            (answer.seq,)
            for answer in answers
            if answer.request and answer.request in told and told[answer.request].lately is Truth.YES
        ]
    )
