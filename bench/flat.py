"""The one record every other engine reads: a parsed case, with the same facts and no conclusion in it.

Instants are whole seconds since 1970, dates are day numbers (`date.toordinal`), three values are True,
False and None for unknown. Two things are worked out that a case file does not state, because most of the
engines cannot do date arithmetic: `window_from`, the day number of the arrest less five years, and for each
conviction `jail`, the days in jail for a listed crime after its judgment. Both make the other engines' work
smaller.
"""

from datetime import date, datetime
from typing import Any

from bench.law import LOOKBACK_YEARS, years_before
from bench.reference import Case

Flat = dict[str, Any]

_THREE: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}


def flat(case: Case) -> Flat:
    """The record for one case."""
    arrested_on = date.fromisoformat(case["custody"]["arrested_on"])
    facts = case["facts"]
    return {
        "received": _seconds(case["request"]["received_at"]),
        "window_from": years_before(arrested_on, LOOKBACK_YEARS).toordinal(),
        "terrorist": _three(facts.get("terrorist_database_match")),
        "reentered": _three(facts.get("reentered_after_removal")),
        "papers": [_paper(paper) for paper in case["request"]["papers"]],
        "convictions": [_conviction(conviction) for conviction in case.get("convictions", [])],
    }


def without_unknowns(record: Any) -> Any:
    """The same record with every unknown left out, for engines that read a missing key as missing."""
    if isinstance(record, dict):
        return {key: without_unknowns(value) for key, value in record.items() if value is not None}
    if isinstance(record, list):
        return [without_unknowns(value) for value in record]
    return record


def _three(value: str | None) -> bool | None:
    return None if value is None else _THREE[value]


def _seconds(instant: str | None) -> int | None:
    return None if instant is None else int(datetime.fromisoformat(instant).timestamp())


def _day(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()


def _paper(paper: dict[str, Any]) -> Flat:
    return {
        "kind": paper["kind"],
        "issuer": paper.get("issuer"),
        "probable_cause": _three(paper.get("probable_cause")),
        "custody": _three(paper.get("authorises_federal_custody")),
        "names_subject": _three(paper.get("names_subject")),
        "presented": _seconds(paper.get("presented_at")),
    }


def _conviction(conviction: dict[str, Any]) -> Flat:
    over = conviction.get("over_one_year", {})
    judgment = _day(conviction.get("judgment_on"))
    return {
        "statute": conviction["statute"],
        "new_york": conviction["statute"].startswith("NY "),
        "class": conviction.get("class"),
        "adjudication": conviction.get("adjudication"),
        "judgment": judgment,
        "jail": 0 if judgment is None else _jail_days(conviction, judgment),
        "equivalent": conviction.get("equivalent_to"),
        "there": _three(over.get("there")),
        "here": _three(over.get("here")),
    }


def _jail_days(conviction: dict[str, Any], judgment: int) -> int:
    """Days in jail for a listed crime from the judgment on; the day of leaving is not counted."""
    days = 0
    for period in conviction.get("incarcerated", []):
        if period["for_listed"] == "yes":
            start = max(date.fromisoformat(period["from"]).toordinal(), judgment)
            days += max(0, date.fromisoformat(period["before"]).toordinal() - start)
    return days
