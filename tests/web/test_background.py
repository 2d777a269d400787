"""A demo's site in the background: it outlives the command that started it, and ends when told."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from holdlaw.cli import background
from holdlaw.core.problems import HoldlawError
from holdlaw.store.home import Home

from .browsing import free_port
from .made import make_site

pytestmark = pytest.mark.slow

START = "import sys; from pathlib import Path; from holdlaw.cli import background; "
START += "from holdlaw.store.home import Home; "
START += "print(background.start(Home(Path(sys.argv[1])), int(sys.argv[2])))"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A register with two agencies; whatever serves it at the end is stopped."""
    made = make_site(Home(tmp_path / "register")).home
    yield made
    background.stop(made)


def answers(address: str) -> bool:
    """Ask for the page to sign in."""
    try:
        with build_opener(ProxyHandler({})).open(f"{address}accounts/login/", timeout=20) as page:
            return bool(page.status == 200)
    except URLError:
        return False


def test_the_site_goes_on_after_the_command_that_started_it(home: Home) -> None:
    """Whoever starts it from a script waits for its output to end; a site that kept it open would hang it."""
    port = free_port()
    words = [sys.executable, "-c", START, str(home.folder), str(port)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=90)
    assert f"http://127.0.0.1:{port}/" in done.stdout
    assert "Password of everybody in the demo:" in done.stdout
    assert answers(f"http://127.0.0.1:{port}/")
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    listening = {line.split()[1] for line in lines if line.split()[3] == "0A"}
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening
    assert stat.filemode((home.folder / "site.log").stat().st_mode) == "-rw-------"
    assert background.stop(home)
    assert not answers(f"http://127.0.0.1:{port}/")
    assert not background.stop(home)


def test_it_takes_another_port_and_only_one_site_runs(home: Home) -> None:
    """Port 8000 is often taken; and two sites of one demo would each show half of what was entered."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        first = background.start(home, port).address
    assert str(port) not in first
    second = background.start(home, port).address
    assert answers(second)
    assert second == f"http://127.0.0.1:{port}/"
    assert not answers(first)


def test_what_keeps_it_from_starting_is_said(tmp_path: Path) -> None:
    """A demo that ends without a site and without a reason helps nobody."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(HoldlawError, match=r"HL-7001.*It did not start: HL-6001"):
        background.start(Home(tmp_path / "empty"), free_port())
    assert not (tmp_path / "empty" / "site.pid").exists()


def test_a_number_left_over_from_another_day_stops_nothing(home: Home) -> None:
    """After a restart of the machine the number may be anybody's process."""
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (home.folder / "site.pid").write_text(str(other.pid), encoding="ascii")
    assert not background.stop(home)
    assert other.poll() is None
    other.communicate(b"\n")


def test_the_command_stops_what_it_started(home: Home) -> None:
    """`make clean` must leave nothing running that it cannot name."""
    words = [sys.executable, "-m", "holdlaw", "demo", "--dir", str(home.folder), "--stop", "--json"]
    background.start(home, free_port())
    for stopped in (True, False):
        done = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ})
        assert json.loads(done.stdout) == {"stopped": stopped}
