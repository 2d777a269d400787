"""What a reader can hold at once: files of 400 lines, functions of 60, five parameters."""

from __future__ import annotations

from .tree import REPO, Function, functions, python_files, where

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
PARAMETERS_MAX = 5


def lines_of(function: Function) -> int:
    """Count the lines of a function, its docstring included and its decorators not."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def parameters_of(function: Function) -> int:
    """Count what a caller may pass: `self` and `cls` are not passed."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args]
    own = 1 if named and named[0].arg in {"self", "cls"} else 0
    return len(named) - own + len(arguments.kwonlyargs)


def test_no_source_file_is_longer_than_400_lines() -> None:
    """A lawyer or an auditor who opens one file should be able to read all of it at one sitting."""
    lengths = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {place: lines for place, lines in lengths.items() if lines > FILE_LINES_MAX} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    """A step of a decision that fits on no screen is a step that nobody has checked."""
    lengths = {
        f"{where(path, function)} {function.name}": lines_of(function)
        for path in python_files()
        for function in functions(path)
    }
    assert {place: lines for place, lines in lengths.items() if lines > FUNCTION_LINES_MAX} == {}


def test_no_function_takes_more_than_five_parameters() -> None:
    """Six things in a row are passed in the wrong order sooner or later; two dates swapped still type-check.

    Public functions of `cli` are apart: every option of a command is a parameter.
    """
    commands = REPO / "src" / "holdlaw" / "cli"
    counts = {
        f"{where(path, function)} {function.name}": parameters_of(function)
        for path in python_files()
        for function in functions(path)
        if function.name.startswith("_") or not path.is_relative_to(commands)
    }
    assert {place: count for place, count in counts.items() if count > PARAMETERS_MAX} == {}
