"""Colour for a terminal: the same text, with marks and outcomes easier to find."""

from __future__ import annotations

import re

MARKS = {"✓": "green", "✗": "red", "?": "yellow", "!": "yellow"}
OUTCOMES = re.compile(r"\b(MUST NOT|NOT ESTABLISHED|NO RULE|MUST|MAY)\b")
STYLES = {"MUST NOT": "bold red", "NOT ESTABLISHED": "bold yellow", "MAY": "bold green", "MUST": "bold blue"}


def print_coloured(text: str) -> None:
    """Print a page on a terminal. NO_COLOR is obeyed."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in text.splitlines():
        shown = Text(line)
        if line.isupper() and not line.startswith(" "):
            shown.stylize("bold")
        mark = line.lstrip()[:2]
        if mark[:1] in MARKS and mark.endswith(" "):
            start = len(line) - len(line.lstrip())
            shown.stylize(MARKS[mark[0]], start, start + 1)
        for found in OUTCOMES.finditer(line):
            shown.stylize(STYLES.get(found[0], "bold"), found.start(), found.end())
        console.print(shown)
