"""The site in tests: Django over a temporary folder, a register for each test, people of every role.

Only tests in this folder load Django. What they share:

- `site`: a register with two agencies that the site is about, on each engine (`quick_site`: on SQLite alone);
  `site.register()` opens it, and `make_requests(site)` enters a request of each agency and a sealed one
- `person(Role.CLERK, agency=JAIL)`: somebody with an account
- `client_for(Role.CLERK)`: a test client that is signed in, its second factor shown
- `anybody`: a test client that is not signed in
- `live` and `page`, from `browsing`: the site as a process of its own, and a watched page of Chromium
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from . import ready

# isort: split
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from pytest_django import Settings

from holdlaw.store.home import Home
from holdlaw.web import registers
from holdlaw.web.accounts.models import User
from holdlaw.web.accounts.second_factor import SESSION_MARK
from holdlaw.web.roles import Role

from .browsing import browser, live, live_folder, page, watched
from .made import CITY, JAIL, Site, make_site

__all__ = ["CITY", "JAIL", "browser", "live", "live_folder", "page", "ready", "watched"]

# Argon2 as the site uses it takes a second a password on a busy machine, and these tests make hundreds.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 64
Argon2PasswordHasher.parallelism = 1

PASSWORD = "plain words for a test desk"
"""What everybody in these tests signs in with."""

MakePerson = Callable[..., User]
ClientFor = Callable[..., Client]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Any]:
    """The one PostgreSQL server of this run; the workers share it."""
    from tests.postgres import shared_server

    own = tmp_path_factory.getbasetemp()
    with shared_server(own if worker_id == "master" else own.parent) as server:
        yield server


@pytest.fixture(params=("sqlite", "postgresql"))
def site_home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A place for a register, on each engine."""
    if request.param == "sqlite":
        yield Home(tmp_path / "register")
        return
    with request.getfixturevalue("postgresql").new_database() as url:
        yield Home(tmp_path / "register", url)


@pytest.fixture
def site(site_home: Home, settings: Settings, db: None) -> Iterator[Site]:
    """A register with two agencies, which the site is about."""
    yield from _about(make_site(site_home), settings)


@pytest.fixture
def quick_site(tmp_path: Path, settings: Settings, db: None) -> Iterator[Site]:
    """The same on SQLite alone, for what does not depend on the engine."""
    yield from _about(make_site(Home(tmp_path / "register")), settings)


def _about(made: Site, settings: Settings) -> Iterator[Site]:
    settings.HOLDLAW_DIR, settings.DATABASE_URL = made.home.folder, made.home.database_url
    registers.home.cache_clear()
    registers.close_register()
    yield made
    registers.close_register()
    registers.home.cache_clear()


@pytest.fixture
def person(db: None) -> MakePerson:
    """Makes somebody with an account, a password and a second factor of their own."""

    def make(role: Role, agency: str = CITY, *, factor: bool = True, **more: Any) -> User:
        number = User.objects.count() + 1
        user: User = User.objects.create_user(
            f"{agency}-{role}-{number}", password=PASSWORD, role=role, agency=agency,
            staff_id=f"{agency}-{role}-{number}", **more,
        )  # fmt: skip
        if factor:
            TOTP.activate(user, generate_totp_secret())
        return user

    return make


@pytest.fixture
def client_for(person: MakePerson) -> ClientFor:
    """Gives the client of somebody who is signed in and has shown a second factor."""

    def sign_in(role: Role, agency: str = CITY) -> Client:
        return signed_in(person(role, agency))

    return sign_in


def signed_in(user: User) -> Client:
    """Sign somebody in as if by password and second factor."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SESSION_MARK] = True
    session.save()
    return client


@pytest.fixture
def anybody(db: None) -> Client:
    """Somebody who is not signed in."""
    return Client()
