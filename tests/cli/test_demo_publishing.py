"""The last step of a demo: its reports are published, the same each time, and nothing of them is private."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from holdlaw.cli.demo_publishing import Published, publish_reports
from holdlaw.reports.life import lives
from holdlaw.sources.demo.building import build
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from tests.sources.demo_entries import FIXED_TODAY, plan

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo command")]


def made(folder: Path) -> Published:
    """Build the city's fixed history and publish."""
    home, planned = Home(folder), plan(FIXED_TODAY, "city")
    build(planned, home)
    return publish_reports(planned, home)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Path, Published], tuple[Path, Published]]:
    """The same demo, built twice."""
    one, other = tmp_path_factory.mktemp("one") / "demo", tmp_path_factory.mktemp("other") / "demo"
    return (one, made(one)), (other, made(other))


def test_the_same_seed_and_moment_make_the_same_root_and_editions(
    twice: tuple[tuple[Path, Published], tuple[Path, Published]],
) -> None:
    """Two people who look at a demo and talk about entry 6,203 have to mean the same one."""
    (one, first), (other, second) = twice
    assert first == second
    assert first.checkpoint.split("\n")[:3] == second.checkpoint.split("\n")[:3]
    kept = [sorted(path.name for path in (folder / "published").iterdir()) for folder in (one, other)]
    assert kept[0] == kept[1]
    assert len({(folder / "published" / "editions.json").read_bytes() for folder in (one, other)}) == 1


def test_both_fixed_years_are_published_with_their_numbers(
    twice: tuple[tuple[Path, Published], tuple[Path, Published]],
) -> None:
    """80 and 1,526 are the first numbers anybody looks for on the page."""
    (folder, published), _ = twice
    assert published.reports == 2
    with open_register(Home(folder), read_only=True) as register:
        found = lives(register)
    assert [each.state for each in found] == ["published", "published"]
    tables = [
        json.loads((folder / "published" / f"{each.steps[-1].sha256}.json").read_bytes()) for each in found
    ]
    assert [each["items"]["f.1"] for each in tables] == [80, 1526]
    assert len({step.by for each in found for step in each.steps}) == 3
