"""A dropped trigger or a changed table is a door left open: the register refuses, and says which."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from random import Random

import psycopg
import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.store.doctor import examine
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.verifying import verify
from tests.postgres import Server

from .conftest import ENGINES
from .harness.grounds import Grounds
from .harness.layout import Weakening, weakenings
from .harness.material import ENTERED_AT
from .harness.raw import schema
from .harness.running import SEED, SOAK, tell
from .harness.sample import build_sample

SOME = 15
"""On PostgreSQL a copy costs a tenth of a second: so many weakenings are drawn; in a soak, all."""


@pytest.fixture(scope="module", params=ENGINES)
def grounds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    """The sample register on each engine, to be copied for each weakening."""
    server: Server | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    made = Grounds(tmp_path_factory.mktemp("layout"), server.url() if server else None)
    made.build(build_sample)
    yield made
    made.clear()


def _all_weakenings(grounds: Grounds) -> list[Weakening]:
    engine = "sqlite" if grounds.server is None else "postgresql"
    home = grounds.fresh()
    with schema(home) as opened:
        listed = list(weakenings(opened, engine))
    grounds.drop(home)
    return listed


def _weaken(home: Home, weakening: Weakening) -> bool:
    """Change the layout; tell whether the database let it be changed."""
    try:
        with schema(home) as opened:
            for statement in weakening.statements:
                opened.run(statement)
    except (sqlite3.Error, psycopg.Error):
        return False
    return True


def test_an_unchanged_layout_opens(grounds: Grounds) -> None:
    """A check that refused everything would pass all that follows."""
    home = grounds.fresh()
    open_register(home).close()
    assert verify(home).ok
    grounds.drop(home)


@pytest.mark.slow
def test_every_weakened_layout_is_refused_and_told(grounds: Grounds) -> None:
    """Without its trigger a table can be altered at will; nobody should go on recording in it unknowing."""
    listed = _all_weakenings(grounds)
    assert len(listed) > 40
    chosen = listed if SOAK or grounds.server is None else Random(SEED).sample(listed, SOME)
    impossible, opened, untold = [], [], []
    for weakening in chosen:
        home = grounds.fresh()
        if not _weaken(home, weakening):
            impossible.append(weakening.name)
        else:
            opened += [weakening.name] if _opens(home) else []
            untold += [] if _told(home) else [weakening.name]
        grounds.drop(home)
    tell(f"{'sqlite' if grounds.server is None else 'postgresql'}: {len(chosen)} layouts weakened")
    assert opened == []
    assert untold == []
    assert len(impossible) < len(chosen) // 4, impossible


def _opens(home: Home) -> bool:
    try:
        open_register(home).close()
    except HoldlawError as error:
        return not {problem.code for problem in error.problems} <= {"HL-6001", "HL-6002"}
    return True


def _told(home: Home) -> bool:
    """Tell whether `verify` and `doctor` both say that something is wrong."""
    try:
        verified = verify(home).ok
    except HoldlawError:
        verified = False
    return not verified and bool(examine(home, ENTERED_AT))
