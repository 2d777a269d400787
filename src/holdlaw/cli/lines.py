"""Plain lines for a terminal 80 columns wide, that read well without colour and aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

WIDTH = 80
STEP = "  "


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap a text to the width, the first line and the others each with an indent."""
    return wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def heading(title: str) -> list[str]:
    """Give a heading with an empty line before it."""
    return ["", title.upper()]


def folded(lines: Iterable[str], indent: str = "") -> Iterator[str]:
    """Fold each line to the width of a terminal, keeping its own indent and that of the page."""
    for line in lines:
        text = line.lstrip()
        before = indent + line[: len(line) - len(text)]
        after = before + (STEP if text.startswith(("- ", "+ ", "~ ")) else "")
        yield from wrap(
            text,
            WIDTH,
            initial_indent=before,
            subsequent_indent=after,
            break_long_words=False,
            break_on_hyphens=False,
        )
