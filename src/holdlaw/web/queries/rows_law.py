"""What a law says of imported rows, as a page shows it: bounds, provisions, what it hinges on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.policybook import Book
from holdlaw.policybook.questions import Question, Questions
from holdlaw.reports.charts.chart import About, Chart, Point, Value
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.wording import number_said
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Simulation, simulation_json
from holdlaw.simulate.source import connect, open_source
from holdlaw.web.accounts.templatetags.desk import words
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import language
from holdlaw.web.queries.rows_asked import Asked
from holdlaw.web.queries.rows_files import Figure, csv_file, file_name, json_file, script_file
from holdlaw.web.queries.rows_kept import Kept, Table

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


def figure_of(desk: Desk, kept: Kept, asked: Asked) -> Figure:
    """Put the rows to a law. Raise HoldlawError where the law or the rows cannot be used."""
    told, _sql = _simulated(desk.book, kept.table, asked)
    return Figure(f"law_{asked.name}", ("simulate", *asked.words), told)


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
def _simulated(book: Book, table: Table, asked: Asked) -> tuple[Mapping[str, Any], str]:
    """Give what `simulate` prints as JSON, and its statement."""
    with closing(connect()) as con:
        law = law_of(book, asked.places[0], asked.on)
        source = open_source(con, table.path, book.questions)
        facts = ready(source, law.needed(asked.acts), tuple(book.forms))
        simulation = Simulation(source, law, asked.acts, facts)
        told = simulation_json(source, law, simulation.summaries())
        return told, simulation.answering_sql().replace(f"{table.path.parent}/", "")


def chart_of(figure: Figure) -> Chart:
    """Draw each act as one bar: allowed, not allowed, cannot tell."""
    place, rows = figure.told["law"]["place"], number_said(figure.told["rows"])
    title = _("%(rows)s rows under the law of %(place)s") % {"rows": rows, "place": place}
    about = About(name="rows-law", title=title, unit=_("rows"), over=_("act"), language=language())
    return stacks(
        [point for act, own in figure.told["acts"].items() for point in points(words(act), own)], about
    )


def points(label: str, told: Mapping[str, Any]) -> tuple[Point, ...]:
    """Give one bar's parts."""
    said = {"allowed": _("allowed"), "not_allowed": _("not allowed"), "cannot_tell": _("cannot tell")}
    return tuple(Point(label, told[name], word) for name, word in said.items())


def file_of(desk: Desk, kept: Kept, asked: Asked, face: str) -> Download | None:
    """Give the figure as one kind of file; None if there is no such kind."""
    figure = figure_of(desk, kept, asked)
    match face:
        case "csv":
            return csv_file(kept, figure, ("part", "name", "act", "rows"), rows_of(figure.told["acts"]))
        case "json":
            return json_file(kept, figure)
        case "script":
            return script_file(kept, figure)
        case "sql":
            _told, sql = _simulated(desk.book, kept.table, asked)
            return Download(file_name(kept, figure, "sql"), f"{sql}\n".encode())
        case _:
            return None


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
