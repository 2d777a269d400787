"""What a law says of imported rows, as a page shows it: bounds, provisions, what it hinges on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen
from django.http import FileResponse
from django.utils.translation import gettext as _

from holdlaw.policybook.questions import Question, Questions
from holdlaw.reports.charts.chart import About, Chart, Point, Value
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.wording import number_said
from holdlaw.simulate.forking import Bill
from holdlaw.simulate.in_words import in_words
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.simulating import Counted, Simulation, simulation_json
from holdlaw.simulate.source import stored
from holdlaw.web.accounts.templatetags.desk import words
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import language
from holdlaw.web.queries.rows_asked import Asked
from holdlaw.web.queries.rows_bills import bills_in, law_asked
from holdlaw.web.queries.rows_data import Data, Requests, counted
from holdlaw.web.queries.rows_files import VERSION, Figure, csv_file, file_name, json_file, script_file
from holdlaw.web.queries.rows_kept import Table
from holdlaw.web.queries.rows_said import streamed, write_csv

FIGURES_KEPT = 64
SHOWN_MAX = 20
"""Provisions and fields on a page; the files have all."""


@frozen
class Hinge:
    """A field that the answer of so many rows could change with. `asks`: the question it answers."""

    name: str
    rows: int
    asks: str


@frozen(kw_only=True)
class Bounds:
    """One act under one law: how many rows, between which bounds, decided by what, hinging on what."""

    act: str
    told: Mapping[str, Any]
    outcomes: tuple[tuple[str, int], ...]
    clauses: tuple[tuple[str, int], ...]
    hinges: tuple[Hinge, ...]

    def share(self, name: str) -> str:
        """Write one count as a share of all rows."""
        return f"{100 * self.told[name] / self.told['rows']:.1f} %" if self.told["rows"] else "–"

    @property
    def shares(self) -> Mapping[str, str]:
        """Give the share of each count."""
        return {
            name: self.share(name) for name in ("allowed", "allowed_at_most", "not_allowed", "cannot_tell")
        }


def figure_of(desk: Desk, data: Data, asked: Asked) -> Figure:
    """Put the rows to a law. Raise HoldlawError where the law or the rows cannot be used."""
    told, _sql = _simulated(data.table, law_asked(desk, asked.places[0]), asked)
    return Figure(f"law_{asked.name}", ("simulate", *asked.words), told, bills=bills_in(desk, asked.places))


def bounds_of(desk: Desk, figure: Figure) -> tuple[Bounds, ...]:
    """Give the bounds of each act."""
    return tuple(bounds(desk.book.questions, act, own) for act, own in figure.told["acts"].items())


def bounds(questions: Questions, act: str, told: Mapping[str, Any]) -> Bounds:
    """Give one act's counts as a page shows them."""
    return Bounds(
        act=act,
        told=told,
        outcomes=tuple((name, rows) for name, rows in told["by_outcome"].items() if rows),
        clauses=tuple(told["by_clause"].items()),
        hinges=tuple(Hinge(name, rows, _asks(questions, name)) for name, rows in told["hinges"].items()),
    )


def _asks(questions: Questions, name: str) -> str:
    """Give the question that a field answers, where it has one."""
    head, _dot, last = name.partition(".")
    groups: dict[str, tuple[Mapping[str, Question], str]] = {
        "paper": (questions.paper, last),
        "conviction": (questions.conviction, last),
    }
    own, key = groups.get(head, ({}, ""))
    found = own.get(key)
    for group in (questions.facts, questions.derived, questions.choices, questions.other):
        found = found or group.get(name)
    return found.asks if found else ""


@lru_cache(maxsize=FIGURES_KEPT)
def _simulated(of: Table | Requests, bill: Bill, asked: Asked) -> tuple[Mapping[str, Any], str | None]:
    """Give what `simulate` prints as JSON, and its statement where one stands for it."""
    law = law_of(bill.book, bill.place, asked.on)
    with counted(of, law, asked.acts) as rows:
        told = simulation_json(rows.source, law, rows.summaries())
        return told, _statement(of, rows)


def _statement(of: Table | Requests, rows: Counted) -> str | None:
    """Give the one statement; None for a register, which is read in portions."""
    if isinstance(of, Requests) or not isinstance(rows, Simulation):
        return None
    return rows.answering_sql().replace(f"{of.path.parent}/", "")


def chart_of(asked: Asked, figure: Figure) -> Chart:
    """Draw each act as one bar: allowed, not allowed, cannot tell."""
    rows = number_said(figure.told["rows"])
    title = _("%(rows)s rows under the law of %(place)s") % {"rows": rows, "place": asked.places[0]}
    about = About(name="rows-law", title=title, unit=_("rows"), over=_("act"), language=language())
    return stacks(
        [point for act, own in figure.told["acts"].items() for point in points(words(act), own)], about
    )


def points(label: str, told: Mapping[str, Any]) -> tuple[Point, ...]:
    """Give one bar's parts."""
    said = {"allowed": _("allowed"), "not_allowed": _("not allowed"), "cannot_tell": _("cannot tell")}
    return tuple(Point(label, told[name], word) for name, word in said.items())


def file_of(desk: Desk, data: Data, asked: Asked, face: str) -> Download | None:
    """Give the figure as one kind of file; None if there is no such kind."""
    figure = figure_of(desk, data, asked)
    match face:
        case "csv":
            return csv_file(data, figure, ("part", "name", "act", "rows"), rows_of(figure.told["acts"]))
        case "json":
            return json_file(data, figure)
        case "script":
            return script_file(data, figure)
        case "sql":
            _told, sql = _simulated(data.table, law_asked(desk, asked.places[0]), asked)
            return Download(file_name(data, figure, "sql"), f"{sql}\n".encode()) if sql else None
        case _:
            return None


def rows_file_of(desk: Desk, data: Data, asked: Asked, ending: str) -> FileResponse:
    """Give what the law says of every row, as Parquet (as the command writes it) or as CSV in words."""
    bill = law_asked(desk, asked.places[0])
    law = law_of(bill.book, bill.place, asked.on)

    def write(out: Path) -> None:
        with counted(data.table, law, asked.acts) as rows:
            if ending == "parquet":
                rows.write(out)
                return
            numbers = out.with_suffix(".parquet")
            answers = rows.write(numbers)
            keys = ("row_id", "request") if data.own else ("row_id",)
            said = in_words(stored(numbers), {"": answers}, keys)
            write_csv(rows.source.con, said, rows.source.caveats, out)

    name = f"holdlaw_rows_{data.name}_law_{asked.name}_rows_v{VERSION}.{ending}"
    return streamed(name, write)


def rows_of(acts: Mapping[str, Mapping[str, Any]], side: str = "") -> list[tuple[Value, ...]]:
    """Give the counts of each act as rows: bounds, outcomes, provisions, hinges."""
    bounds_ = ("rows", "allowed", "allowed_at_most", "not_allowed", "cannot_tell")
    lead = f"{side}_" if side else ""
    found: list[tuple[Value, ...]] = []
    for act, told in acts.items():
        found += [(f"{lead}bound", name, act, told[name]) for name in bounds_]
        for part, key in (("outcome", "by_outcome"), ("provision", "by_clause"), ("hinge", "hinges")):
            found += [(f"{lead}{part}", name, act, rows) for name, rows in told[key].items()]
    return found
