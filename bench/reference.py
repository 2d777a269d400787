"""The right answer, found the slow way: try every completion of the open facts.

Nothing here is shared with Holdlaw or with the form the other engines read, so that agreement means
something. A fact that the law counts as no when unknown is simply not yes. An open fact (what an
out-of-state conviction is equivalent to, and whether more than a year was authorised there and here) is
tried both ways; if the outcome is not the same every time, the right answer is `not_established`.
"""

import itertools
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from bench.law import (
    JUDGES,
    LOOKBACK_YEARS,
    MAY,
    MUST_NOT,
    NOT_ESTABLISHED,
    listed_statutes,
    years_before,
)

Case = dict[str, Any]
Conviction = dict[str, Any]
Toll = Callable[[Case, Conviction], int]

_LISTED = frozenset(listed_statutes())
_OPEN = {"equivalent_to": ("NY PL 160.10", "NY PL 155.30"), "there": ("yes", "no"), "here": ("yes", "no")}


def own_toll(case: Case, conviction: Conviction) -> int:
    """Days in jail on this conviction that extend its look-back."""
    return _days_after(conviction, [conviction])


def pooled_toll(case: Case, conviction: Conviction) -> int:
    """Days in jail on any of the person's convictions that extend the look-back of this one."""
    return _days_after(conviction, case.get("convictions", []))


def right_answer(case: Case, toll: Toll = own_toll) -> str:
    """The outcome of the hold act: `may`, `must_not`, or `not_established` where an open fact decides."""
    outcomes = {_outcome(completed, toll) for completed in _completions(case)}
    return outcomes.pop() if len(outcomes) == 1 else NOT_ESTABLISHED


def toll_reading_matters(case: Case) -> bool:
    """Whether the two readings of the tolling words give different answers."""
    return right_answer(case, own_toll) != right_answer(case, pooled_toll)


def _completions(case: Case) -> Iterator[Case]:
    """The case with every open fact of every out-of-state conviction settled, in every combination."""
    convictions = case.get("convictions", [])
    for settled in itertools.product(*(list(_settled(conviction)) for conviction in convictions)):
        yield {**case, "convictions": list(settled)}


def _settled(conviction: Conviction) -> Iterator[Conviction]:
    """One conviction with its open facts filled in, in every combination; a New York one has none."""
    if conviction["statute"].startswith("NY "):
        yield conviction
        return
    stated = {"equivalent_to": conviction.get("equivalent_to"), **conviction.get("over_one_year", {})}
    choices = [(stated[name],) if _known(stated.get(name)) else both for name, both in _OPEN.items()]
    for equivalent, there, here in itertools.product(*choices):
        yield {**conviction, "equivalent_to": equivalent, "over_one_year": {"there": there, "here": here}}


def _known(value: object) -> bool:
    return value is not None and value != "unknown"


def _outcome(case: Case, toll: Toll) -> str:
    """The act under the law as written, for a case with nothing left open."""
    convictions = [c for c in case["convictions"] if _qualifies(c)]
    arrested_on = date.fromisoformat(case["custody"]["arrested_on"])
    window_from = years_before(arrested_on, LOOKBACK_YEARS).toordinal()
    recent = any(_judgment(c) + toll(case, c) > window_from for c in convictions)
    terrorist = case["facts"].get("terrorist_database_match") == "yes"
    reentered = case["facts"].get("reentered_after_removal") == "yes"
    ordinary_route = _warrant_with_request(case) and (recent or terrorist)
    two_day_exception = (bool(convictions) and reentered) or terrorist
    return MAY if ordinary_route or two_day_exception else MUST_NOT


def _warrant_with_request(case: Case) -> bool:
    received_at = datetime.fromisoformat(case["request"]["received_at"])
    return any(
        _judicial(paper) and datetime.fromisoformat(paper["presented_at"]) <= received_at
        for paper in case["request"]["papers"]
    )


def _judicial(paper: dict[str, Any]) -> bool:
    marks = ("probable_cause", "authorises_federal_custody", "names_subject")
    return (
        paper["kind"] == "warrant"
        and paper.get("issuer") in JUDGES
        and all(paper.get(mark) == "yes" for mark in marks)
    )


def _qualifies(conviction: Conviction) -> bool:
    if conviction.get("class") != "felony" or conviction.get("adjudication") != "adult":
        return False
    if conviction.get("judgment_on") is None:
        return False
    if conviction["statute"].startswith("NY "):
        return conviction["statute"] in _LISTED
    return conviction["equivalent_to"] in _LISTED and conviction["over_one_year"] == {
        "there": "yes",
        "here": "yes",
    }


def _judgment(conviction: Conviction) -> int:
    return date.fromisoformat(conviction["judgment_on"]).toordinal()


def _days_after(conviction: Conviction, convictions: list[Conviction]) -> int:
    """Days of jail for listed crimes in `convictions` that lie after the judgment of `conviction`."""
    total = 0
    for period in (p for c in convictions for p in c.get("incarcerated", []) if p["for_listed"] == "yes"):
        start = max(date.fromisoformat(period["from"]).toordinal(), _judgment(conviction))
        total += max(0, date.fromisoformat(period["before"]).toordinal() - start)
    return total
