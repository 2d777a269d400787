"""The public page, served from memory, beside a static file of the same size from the same server."""

import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.engine import Failure, one_line
from bench.goals import Goal
from bench.measures import Figure, Measured, Section, median_ratio, seconds_each
from bench.public.filling import AGENCY, fill
from holdlaw.store.home import Home

GOAL: Final = 3.0
PAGES: Final = ("/public/", f"/public/{AGENCY}/", "/public/downloads/")
STARTS_SECONDS: Final = 60


def measure_public(times: int = 500, rounds: int = 9) -> Measured:
    """Serve a small register and ask for each page and its twin in turn, over one kept connection."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return Measured(_measured(Path(folder), times, rounds), ())
    except Exception as error:
        return Measured(failures=(Failure("public", one_line(error)),))


def _measured(folder: Path, times: int, rounds: int) -> Section:
    home, files = Home(folder / "register"), folder / "files"
    files.mkdir()
    fill(home)
    with _served(home, files) as port, _connection(port) as connection:
        pages = {path: _asked(connection, path) for path in PAGES}
    for number, path in enumerate(PAGES):
        (files / f"twin-{number}.html").write_bytes(pages[path])
    section = Section()
    with _served(home, files) as port, _connection(port) as connection:
        for number, path in enumerate(PAGES):
            section += _beside(connection, (path, f"/static/twin-{number}.html"), times, rounds)
    return section


def _beside(connection: socket.socket, paths: tuple[str, str], times: int, rounds: int) -> Section:
    page, twin = paths
    size = len(_asked(connection, page))
    if len(_asked(connection, twin)) != size:
        raise RuntimeError(f"{page} and the static file beside it differ in size")
    jobs = {path: lambda path=path: _often(connection, path, times) for path in paths}
    taken = seconds_each(jobs, rounds)
    ratio = median_ratio(taken[page], taken[twin])
    figures = (
        Figure(f"{page}, {size:,} bytes: static file", min(taken[twin]) / times * 1e6, "µs"),
        Figure(f"{page}, {size:,} bytes: from memory", min(taken[page]) / times * 1e6, "µs", ratio, "static"),
    )
    goal = Goal(f"{page} costs at most three times a static file", ratio, GOAL, at_most=True)
    return Section(figures, (goal,))


def _often(connection: socket.socket, path: str, times: int) -> None:
    for _ in range(times):
        _asked(connection, path)


def _asked(connection: socket.socket, path: str) -> bytes:
    """Ask for a page with as little of our own work as can be: what is measured is the server."""
    connection.sendall(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % path.encode())
    head, _, body = _until(connection, b"", b"\r\n\r\n").partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{path} gave {head[:20]!r}")
    told = re.search(rb"(?i)content-length: (\d+)", head)
    size = int(told[1]) if told else 0
    while len(body) < size:
        body += connection.recv(1 << 16)
    return body


def _until(connection: socket.socket, read: bytes, mark: bytes) -> bytes:
    while mark not in read:
        more = connection.recv(1 << 16)
        if not more:
            raise OSError("the connection was closed")
        read += more
    return read


def _connection(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=STARTS_SECONDS)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


@contextmanager
def _served(home: Home, files: Path) -> Iterator[int]:
    """Run the site on a free port, and end it."""
    port = _free_port()
    words = [sys.executable, "-m", "bench.public.site", str(home.folder), str(files), str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(server, port)
            yield port
        finally:
            server.terminate()


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + STARTS_SECONDS
    while True:
        try:
            with _connection(port) as connection:
                _asked(connection, "/public/")
            return
        except OSError:
            if time.monotonic() > until or server.poll() is not None:
                raise RuntimeError("the site did not start") from None
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
