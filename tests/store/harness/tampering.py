"""Alters a register in one way after another, asks the verifiers each time, and puts everything back."""

from __future__ import annotations

import importlib.util
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

import psycopg
from attrs import define, field, frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.store.exporting import export
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.verifying import verify

from .raw import Row, Table, raw
from .tampers import Tamper

REPO: Final = Path(__file__).parents[3]
REFUSALS: Final = (sqlite3.IntegrityError, psycopg.errors.IntegrityError, psycopg.errors.DataError)
"""What a constraint of the tables says to a row that cannot be: two with one number, say."""

EXPORTED: Final = ("entries", "checkpoints")
"""The tables that an outsider is given."""


@frozen
class Sighting:
    """What became of one tamper: refused by the database, or seen by each verifier (None: not asked)."""

    name: str
    refused: bool = False
    by_verify: bool | None = None
    by_outsider: bool | None = None
    why: str = ""


@define
class Tampering:
    """A built register whose tables are altered and restored."""

    home: Home
    folder: Path
    """For exports, which are made anew each time."""
    outside: str
    """The newest checkpoint, as somebody keeps it elsewhere."""
    tables: dict[str, Table] = field(init=False)
    rows: dict[str, list[Row]] = field(init=False)
    keys: list[str] = field(init=False)
    _exports: int = 0

    def __attrs_post_init__(self) -> None:
        """Remember how everything stood, to put it back."""
        with raw(self.home) as opened:
            tables = opened.tables()
            self.tables = {_short(table): table for table in tables}
            self.rows = {_short(table): opened.read(table) for table in tables}
        with open_register(self.home) as register:
            self.keys = [str(key) for key in register.verifier_keys]

    def look_at(self, tampers: Iterable[Tamper]) -> Iterator[Sighting]:
        """Make each alteration, ask the verifiers, and undo it; one that changes nothing is left out."""
        for tamper in tampers:
            name = _short(tamper.table)
            stood = self.rows[name]
            altered = tamper.make(list(stood))
            if sorted(map(repr, altered)) == sorted(map(repr, stood)):
                continue
            if not self._write(tamper.table, altered):
                yield Sighting(tamper.name, refused=True)
                continue
            yield self._sighting(tamper.name, outsider=name in EXPORTED)
            self._write(tamper.table, stood)

    def _write(self, table: Table, rows: Sequence[Row]) -> bool:
        """Put rows in place; tell whether the database took them."""
        try:
            with raw(self.home, table) as opened:
                opened.write(table, rows)
        except REFUSALS:
            return False
        return True

    def _sighting(self, name: str, *, outsider: bool) -> Sighting:
        found, why = self.seen_by_verify()
        return Sighting(
            name,
            by_verify=found,
            by_outsider=self.seen_by_outsider() if outsider else None,
            why=why,
        )

    def seen_by_verify(self, against: Sequence[str] = ()) -> tuple[bool, str]:
        """Tell whether `verify` finds something wrong, and what it says."""
        return seen_by_verify(self.home, against)

    def seen_by_outsider(self, against: Sequence[str] = ()) -> bool:
        """Export the register, and tell whether the standalone verifier finds something wrong."""
        self._exports += 1
        return seen_by_outsider(self.home, self.folder / f"export-{self._exports}", (self.keys, against))


def seen_by_verify(home: Home, against: Sequence[str] = ()) -> tuple[bool, str]:
    """Tell whether `verify` finds something wrong, or refuses to open; and what it says."""
    try:
        verdict = verify(home, against)
    except HoldlawError as error:
        return True, str(error)
    return not verdict.ok, verdict.why


def seen_by_outsider(home: Home, folder: Path, known: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Tell whether the standalone verifier, given keys and checkpoints, finds an export wrong."""
    keys, against = known
    try:
        export(home, folder)
    except HoldlawError:
        return True
    arguments = [str(folder), "--json", *(part for key in keys for part in ("--key", key))]
    for number, note in enumerate(against):
        kept = folder / f"kept-elsewhere-{number}.txt"
        kept.write_text(note, encoding="utf-8")
        arguments += ["--checkpoint", str(kept)]
    with redirect_stdout(io.StringIO()) as printed:
        code: int = standalone().main(arguments)
    return bool(code != 0 and json.loads(printed.getvalue()))


@cache
def standalone() -> ModuleType:
    """Load the published verifier from its one file."""
    spec = importlib.util.spec_from_file_location("holdlaw_verify", REPO / "verifier" / "holdlaw_verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _short(table: Table) -> str:
    return table.name.rpartition(".")[2]
