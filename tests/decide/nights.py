"""Cases of invented nights at a desk, and what is said of them."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from holdlaw.decide import Answer, decide
from holdlaw.policybook import Book, shipped
from holdlaw.sources.case_file import case_from_data
from tests.policybook.small_law import Law, copied_law
from tests.sources.some_case import DATA, Data

RULE_CRIME = "NY PL 135.37"
"""A crime on New York City's list only since a rule whose first day nobody has found."""


def answer(data: Data, book: Book | None = None, known_on: date = date.max) -> Answer:
    """Answer a case under the law that ships, or under another."""
    law = book or shipped()
    return decide(case_from_data(data, law), law, known_on)


def json_of(data: Data, book: Book | None = None) -> dict[str, Any]:
    """Give the public answer to a case."""
    return answer(data, book).as_json()


def outcomes(data: Data, book: Book | None = None) -> dict[str, str]:
    """Give the outcome of each act."""
    return {act: found["outcome"] for act, found in json_of(data, book)["acts"].items()}


def codes(data: Data, book: Book | None = None) -> list[str]:
    """Give the code of each warning, but for the one that every unreleased law brings."""
    return [w["code"] for w in json_of(data, book)["warnings"] if w["code"] != "HL-2006"]


def duties(data: Data, book: Book | None = None) -> list[str]:
    """Give the name of each duty."""
    return [duty["duty"] for duty in json_of(data, book)["duties"]]


def sample() -> Data:
    """Give the case that the design of the public contract prints."""
    return deepcopy(DATA)


def fourth_of_july(at: str | None = None) -> Data:
    """Give a case whose clocks run over the weekend before the Fourth of July, 2017."""
    data: Data = {
        "place": "us-ny-nyc-police",
        "request": {
            "form": "I-247A",
            "asks": ["hold", "notify"],
            "received_at": "2017-06-30T15:40:00-04:00",
            "served_at": "2017-06-30T16:15:00-04:00",
            "requester": {"agency": "ICE"},
            "papers": [{"kind": "I-205", "signed_on": "2017-06-29"}],
        },
        "custody": {
            "arrested_on": "2017-06-29",
            "release_due_at": "2017-06-30T18:00:00-04:00",
            "search_done_at": "2017-06-30T17:20:00-04:00",
        },
        "convictions": [
            {
                "statute": "NY PL 140.25",
                "class": "felony",
                "judgment_on": "2003-03-11",
                "adjudication": "adult",
            }
        ],
        "facts": {"terrorist_database_match": False, "reentered_after_removal": True},
    }
    return data | ({"at": at} if at else {})


def with_warrant(day: str, statute: str = "NY PL 160.10", place: str = "us-ny-nyc-police") -> Data:
    """Give a case with a judge's warrant and one conviction of two years before, decided on a day."""
    on = date.fromisoformat(day)
    data = sample()
    data["place"], data["at"] = place, f"{on}T09:30:00-04:00"
    warrant = data["request"]["papers"][1] | {"signed_on": str(on)}
    del warrant["presented_at"]
    data["request"] |= {"papers": [warrant], "received_at": f"{on}T08:00:00-04:00"}
    data["request"] |= {"served_at": f"{on}T08:30:00-04:00"}
    data["custody"] = {
        "arrested_on": str(on - timedelta(days=1)),
        "release_due_at": data["at"],
        "search_done_at": f"{on}T09:00:00-04:00",
    }
    judged = str(on - timedelta(days=700))
    data["convictions"] = [
        {"statute": statute, "class": "felony", "judgment_on": judged, "adjudication": "adult"}
    ]
    data["facts"] = {"terrorist_database_match": False, "reentered_after_removal": False}
    return data


def law_with_a_town(root: Path, state: str, hold: str) -> Law:
    """Copy the law that ships, with an invented town below a state whose rule on holds is given."""
    law = copied_law(root)
    folder = f"{state.replace('-', '/')}/town"
    combine = "local_limit_is_void" if state == "us-tx" else "stricter_wins"
    law.write(
        f"{folder}/place.yaml",
        f"place: {state}-town\nname: An invented town\nkind: city\ntimezone: America/Chicago\n"
        f"calendars: [federal]\ncombine: {combine}\n"
        "before_first: {outcome: no_rule, says: Nothing was said., source: None}\n",
    )
    law.write(
        f"{folder}/2017-01-01.yaml",
        f"policy: {state}-town\ntitle: An invented ordinance\ncite: Town Code § 1\n"
        "in_force_from: 2017-01-01\nrecorded: 2026-11-22\nenacted_by: Ordinance 1\nsources: [Invented]\n"
        f"acts:\n  hold:\n{hold}",
    )
    return law
