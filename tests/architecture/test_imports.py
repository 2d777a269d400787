"""Imports: no ring of modules, nothing undeclared, nothing that asks the world from inside the law."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from .tree import REPO, modules, parsed, python_files, where

PURE = ("core", "clocks", "register", "decide")
ASKS_THE_WORLD = {"open", "print", "input", "breakpoint", "exec", "eval", "compile"}
IMPORTED_AS = {
    "ruamel.yaml": "ruamel",
    "django-allauth": "allauth",
    "django-axes": "axes",
    "django-csp": "csp",
    "django-tasks": "django_tasks",
    "python-calamine": "python_calamine",
    "vl-convert-python": "vl_convert",
    "adbc-driver-manager": "adbc_driver_manager",
    "adbc-driver-sqlite": "adbc_driver_sqlite",
    "adbc-driver-postgresql": "adbc_driver_postgresql",
}
NAMED_IN_SETTINGS = {"argon2-cffi", "django-htmx", "django-tasks-db", "whitenoise"}
READ_BY_THE_STANDARD_LIBRARY = {"tzdata"}


def sources_of(node: ast.ImportFrom, importer: str) -> str:
    """The full dotted name a `from … import` starts at, its leading dots resolved."""
    if not node.level:
        return node.module or ""
    package = importer if modules()[importer].name == "__init__.py" else importer.rpartition(".")[0]
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])


def imported(importer: str, path: Path) -> Iterator[str]:
    """Every dotted name a file imports, inside its functions too; a submodule wins over its package."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            source = sources_of(node, importer)
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield inner if inner in modules() else source


def graph() -> dict[str, set[str]]:
    """Which module of the package imports which other one."""
    return {
        name: {target for target in imported(name, path) if target in modules() and target != name}
        for name, path in modules().items()
    }


def ring_in(edges: dict[str, set[str]]) -> list[str]:
    """One ring of modules, first and last the same, or nothing."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        return ring
    return []


def test_no_modules_import_each_other_in_a_ring() -> None:
    """In a ring nothing can be read first; an import hidden in a function makes the ring too, only later."""
    assert ring_in(graph()) == []


def test_a_ring_is_seen_when_there_is_one() -> None:
    """A check that cannot fail protects nobody."""
    assert ring_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})[:1] != []


def test_every_library_the_code_imports_is_declared() -> None:
    """A county that installs Holdlaw gets what pyproject.toml names, and no more."""
    declared = {IMPORTED_AS.get(name, name) for name in (*runtime_dependencies(), *extras())}
    used = {
        target.partition(".")[0] for name, path in modules().items() for target in imported(name, path)
    } - {"holdlaw", *sys.stdlib_module_names}
    assert used <= declared


def test_every_declared_library_is_imported() -> None:
    """Every library is something an agency must trust, update and explain to an auditor."""
    used = {target.partition(".")[0] for name, path in modules().items() for target in imported(name, path)}
    idle = [
        name
        for name in runtime_dependencies()
        if IMPORTED_AS.get(name, name) not in used
        and name not in READ_BY_THE_STANDARD_LIBRARY | NAMED_IN_SETTINGS
    ]
    assert idle == []


def test_every_runtime_dependency_is_explained() -> None:
    """Whoever approves the software for a jail asks what each library is for and on what terms."""
    page = (REPO / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    headings = {line.lstrip("#").strip() for line in page.splitlines() if line.startswith("##")}
    assert headings >= {*runtime_dependencies(), *extras()}


@pytest.mark.parametrize("package", PURE)
def test_the_law_asks_nothing_of_the_world(package: str) -> None:
    """One case, one answer, on every machine and every day; or an old decision cannot be replayed."""
    calls = [
        f"{where(path)}:{node.lineno} {node.func.id}()"
        for path in python_files(f"src/holdlaw/{package}")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKS_THE_WORLD
    ]
    assert calls == []


def test_an_extra_is_imported_only_where_it_is_asked_for() -> None:
    """An agency without the extra must not see a command fail over a library it never wanted."""
    early = {
        where(path)
        for path in python_files("src/holdlaw")
        for node in parsed(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(name in ast.unparse(node).split() for name in extras())
    }
    assert early == {"src/holdlaw/simulate/on_part.py"}


def extras() -> list[str]:
    """The names of the libraries that an agency may add."""
    return [named(one) for extra in project()["optional-dependencies"].values() for one in extra]


def runtime_dependencies() -> list[str]:
    """The names of the libraries an installed Holdlaw needs."""
    return [named(requirement) for requirement in project()["dependencies"]]


def named(requirement: str) -> str:
    """The name of the library that a requirement asks for."""
    return requirement.partition(">=")[0].partition("[")[0]


def project() -> dict[str, Any]:
    """What pyproject.toml says of the project."""
    told: dict[str, Any] = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return told
