"""Imported rows under two laws, as a page shows it: the rows on which they differ, by kind of difference."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.policybook import Book
from holdlaw.reports.charts.chart import About, Chart, Value
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.wording import number_said
from holdlaw.simulate.comparing import ONE, OTHER, Comparison, comparison_json
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.source import connect, open_source
from holdlaw.web.accounts.templatetags.desk import words
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import language
from holdlaw.web.queries.rows_asked import Asked
from holdlaw.web.queries.rows_files import Figure, csv_file, json_file, script_file
from holdlaw.web.queries.rows_kept import Kept, Table
from holdlaw.web.queries.rows_law import FIGURES_KEPT, Bounds, bounds, points, rows_of


@frozen(kw_only=True)
class Parted:
    """One act under two laws: how many rows differ, how, and the bounds of each law."""

    act: str
    told: Mapping[str, Any]
    moves: tuple[Mapping[str, Any], ...]
    """Kinds of difference: the outcome under each law, and the rows."""
    sides: tuple[tuple[str, Bounds], ...]


def figure_of(desk: Desk, kept: Kept, asked: Asked) -> Figure:
    """Put the rows to both laws. Raise HoldlawError where a law or the rows cannot be used."""
    told = _compared(desk.book, kept.table, asked)
    return Figure(f"compare_{asked.name}", ("compare", *asked.words), told)


def parted(desk: Desk, asked: Asked, figure: Figure) -> tuple[Parted, ...]:
    """Give each act under both laws."""
    questions = desk.book.questions
    return tuple(
        Parted(
            act=act,
            told=own,
            moves=tuple(move for move in own["moves"] if move["one"] != move["other"]),
            sides=tuple(
                (place, bounds(questions, act, own[side]))
                for place, side in zip(asked.places, (ONE, OTHER), strict=True)
            ),
        )
        for act, own in figure.told["acts"].items()
    )


@lru_cache(maxsize=FIGURES_KEPT)
def _compared(book: Book, table: Table, asked: Asked) -> Mapping[str, Any]:
    with closing(connect()) as con:
        one, other = (law_of(book, place, asked.on) for place in asked.places)
        comparison = Comparison(open_source(con, table.path, book.questions), (one, other), asked.acts)
        return comparison_json(comparison, comparison.partings())


def chart_of(asked: Asked, figure: Figure) -> Chart:
    """Draw each act under each law as one bar."""
    title = _("%(rows)s rows under the laws of %(one)s and %(other)s") % {
        "rows": number_said(figure.told["rows"]),
        "one": asked.places[0],
        "other": asked.places[1],
    }
    about = About(name="rows-compare", title=title, unit=_("rows"), over=_("law"), language=language())
    several = len(figure.told["acts"]) > 1
    drawn = [
        point
        for act, own in figure.told["acts"].items()
        for place, side in zip(asked.places, (ONE, OTHER), strict=True)
        for point in points(f"{place}: {words(act)}" if several else place, own[side])
    ]
    return stacks(drawn, about)


def file_of(desk: Desk, kept: Kept, asked: Asked, face: str) -> Download | None:
    """Give the figure as one kind of file; None if there is no such kind."""
    figure = figure_of(desk, kept, asked)
    match face:
        case "csv":
            return csv_file(kept, figure, ("part", "name", "act", "rows", "one", "other"), _rows(figure))
        case "json":
            return json_file(kept, figure)
        case "script":
            return script_file(kept, figure)
        case _:
            return None


def _rows(figure: Figure) -> list[tuple[Value, ...]]:
    acts = figure.told["acts"]
    found: list[tuple[Value, ...]] = []
    for act, own in acts.items():
        found += [("rows", name, act, own[name], None, None) for name in ("rows", "same", "differ")]
        for part, key in (("move", "moves"), ("provisions", "provisions")):
            found += [(part, None, act, each["rows"], each["one"], each["other"]) for each in own[key]]
    for side in (ONE, OTHER):
        found += [(*row, None, None) for row in rows_of({act: own[side] for act, own in acts.items()}, side)]
    return found
