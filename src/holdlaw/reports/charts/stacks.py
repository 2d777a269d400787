"""Outcomes as stacked bars: one bar a period, one fill a group, the number of each inside or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdlaw.reports.charts.bars import HEIGHT, along, upward
from holdlaw.reports.charts.chart import About, Chart, Point, Value
from holdlaw.reports.charts.style import INK, LETTERS_MIN, WIDTH, fill_colour, looks
from holdlaw.reports.charts.widths import widest
from holdlaw.reports.charts.words import WORDS
from holdlaw.reports.faces.printable import printable
from holdlaw.reports.faces.wording import Words, chosen, number_said

COLUMN_MAX = 250
"""Pixels up to which the words of the legend stand in two columns."""
COLUMN_AIR = 0.4
"""Share of the widest words left free after them: letters differ by that much from one machine to another."""
LABEL_MAX = 0.85 * WIDTH
"""Pixels of the words of the legend; of longer ones the end is left out."""


def stacks(points: Sequence[Point], about: About) -> Chart:
    """Draw the groups of each label on top of each other, in the order in which they are first named."""
    words = chosen(WORDS, about.language)
    labels, groups = _named(point.label for point in points), _named(point.group for point in points)
    numbers = {(point.label, point.group): point.value for point in points}
    values = [_value(point, groups.index(point.group)) for point in points if point.value is not None]
    spec = {**looks(about.title), "height": HEIGHT, "data": {"values": values}}
    spec["layer"] = [_segments(groups, about), _totals(points)]
    spec["encoding"] = {"x": along([printable(label) for label in labels], about)}
    rows: list[tuple[Value, ...]] = [
        (label, *(numbers.get((label, group)) for group in groups)) for label in labels
    ]
    return Chart(
        about=about,
        description=_described(rows, groups, words),
        columns=(about.over, *groups),
        rows=tuple(rows),
        spec=spec,
        keys=tuple(groups),
    )


def _named(names: Any) -> list[str]:
    return list(dict.fromkeys(names))


def _value(point: Point, order: int) -> dict[str, Any]:
    return {
        "label": printable(point.label),
        "group": printable(point.group),
        "value": point.value,
        "order": order,
    }


def _segments(groups: list[str], about: About) -> dict[str, Any]:
    order = {"field": "order", "type": "quantitative"}
    fills = _fills([printable(group) for group in groups])
    return {
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1},
        "encoding": {"y": upward(about), "order": order, "color": fills},
    }


def _totals(points: Sequence[Point]) -> dict[str, Any]:
    """Write the sum of each bar over it: a short bar beside a long one can be read no other way."""
    sums: dict[str, int] = {}
    for point in points:
        sums[point.label] = sums.get(point.label, 0) + (point.value or 0)
    values = [
        {"label": printable(label), "value": total, "said": number_said(total)}
        for label, total in sums.items()
    ]
    encoding = {"y": {"field": "value", "type": "quantitative"}, "text": {"field": "said"}}
    return {"data": {"values": values}, "mark": {"type": "text", "dy": -9}, "encoding": encoding}


def _fills(groups: list[str]) -> dict[str, Any]:
    colours = [fill_colour(number) for number in range(len(groups))]
    width = max((widest(group, LETTERS_MIN) for group in groups), default=0)
    legend = {
        "title": None,
        "orient": "bottom",
        "columns": 2 if width <= COLUMN_MAX else 1,
        "columnPadding": COLUMN_AIR * width,
        "labelLimit": LABEL_MAX,
        "symbolType": "square",
    }
    scale = {"domain": groups, "range": colours}
    return {"field": "group", "type": "nominal", "scale": scale, "legend": legend, "sort": groups}


def _described(rows: list[tuple[Value, ...]], groups: list[str], words: Words) -> str:
    said = words["stack"].format(count=len(rows))
    for label, *values in rows:
        parts = ", ".join(
            f"{group} {_number(value, words)}" for group, value in zip(groups, values, strict=True)
        )
        said += words["each"].format(label=label, parts=parts)
    return said.strip()


def _number(value: Value, words: Words) -> str:
    return number_said(value) if isinstance(value, int) else words["not_recorded"]
