"""A case somebody tries out: read from a pasted case file, answered, and kept nowhere."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide import Answer, decide
from holdlaw.policybook import Book
from holdlaw.sources.case_file import read_case
from holdlaw.web.queries.answers import Shown, shown_answer

WHERE = "case"
TEXT_MAX = 200_000
"""Characters of a case file that are read: far more than any case needs."""

START = """place: {place}
at: {at}
request:
  form: I-247A
  received_at: {at}
  requester:
    agency: ICE
  papers:
    - {{kind: I-200, signed_on: {day}}}
custody:
  arrested_on: {day}
  release_due_at: {at}
# A line for each conviction, as
#   - {{statute: NY PL 160.10, class: felony, judgment_on: 2024-05-06, adjudication: adult}}
# and [] for a record that was searched and shows none.
convictions: []
# What else is known, each yes, no or unknown, as
#   terrorist_database_match: no
facts: {{}}
"""


@frozen
class Trial:
    """A case that was tried: the answer as pages show it, or why there is none."""

    text: str
    shown: Shown | None
    problems: tuple[Problem, ...]


def tried(book: Book, text: str) -> Trial:
    """Answer a case file, in YAML or JSON, under the law as it stands recorded. Nothing is kept."""
    try:
        answer: Answer = decide(read_case(text.encode(), WHERE, book), book)
    except HoldlawError as error:
        return Trial(text, None, tuple(error.problems))
    zone = book.place(answer.case.place).timezone
    return Trial(text, shown_answer(answer, ZoneInfo(zone) if zone else None), ())


def started(place: str, at: datetime) -> str:
    """Give a case file of a place to begin with."""
    return START.format(place=place, at=at.replace(second=0, microsecond=0).isoformat(), day=at.date())
