"""Registers to test on: each test that takes `home` or `register` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdlaw.store.home import Home
from holdlaw.store.opening import Register, create_register, open_register
from tests.postgres import Server, shared_server

from .made import NOON, ORIGIN, REGISTRAR

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """The one PostgreSQL server of this run; the workers share it."""
    own = tmp_path_factory.getbasetemp()
    with shared_server(own if worker_id == "master" else own.parent) as server:
        yield server


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine a test runs on."""
    return str(request.param)


@pytest.fixture
def empty_home(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Home]:
    """A place for a register on the engine, with none made there."""
    folder = tmp_path / "register"
    if engine == "sqlite":
        yield Home(folder)
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.new_database() as url:
        yield Home(folder, url)


@pytest.fixture
def register_home(empty_home: Home) -> Home:
    """A register just made on the engine: its first entry stands."""
    create_register(empty_home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    return empty_home


@pytest.fixture
def register(register_home: Home) -> Iterator[Register]:
    """The same register, opened."""
    with open_register(register_home) as opened:
        yield opened
