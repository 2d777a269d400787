"""A forger recomputes every hash, but lacks the signing key: a checkpoint kept elsewhere tells the forgery.

Each forgery is shown to hang together: without that checkpoint the standalone verifier has nothing to say
against it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from attrs import frozen

from holdlaw.core.problems import HoldlawError
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.signer import sign
from tests.postgres import Server

from .conftest import ENGINES
from .harness.grounds import Grounds
from .harness.raw import raw
from .harness.rewriting import Body, Rewriting, forks, rewrite, rewritings, rollbacks
from .harness.running import SOAK, tell
from .harness.sample import SIZES, build_sample
from .harness.tampering import seen_by_outsider, seen_by_verify

PLACES: dict[str, Sequence[int]] = {"sqlite": (1, 20, 63), "postgresql": (41,)}
SOAK_PLACES: dict[str, Sequence[int]] = {"sqlite": range(1, SIZES[-1]), "postgresql": range(1, SIZES[-1], 8)}
BY_NAME = "origin"
"""The one field that anybody who knows the register's name sees to be wrong."""


@frozen
class Forgeries:
    """The sample register, copied for each forgery; its keys, and the checkpoint that is kept elsewhere."""

    grounds: Grounds
    exports: Path
    outside: str
    keys: tuple[str, ...]
    bodies: tuple[Body, ...]

    def forged(self, forgeries: Iterable[Rewriting]) -> Iterator[tuple[str, Home, Callable[..., bool]]]:
        """Give each forgery's name and home, and a way to ask the standalone verifier about it."""
        for number, forgery in enumerate(forgeries):
            home = self.grounds.fresh()
            rewrite(home, forgery)

            def outsider(*against: str, home: Home = home, number: int = number) -> bool:
                folder = self.exports / f"{number}-{len(against)}-{home.folder.name}"
                return seen_by_outsider(home, folder, (self.keys, against))

            yield forgery.name, home, outsider
            self.grounds.drop(home)


@pytest.fixture(scope="module", params=ENGINES)
def forgeries(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Forgeries]:
    """The sample register on each engine, ready to be forged."""
    server: Server | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    grounds = Grounds(tmp_path_factory.mktemp("forging"), server.url() if server else None)
    notes: list[str] = []
    home = grounds.build(lambda home: notes.append(build_sample(home)))
    hurry = pytest.MonkeyPatch()
    hurry.setattr(os, "fsync", lambda handle: None)  # no export here has to survive a power cut
    with raw(home) as opened:
        entries = next(table for table in opened.tables() if table.name.endswith("entries"))
        bodies = tuple(json.loads(body) for _, body, _ in opened.read(entries))
    with open_register(home) as register:
        keys = tuple(map(str, register.verifier_keys))
    yield Forgeries(grounds, tmp_path_factory.mktemp("exports"), notes[0], keys, bodies)
    hurry.undo()
    grounds.clear()


def _engine(forgeries: Forgeries) -> str:
    return "sqlite" if forgeries.grounds.server is None else "postgresql"


@pytest.mark.slow
def test_a_log_rewritten_with_all_its_hashes_is_found_by_a_checkpoint_kept_elsewhere(
    forgeries: Forgeries,
) -> None:
    """Whoever runs the machine can recompute every hash on it, but not the council's copy of a checkpoint."""
    places = (SOAK_PLACES if SOAK else PLACES)[_engine(forgeries)]
    asked = list(rewritings(forgeries.bodies, places))
    unseen, broken = [], []
    for name, home, outsider in forgeries.forged(asked):
        by_verify, _ = seen_by_verify(home, [forgeries.outside])
        if not (by_verify and outsider(forgeries.outside)):
            unseen.append(name)
        if not name.startswith(BY_NAME) and outsider():
            broken.append(name)
    tell(f"{_engine(forgeries)}: {len(asked)} logs rewritten with all hashes")
    assert unseen == []
    assert broken == [], "these were found without the checkpoint, and so say nothing about it"


@pytest.mark.slow
def test_a_rollback_and_a_fork_are_found_by_a_checkpoint_kept_elsewhere(forgeries: Forgeries) -> None:
    """An old backup put back, or another history, is a perfect register: just not the one published."""
    sizes = range(1, SIZES[-1]) if SOAK else (1, 21, 50, 63)
    asked = [*rollbacks(sizes), *forks(forgeries.bodies, sizes)]
    unseen, broken = [], []
    for name, home, outsider in forgeries.forged(asked):
        by_verify, why = seen_by_verify(home, [forgeries.outside])
        if not (by_verify and outsider(forgeries.outside)) or "entries" not in why:
            unseen.append(f"{name}: {why}")
        if outsider():
            broken.append(name)
    tell(f"{_engine(forgeries)}: {len(asked)} rollbacks and forks")
    assert unseen == []
    assert broken == [], "these were found without the checkpoint, and so say nothing about it"


def test_the_signer_refuses_to_sign_a_rollback_or_a_fork(forgeries: Forgeries) -> None:
    """A signature over another history would make it as good as the truth; the signer has its own memory."""
    asked = [*rollbacks((50,)), *forks(forgeries.bodies, (50,))]
    for name, home, _ in forgeries.forged(asked):
        (home.signer_folder / "state.note").write_text(forgeries.outside, encoding="utf-8")
        with pytest.raises(HoldlawError, match="HL-6010"):
            sign(home)
        assert (home.signer_folder / "state.note").read_text(encoding="utf-8") == forgeries.outside, name
