"""Cases as rows of the layout: the register's own requests put to a law, or cases made up in a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import duckdb

from holdlaw.core.case import Act, Case, Conviction, NoEquivalent, Paper
from holdlaw.core.truth import Truth
from holdlaw.decide.moments import local_day
from holdlaw.policybook import Book
from holdlaw.simulate.layout import (
    NO,
    YES,
    Missing,
    Table,
    conviction_fields,
    paper_fields,
    tables,
)
from holdlaw.simulate.source import GIVEN, Source, connect, given
from holdlaw.simulate.three import NUMBERS

Row = dict[str, Any]


class Tables:
    """Rows of every table of the layout, gathered case by case."""

    def __init__(self, book: Book) -> None:
        """Begin with no rows."""
        self.book = book
        self._fields = conviction_fields(book.questions), paper_fields(book.questions)
        self._numbers: dict[str, dict[tuple[object, ...], int]] = {"offences": {}, "paper_kinds": {}}
        self.rows: dict[str, list[Row]] = {table.name: [] for table in tables(book.questions)}

    def add(self, row_id: int, case: Case) -> None:
        """Add one case under a number of its own."""
        dates = self._dates(case)
        self.rows[""].append({"row_id": row_id, **dates, **_moments(case), **self._stated(case)})
        for conviction in case.convictions or ():
            self._conviction(row_id, dates, conviction)
        for paper in case.request.papers:
            self._paper(row_id, paper)

    def _dates(self, case: Case) -> Row:
        received = case.request.received_at
        return {
            "act_on": local_day(self.book.place(case.place), case),
            "arrested_on": case.custody.arrested_on,
            "received_on": None if received is None else received.date(),
        }

    def _stated(self, case: Case) -> Row:
        request, questions = case.request, self.book.questions
        own: Row = {
            "record": "unknown" if case.convictions is None else "whole",
            "papers": "whole",
            "form": request.form or "unknown",
            "box": request.box or "unknown",
            "agency": request.agency or "unknown",
            "informed_by": case.custody.informed_by or "unknown",
        }
        own |= {
            f"asks_{act.value}": None if request.asks is None else _yes(act in request.asks) for act in Act
        }
        for duty in questions.choices["duties"].options:
            own[f"duty_{duty}"] = 1 if request.duties is None else _yes(duty in request.duties)
        return own | {name: NUMBERS[case.facts.get(name, Truth.UNKNOWN)] for name in questions.facts}

    def _conviction(self, row_id: int, dates: Row, conviction: Conviction) -> None:
        fields, stated = self._fields[0], conviction.stated
        equal = conviction.equivalent_to
        own: Row = {
            "statute": _text(conviction.statute),
            "equivalent_to": "none" if equal is NoEquivalent.NONE else _text(equal),
            **{name: _value(stated.get(name)) for name in fields},
        }
        number = self._number("offences", "offence", own)
        self.rows["convictions"].append(
            {"row_id": row_id, "offence": number, "judgment_on": conviction.judgment_on, **dates}
        )
        for jail in conviction.jail:
            days = {"from_on": jail.from_on, "before_on": jail.before_on}
            self.rows["jail"].append({"row_id": row_id, **days, "for_listed": NUMBERS[jail.for_listed]})

    def _paper(self, row_id: int, paper: Paper) -> None:
        own = {name: _value(paper.stated.get(name)) for name in self._fields[1]} | {"kind": paper.kind}
        times = {
            "presented_at": _utc(paper.presented_at),
            "presented_some_time": _yes(paper.presented_some_time),
        }
        number = self._number("paper_kinds", "paper", own)
        self.rows["papers"].append({"row_id": row_id, "paper": number, **times})

    def _number(self, table: str, name: str, own: Row) -> int:
        """Give what is stated a number; the same statement keeps the one it has."""
        known, key = self._numbers[table], tuple(own.values())
        if key not in known:
            known[key] = len(known)
            self.rows[table].append({name: known[key], **own})
        return known[key]


def source_of(cases: Iterable[Case], book: Book) -> Source:
    """Make a file in memory of cases, numbered from 0. Nothing of them is written to a disk."""
    made = Tables(book)
    for row_id, case in enumerate(cases):
        made.add(row_id, case)
    return loaded(made, Missing.UNKNOWN)


def loaded(made: Tables, missing: Missing) -> Source:
    """Make a file in memory of rows that were gathered. `missing`: what their empty cells mean."""
    con, questions = connect(), made.book.questions
    relations = {table.name: _loaded(con, table, made.rows[table.name]) for table in tables(questions)}
    return Source(con, questions, relations, {"missing": missing.value})


def _loaded(con: duckdb.DuckDBPyConnection, table: Table, rows: list[Row]) -> str:
    name, types = f"t_{table.name or 'requests'}", {column.name: column.type for column in table.columns}
    con.execute(f"CREATE TABLE {name} AS {GIVEN}", given(types, rows))
    return name


def _moments(case: Case) -> Row:
    custody, release = case.custody, case.custody.release_due_at
    offset = release.utcoffset()
    assert offset is not None
    return {
        "act_at": _utc(case.at),
        "received_at": _utc(case.request.received_at),
        "release_due_at": _utc(release),
        "search_done_at": _utc(custody.search_done_at),
        "utc_offset": int(offset.total_seconds()) // 60,
    }


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def _yes(so: bool) -> int:
    return YES if so else NO


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _value(stated: Truth | str | None) -> int | str | None:
    return NUMBERS[stated] if isinstance(stated, Truth) else stated
