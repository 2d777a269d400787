"""How every chart looks: one ink, fills that differ in pattern and not in colour, readable letters."""

from __future__ import annotations

from typing import Any

from holdlaw.reports.charts.widths import lines
from holdlaw.reports.faces.printable import printable

WIDTH = 600
"""Pixels of the drawing area."""
LETTERS_MIN = 13
"""Pixels of the smallest letters: 9 points where the chart fills the width of a letter page."""
TITLE_LETTERS = 16

INK = "#1b2a41"
LINES = "#8c95a3"
GRID = "#dfe3e8"
PAPER = "#ffffff"
FONT = "Source Sans Pro Web, Source Sans Pro, Liberation Sans, Helvetica, Arial, sans-serif"
"""Asked for by name alone; none is fetched. A page has the first, and a printed document its own."""

FILLS = ("solid", "stripes", "pale", "dots", "crossed", "grey", "lines", "empty")
"""The fills of groups, in their order. All are of one ink: they are told apart on a grey copy as well."""


GAP = "gap"
"""The fill where nothing was recorded: no group has it."""

MARKED = {f"#0f0f{number:02x}": fill for number, fill in enumerate((*FILLS, GAP))}
"""The colours that stand for fills until the picture is drawn: no other part of a chart has them."""


def fill_colour(number: int) -> str:
    """Give the colour that stands for the fill of a group. After the eighth group they begin again."""
    return list(MARKED)[number % len(FILLS)]


def gap_colour() -> str:
    """Give the colour that stands for the fill of a gap."""
    return list(MARKED)[-1]


def looks(title: str) -> dict[str, Any]:
    """Give what every specification shares: title, size, letters and lines."""
    text = {"labelFontSize": LETTERS_MIN, "titleFontSize": LETTERS_MIN, "labelColor": INK, "titleColor": INK}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": PAPER,
        "padding": {"left": 6, "top": 6, "right": 12, "bottom": 6},
        "width": WIDTH,
        "title": {"text": lines(printable(title), TITLE_LETTERS, WIDTH), "anchor": "start", "offset": 18},
        "config": {
            "aria": False,
            "font": FONT,
            "title": {"fontSize": TITLE_LETTERS, "fontWeight": 600, "color": INK, "frame": "group"},
            "axis": {
                **text,
                "titleFontWeight": "normal",
                "gridColor": GRID,
                "domainColor": INK,
                "tickColor": LINES,
            },
            "legend": {**text, "titleFontWeight": "normal", "symbolStrokeColor": INK, "symbolSize": 220},
            "text": {"fontSize": LETTERS_MIN, "color": INK},
            "view": {"stroke": None},
        },
    }
