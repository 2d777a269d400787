"""What several commands share: the cases named, and answering each so that one bad case stops no other."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
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


def named_files(name: str) -> tuple[str, ...]:
    """Give the file named, or those of the folder named; `-` stands for standard input."""
    path = Path(name)
    try:
        if name == "-" or not path.is_dir():
            return (name,)
        found = tuple(sorted(str(file) for file in path.iterdir() if file.suffix in SUFFIXES))
    except OSError as error:
        raise _unreadable(name, f"It cannot be read: {error.strerror}.") from None
    if not found:
        raise _unreadable(name, "The folder holds no case file.")
    return found


def _unreadable(name: str, what: str) -> HoldlawError:
    mend = "Name a case file, or a folder with .yaml or .json files that you may read."
    return HoldlawError([Problem("HL-1001", name, what, "There is nothing to answer.", mend)])


def answer_each(
    names: list[str], show: Callable[[Answer], str], options: tuple[bool, str | None, Path | None]
) -> int:
    """Answer every case named and print each; give the highest exit code."""
    as_json, known_on, policies = options
    try:
        book, known = the_book(policies), a_day(known_on, "--known-on") or date.max
    except HoldlawError as error:
        return complain(error, as_json)
    highest = ANSWERED
    for number, name in enumerate(names):
        try:
            files = named_files(name)
        except HoldlawError as error:
            highest = max(highest, complain(error, as_json))
            continue
        for file in files:
            if not as_json and (number or file is not files[0]):
                say("")
            try:
                answer = decide(_read(file, book), book, known)
                say(show(answer))
                highest = max(highest, answer.exit_code)
            except HoldlawError as error:
                highest = max(highest, complain(error, as_json))
            except BrokenPipeError:
                return highest
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
    """Print to standard output; raise BrokenPipeError if the reader went away."""
    try:
        if sys.stdout.isatty() and not text.startswith("{"):
            print_coloured(text)
        else:
            print(text, flush=True)  # noqa: T201 - this is the command's own output
    except BrokenPipeError:
        # What is still in the buffer has no reader; without this Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
