"""The small law that most of these tests break."""

from __future__ import annotations

from pathlib import Path

import pytest

from .small_law import Law, small_law


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep these tests out of the reader's own cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("HOLDLAW_CACHE", raising=False)


@pytest.fixture
def law(tmp_path: Path) -> Law:
    """Give the small law in a folder of its own."""
    return small_law(tmp_path / "policies")
