"""The demo in a store: the same seed and moment make the same register, and its decisions can be replayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.decide.replaying import replay
from holdlaw.policybook import shipped
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.sources.case_file import case_from_data
from holdlaw.sources.demo.building import Built, build
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.reading import Filter, entries
from holdlaw.store.vault import values
from holdlaw.store.verifying import verify

from .demo_entries import plan

NIGHT = "2026-11-23T03:00:00-05:00"
EVENING = "2026-11-23T19:00:00-05:00"


def built(folder: Path, *, seed: int = 1, today: str = NIGHT) -> Built:
    """Build the live part in a folder."""
    return build(plan(today, "live", "events", seed=seed), Home(folder))


def test_the_same_seed_and_moment_give_the_same_register(tmp_path: Path) -> None:
    """A page of the manual can print a root, and whoever follows it sees the very same one."""
    assert built(tmp_path / "a").checkpoint == built(tmp_path / "b").checkpoint


def test_another_seed_or_moment_gives_another(tmp_path: Path) -> None:
    """Otherwise the seed would not be what makes them equal."""
    notes = {
        built(tmp_path / "a").checkpoint,
        built(tmp_path / "b", seed=2).checkpoint,
        built(tmp_path / "c", today=EVENING).checkpoint,
    }
    assert len(notes) == 3


def test_what_was_built_stands(tmp_path: Path) -> None:
    """A demo that does not verify would teach the wrong thing."""
    made = built(tmp_path / "a")
    verdict = verify(Home(tmp_path / "a"), (made.checkpoint,))
    assert verdict.ok
    assert verdict.size == made.size


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    """Somebody waits in front of it."""
    told: list[int] = []
    made = build(plan(NIGHT, "live"), Home(tmp_path / "a"), told.append)
    assert told == sorted(told)
    assert told[-1] == made.size


def test_each_decision_replays_to_equal_bytes_from_the_store(tmp_path: Path) -> None:
    """What comes back from the vault years later is what was decided on, to the byte."""
    built(tmp_path / "a")
    with open_register(Home(tmp_path / "a"), read_only=True) as register:
        found = entries(register.db, where=Filter(kind=DecisionMade.NAME))
        private = values(register, [entry.seq for entry in found])
        assert len(found) >= 7
        for entry in found:
            made = entry.content(private[entry.seq])
            assert isinstance(made, DecisionMade)
            assert replay(made, case_from_data(made.case, shipped()), shipped()).same


def test_a_folder_in_use_is_refused_and_not_touched(tmp_path: Path) -> None:
    """Somebody who names their real register by mistake must lose nothing."""
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(HoldlawError, match="HL-6012"):
        built(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
