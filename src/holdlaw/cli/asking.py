"""What several commands share: the cases named, and answering each so that one bad case stops no other."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from holdlaw.cli.colour import print_coloured
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.decide import Answer, decide
from holdlaw.policybook import Book, book_at, shipped
from holdlaw.sources.case_file import read_case, read_case_file

ANSWERED, FINDING, UNUSABLE = 0, 1, 2
SUFFIXES = (".yaml", ".yml", ".json")

Cases = Annotated[
    list[str], typer.Argument(metavar="CASE...", help="Case files, folders of them, or - for standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a case.")]
KnownOn = Annotated[
    str | None, typer.Option("--known-on", help="Use the law as it was recorded by this day (2026-11-22).")
]
Policies = Annotated[
    Path | None, typer.Option("--policies", help="A folder of law to use in place of the one shipped.")
]


def the_book(policies: Path | None) -> Book:
    """Open the law that was asked for."""
    return shipped() if policies is None else book_at(policies)


def a_day(text: str | None, option: str) -> date | None:
    """Read a day given on the command line; raise HoldlawError if it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HoldlawError(
            [
                Problem(
                    "HL-4001",
                    option,
                    f"'{text}' is not a day.",
                    "The law is chosen by the day.",
                    "Write it as 2017-06-14.",
                )
            ]
        ) from None


def named_files(names: list[str]) -> Iterator[str]:
    """Give the files named, each folder opened; `-` stands for standard input."""
    for name in names:
        path = Path(name)
        if name != "-" and path.is_dir():
            found = sorted(str(file) for file in path.iterdir() if file.suffix in SUFFIXES)
            if not found:
                raise HoldlawError(
                    [
                        Problem(
                            "HL-1001",
                            name,
                            "The folder holds no case file.",
                            "There is nothing to answer.",
                            "Name a folder with .yaml or .json files.",
                        )
                    ]
                )
            yield from found
        else:
            yield name


def answer_each(
    names: list[str], show: Callable[[Answer], str], options: tuple[bool, str | None, Path | None]
) -> int:
    """Answer every case named and print each; give the highest exit code."""
    as_json, known_on, policies = options
    highest = ANSWERED
    try:
        book, known = the_book(policies), a_day(known_on, "--known-on") or date.max
        files = list(named_files(names))
    except HoldlawError as error:
        return complain(error, as_json)
    for number, name in enumerate(files):
        if number and not as_json:
            say("")
        try:
            answer = decide(_read(name, book), book, known)
            shown = show(answer)
        except HoldlawError as error:
            highest = max(highest, complain(error, as_json))
            continue
        say(shown)
        highest = max(highest, answer.exit_code)
    return highest


def _read(name: str, book: Book) -> Any:
    if name == "-":
        return read_case(sys.stdin.buffer.read(), "standard input", book)
    return read_case_file(Path(name), book)


def complain(error: HoldlawError, as_json: bool) -> int:
    """Print the problems of an error; give the exit code of unusable input."""
    if as_json:
        first, *others = (problem.as_json() for problem in error.problems)
        say(to_json({"error": first} | ({"others": others} if others else {})))
    else:
        sys.stdout.flush()
        for problem in error.problems:
            print(problem, file=sys.stderr)  # noqa: T201 - this is the command's own output
    return UNUSABLE


def to_json(data: Any) -> str:
    """Write data as one line of JSON."""
    return json.dumps(data, ensure_ascii=False)


def say(text: str) -> None:
    """Print to standard output; a reader that went away ends the command quietly."""
    try:
        if sys.stdout.isatty() and not text.startswith("{"):
            print_coloured(text)
        else:
            print(text, flush=True)  # noqa: T201 - this is the command's own output
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(ANSWERED) from None
