"""Charts: drawn from plain numbers, readable in grey, with no script and nothing fetched."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from attrs import evolve

from holdlaw.reports.charts.bars import bars
from holdlaw.reports.charts.chart import About, Chart, Point
from holdlaw.reports.charts.drawing import SVG, chart_csv, svg
from holdlaw.reports.charts.ratios import Compared, ratios
from holdlaw.reports.charts.stacks import stacks
from holdlaw.reports.charts.style import FILLS, INK, LETTERS_MIN, PAPER, TITLE_LETTERS, WIDTH
from holdlaw.reports.charts.widths import lines, widest
from holdlaw.reports.faces.paper import Figure, Paper
from holdlaw.reports.faces.typesetting import typeset
from holdlaw.reports.ratios import Ratio

from .invented import MOMENT

TAG = re.compile(r"\{[^}]*\}")
MONTHS = [Point("2017-01", 61), Point("2017-02", None), Point("2017-03", 0), Point("2017-04", 1526)]
GROUPS = ("declined", "honored", "moved to another agency", "withdrawn", "open", "unclear", "other", "late")
POINTS_MIN = 8.0
"""Points of the smallest letters in print; the columns of a newspaper are set in these."""
COLUMN = 6.5 * 72
"""Points of the width of a page's text."""


def about(**changes: Any) -> About:
    """What is said over an invented chart."""
    plain = About(name="invented", title="Requests by month.", unit="requests", over="month")
    return evolve(plain, **changes)


def series(language: str = "en") -> Chart:
    """Bars, one of them a gap."""
    return bars(MONTHS, about(language=language))


def outcomes(language: str = "en") -> Chart:
    """Two stacks with as many groups as there are fills."""
    numbers = [Point(year, 10 * n + 3, group) for year in ("2016", "2017") for n, group in enumerate(GROUPS)]
    return stacks(numbers, about(name="outcomes", language=language, over="year"))


def compared(language: str = "en") -> Chart:
    """Three ratios: one that can be said, one without an upper end, one that cannot be said."""
    pairs = [
        Compared("received", Ratio(1526, 80)), Compared("moved", Ratio(3, 1)), Compared("held", Ratio(5, 0)),
    ]  # fmt: skip
    return ratios(pairs, about(name="ratios", language=language))


KINDS: list[Callable[[str], Chart]] = [series, outcomes, compared]
EACH = pytest.mark.parametrize("kind", KINDS)
BOTH = pytest.mark.parametrize("language", ["en", "es"])


def drawn(chart: Chart) -> ET.Element:
    """The picture, as an outside program reads it."""
    return ET.fromstring(svg(chart))


def tags(root: ET.Element) -> set[str]:
    """The kinds of elements in a picture."""
    return {TAG.sub("", each.tag) for each in root.iter()}


def words(root: ET.Element) -> list[str]:
    """Every text that is drawn."""
    return ["".join(each.itertext()) for each in root.iter(f"{{{SVG}}}text")]


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours are apart (WCAG 2.2): 1 is equal, 21 black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@EACH
@BOTH
def test_a_chart_holds_no_script_and_points_nowhere(kind: Callable[[str], Chart], language: str) -> None:
    """A picture on a public page must not run anything, nor tell another server who looked at it."""
    root = drawn(kind(language))
    assert tags(root) <= {
        "svg",
        "g",
        "path",
        "line",
        "text",
        "tspan",
        "title",
        "desc",
        "rect",
        "defs",
        "pattern",
        "circle",
    }
    for each in root.iter():
        for name, value in each.attrib.items():
            bare = TAG.sub("", name)
            assert bare not in {"href", "src", "style", "class"} or (bare == "class" and "http" not in value)
            assert not bare.startswith("on")
            assert "http" not in value
            assert "url(" not in value or value.startswith(f"url(#{kind(language).about.name}-")


