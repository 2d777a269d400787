"""A demo's site that goes on after the command that started it: started, told of, stopped.

The process that serves holds a lock on `site.pid` in the demo's folder for as long as it lives. So it is
known whether it runs, whatever became of its number, and nothing else is ever stopped in its place.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.store.home import Home

HOST = "127.0.0.1"
STARTS_SECONDS = 60
STOPS_SECONDS = 20
_PACE_SECONDS = 0.1
_READY = "The site runs at"


@frozen
class Started:
    """The site: where it answers, and what it said of who may sign in."""

    address: str
    people: str


def start(home: Home, port: int) -> Started:
    """Serve a demo in the background: on `port`, or on a free one if that is taken. Wait until it answers.

    An earlier site of the same demo is stopped first. Raise HoldlawError (HL-7001) if it does not start.
    """
    stop(home)
    port = port if _free(port) else _any_port()
    address = f"http://{HOST}:{port}/"
    log = _log_file(home)
    log.unlink(missing_ok=True)
    with _pid_file(home).open("a+", encoding="ascii") as held, open(log, "wb", opener=_private) as said:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        words = [sys.executable, "-m", "holdlaw", "serve", "--dir", str(home.folder), "--demo"]
        process = subprocess.Popen(
            [*words, "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "DATABASE_URL": home.database_url or ""},
            start_new_session=True,
            pass_fds=(held.fileno(),),
        )
        held.truncate(0)
        held.write(str(process.pid))
    came = _wait(lambda: process.poll() is not None or _answers(address), STARTS_SECONDS)
    if not came or process.poll() is not None:
        stop(home)
        raise _unstarted(log)
    process.returncode = 0  # it is meant to go on: Python need not warn that nobody waits for it
    lines = log.read_text(encoding="utf-8").splitlines()
    return Started(address, "\n".join(line for line in lines if not line.startswith(_READY)))


def stop(home: Home) -> bool:
    """End the site of a demo, and all that it started; tell whether one ran."""
    file = _pid_file(home)
    if not file.is_file():
        return False
    with file.open("r+", encoding="ascii") as held:
        ran = not _locked(held.fileno())
        number = held.read().strip()
        if ran and number.isdecimal():
            _end(int(number), held.fileno())
    file.unlink(missing_ok=True)
    return ran


def _end(process: int, file: int) -> None:
    """Tell the site to end; if it has not in time, kill it with all that it started."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
        if not _wait(lambda: _locked(file), STOPS_SECONDS):
            os.killpg(process, signal.SIGKILL)


def _locked(file: int) -> bool:
    """Take the lock; tell whether nobody else had it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(until: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            return False
        time.sleep(_PACE_SECONDS)
    return True


def _answers(address: str) -> bool:
    """Tell whether the page to sign in comes, without any proxy between."""
    try:
        with build_opener(ProxyHandler({})).open(f"{address}accounts/login/", timeout=STARTS_SECONDS) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False


def _free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return False
    return True


def _any_port() -> int:
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        return int(tried.getsockname()[1])


def _pid_file(home: Home) -> Path:
    return home.folder / "site.pid"


def _private(path: str, flags: int) -> int:
    """Open a file that its owner alone can read: it tells the password of the demo."""
    return os.open(path, flags, 0o600)


def _log_file(home: Home) -> Path:
    return home.folder / "site.log"


def _unstarted(log: Path) -> HoldlawError:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    what = f"It did not start: {next((line for line in reversed(lines) if line), 'it said nothing')}"
    return HoldlawError([Problem("HL-7001", str(log), what, "Nothing is served.", "Read what stands there.")])
