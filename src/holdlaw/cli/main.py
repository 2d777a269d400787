"""Finds the subcommand that was asked for, and runs it."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import typer

COMMANDS = Path(__file__).parent / "commands"
ABOUT = "Decides immigration detainer requests under the law of the place in force on the day."


def main() -> None:
    """Run the command line; exit with 0, 1 (a finding) or 2 (unusable input)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(tuple(sys.argv[1:]))()
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        sys.stderr.write(f"HL-4001: standard output: It cannot be written: {error.strerror}.\n")
        sys.exit(2)


def app(arguments: tuple[str, ...] = ()) -> typer.Typer:
    """Make the command line. Only the subcommand that the arguments begin with is loaded, if there is one."""
    made = _group(COMMANDS, "holdlaw.cli.commands", ABOUT, arguments)
    made.callback()(lambda: None)
    return made


def _group(folder: Path, package: str, about: str, arguments: tuple[str, ...]) -> typer.Typer:
    group = typer.Typer(
        help=about, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )  # fmt: skip
    names = sorted(path.stem.rstrip("_") for path in folder.iterdir() if _is_command(path))
    wanted = [name for name in names if arguments[:1] == (name,)] or names
    for name in wanted:
        inner = folder / name
        if inner.is_dir():
            about = (import_module(f"{package}.{name}").__doc__ or "").strip()
            group.add_typer(_group(inner, f"{package}.{name}", about, arguments[1:]), name=name)
        else:
            stem = name if (folder / f"{name}.py").exists() else f"{name}_"
            group.command(name)(import_module(f"{package}.{stem}").command)
    return group


def _is_command(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").exists()
    return path.suffix == ".py" and path.stem != "__init__"
