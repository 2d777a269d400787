"""Imported rows under two laws, as a page shows it: the rows on which they differ, by kind of difference."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen
from django.http import FileResponse
from django.utils.translation import gettext as _

from holdlaw.reports.charts.chart import About, Chart, Value
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.faces.wording import number_said
from holdlaw.simulate.comparing import ONE, OTHER, comparison_json
from holdlaw.simulate.forking import Bill
from holdlaw.simulate.in_words import in_words
from holdlaw.simulate.laws import Law, law_of
from holdlaw.web.accounts.templatetags.desk import words
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.report_words import language
from holdlaw.web.queries.rows_asked import Asked
from holdlaw.web.queries.rows_bills import bills_in, law_asked
from holdlaw.web.queries.rows_data import Data, Requests, compared
from holdlaw.web.queries.rows_files import VERSION, Figure, csv_file, json_file, script_file
from holdlaw.web.queries.rows_kept import Table
from holdlaw.web.queries.rows_law import FIGURES_KEPT, Bounds, bounds, points, rows_of
from holdlaw.web.queries.rows_said import RowSaid, first_differing, streamed, write_csv


@frozen(kw_only=True)
class Parted:
    """One act under two laws: how many rows differ, how, and the bounds of each law."""

    act: str
    told: Mapping[str, Any]
    moves: tuple[Mapping[str, Any], ...]
    """Kinds of difference: the outcome under each law, and the rows."""
    sides: tuple[tuple[str, Bounds], ...]
    rows: tuple[RowSaid, ...]
    """The first rows on which the laws differ."""


def figure_of(desk: Desk, data: Data, asked: Asked) -> Figure:
    """Put the rows to both laws. Raise HoldlawError where a law or the rows cannot be used."""
    told, _first = _compared(data.table, _laws(desk, asked), asked)
    return Figure(
        f"compare_{asked.name}", ("compare", *asked.words), told, bills=bills_in(desk, asked.places)
    )


def _laws(desk: Desk, asked: Asked) -> tuple[Bill, Bill]:
    one, other = (law_asked(desk, name) for name in asked.places)
    return one, other


def parted(desk: Desk, data: Data, asked: Asked) -> tuple[Parted, ...]:
    """Give each act under both laws, with the first rows on which they differ."""
    questions = desk.book.questions
    told, first = _compared(data.table, _laws(desk, asked), asked)
    return tuple(
        Parted(
            act=act,
            told=own,
            moves=tuple(move for move in own["moves"] if move["one"] != move["other"]),
            sides=tuple(
                (place, bounds(questions, act, own[side]))
                for place, side in zip(asked.places, (ONE, OTHER), strict=True)
            ),
            rows=first[act],
        )
        for act, own in told["acts"].items()
    )


_Told = tuple[Mapping[str, Any], Mapping[str, tuple[RowSaid, ...]]]


@lru_cache(maxsize=FIGURES_KEPT)
def _compared(of: Table | Requests, bills: tuple[Bill, Bill], asked: Asked) -> _Told:
    """Give what `compare` prints as JSON, and the first rows on which the laws differ."""
    with compared(of, _laws_of(bills, asked), asked.acts) as rows:
        return comparison_json(rows, rows.partings()), first_differing(rows)


def _laws_of(bills: tuple[Bill, Bill], asked: Asked) -> tuple[Law, Law]:
    one, other = (law_of(bill.book, bill.place, asked.on) for bill in bills)
    return one, other


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


def rows_file_of(desk: Desk, data: Data, asked: Asked, ending: str) -> FileResponse:
    """Give every row on which the laws differ, as Parquet (as the command writes it) or as CSV in words."""

    def write(out: Path) -> None:
        with compared(data.table, _laws_of(_laws(desk, asked), asked), asked.acts) as rows:
            if ending == "parquet":
                rows.write(out)
            else:
                said = in_words(rows.differing(), rows.answers, rows.keys)
                write_csv(rows.source.con, said, rows.source.caveats, out)

    return streamed(f"holdlaw_rows_{data.name}_compare_{asked.name}_rows_v{VERSION}.{ending}", write)


def file_of(desk: Desk, data: Data, asked: Asked, face: str) -> Download | None:
    """Give the figure as one kind of file; None if there is no such kind."""
    figure = figure_of(desk, data, asked)
    match face:
        case "csv":
            return csv_file(data, figure, ("part", "name", "act", "rows", "one", "other"), _rows(figure))
        case "json":
            return json_file(data, figure)
        case "script":
            return script_file(data, figure)
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
