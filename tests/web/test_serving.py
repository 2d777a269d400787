"""`holdlaw serve` and `holdlaw user`: the real commands, as processes of their own, on both engines."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from holdlaw.store.home import Home

from .browsing import Live, free_port, running
from .made import CITY, make_site

pytestmark = pytest.mark.slow


def holdlaw(*words: str | Path, url: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    environment = {**os.environ, "DATABASE_URL": url or ""}
    command = [sys.executable, "-m", "holdlaw", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def mode(path: Path) -> str:
    """Give who may read and write a file."""
    return stat.filemode(path.stat().st_mode)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A register with two agencies."""
    return make_site(Home(tmp_path / "register")).home


def test_the_first_start_makes_what_is_missing_for_its_owner_alone(site_home: Home) -> None:
    """An agency should have to start one command, and nobody else on the machine may read what it made."""
    make_site(site_home)
    with running(site_home) as live:
        assert urlopen(f"{live.url}/accounts/login/").status == 200
        made = {
            path.name: mode(path)
            for path in site_home.folder.glob("site.*")
            if path.suffix in {".key", ".db"}
        }
    kept = {"site.key": "-rw-------"} | ({} if site_home.database_url else {"site.db": "-rw-------"})
    assert made == kept


def test_it_listens_on_this_machine_alone(home: Home) -> None:
    """A register opened to the whole network because nobody said otherwise is open to everybody."""
    with running(home) as live:
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert f"0100007F:{live.port:04X}" in listening
    assert f"00000000:{live.port:04X}" not in listening


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(home: Home, how: signal.Signals) -> None:
    """A service that has to be killed leaves somebody wondering what was stored."""
    live = Live(home, free_port()).start()
    assert live.stop(how) == 0
    with socket.socket() as asked:
        assert asked.connect_ex(("127.0.0.1", live.port)) != 0


def test_after_the_power_fails_it_starts_again_with_the_same_people(home: Home) -> None:
    """The desk goes on with the passwords it had: nobody is signed out for good by a restart."""
    live = Live(home, free_port()).start()
    first = live.password
    live.stop(signal.SIGKILL)
    with running(home) as again:
        assert again.password == first


def test_a_database_that_was_changed_is_not_served(home: Home) -> None:
    """Without its guards the register could be rewritten while everybody trusts it."""
    import sqlite3

    with sqlite3.connect(home.database_file) as connection:
        (trigger,) = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1"
        ).fetchone()
        connection.execute(f"DROP TRIGGER {trigger}")
    done = holdlaw("serve", "--dir", home.folder, "--port", str(free_port()))
    assert done.returncode == 2
    assert done.stderr.startswith("HL-6002")


def test_no_register_no_site(tmp_path: Path) -> None:
    """A typing error in the folder must not make an empty register that looks like the real one."""
    done = holdlaw("serve", "--dir", tmp_path / "nowhere", "--port", str(free_port()))
    assert (done.returncode, done.stderr[:7]) == (2, "HL-6001")
    assert not (tmp_path / "nowhere").exists()


def test_a_port_that_is_taken_is_said_so(home: Home) -> None:
    """Two sites that both seem to run would each take half of the entries."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = holdlaw("serve", "--dir", home.folder, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr == (
        "HL-7001: --port: The address is taken, or is not this machine's. Nothing is served. "
        "Stop what runs there, or choose another: --port 8001.\n"
    )


def test_a_demo_is_not_shown_to_other_machines(home: Home) -> None:
    """A demo asks for no second factor and prints its password."""
    done = holdlaw("serve", "--dir", home.folder, "--demo", "--host", "0.0.0.0")
    assert (done.returncode, done.stderr[:15]) == (2, "HL-7001: --host")


def test_the_worker_does_what_waits_and_ends(home: Home) -> None:
    """Alerts are sent by it; one that hangs sends none."""
    assert holdlaw("worker", "--dir", home.folder, "--once").returncode == 0


def test_people_are_added_listed_and_locked_from_the_shell(site_home: Home) -> None:
    """The first administrator of an agency is made here: nobody else could let them in."""
    make_site(site_home)
    at: list[str | Path] = ["--dir", site_home.folder, "--json"]
    new = ["--agency", CITY, "--role", "administrator", "--staff-id", "4711", "--name", "Testa Testperson"]

    def told(*words: str) -> dict[str, object]:
        done = holdlaw("user", *words, *at, url=site_home.database_url)
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    first = told("add", "testa", *new)["password"]
    told("add", "other", *[word.replace("4711", "4712") for word in new])
    assert told("password", "testa")["password"] != first
    assert told("role", "testa", "--role", "auditor")["role"] == "auditor"
    assert told("lock", "testa")["locked"] is True
    people = told("list")["people"]
    assert isinstance(people, list)
    assert people[1] == {
        "username": "testa", "agency": CITY, "role": "auditor", "staff_id": "4711", "locked": True,
        "second_factor": False,
    }  # fmt: skip
    assert told("unlock", "testa")["locked"] is False


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["lock", "nobody"], "user name"),
        (["add", "x", "--agency", "elsewhere", "--role", "clerk", "--staff-id", "1"], "agency"),
        (["add", "x y", "--agency", CITY, "--role", "clerk", "--staff-id", "1"], "username"),
    ],
)
def test_what_cannot_be_done_to_an_account_is_said(home: Home, words: list[str], where: str) -> None:
    """Whoever sets up a desk at night needs to know which of five things was wrong."""
    done = holdlaw("user", *words, "--dir", home.folder)
    assert done.returncode == 2
    assert done.stderr.startswith(f"HL-7002: {where}: ")


def test_a_role_that_does_not_exist_is_refused(home: Home) -> None:
    """A misspelt role must not become one that may do nothing, or everything."""
    holdlaw(
        "user", "add", "testa", "--agency", CITY, "--role", "clerk", "--staff-id", "1", "--dir", home.folder
    )
    done = holdlaw("user", "role", "testa", "--role", "sherif", "--dir", home.folder)
    assert (done.returncode, done.stderr[:15]) == (2, "HL-4001: --role")


NO_SITE = """
import sys
from importlib import import_module
from pathlib import Path
from holdlaw.cli import commands
root = Path(commands.__file__).parent
for path in sorted(root.rglob("*.py")):
    parts = path.relative_to(root).with_suffix("").parts
    import_module(".".join(("holdlaw.cli.commands", *parts)).removesuffix(".__init__"))
print([name for name in ("django", "allauth", "granian") if name in sys.modules])
"""
"""Loads every command there is, and prints which parts of the site came with them."""


def test_no_command_draws_in_the_site_before_it_serves() -> None:
    """Deciding, verifying and backing up must work, and fast, on a machine where the site never ran."""
    done = subprocess.run([sys.executable, "-c", NO_SITE], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", ["verify", "doctor", "entries"])
def test_the_register_is_read_without_the_site(home: Home, command: str) -> None:
    """An auditor who verifies needs the register, and none of the code that serves pages."""
    program = (
        "import sys; from holdlaw.cli.main import main\ntry: main()\nfinally: print('django' in sys.modules)"
    )
    words = [sys.executable, "-c", program, command, "--dir", str(home.folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "False", done.stderr
