"""Every public name says what it is, every test says why it matters, and nothing is left half done."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .tree import Function, files, functions, parsed, python_files, where

LATER = r"\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K|TB[D])\b|lorem[ ]ipsum|not[ ]yet[ ]implemented"
MARKERS = re.compile(LATER, re.IGNORECASE)
TEXT = (".py", ".md", ".yaml", ".yml", ".toml", ".json", ".txt", "Makefile", "run")


def public(name: str) -> bool:
    """Tell whether a name is for others to use."""
    return not name.startswith("_")


def named_things(path: Path) -> Iterator[tuple[str, ast.stmt, str | None]]:
    """Every public class, function and method that others can reach, with its docstring."""
    waiting: list[ast.Module | ast.ClassDef] = [parsed(path)]
    while waiting:
        for node in waiting.pop().body:
            if isinstance(node, ast.ClassDef | Function) and public(node.name):
                yield node.name, node, ast.get_docstring(node)
            if isinstance(node, ast.ClassDef) and public(node.name):
                waiting.append(node)


def is_empty(statement: ast.stmt) -> bool:
    """Tell whether a statement does nothing: a docstring, `...`, `pass`, or a bare NotImplementedError."""
    if isinstance(statement, ast.Raise):
        return "NotImplementedError" in ast.dump(statement)
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def promised(path: Path) -> set[ast.stmt]:
    """The functions that only say a shape: of Protocols, overloads, abstract methods, command groups."""
    shapes: set[ast.stmt] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases):
            shapes.update(node.body)
        if isinstance(node, Function):
            decorators = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
            if any(word in decorators for word in ("overload", "abstractmethod", ".callback(")):
                shapes.add(node)
    return shapes


def tests_of(path: Path) -> Iterator[Function]:
    """Every test function of a file."""
    return (function for function in functions(path) if function.name.startswith("test_"))


def test_every_module_has_a_docstring() -> None:
    """A county's own developer finds the right file by reading first sentences, not by searching."""
    assert [where(path) for path in python_files("src") if not ast.get_docstring(parsed(path))] == []


def test_every_public_name_has_a_docstring() -> None:
    """Whether an hour is local or elapsed, or a day included, is said once, where the name is made."""
    silent = [
        f"{where(path, node)} {name}"
        for path in python_files("src")
        for name, node, docstring in named_things(path)
        if not docstring
    ]
    assert silent == []


def test_every_test_says_why_a_person_cares() -> None:
    """When a test fails years from now, its docstring tells whether the law or the code is wrong."""
    silent = [
        f"{where(path, function)} {function.name}"
        for path in python_files("tests")
        for function in tests_of(path)
        if len((ast.get_docstring(function) or "").split()) < 4
    ]
    assert silent == []


def test_nothing_is_left_half_done() -> None:
    """Somebody's liberty rests on an answer; a note that says "later" is not one."""
    left = [
        f"{path.name}:{number}: {line.strip()}"
        for path in files(*TEXT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MARKERS.search(line)
    ]
    assert left == []


def test_no_function_is_empty() -> None:
    """A function that does nothing answers every caller as if it had."""
    empty = [
        f"{where(path, function)} {function.name}"
        for path in python_files("src")
        for function in functions(path)
        if function not in promised(path) and all(is_empty(statement) for statement in function.body)
    ]
    assert empty == []