@EACH
@BOTH
def test_a_chart_says_in_words_what_it_shows(kind: Callable[[str], Chart], language: str) -> None:
    """Whoever cannot see it hears a title and a description, and finds the numbers in the table beside it."""
    chart = kind(language)
    root = drawn(chart)
    assert root.get("role") == "img"
    named = {each.get("id"): each.text for each in root if TAG.sub("", each.tag) in {"title", "desc"}}
    assert list(named.values()) == [chart.about.title, chart.description]
    assert (root.get("aria-labelledby") or "").split() == list(named)
    assert len(chart.description.split()) > 8
    assert chart.about.title.endswith(".")
    assert all(len(row) == len(chart.columns) for row in chart.rows)


@EACH
def test_the_letters_are_large_enough_to_read(kind: Callable[[str], Chart]) -> None:
    """A hearing reads from a sheet of paper, at arm's length."""
    root = drawn(kind("en"))
    sizes = [float((each.get("font-size") or "0").removesuffix("px")) for each in root.iter(f"{{{SVG}}}text")]
    assert min(sizes) >= LETTERS_MIN
    assert LETTERS_MIN * COLUMN / float(root.get("width") or 0) >= POINTS_MIN
    assert float(root.get("width") or 0) >= WIDTH


@EACH
def test_letters_and_bars_stand_out_on_a_grey_copy(kind: Callable[[str], Chart]) -> None:
    """Councils print in black and white."""
    root = drawn(kind("en"))
    letters = {each.get("fill") or "" for each in root.iter(f"{{{SVG}}}text")}
    assert all(contrast(colour, PAPER) >= 7 for colour in letters if colour)
    assert contrast(INK, PAPER) >= 7


def test_groups_are_told_apart_without_colour() -> None:
    """Eight outcomes have eight fills of one ink, a line around each; the legend is in order."""
    root = drawn(outcomes())
    fills = [
        each.get("fill")
        for each in root.iter(f"{{{SVG}}}path")
        if each.get("stroke") == INK and each.get("fill") not in {None, "none"}
    ]
    assert len(set(fills)) == len(FILLS) == len(GROUPS)
    plain = [fill for fill in set(fills) if fill and fill.startswith("#")]
    assert all(contrast(one, other) >= 1.4 for one in plain for other in plain if one != other)
    assert [word for word in words(root) if word in GROUPS] == list(GROUPS)
    patterns = {each.get("id") for each in root.iter(f"{{{SVG}}}pattern")}
    assert {f"url(#{name})" for name in patterns} == {fill for fill in set(fills) if fill and "url" in fill}


@EACH
@BOTH
def test_the_same_numbers_give_the_same_picture(kind: Callable[[str], Chart], language: str) -> None:
    """The picture's hash is published with it."""
    assert svg(kind(language)) == svg(kind(language))


def test_what_was_not_recorded_is_a_gap_that_says_so() -> None:
    """A month without a record looks like a month without requests, if nobody writes it there."""
    assert "not recorded" in words(drawn(series()))
    assert "sin registro" in words(drawn(series("es")))
    assert "Not recorded: 2017-02." in series().description
    assert "0" in words(drawn(series()))
    assert "not recorded" not in words(drawn(bars([Point("2017-03", 0)], about())))


def test_a_series_with_nothing_recorded_is_drawn_as_such() -> None:
    """A new agency has a first year with nothing in it."""
    chart = bars([Point("2017-01", None)], about())
    assert "There is no number to show." in chart.description
    assert "not recorded" in words(drawn(chart))
    assert drawn(bars([], about())) is not None


def test_the_sum_of_a_stack_stands_over_it() -> None:
    """80 beside 1,526 is a line; only its number can be read."""
    chart = stacks([Point("2016", 80, "declined"), Point("2017", 1526, "declined")], about())
    assert {"80", "1,526"} <= set(words(drawn(chart)))


def test_a_ratio_is_drawn_with_its_interval_and_a_line_at_one() -> None:
    """19.075 times as many is one draw of chance; from 15.2 to 23.9 is what can be said."""
    said = words(drawn(compared()))
    assert any(each.replace("  ", " ") == "19.075 (15.2–23.9)" for each in said)
    assert "stroke-dasharray" in svg(compared())
    assert compared().rows[0] == ("received", "19.075", "15.2", "23.9")
    assert compared().rows[2] == ("held", None, None, None)


