"""Ratios with their intervals: how many times as many, and how far chance alone could move it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from attrs import frozen

from holdlaw.reports.charts.chart import About, Chart
from holdlaw.reports.charts.style import INK, LETTERS_MIN, WIDTH, looks
from holdlaw.reports.charts.widths import widest
from holdlaw.reports.charts.words import WORDS
from holdlaw.reports.faces.printable import printable
from holdlaw.reports.faces.wording import Words, chosen
from holdlaw.reports.ratios import Ratio, written

ROW_HEIGHT = 58
AIR = 1.3
"""How far the axis goes beyond the largest end, so that its words have room."""
LABEL_MAX = 200
"""Pixels of a label; of a longer one the end is left out."""
LABEL_ROOM = 1.35
"""How many times as wide it may become with other letters."""


@frozen
class Compared:
    """A ratio and what is set against what."""

    label: str
    ratio: Ratio


def ratios(compared: Sequence[Compared], about: About) -> Chart:
    """Draw the ratios that can be said; one against none has no ratio and is listed without a point."""
    words = chosen(WORDS, about.language)
    values = [value for each in compared if (value := _value(each, words))]
    most = max((end for value in values for end in (value["times"], value["high"])), default=1.0)
    room = _room(values)
    spec = {**looks(about.title), "height": {"step": ROW_HEIGHT}, "data": {"values": values}}
    spec |= {"width": WIDTH - room, "title": {**spec["title"], "frame": "bounds"}}
    spec["layer"] = [_as_many(), _interval(), _point(), _numbers()]
    spec["encoding"] = {
        "y": {"field": "label", "type": "ordinal", "sort": None, "axis": _down(room)},
        "x": _across(most, words),
    }
    rows = tuple(_row(each, words) for each in compared)
    return Chart(
        about=about,
        description=_described(rows, words),
        columns=(words["compared"], words["times"], words["low"], words["high"]),
        rows=rows,
        spec=spec,
    )


def _room(values: Sequence[dict[str, Any]]) -> float:
    """Give the pixels that the labels take at most, with their ticks."""
    width = max((widest(value["label"], LETTERS_MIN) for value in values), default=0)
    return min(width, LABEL_MAX * LABEL_ROOM) + 8


def _down(room: float) -> dict[str, Any]:
    return {"title": None, "labelLimit": LABEL_MAX, "minExtent": room}


def _value(each: Compared, words: Words) -> dict[str, Any] | None:
    times, interval = each.ratio.times, each.ratio.interval
    if times is None or interval is None:
        return None
    open_end = interval.high == inf
    high = float(times) * 2 if open_end else interval.high
    said = f"{written(times, 3)}  ({written(interval.low, 1)}–{_high(each.ratio, words)})"
    return {
        "label": printable(each.label),
        "times": float(times),
        "low": interval.low,
        "high": high,
        "said": said,
    }


def _high(ratio: Ratio, words: Words) -> str:
    interval = ratio.interval
    return words["no_upper_end"] if interval is None or interval.high == inf else written(interval.high, 1)


def _across(most: float, words: Words) -> dict[str, Any]:
    scale = {"domain": [0, max(most * AIR, 2)], "nice": False}
    axis = {"title": f"{words['times']} ({words['as_many']})", "tickCount": 6, "grid": True}
    return {"field": "times", "type": "quantitative", "scale": scale, "axis": axis}


def _as_many() -> dict[str, Any]:
    """Mark the place of a ratio of one, where nothing changed, over the whole height."""
    drawn = {"type": "rule", "strokeDash": [5, 4], "color": INK, "strokeWidth": 1.2}
    whole = {"y": {"value": 0}, "y2": {"value": {"expr": "height"}}}
    return {"data": {"values": [{"times": 1}]}, "mark": drawn, "encoding": whole}


def _interval() -> dict[str, Any]:
    ends = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
    return {"mark": {"type": "rule", "strokeWidth": 3, "color": INK}, "encoding": ends}


def _point() -> dict[str, Any]:
    drawn = {"type": "point", "filled": True, "size": 110, "color": INK, "opacity": 1}
    return {"mark": drawn, "encoding": {}}


def _numbers() -> dict[str, Any]:
    return {"mark": {"type": "text", "dy": -15}, "encoding": {"text": {"field": "said"}}}


def _row(each: Compared, words: Words) -> tuple[str, str | None, str | None, str | None]:
    times, interval = each.ratio.times, each.ratio.interval
    if times is None or interval is None:
        return (each.label, None, None, None)
    return (each.label, written(times, 3), written(interval.low, 1), _high(each.ratio, words))


def _described(rows: Sequence[tuple[str, str | None, str | None, str | None]], words: Words) -> str:
    said = words["ratio"].format(count=len(rows))
    for label, times, low, high in rows:
        if times is None:
            said += words["each"].format(label=label, parts=words["none"].rstrip("."))
        else:
            said += words["one_ratio"].format(label=label, times=times, low=low, high=high)
    return said.strip()
