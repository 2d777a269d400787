"""Checks of values with their place kept: each mistake becomes a Problem, and reading goes on to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.statutes import Statute, parse_statute
from holdlaw.core.truth import Truth
from holdlaw.policybook.nodes import Node

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|z|[+-]\d{2}:\d{2})?$")
_OFFSET = re.compile(r"(Z|z|[+-]\d{2}:\d{2})$")
_TRUTHS = {
    "yes": Truth.YES,
    "no": Truth.NO,
    "unknown": Truth.UNKNOWN,
    "true": Truth.YES,
    "false": Truth.NO,
    "null": Truth.UNKNOWN,
}


SHOWN_MAX = 24
"""Names listed where none is near."""


class Checking:
    """Collects the problems of one file. `law_code`, if given, is the one code of every mistake."""

    def __init__(self, law_code: str | None = None) -> None:
        """Start with no problems."""
        self.problems: list[Problem] = []
        self._law_code = law_code

    def add(self, code: str, where: str, says: tuple[str, str, str]) -> None:
        """Note one problem: what it is, why it matters, how to mend it."""
        self.problems.append(Problem(self._law_code or code, where, *says))

    def done(self) -> None:
        """Raise every problem noted, if there is one."""
        if self.problems:
            raise HoldlawError(self.problems)

    def keys(self, node: Node, known: Iterable[str], required: Iterable[str] = ()) -> bool:
        """Check that a node is a mapping with known keys and the required ones among them."""
        if not self._is_group(node):
            return False
        known = tuple(known)
        values = dict(node.items())
        for key in values:
            if key not in known:
                self.add(
                    "HL-1005",
                    node.key_where(key),
                    (
                        f"'{key}' is not a known key.",
                        "What it says would be lost without a word.",
                        nearest(key, known),
                    ),
                )
        missing = [key for key in required if key not in values]
        for key in missing:
            self.add(
                "HL-1010",
                node.key_where(key),
                (f"'{key}' is missing.", "No answer can be given without it.", f"Add `{key}:`."),
            )
        return not missing

    def members(self, node: Node | None) -> tuple[Node, ...]:
        """Read a list; nothing if there is none."""
        if node is None or node.value is None or isinstance(node.value, tuple):
            return node.parts() if node is not None else ()
        self.add(
            "HL-1006",
            node.where,
            (
                "This should be a list.",
                "Its members could not be told apart.",
                "Begin each member with a dash, or write them in square brackets.",
            ),
        )
        return ()

    def pairs(self, node: Node | None) -> tuple[tuple[str, Node], ...]:
        """Read a group of named values; nothing if there is none."""
        if node is None or node.value is None or not self._is_group(node):
            return ()
        return tuple(node.items())

    def _is_group(self, node: Node) -> bool:
        if not isinstance(node.value, str | tuple) and node.value is not None:
            return True
        empty = node.value is None and not node.path
        self.add(
            "HL-1006",
            node.where,
            (
                "The file is empty." if empty else "This should be a group of named values.",
                "Nothing can be read from it.",
                "Write names and values below it, as `name: value`.",
            ),
        )
        return False

    def text(self, node: Node | None) -> str | None:
        """Read text; None if there is no node or it is empty."""
        if node is None or node.value is None:
            return None
        if isinstance(node.value, str):
            return " ".join(node.value.split())
        self.add(
            "HL-1006", node.where, ("This should be text.", "It is a group or a list.", "Write one value.")
        )
        return None

    def one_of(self, node: Node | None, allowed: Sequence[str]) -> str | None:
        """Read one of the names allowed."""
        text = self.text(node)
        if text is None or text in allowed:
            return text
        assert node is not None
        self.add(
            "HL-1009",
            node.where,
            (
                f"'{text}' is not one of the known values.",
                f"The known ones are: {', '.join(allowed)}.",
                nearest(text, allowed),
            ),
        )
        return None

    def names(self, node: Node | None, allowed: Sequence[str]) -> tuple[str, ...]:
        """Read one name or a list of names, each among those allowed."""
        if node is None or node.value is None:
            return ()
        members = node.parts() if isinstance(node.value, tuple) else (node,)
        return tuple(name for member in members if (name := self.one_of(member, allowed)) is not None)

    def truth(self, node: Node | None) -> Truth:
        """Read yes, no or unknown; nothing, or an empty value, is unknown."""
        text = self.text(node)
        if text is None:
            return Truth.UNKNOWN
        if (value := _TRUTHS.get(text.lower())) is not None:
            return value
        assert node is not None
        self.add(
            "HL-1009",
            node.where,
            (
                f"'{text}' is not yes, no or unknown.",
                "A fact has one of these three values.",
                "Write yes, no or unknown.",
            ),
        )
        return Truth.UNKNOWN

    def whole(self, node: Node | None) -> int | None:
        """Read a whole number."""
        text = self.text(node)
        if text is None or (text.isascii() and text.isdigit() and len(text) <= 9):
            return None if text is None else int(text)
        assert node is not None
        self.add(
            "HL-1006",
            node.where,
            (f"'{text}' is not a whole number.", "A count is needed here.", "Write digits only."),
        )
        return None

    def day(self, node: Node | None) -> date | None:
        """Read a calendar day, as 2017-06-14."""
        text = self.text(node)
        if text is None or text == "unknown":
            return None
        assert node is not None
        try:
            if _DAY.match(text):
                return _in_range(date.fromisoformat(text))
        except ValueError:
            self.add(
                "HL-1008",
                node.where,
                (
                    f"{text} is not a day of the calendar.",
                    "Deadlines and look-backs are counted from it.",
                    "Write a day that exists, between 1900 and 2200.",
                ),
            )
            return None
        self.add(
            "HL-1006",
            node.where,
            (f"'{text}' is not a day.", "Days are written year-month-day.", "Write it as 2017-06-14."),
        )
        return None

    def moment(self, node: Node | None) -> datetime | None:
        """Read a moment with its offset from UTC, as 2017-06-14T09:30:00-04:00."""
        text = self.text(node)
        if text is None or text == "unknown":
            return None
        assert node is not None
        if not _MOMENT.match(text):
            self.add(
                "HL-1006",
                node.where,
                (
                    f"'{text}' is not a moment.",
                    "Clocks run from it.",
                    "Write it as 2017-06-14T09:30:00-04:00.",
                ),
            )
            return None
        if not _OFFSET.search(text):
            self.add(
                "HL-1007",
                node.where,
                (
                    f"{text} has no offset from UTC.",
                    "The same wall time is another moment in another zone.",
                    f"Write the offset too, as {text}-04:00.",
                ),
            )
            return None
        return self._real_moment(node, text)

    def _real_moment(self, node: Node, text: str) -> datetime | None:
        try:
            moment = datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
            _in_range(moment.date())
        except ValueError:
            self.add(
                "HL-1008",
                node.where,
                (
                    f"{text} is not a moment that exists.",
                    "Clocks run from it.",
                    "Write a real day and time between 1900 and 2200.",
                ),
            )
            return None
        return moment

    def statute(self, node: Node | None) -> Statute | None:
        """Read a statute, as NY PL 160.10."""
        text = self.text(node)
        if text is None or text == "unknown":
            return None
        assert node is not None
        try:
            return parse_statute(text)
        except ValueError as error:
            self.add(
                "HL-1013",
                node.where,
                (
                    f"{error}.",
                    "It could not be looked up on any list.",
                    "Write it as NY PL 160.10, NY PL 265.02(4), NJ 2C:15-1 or 18 USC 2113(a).",
                ),
            )
            return None


def nearest(name: str, known: Sequence[str]) -> str:
    """Suggest the nearest known name, or list them."""
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not known:
        return "Nothing of this kind is known here."
    return f"Known here: {', '.join(sorted(known)[:SHOWN_MAX])}{', …' if len(known) > SHOWN_MAX else ''}."


def _in_range(day: date) -> date:
    """Give a day between 1900 and 2200; raise ValueError for another."""
    if not 1900 <= day.year <= 2200:
        raise ValueError
    return day
