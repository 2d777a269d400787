"""A PostgreSQL server for the benchmark: the one DATABASE_URL names, else one of its own, gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg

NAME = "holdlaw_bench"


class Missing(Exception):
    """There is no server, and why."""


@contextmanager
def database() -> Iterator[str]:
    """Give the address of an empty database, dropped afterwards. Raise Missing if there is no server."""
    with _server() as server:
        _run(
            server,
            f"DROP DATABASE IF EXISTS {NAME}",
            f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING UTF8",
        )
        yield urlsplit(server)._replace(path=f"/{NAME}").geturl()
        _run(server, f"DROP DATABASE {NAME} WITH (FORCE)")


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    from tests.postgres import programs, running_server  # only where it is needed: it brings the test runner

    if programs() is None:
        raise Missing("PostgreSQL is not installed, and DATABASE_URL names no server")
    with running_server() as server:
        yield server.url()


def _run(server: str, *statements: str) -> None:
    with closing(psycopg.connect(server, autocommit=True, connect_timeout=10)) as connection:
        for statement in statements:
            connection.execute(statement.encode())
