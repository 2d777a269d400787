"""Where the harness puts its registers: a template made once, and fresh copies of it, on either engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from attrs import define, field

from holdlaw.store.home import Home
from holdlaw.store.opening import create_register

from .material import CLERK, ENTERED_AT, ORIGIN

Fill = Callable[[Home], object]


def new_register(home: Home) -> None:
    """Make an empty register: entry 0 alone."""
    create_register(home, origin=ORIGIN, opened_at=ENTERED_AT, actor=CLERK)


@define
class Grounds:
    """A folder for copies, and a server for their databases where the engine is PostgreSQL.

    `server` is the URL of a database whose user may create others; None is SQLite. Every copy has its own.
    """

    folder: Path
    server: str | None = None
    _template: Home | None = field(default=None, init=False)
    _numbers: count[int] = field(factory=count, init=False)
    _made: list[str] = field(factory=list, init=False)

    def build(self, fill: Fill = new_register) -> Home:
        """Make the template: call this once, and leave no connection open on it."""
        self._template = self._place("CREATE DATABASE {name}")
        fill(self._template)
        return self._template

    def fresh(self) -> Home:
        """Copy the template."""
        if self._template is None:
            raise ValueError("build the template first")
        source = self._template
        template = urlsplit(source.database_url).path[1:] if source.database_url else ""
        home = self._place(f'CREATE DATABASE {{name}} TEMPLATE "{template}"')
        shutil.copytree(source.folder, home.folder)
        return home

    def drop(self, home: Home) -> None:
        """Throw one copy away."""
        shutil.rmtree(home.folder, ignore_errors=True)
        if home.database_url is not None:
            name = urlsplit(home.database_url).path[1:]
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            self._made.remove(name)

    def clear(self) -> None:
        """Throw every database away that was made here."""
        for name in self._made:
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.clear()

    def _place(self, statement: str) -> Home:
        name = f"{self.folder.name}_{os.getpid()}_{next(self._numbers)}".lower().replace("-", "_")
        folder = self.folder / name
        if self.server is None:
            return Home(folder)
        self._run(statement.format(name=f'"{name}"'))
        self._made.append(name)
        return Home(folder, urlsplit(self.server)._replace(path=f"/{name}").geturl())

    def _run(self, statement: str) -> None:
        with closing(psycopg.connect(self.server or "", autocommit=True)) as connection:
            connection.execute(statement.encode())
