"""A PostgreSQL server of the tests' own: a temporary folder, a free port, and gone afterwards.

One server serves every worker of a test run; each test gets a database of its own. Nothing is ever written to
a server that stood before: its data folder is asked for and compared first.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from attrs import field, frozen

ACCOUNT = "postgres"
"""Whom the server runs as where the tests run as root, which it refuses to."""

PLACES = "/usr/lib/postgresql/*/bin"
WAIT_SECONDS = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "120",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
    "timezone": "UTC",
}

EMPTYING = (
    b"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    b" WHERE datname = current_database() AND pid <> pg_backend_pid()",
    b"DROP SCHEMA IF EXISTS holdlaw CASCADE",
    b"DROP SCHEMA public CASCADE",
    b"CREATE SCHEMA public",
)
"""What makes a database as good as new, whatever a test left in it or open on it."""


@frozen
class Server:
    """A running server: its folder, its port, and how to reach a database of it."""

    folder: Path
    port: int
    _idle: list[str] = field(factory=list, eq=False, repr=False)

    def url(self, database: str = "postgres") -> str:
        """Give the address of one database."""
        return f"postgresql://{ACCOUNT}@127.0.0.1:{self.port}/{database}"

    def check(self) -> None:
        """Refuse to go on if what answers on the port is not this server."""
        with psycopg.connect(self.url(), autocommit=True, connect_timeout=10) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row == (str(self.folder / "data"),), "another server answers on this port"

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """Give the address of an empty database. It is emptied and lent again: making one is slow."""
        self.check()
        name = self._idle.pop() if self._idle else self._make()
        try:
            yield self.url(name)
        finally:
            self._empty(name)
            self._idle.append(name)

    def _make(self) -> str:
        name = f"test_{os.urandom(8).hex()}"
        with psycopg.connect(self.url(), autocommit=True, connect_timeout=10) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8".encode())
        return name

    def _empty(self, name: str) -> None:
        with psycopg.connect(self.url(name), autocommit=True, connect_timeout=10) as connection:
            for step in EMPTYING:
                connection.execute(step)


def programs() -> Path | None:
    """Find the folder of the server's programs; None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    places = sorted(Path("/").glob(f"{PLACES}/initdb".lstrip("/")))
    return places[-1].parent if places else None


def needed_programs() -> Path:
    """Give the programs' folder; where they are missing the test is skipped, or fails in CI."""
    found = programs()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed, and every check has to run here")
    if found is None:
        pytest.skip("PostgreSQL is not installed")
    return found


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server; stop it and remove its folder at the end."""
    server = start()
    try:
        yield server
    finally:
        stop(server)


@contextmanager
def shared_server(folder: Path) -> Iterator[Server]:
    """Give the one server of a test run: the first worker starts it, the last stops it."""
    with _locked(folder) as told:
        server = Server(Path(told["folder"]), told["port"]) if told["users"] else start()
        told.update(folder=str(server.folder), port=server.port, users=told["users"] + 1)
    try:
        yield server
    finally:
        with _locked(folder) as told:
            told["users"] -= 1
            if not told["users"]:
                stop(server)


def start() -> Server:
    """Make a new server in a new folder under the temporary one, and wait until it answers."""
    bin_folder = needed_programs()
    folder = Path(mkdtemp(prefix="holdlaw-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, ACCOUNT)
    server = Server(folder, _free_port())
    data = str(folder / "data")
    try:
        _run(
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            ACCOUNT,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        settings = {**SETTINGS, "port": str(server.port), "unix_socket_directories": str(folder)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = str(folder / "log")
        _run(
            bin_folder / "pg_ctl",
            "-D",
            data,
            "-l",
            log,
            "-o",
            options,
            "-w",
            "-t",
            str(WAIT_SECONDS),
            "start",
        )
        server.check()
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: Server) -> None:
    """Stop the server and remove its folder."""
    data = server.folder / "data"
    if (data / "postmaster.pid").exists():
        _run(needed_programs() / "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[dict[str, Any]]:
    """Read and write what the workers of a run tell each other, one at a time."""
    with (folder / "postgresql.json").open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        written = file.read()
        told = json.loads(written) if written else {"users": 0}
        yield told
        file.seek(0)
        file.truncate()
        json.dump(told, file)


def _run(program: Path, *arguments: str) -> None:
    """Run one of the server's programs, as its own account where the tests run as root."""
    account = ["runuser", "-u", ACCOUNT, "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*account, program, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
    )
    assert done.returncode == 0, f"{program.name} failed"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port