def test_the_data_of_a_chart_is_a_csv_with_gaps_left_empty() -> None:
    """Whoever draws it again gets the numbers, and no zero where nothing was recorded."""
    rows = list(csv.reader(io.StringIO(chart_csv(series()))))
    assert rows == [
        ["month", "requests"],
        ["2017-01", "61"],
        ["2017-02", ""],
        ["2017-03", "0"],
        ["2017-04", "1526"],
    ]


def test_no_formula_runs_from_the_csv_of_a_chart() -> None:
    """A label that begins with an equals sign must not become a command in a spreadsheet."""
    assert "\n'=1+1,3\n" in chart_csv(bars([Point("=1+1", 3)], about()))


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "\x00\x07\u202e", '"]},{"url":"http://x', "中文", "x" * 300]
)
def test_no_label_breaks_or_enters_a_picture(hostile: str) -> None:
    """A facility's name comes from a form that anybody may fill in."""
    said = about(title=hostile, unit=hostile, over=hostile)
    for chart in (
        bars([Point(hostile, 3)], said),
        stacks([Point(hostile, 3, hostile)], said),
        ratios([Compared(hostile, Ratio(3, 2))], said),
    ):
        assert "script" not in tags(drawn(chart))


LONG_TITLES = (
    "Of the 1,526 requests received in the year to September 30, 2017, 0 were honored; of the 80 before, 2.",
    "De las 1 526 solicitudes recibidas en el año hasta el 30 de septiembre de 2017, se cumplieron 0.",
    "WWWW MMMM " * 12,
)


@pytest.mark.parametrize("title", LONG_TITLES)
def test_a_long_title_is_broken_before_the_edge(title: str) -> None:
    """A reader's machine may have wider letters: half a sentence over a chart says another thing."""
    broken = lines(title, TITLE_LETTERS, WIDTH)
    assert " ".join(broken).split() == title.split()
    assert len(broken) > 1
    assert max(widest(line, TITLE_LETTERS) for line in broken) <= WIDTH
    said = about(title=title)
    for chart in (bars(MONTHS, said), ratios([Compared("received", Ratio(1526, 80))], said)):
        assert "".join(broken) in words(drawn(chart))


@pytest.mark.parametrize("size", [13.0, 16.0])
def test_a_width_is_never_less_than_the_widest_usual_letters_take(size: float) -> None:
    """Measured once in Chromium, in DejaVu Sans Bold: the sum of the parts must not fall short of it."""
    for text, share in (("trasladada a tiempo a otro organismo", 21.36), ("September 30, 2017", 11.45)):
        assert share * size <= widest(text, size) <= share * size * 1.2


def test_words_of_a_legend_have_room_beside_each_other() -> None:
    """Words that run into the next fill are read as the words of another number."""
    short, long = "declined", "moved in time to another agency that had asked for the person before"
    for groups, columns in (((short, "open"), 2), ((short, long), 1)):
        chart = stacks([Point("2017", 3, group) for group in groups], about())
        legend = chart.spec["layer"][0]["encoding"]["color"]["legend"]
        assert legend["columns"] == columns
        assert legend["columnPadding"] > 0
        assert set(groups) <= set(words(drawn(chart)))


def test_labels_are_turned_where_they_have_no_room() -> None:
    """Two days that run into each other are no day."""
    few, many = ([Point(f"to 20{n}-09-30", n) for n in range(10, 10 + count)] for count in (3, 8))
    turned = [bars(points, about()).spec["encoding"]["x"]["axis"]["labelAngle"] for points in (few, many)]
    assert turned == [0, -60]


@EACH
def test_the_picture_of_the_page_is_the_picture_of_the_pdf(kind: Callable[[str], Chart]) -> None:
    """One picture, in one place and the other: its words can be searched for in the PDF."""
    chart = kind("en")
    paper = Paper(
        language="en", title="Charts", agency="Invented Police", subtitle="One",
        blocks=(Figure(svg(chart), chart.description, ""),), page_of="{page} of {pages}", footer="",
        moment=MOMENT,
    )  # fmt: skip
    said = pypdf.PdfReader(io.BytesIO(typeset(paper))).pages[0].extract_text()
    assert "requests" in said.lower() or "times as many" in said
