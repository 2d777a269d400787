"""The tables that many requests are given in: one row a request, with the record and the papers beside it.

The columns follow from `policies/facts.yaml`: a new fact there is a new column here. Every three-valued
column says `YES`, `NO` or `UNKNOWN`; an empty cell means what the file's own `missing` says it means.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.policybook.questions import Question, Questions

VERSION = 1
"""The layout's version; it stands in every file."""

NO, UNKNOWN, YES = 0, 1, 2
"""How a three-valued column is written. All of: the least. Any of: the greatest. Not: two less the value."""

TRUTH, TEXT, DATE, MOMENT, NUMBER = "UTINYINT", "VARCHAR", "DATE", "TIMESTAMP", "INTEGER"


class Missing(Enum):
    """What an empty cell, or a column that is not there, means in a file.

    NOT_RECORDED: the data does not say, so the fact may be so or not, whatever the law makes of an unknown.
    UNKNOWN: the agency looked and does not know, as in a case file; the law's own reading of it applies.
    """

    NOT_RECORDED = "not_recorded"
    UNKNOWN = "unknown"


@frozen
class Column:
    """One column: its name, its type in DuckDB, and what it says."""

    name: str
    type: str
    says: str


@frozen
class Table:
    """One table: its name (empty for the requests themselves) and its columns."""

    name: str
    says: str
    columns: tuple[Column, ...]

    def file(self, requests: Path) -> Path:
        """Give the Parquet file of this table, beside that of the requests."""
        return requests.with_suffix(f".{self.name}.parquet") if self.name else requests


RECORD_STATES = ("whole", "part", "unknown")
"""whole: every conviction (or paper) stands in its table, and none there is none. part: there may be more.
unknown: the agency does not know."""

_KEY = Column("row_id", "BIGINT", "the request's number in this file; each once")
_DATES = (
    Column("act_on", DATE, "the local day of the act, whose law is asked; it ends look-backs from the act"),
    Column("arrested_on", DATE, "custody.arrested_on"),
    Column("received_on", DATE, "the day on which the request came, as the agency writes it"),
)
_MOMENTS = (
    Column("act_at", MOMENT, "the moment of the act, in UTC; left out, the moment of release"),
    Column("received_at", MOMENT, "request.received_at, in UTC"),
    Column("release_due_at", MOMENT, "custody.release_due_at, in UTC"),
    Column("search_done_at", MOMENT, "custody.search_done_at, in UTC; left out, nobody stated when"),
    Column("utc_offset", NUMBER, "minutes by which the agency's clock is ahead of UTC at release"),
)
_STATES = (
    Column("record", TEXT, f"the person's convictions: {', '.join(RECORD_STATES)}"),
    Column("papers", TEXT, f"the papers that came: {', '.join(RECORD_STATES)}"),
)
DERIVED_FROM = ("arrested_on", "received_on", "received_at")
"""Columns of the requests that the record and the papers are read with, and nothing else is."""

_LINKED = ("act_on", "arrested_on", "received_on")
_APART = ("asks", "duties")
_CONVICTION_DATES = ("judgment_on", "committed_on", "plea_on", "incarcerated", "target")
_PAPER_TIMES = ("presented_at", "signed_on")


def requests_table(questions: Questions) -> Table:
    """Lay out the requests: one row each, with what was asked, when, and the facts."""
    single = (_choice(q) for name, q in questions.choices.items() if name not in _APART)
    asks = (Column(f"asks_{act.value}", TRUTH, f"request.asks: {act.value}") for act in Act)
    duties = (Column(f"duty_{d}", TRUTH, f"request.requester.duties: {d}") for d in _duties(questions))
    facts = (Column(name, TRUTH, q.says) for name, q in questions.facts.items())
    return Table(
        "", "one row a request", (_KEY, *_DATES, *_MOMENTS, *_STATES, *single, *asks, *duties, *facts)
    )


def convictions_table(questions: Questions) -> Table:
    """Lay out the convictions: whose, of what (a number of `offences`), when, the person's dates again."""
    dates = tuple(column for column in _DATES if column.name in _LINKED)
    own = (Column("offence", NUMBER, "its number in `offences`"), Column("judgment_on", DATE, "judgment_on"))
    return Table("convictions", "one row a conviction, those of a request together", (_KEY, *own, *dates))


def offences_table(questions: Questions) -> Table:
    """Lay out what convictions state apart from their dates, each statement once."""
    own = (Column("offence", NUMBER, "its number"), Column("statute", TEXT, "as NY PL 160.10"))
    equal = Column("equivalent_to", TEXT, "the listed statute, as counsel decided; `none`: there is none")
    fields = conviction_fields(questions).values()
    return Table(
        "offences", "what convictions state, each statement once", (*own, equal, *map(_stated, fields))
    )


def jail_table(questions: Questions) -> Table:
    """Lay out time in jail, half-open."""
    days = (Column("from_on", DATE, "the first day"), Column("before_on", DATE, "the day after the last"))
    listed = Column("for_listed", TRUTH, "for a listed crime")
    return Table("jail", "one row a time in jail", (_KEY, *days, listed))


def papers_table(questions: Questions) -> Table:
    """Lay out the papers: whose, of what kind (a number of `paper_kinds`), when presented."""
    return Table(
        "papers",
        "one row a paper",
        (
            _KEY,
            Column("paper", NUMBER, "its number in `paper_kinds`"),
            Column("presented_at", MOMENT, "in UTC; left out, it came with the request"),
            Column("presented_some_time", TRUTH, "yes: nobody knows when"),
        ),
    )


def paper_kinds_table(questions: Questions) -> Table:
    """Lay out what papers state apart from their times, each statement once."""
    fields = paper_fields(questions).values()
    own = Column("paper", NUMBER, "its number")
    return Table("paper_kinds", "what papers state, each statement once", (own, *map(_stated, fields)))


def tables(questions: Questions) -> tuple[Table, ...]:
    """List every table of the layout, the requests first."""
    made = (requests_table, convictions_table, offences_table, jail_table, papers_table, paper_kinds_table)
    return tuple(make(questions) for make in made)


def conviction_fields(questions: Questions) -> dict[str, Question]:
    """Give the stated fields of a conviction, by name, its statutes and dates apart."""
    own = ("statute", "equivalent_to", *_CONVICTION_DATES)
    return {name: q for name, q in questions.conviction.items() if name not in own}


def paper_fields(questions: Questions) -> dict[str, Question]:
    """Give the stated fields of a paper, by name, its times apart."""
    return {name: q for name, q in questions.paper.items() if name not in _PAPER_TIMES}


def _duties(questions: Questions) -> tuple[str, ...]:
    return questions.choices["duties"].options


def _choice(question: Question) -> Column:
    options = f": {', '.join(question.options)}" if question.options else ""
    return Column(question.name, TEXT, f"{question.field}{options}; or unknown")


def _stated(question: Question) -> Column:
    if not question.options:
        return Column(question.name, TRUTH, question.field)
    return Column(question.name, TEXT, f"{question.field}: {', '.join(question.options)}; or unknown")
