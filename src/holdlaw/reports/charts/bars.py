"""A series as bars: months or years, with what was not recorded shown as such and never as zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdlaw.reports.charts.chart import About, Chart, Point
from holdlaw.reports.charts.style import INK, LETTERS_MIN, LINES, WIDTH, gap_colour, looks
from holdlaw.reports.charts.widths import widest
from holdlaw.reports.charts.words import WORDS
from holdlaw.reports.faces.printable import printable
from holdlaw.reports.faces.wording import Words, chosen, number_said

NUMBERED_MAX = 13
"""Up to so many bars have their number above them; more would run into each other."""
LABEL_MAX = 150
"""Pixels of a label; of a longer one the end is left out."""
TURNED = -60
"""Degrees by which labels are turned that have no room beside each other."""
HEIGHT = 230


def bars(points: Sequence[Point], about: About) -> Chart:
    """Draw one series. Its order is the order of the points."""
    words = chosen(WORDS, about.language)
    values = [
        {"label": printable(point.label), "value": point.value, "said": _said(point, words)}
        for point in points
    ]
    count = len(values)
    layers = [_filled(about), *_gaps()]
    layers += [_numbers()] if count <= NUMBERED_MAX else []
    spec = {**looks(about.title), "height": HEIGHT, "data": {"values": values}, "layer": layers}
    spec["encoding"] = {"x": _along(points, about)}
    return Chart(
        about=about,
        description=_described(points, about, words),
        columns=(about.over, about.unit),
        rows=tuple((point.label, point.value) for point in points),
        spec=spec,
        keys=(about.unit,),
    )


def _said(point: Point, words: Words) -> str:
    if point.value is None:
        return point.said or words["not_recorded"]
    return number_said(point.value)


def along(labels: Sequence[str], about: About) -> dict[str, Any]:
    """Give the axis that the series runs over, in the order of its labels."""
    width = max((widest(label, LETTERS_MIN) for label in labels), default=0)
    level = width * len(labels) <= WIDTH
    axis = {
        "labelAngle": 0 if level else TURNED,
        "title": printable(about.over) or None,
        "labelLimit": LABEL_MAX,
        "labelOverlap": False,
        "minExtent": 0 if level else min(width, LABEL_MAX),
    }
    return {"field": "label", "type": "ordinal", "sort": list(labels), "axis": axis}


def _along(points: Sequence[Point], about: About) -> dict[str, Any]:
    return along([printable(point.label) for point in points], about)


def upward(about: About) -> dict[str, Any]:
    """Give the axis of whole numbers, from zero."""
    axis = {"title": printable(about.unit), "tickMinStep": 1, "format": ",d", "tickCount": 5, "domain": False}
    return {"field": "value", "type": "quantitative", "scale": {"domainMin": 0, "nice": True}, "axis": axis}


def _filled(about: About) -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.value !== null"}],
        "mark": {"type": "bar", "color": INK},
        "encoding": {"y": upward(about)},
    }


def _gaps() -> list[dict[str, Any]]:
    """Fill the height where nothing was recorded with thin lines, and write it there."""
    gap = {"transform": [{"filter": "datum.value === null"}]}
    where = {"y": {"value": 0}, "y2": {"value": HEIGHT}}
    drawn = {"type": "rect", "color": gap_colour(), "stroke": LINES, "strokeWidth": 0.5}
    words = {"type": "text", "angle": 270, "baseline": "middle", "fontSize": LETTERS_MIN, "stroke": "#ffffff"}
    said = {"y": {"value": HEIGHT / 2}, "text": {"field": "said"}}
    return [
        {**gap, "mark": drawn, "encoding": where},
        {**gap, "mark": {**words, "strokeWidth": 5, "strokeJoin": "round"}, "encoding": said},
        {**gap, "mark": {**words, "strokeWidth": 0}, "encoding": said},
    ]


def _numbers() -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.value !== null"}],
        "mark": {"type": "text", "dy": -9},
        "encoding": {"y": {"field": "value", "type": "quantitative"}, "text": {"field": "said"}},
    }


def _described(points: Sequence[Point], about: About, words: Words) -> str:
    told = [(point.value, point.label) for point in points if point.value is not None]
    gaps = [point.label for point in points if point.value is None and not point.said]
    said = words["bars"].format(count=len(points))
    if told:
        most, least = max(told, key=lambda each: each[0]), min(told, key=lambda each: each[0])
        said += words["most"].format(
            value=number_said(most[0]),
            unit=about.unit,
            label=most[1],
            least=number_said(least[0]),
            lowest=least[1],
        )
    else:
        said += words["none"]
    said += words["gaps"].format(labels=", ".join(gaps)) if gaps else ""
    for other in dict.fromkeys(point.said for point in points if point.value is None and point.said):
        labels = ", ".join(point.label for point in points if point.value is None and point.said == other)
        said += f"{other.capitalize()}: {labels}. "
    return said.strip()
