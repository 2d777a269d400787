"""What is taken out of a PDF before anybody asks what it means: words with their places, fields, images."""

from __future__ import annotations

from typing import Literal

from attrs import frozen


@frozen
class Box:
    """A rectangle on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.top - self.bottom

    def shares_row(self, other: Box) -> bool:
        """Tell whether half of the lower of the two stands beside the other."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap >= 0.5 * min(self.height, other.height) and overlap > 0


@frozen
class Words:
    """Words that are printed in one go."""

    text: str
    box: Box


@frozen
class Field:
    """A field of a form that somebody can see on a page."""

    page: int
    """From 1."""
    name: str
    """With the names of the groups it is in: `form1[0].#subform[0].NameOfAlien[0]`."""
    tooltip: str
    kind: Literal["text", "tick"]
    """A list to choose from is a text."""
    value: str
    """What is written in it; nothing for a box to tick."""
    ticked: bool
    state: str
    """What a box is called when it is ticked: `Yes`, `FinalOrder`."""
    box: Box
    near: tuple[str, ...] = ()
    """The words printed beside it: before and above a text, behind a box to tick."""


@frozen
class Page:
    """One page: its image and its words."""

    image: bytes
    words: tuple[Words, ...]


@frozen
class Material:
    """Everything taken out of one PDF."""

    pages: tuple[Page, ...]
    fields: tuple[Field, ...]


class Refused(Exception):
    """The PDF is not read further, for a reason that `refusals` puts into words."""
