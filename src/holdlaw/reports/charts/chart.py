"""What a chart is: drawn from plain numbers, and never without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

Value = str | int | float | None


@frozen
class Point:
    """One number of a series: the period it is of, the number, and the group it belongs to.

    `value` None: nothing was recorded then. That is not zero, and is drawn as a gap that says so.
    """

    label: str
    value: int | None
    group: str = ""
    said: str = ""
    """What is said where there is no number, if it is anything else than that none was recorded: withheld."""


@frozen(kw_only=True)
class About:
    """What is said over a chart: a file name, a title that is a sentence, and what its axes count."""

    name: str
    """Lower case and hyphens: it names the files and the patterns inside the SVG."""
    title: str
    unit: str
    """What is counted: requests, persons, hours."""
    over: str = ""
    """What the series runs over: month, year, kind of year."""
    language: str = "en"


@frozen(kw_only=True)
class Chart:
    """A chart with its data: whoever cannot see the picture has the description and the table."""

    about: About
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    spec: Mapping[str, Any] = field(eq=False, repr=False)
    """The picture as a Vega-Lite specification; its data is inside it."""
    keys: tuple[str, ...] = ()
    """The groups, in the order of their fills."""
