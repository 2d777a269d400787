"""Starting the site: its key and accounts are made, the register's layout is checked, then it is served.

Nothing here loads Django before the environment says which register is meant, since the settings are read
from it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from ipaddress import ip_address
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.web.queries.agencies import Agency, agencies

KEY_BYTES = 32
WORKER_ENDS_SECONDS = 15
ANYWHERE = frozenset({"0.0.0.0", "::"})


@frozen(kw_only=True)
class Options:
    """How the site is to run.

    `threads`: how many requests one worker answers at a time. `say` tells the person who starts it.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 8
    demo: bool = False
    public_only: bool = False
    say: Callable[[str], None] = print

    @property
    def address(self) -> str:
        """Give the address to open in a browser."""
        return f"http://{'127.0.0.1' if self.host in ANYWHERE else self.host}:{self.port}/"


def serve(home: Home, options: Options) -> None:
    """Serve the site of a register until it is told to stop (Ctrl-C or SIGTERM).

    Raise HoldlawError before anything is served: HL-6001 or HL-6002 if the register cannot be opened or is
    not laid out as it was made; HL-7001 if the port is taken or a demo would be open to other machines.
    """
    if options.demo and not _this_machine(options.host):
        raise _unserved("--host", "A demo asks for no second factor.", "Serve it on 127.0.0.1.")
    joined = joined_agencies(home)
    _check_port(options)
    set_environment(home, demo=options.demo, host=options.host)
    os.environ["HOLDLAW_PUBLIC_ONLY"] = "1" if options.public_only else "0"
    prepare()
    if options.demo and not options.public_only:
        from holdlaw.web.accounts.demo import demo_people

        options.say(demo_people(joined))
    options.say(f"The site runs at {options.address}; Ctrl-C stops it.")
    os.environ.setdefault("HOLDLAW_SITE", options.address)
    with _worker_beside(home) if options.demo and not options.public_only else nullcontext():
        run(options)


def joined_agencies(home: Home) -> tuple[Agency, ...]:
    """Give the agencies of a register, in the order they joined.

    Raise HoldlawError as `open_register` does.
    """
    with open_register(home, read_only=True) as register:
        return tuple(agencies(register).values())


def set_environment(home: Home, *, demo: bool = False, host: str = "127.0.0.1") -> None:
    """Say to this process and those it starts which register the site is about."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "holdlaw.web.settings"
    os.environ["HOLDLAW_DIR"] = str(home.folder.resolve())
    os.environ["DATABASE_URL"] = home.database_url or ""
    os.environ["HOLDLAW_DEMO"] = "1" if demo else "0"
    own = {"127.0.0.1", "localhost"} | ({host} - ANYWHERE)
    os.environ.setdefault("HOLDLAW_HOSTS", ",".join(sorted(own)))
    _private_file(home.folder / "site.key", f"{os.urandom(KEY_BYTES).hex()}\n")
    if home.database_url is None:
        _private_file(home.folder / "site.db", "")


def prepare() -> None:
    """Make the accounts' tables, or bring them up to date. The environment is set before."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def work(home: Home, *, once: bool = False, demo: bool = False, say: Callable[[str], None] = print) -> None:
    """Send alerts and do the site's other waiting tasks until told to stop; with `once`, what waits now.

    Raise as `open_register` does; HL-7003 if `alerts.toml` cannot be used.
    """
    joined_agencies(home)
    set_environment(home, demo=demo)
    prepare()
    from holdlaw.web.alerts import working

    for line in working.described(home.folder):
        say(line)
    working.work(once)


@contextmanager
def _worker_beside(home: Home) -> Iterator[None]:
    """Run the worker of a demo beside its site: nobody should have to start two things to look at it."""
    words = [sys.executable, "-m", "holdlaw", "worker", "--demo", "--dir", str(home.folder)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(WORKER_ENDS_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def run(options: Options) -> None:
    """Run the server until it is told to stop. The environment is set and the accounts are made before."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "holdlaw.web.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


def _private_file(path: Path, text: str) -> None:
    """Make a file that its owner alone can read, if it is not there yet."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(text)


def _check_port(options: Options) -> None:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((options.host, options.port))
        except OSError:
            mend = "Stop what runs there, or choose another: --port 8001."
            raise _unserved("--port", "The address is taken, or is not this machine's.", mend) from None


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unserved(where: str, what: str, mend: str) -> HoldlawError:
    return HoldlawError([Problem("HL-7001", where, what, "Nothing is served.", mend)])
