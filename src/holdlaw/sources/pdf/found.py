"""One thing that a PDF says, with the place it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

Value = str | tuple[str, ...]
Confidence = Literal["field", "text"]

TEXT_MAX = 300
"""Letters that a value or a place may have; a longer one is cut."""


@frozen
class Found:
    """A value for the page of a new request, which the officer compares with the image beside it."""

    key: str
    """What it is, as the case file and the entry `request.received` name it: `box`, `subject.name`."""
    value: Value = field(repr=False)
    """Text; several names for `asks` and `papers`. Never shown by repr(): it may say who the person is."""
    origin: str = field(repr=False)
    """The field's name, or the words printed beside it."""
    page: int
    """The page it stands on, from 1."""
    confidence: Confidence
    """`field`: a field of the form says so. `text`: it was read from the words on the page."""

    def as_json(self) -> dict[str, Any]:
        """Give the value with its place, for the page."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        place = {"from": self.origin, "page": self.page, "confidence": self.confidence}
        return {"key": self.key, "value": value, **place}


def found_from_json(data: Mapping[str, Any]) -> Found:
    """Read what `as_json` gave; raise ValueError, KeyError or TypeError for anything else."""
    told = data["value"]
    value: Value = tuple(_text(part) for part in told) if isinstance(told, list) else _text(told)
    confidence, page = data["confidence"], data["page"]
    if confidence not in ("field", "text") or not isinstance(page, int):
        raise ValueError("place")
    return Found(_text(data["key"]), value, _text(data["from"]), page, confidence)


def _text(told: object) -> str:
    if not isinstance(told, str) or len(told) > TEXT_MAX:
        raise ValueError("text")
    return told
