"""Somebody has the database, drops its triggers, alters it and puts them back: the verifiers must see it.

The alterations are listed by `harness` from the tables that stand: a new column is altered as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest

from tests.postgres import Server

from .conftest import ENGINES
from .harness.grounds import Grounds
from .harness.running import SOAK, tell
from .harness.sample import SIZES, build_sample
from .harness.tampering import EXPORTED, Sighting, Tampering
from .harness.tampers import tampers

TABLES = (
    "entries",
    "checkpoints",
    "vault_person",
    "vault_entry",
    "vault_index",
    "state_case",
    "state_person",
    "state_mark",
)
PLACES: dict[str, Sequence[int]] = {"sqlite": (0, 1, 20, 62), "postgresql": (0, 1)}
"""The rows that are altered: the first two; on SQLite one before a checkpoint and one next to the end too."""

SOAK_PLACES: dict[str, Sequence[int]] = {"sqlite": range(SIZES[-1]), "postgresql": range(0, SIZES[-1], 8)}
"""The rows that are altered in a soak."""

SHOWS_NOTHING = "deleted"
"""A checkpoint taken out of an export leaves entries that are as they were: nothing in it is wrong."""


@pytest.fixture(scope="module", params=ENGINES)
def tampering(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tampering]:
    """The sample register on each engine, ready to be altered."""
    server: Server | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    grounds = Grounds(tmp_path_factory.mktemp("tampering"), server.url() if server else None)
    notes: list[str] = []
    home = grounds.build(lambda home: notes.append(build_sample(home)))
    hurry = pytest.MonkeyPatch()
    hurry.setattr(os, "fsync", lambda handle: None)  # no export here has to survive a power cut
    yield Tampering(home, tmp_path_factory.mktemp("exports"), notes[0])
    hurry.undo()
    grounds.clear()


def test_the_sample_stands_before_it_is_altered(tampering: Tampering) -> None:
    """If the verifiers complained of a sound register, all that follows would be "found" for nothing."""
    assert tampering.seen_by_verify([tampering.outside]) == (False, tampering.seen_by_verify()[1])
    assert not tampering.seen_by_outsider([tampering.outside])
    assert len(tampering.rows["entries"]) == SIZES[-1]
    assert [size for size, _ in tampering.rows["checkpoints"]] == list(SIZES)
    assert {table for table, rows in tampering.rows.items() if not rows} == set()


def test_every_table_is_altered(tampering: Tampering) -> None:
    """A table that is added and forgotten here would be one that anybody may alter."""
    assert set(tampering.tables) == set(TABLES)


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_every_alteration_of_a_table_is_found(tampering: Tampering, table: str) -> None:
    """One changed letter, one row too many, two neighbours swapped: an inspector must be told of it."""
    engine = "sqlite" if tampering.home.database_url is None else "postgresql"
    places = SOAK_PLACES[engine] if SOAK else PLACES[engine]
    altered = tampers(tampering.tables[table], tampering.rows[table], places)
    sightings = list(tampering.look_at(altered))
    tell(f"{engine}, {table}: {len(sightings)} alterations, {sum(s.refused for s in sightings)} refused")
    made = [sighting for sighting in sightings if not sighting.refused]
    assert len(made) > 3 * len(tampering.tables[table].columns)
    columns = {sighting.name.partition(" of row ")[0] for sighting in made if " of row " in sighting.name}
    assert columns >= set(tampering.tables[table].columns), "a column was altered in no way"
    assert [sighting.name for sighting in made if not sighting.by_verify] == []
    assert [sighting.name for sighting in made if _missed(sighting, table)] == []
    assert tampering.seen_by_verify([tampering.outside])[0] is False, (
        "the harness did not put everything back"
    )


def _missed(sighting: Sighting, table: str) -> bool:
    """Tell whether an outsider should have seen it, and did not."""
    if table not in EXPORTED or (table == "checkpoints" and sighting.name.endswith(SHOWS_NOTHING)):
        return False
    return not sighting.by_outsider
