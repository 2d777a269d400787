"""From a chart to its SVG and its CSV: the same bytes each time, with no script and nothing fetched."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from defusedcsv import csv

from holdlaw.reports.charts.chart import Chart
from holdlaw.reports.charts.style import GAP, INK, MARKED, PAPER
from holdlaw.reports.faces.printable import printable

SVG = "http://www.w3.org/2000/svg"
VEGA_LITE = "6.4"
TILE = 8
"""Pixels of a tile of a pattern."""

_STROKES: dict[str, tuple[str, ...]] = {
    "stripes": ("M-2,2l4,-4M0,8l8,-8M6,10l4,-4",),
    "crossed": ("M0,8l8,-8M0,0l8,8",),
    "lines": ("M0,4h8",),
    GAP: ("M0,8l8,-8",),
}
_PLAIN = {"solid": INK, "pale": "#cfd6df", "grey": "#7d8796", "empty": PAPER}


def svg(chart: Chart) -> str:
    """Draw a chart. It is one picture to a screen reader: a title, and a description of what it shows."""
    import vl_convert  # 84 MB and a second to start: nobody who draws no chart waits for it

    spec: Any = dict(chart.spec)
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    ET.register_namespace("", SVG)
    root = ET.fromstring(drawn)
    _name(root, chart)
    _fill(root, chart.about.name)
    return ET.tostring(root, encoding="unicode")


def _name(root: ET.Element, chart: Chart) -> None:
    ids = f"{chart.about.name}-title", f"{chart.about.name}-description"
    root.attrib |= {"role": "img", "aria-labelledby": " ".join(ids), "lang": chart.about.language}
    root.attrib.pop("class", None)
    for place, (tag, words) in enumerate((("title", chart.about.title), ("desc", chart.description))):
        named = ET.Element(f"{{{SVG}}}{tag}", {"id": ids[place]})
        named.text = printable(words)
        root.insert(place, named)


def _fill(root: ET.Element, name: str) -> None:
    """Put the fills where their colours stand, and draw the patterns that are used."""
    used: dict[str, None] = {}
    for each in root.iter():
        fill = MARKED.get(each.get("fill", ""))
        if fill is not None:
            used[fill] = None
            each.set("fill", _PLAIN.get(fill, f"url(#{name}-{fill})"))
    patterns = [pattern for fill in used for pattern in _pattern(name, fill)]
    if patterns:
        held = ET.Element(f"{{{SVG}}}defs")
        held.extend(patterns)
        root.insert(2, held)


def _pattern(name: str, fill: str) -> Iterator[ET.Element]:
    if fill in _PLAIN:
        return
    size = {"width": str(TILE), "height": str(TILE), "patternUnits": "userSpaceOnUse"}
    pattern = ET.Element(f"{{{SVG}}}pattern", {"id": f"{name}-{fill}", **size})
    ET.SubElement(pattern, f"{{{SVG}}}rect", {"width": str(TILE), "height": str(TILE), "fill": PAPER})
    width = "0.5" if fill == GAP else "1.4"
    for path in _STROKES.get(fill, ()):
        drawn = {"d": path, "stroke": INK, "stroke-width": width, "fill": "none"}
        ET.SubElement(pattern, f"{{{SVG}}}path", drawn)
    if fill == "dots":
        for x, y in (("2", "2"), ("6", "6")):
            ET.SubElement(pattern, f"{{{SVG}}}circle", {"cx": x, "cy": y, "r": "1.3", "fill": INK})
    yield pattern


def chart_csv(chart: Chart) -> str:
    """Write the data of a chart as CSV; an empty field was not recorded. A formula in it does not run."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(chart.columns)
    lines.writerows(["" if value is None else value for value in row] for row in chart.rows)
    return written.getvalue()
