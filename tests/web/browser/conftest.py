"""A working day in the browser: a city's police, a county jail in Texas, and the people of both.

`crew` is the site of their register as a process of its own, on each engine and width; `crew.at("clerk")` is
the keyboard of somebody who is signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from playwright.sync_api import Browser, BrowserContext

from holdlaw.register.entry import Draft
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from tests.web.browsing import NARROW, WIDE, Live, Watched, running, sign_in, watch
from tests.web.made import CITY, OPENED_AT, ORIGIN, REGISTRAR
from tests.web.test_serving import holdlaw

from .keys import Keys

JAIL = "county-jail"
AGENCIES = {
    CITY: AgencyJoined(name="Example City Police", place="us-ny-nyc-police", zone="America/New_York"),
    JAIL: AgencyJoined(name="Example County Jail", place="us-tx", zone="America/Chicago"),
}
PATIENCE_MS = 20_000
"""How long to wait for a page before the test gives up: the machine may be busy with other tests."""


@define
class Crew:
    """The people of both agencies, each with a browser of their own, as wide as `size` says."""

    live: Live
    browser: Browser
    size: tuple[int, int]
    watched: Watched = field(factory=Watched)
    desks: dict[str, BrowserContext] = field(factory=dict)
    seen: dict[str, list[str]] = field(factory=dict)

    def at(self, username: str, password: str | None = None) -> Keys:
        """Give somebody a fresh page and a keyboard; they sign in the first time."""
        if username in self.desks:
            page = self.desks[username].new_page()
        else:
            size = {"width": self.size[0], "height": self.size[1]}
            context = self.browser.new_context(viewport=size)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE_MS)
            watch(context, self.watched)
            self.desks[username] = context
            page = context.new_page()
            sign_in(page, self.live, username, password)
        looks = self.live.home.database_url is None
        return Keys(page, self.live.url, seen=self.seen.setdefault(username, []), looks=looks)

    def newcomer(self, username: str, role: str) -> Keys:
        """Give an account to somebody more at the city's desk, from the command line, and a keyboard."""
        home = self.live.home
        told = ("--agency", CITY, "--role", role, "--staff-id", username, "--dir", home.folder)
        given = holdlaw("user", "add", username, *told, url=home.database_url)
        assert given.returncode == 0, given.stderr
        return self.at(username, given.stdout.rpartition(": ")[2].strip())

    def close(self) -> None:
        """Close every browser."""
        for context in self.desks.values():
            context.close()


def make_register(home: Home) -> Home:
    """Make a register in which the city and the county have joined."""
    create_register(home, origin=ORIGIN, opened_at=OPENED_AT, actor=REGISTRAR)
    with open_register(home) as register:
        for agency, content in AGENCIES.items():
            draft = Draft(content=content, agency=agency, actor=REGISTRAR, happened_at=OPENED_AT)
            intake(register, [draft], key=f"joined-{agency}", entered_at=OPENED_AT)
    return home


def _home(request: pytest.FixtureRequest, folder: Path, engine: str) -> Iterator[Home]:
    if engine == "sqlite":
        yield make_register(Home(folder / "register"))
        return
    with request.getfixturevalue("postgresql").new_database() as url:
        yield make_register(Home(folder / "register", url))


DAYS = {
    "sqlite-1280": ("sqlite", WIDE),
    "sqlite-390": ("sqlite", NARROW),
    "postgresql-1280": ("postgresql", WIDE),
}


@pytest.fixture(scope="module", params=DAYS)
def crew(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crew]:
    """The people of both agencies, on each engine, and on a narrow screen."""
    yield from _crew(request, browser, tmp_path_factory.mktemp("day"))


@pytest.fixture(scope="module")
def one_crew(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crew]:
    """The same once, for what does not depend on the engine."""
    yield from _crew(request, browser, tmp_path_factory.mktemp("line"))


def _crew(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[Crew]:
    engine, size = DAYS[getattr(request, "param", "sqlite-1280")]
    for home in _home(request, folder, engine):
        with running(home) as live:
            made = Crew(live, browser, size)
            yield made
            made.close()


@pytest.fixture(autouse=True)
def nothing_amiss(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose pages wrote an error or sent something to another machine."""
    yield
    for name in {"crew", "one_crew"} & set(request.fixturenames):
        watched: Any = request.getfixturevalue(name).watched
        wrong = [*watched.unexpected(), *watched.elsewhere]
        watched.errors.clear()
        watched.expected = ()
        assert wrong == []
