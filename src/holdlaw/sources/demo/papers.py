"""The papers that come with invented requests, and the records that a search shows."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from holdlaw.register.kinds.paper_attached import PaperAttached

LISTED = ("NY PL 160.10", "NY PL 140.25", "NY PL 160.15", "NY PL 120.10", "NY PL 265.03")
"""Felonies of § 14-154(a)(6)."""

UNLISTED = (("NY PL 155.25", "misdemeanor"), ("NY PL 220.03", "misdemeanor"), ("NY PL 155.30", "felony"))
"""Crimes that are not."""

ELSEWHERE = ("NJ 2C:15-1", "NJ 2C:18-2", "CT 53a-134")
"""Crimes of other states; counsel compares them."""

TEXAS = (("TX PC 31.03", "misdemeanor"), ("TX PC 22.01", "misdemeanor"), ("TX PC 30.02", "felony"))
"""What a Texas record may show; no clause turns on it."""

I_247A_FROM = date(2017, 4, 2)
I_247G_FROM = date(2025, 3, 4)
GROUNDS = ("final_order", "pending_proceedings", "biometrics", "statements")

Data = dict[str, Any]


def form_of_day(day: date) -> str:
    """Give the form that a detainer came on."""
    return "I-247A" if day >= I_247A_FROM else "I-247D"


def officers_warrant(day: date, box: str | None) -> Data:
    """Make the paper that an immigration officer signs; no judge does. An I-205 goes with a final order."""
    kind = "I-205" if box == "final_order" else "I-200"
    return {"kind": kind, "issuer": "dhs_officer", "signed_on": day.isoformat()}


def judges_warrant(day: date) -> Data:
    """Make a federal judge's warrant to take this person into immigration custody."""
    return {
        "kind": "warrant",
        "issuer": "federal_magistrate",
        "probable_cause": "yes",
        "authorises_federal_custody": "yes",
        "names_subject": "yes",
        "criminal": "no",
        "signed_on": day.isoformat(),
    }


def criminal_warrant(day: date) -> Data:
    """Make a federal criminal arrest warrant. It is no detainer, and gives immigration custody to nobody."""
    return judges_warrant(day) | {"authorises_federal_custody": "no", "criminal": "yes"}


def attached(paper: Data) -> PaperAttached:
    """Make the entry of a paper. Which immigration form it is stays private: an I-205 tells of an order."""
    form = paper["kind"] if paper["kind"] in {"I-200", "I-205"} else None
    stated = {name: value for name, value in paper.items() if name != "kind"}
    return PaperAttached(paper="administrative_warrant" if form else paper["kind"], form=form, **stated)


def record(chance: Random, kind: str, arrested: date) -> list[Data] | None:
    """Make what the search shows: none, unlisted, listed, listed_old, elsewhere, texas; None is no result."""
    match kind:
        case "none":
            return []
        case "unlisted":
            return [_conviction(*chance.choice(UNLISTED), arrested - _days(chance, 200, 4000))]
        case "listed":
            return [_conviction(chance.choice(LISTED), "felony", arrested - _days(chance, 300, 1600))]
        case "listed_old":
            return [_conviction(chance.choice(LISTED), "felony", arrested - _days(chance, 2900, 5400))]
        case "elsewhere":
            return [_conviction(chance.choice(ELSEWHERE), "felony", arrested - _days(chance, 300, 1600))]
        case "texas":
            return [_conviction(*chance.choice(TEXAS), arrested - _days(chance, 200, 4000))]
        case _:
            return None


def _days(chance: Random, low: int, high: int) -> timedelta:
    return timedelta(days=chance.randrange(low, high))


def _conviction(statute: str, class_: str, judged: date) -> Data:
    return {
        "statute": statute,
        "class": class_,
        "committed_on": (judged - timedelta(days=190)).isoformat(),
        "judgment_on": judged.isoformat(),
        "adjudication": "adult",
    }
