"""The repository as these tests see it: its files, its modules, its functions."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPO = Path(__file__).parents[2]
"""The root of the checkout."""

SRC = REPO / "src"
"""The folder that holds the package."""

MADE = {"build", "dist", "htmlcov", "node_modules", "__pycache__"}
"""Folders that commands make: not looked into, nor is one whose name opens with a dot, but for `.ci`."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file that people write, with one of these suffixes; all of them where none is named."""
    found = []
    for folder, folders, names in os.walk(REPO):
        folders[:] = sorted(
            name for name in folders if name not in MADE and (name == ".ci" or not name.startswith("."))
        )
        found += [Path(folder, name) for name in sorted(names) if not suffixes or name.endswith(suffixes)]
    return tuple(
        path for path in found if path.name != ".coverage" and not path.name.startswith(".coverage.")
    )


def python_files(folder: str = "") -> tuple[Path, ...]:
    """Every Python file under a folder of the repository."""
    return tuple(path for path in files(".py") if path.is_relative_to(REPO / folder))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, node: ast.stmt | None = None) -> str:
    """Name a place as an editor opens it: `src/holdlaw/core/truth.py:12`."""
    line = f":{node.lineno}" if node else ""
    return f"{path.relative_to(REPO)}{line}"


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, however deep it stands."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def module_name(path: Path) -> str:
    """The dotted name under which a file of the package is imported."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    return {module_name(path): path for path in python_files("src")}
