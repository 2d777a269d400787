"""The real site in a real browser: `holdlaw serve` as a process of its own, and Chromium that is watched.

`live` is the site of a demo register on a free port; it can be stopped and started again. `page` is a page
in which an error in the console, a refused script or style, or a request to anywhere but this machine fails
the test.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from attrs import define, field
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from holdlaw.store.home import Home

from .made import make_site

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
START_SECONDS = 60
WIDE, NARROW = (1280, 900), (390, 844)
HERE = {"127.0.0.1", "localhost"}


@define
class Live:
    """The site as a process. `password` is the one that everybody in the demo signs in with."""

    home: Home
    port: int
    password: str = ""
    process: subprocess.Popen[str] | None = None
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        """Give the address, without a slash at its end."""
        return f"http://{self.host}:{self.port}"

    def start(self, *more: str, demo: bool = True) -> Live:
        """Start the site, and wait until it answers."""
        words = [sys.executable, "-m", "holdlaw", "serve", "--dir", str(self.home.folder)]
        words += ["--port", str(self.port), *(["--demo"] if demo else []), *more]
        away = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TZ"}}
        url = {"DATABASE_URL": self.home.database_url} if self.home.database_url else {}
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**away, **url}
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Password"):
                self.password = line.rpartition(": ")[2].strip()
            if line.startswith("The site runs at"):
                break
        else:
            raise AssertionError(self.process.communicate()[1])
        _wait_for(f"{self.url}/accounts/login/")
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop the site; give the code it ended with. SIGKILL is a machine that loses its power."""
        assert self.process is not None
        if how == signal.SIGKILL:
            _kill_with_children(self.process.pid)
        else:
            self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode


@define
class Watched:
    """What a page did that it should not: errors it wrote, and requests it sent elsewhere.

    A test may expect some.
    """

    errors: list[str] = field(factory=list)
    elsewhere: list[str] = field(factory=list)
    expected: tuple[str, ...] = ()

    def unexpected(self) -> list[str]:
        """Give what no test said it would cause."""
        return [error for error in self.errors if not any(part in error for part in self.expected)]


@pytest.fixture(scope="session")
def live_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the register of the live site is made."""
    return tmp_path_factory.mktemp("live") / "register"


@pytest.fixture(scope="session")
def live(live_folder: Path) -> Iterator[Live]:
    """The site of a register with two agencies, running."""
    with running(make_site(Home(live_folder)).home) as started:
        yield started


@contextmanager
def running(home: Home, *more: str, demo: bool = True) -> Iterator[Live]:
    """Run the site of a register, and stop it at the end."""
    started = Live(home, free_port()).start(*more, demo=demo)
    try:
        yield started
    finally:
        if started.process is not None and started.process.poll() is None:
            started.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    if not Path(CHROMIUM).exists():
        _missing("Chromium is not installed")
    # Playwright's loop runs in this thread from here on, and the ORM is used in it all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def watched() -> Watched:
    """What the test's pages did that they should not."""
    return Watched()


@pytest.fixture
def page(browser: Browser, watched: Watched, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page in a fresh browser, watched: the test fails at its end for what the page should not do."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    watch(context, watched)
    yield context.new_page()
    context.close()
    if watched.unexpected() or watched.elsewhere:
        pytest.fail("\n".join(["the page should not have:", *watched.unexpected(), *watched.elsewhere]))


def watch(context: BrowserContext, watched: Watched) -> None:
    """Note every error and every request that leaves this machine, on each page of a browser."""

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            watched.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def request(sent: Request) -> None:
        address = urlsplit(sent.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in HERE:
            watched.elsewhere.append(sent.url)

    context.on("console", console)
    context.on("weberror", lambda error: watched.errors.append(str(error.error)))
    context.on("request", request)


def sign_in(page: Page, live: Live, username: str, password: str | None = None) -> None:
    """Sign in by keyboard, as somebody does who has no hand free for a mouse."""
    page.goto(f"{live.url}/accounts/login/")
    page.locator("input[name=login]").focus()  # it has the focus by itself, though not before it is drawn
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(live.password if password is None else password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def axe_violations(page: Page) -> list[str]:
    """Give what axe finds wrong with a page, one line a finding.

    The script is given to the browser's debugger, which the page's own policy does not govern: nothing is
    switched off for it.
    """
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['help']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


def look(page: Page, language: str) -> None:
    """Check a page as it stands, wide and narrow."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    for picture in page.locator("figure img").all():
        if picture.is_visible():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("image => image.naturalWidth") > 0
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        assert axe_violations(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def free_port() -> int:
    """Find a port of this machine that nothing listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urlopen(url, timeout=5) as answer:
                assert answer.status == 200
            return
        except OSError:
            assert time.monotonic() < until, "the site did not start"
            time.sleep(0.05)


def _kill_with_children(pid: int) -> None:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    for each in [pid, *map(int, children)]:
        os.kill(each, signal.SIGKILL)


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and every check has to run here")
    pytest.skip(what)
