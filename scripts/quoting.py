"""What pages quote: the output of a command as it is now, or lines of a file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from holdlaw.cli.main import app

REPO = Path(__file__).parents[1]


class Stale(Exception):
    """What the notes say and what the program has do not match."""


def holdlaw(arguments: list[str], cwd: Path = REPO) -> str:
    """Run the command and give all that it prints, 80 columns wide."""
    wide = {"COLUMNS": "80", "NO_COLOR": "1"}
    with chdir(cwd):
        ran = CliRunner().invoke(app(tuple(arguments)), arguments, env=wide, prog_name="holdlaw")
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran.output.strip("\n") + "\n"


QUOTE = re.compile(
    r"(<!-- (?P<kind>run|file): (?P<what>[^\n]+?) -->\n\n?```\w*\n)(?P<body>.*?)(?=```)", re.DOTALL
)


def refreshed(text: str) -> str:
    """Give a page with everything it quotes as it is now."""

    def put(found: re.Match[str]) -> str:
        first, *rest = found["what"].split("; ")
        options = dict(option.split(": ", 1) for option in rest)
        return found[1] + (ran(first, options) if found["kind"] == "run" else lines_of(first, options))

    return QUOTE.sub(put, text)


def ran(command: str, options: Mapping[str, str]) -> str:
    """Run a quoted command and give the parts of its output that the page shows."""
    words = command.split()
    with tempfile.TemporaryDirectory() as folder:
        cwd = REPO
        if "case" in options:
            old, _, new = options.get("change", "").partition(" => ")
            text = (REPO / options["case"]).read_text(encoding="utf-8")
            if old not in text:
                raise Stale(f"{options['case']} has no '{old}' to change")
            cwd, name = Path(folder), next(word for word in words if word.endswith(".yaml"))
            (cwd / name).write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        return f"$ holdlaw {command}\n{shown(holdlaw(words, cwd), options.get('show', 'all'))}"


def shown(output: str, parts: str) -> str:
    """Give the parts of an output that are asked for: sections by heading, `top`, or the first lines."""
    if parts == "all":
        return output
    if parts.isdigit():
        lines = output.splitlines()[: int(parts)]
        return "\n".join([*lines, "[…]"]) + "\n"
    wanted = parts.split(" + ")
    kept: list[str] = []
    for section in re.split(r"\n\n(?=[A-Z][A-Z, ]+\n)", output.rstrip("\n")):
        title = section.split("\n", 1)[0]
        name = title if title.isupper() else "top"
        kept += [section] if name in wanted else ["[…]"]
    joined = "\n\n".join(kept)
    return re.sub(r"(\[…\]\n\n)+(?=\[…\])", "", joined) + "\n"


def lines_of(name: str, options: Mapping[str, str]) -> str:
    """Give the lines of a file from the first that begins with some words until before one that begins so."""
    lines = (REPO / name).read_text(encoding="utf-8").splitlines()
    begins = [n for n, line in enumerate(lines) if line.strip().startswith(options.get("from", ""))]
    first = begins[0] if begins else len(lines)
    ends = (
        n for n in range(first + 1, len(lines)) if lines[n].strip().startswith(options.get("until", "\0"))
    )
    if first == len(lines):
        raise Stale(f"{name}: no line begins with '{options['from']}'")
    return "\n".join(lines[first : next(ends, len(lines))]).rstrip() + "\n"
