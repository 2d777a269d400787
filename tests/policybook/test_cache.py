"""The cache of parsed law saves time and nothing else: damaged, unwritable or off, the answer is the same."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from holdlaw.policybook.cache import read_node
from holdlaw.policybook.nodes import Node

TEXT = "a: [one, {b: two}]\nc:\nd: 2017-06-14\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a small law file."""
    path = tmp_path / "law.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def kept(tmp_path: Path) -> list[Path]:
    """List what the cache holds."""
    return sorted((tmp_path / "cache" / "holdlaw" / "policies").glob("*"))


def test_a_law_read_twice_is_the_same_law(file: Path, tmp_path: Path) -> None:
    """A decision at the shell and its replay an hour later must rest on the same words and lines."""
    first = read_node(file, "law.yaml")
    (entry,) = kept(tmp_path)
    second = read_node(file, "law.yaml")
    assert second == first
    assert kept(tmp_path) == [entry]
    listed = second.get("a")
    assert listed is not None
    assert [(part.path, part.line) for part in listed.parts()] == [("a[0]", 1), ("a[1]", 1)]


def test_the_cached_law_is_what_is_read(file: Path, tmp_path: Path) -> None:
    """If the cache were never used, every answer at the desk would wait for the parser."""
    read_node(file, "law.yaml")
    (entry,) = kept(tmp_path)
    body = json.dumps([1, "marked"])
    entry.write_text(f"{sha256(body.encode()).hexdigest()}\n{body}", encoding="utf-8")
    assert read_node(file, "law.yaml").value == "marked"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe\x00",
        b"0000\n[1,null]",
        sha256(b"[1").hexdigest().encode() + b"\n[1",
    ],
    ids=["empty", "not text", "wrong seal", "cut short"],
)
def test_a_damaged_cache_is_passed_over_and_mended(file: Path, tmp_path: Path, damage: bytes) -> None:
    """A full disk or a power cut must not change the law, nor stop the desk."""
    whole = read_node(file, "law.yaml")
    (entry,) = kept(tmp_path)
    sound = entry.read_bytes()
    entry.write_bytes(damage)
    assert read_node(file, "law.yaml") == whole
    assert entry.read_bytes() == sound


def test_an_unwritable_cache_costs_only_time(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A jail's terminal may have no home folder to write to; the law is answered all the same."""
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    assert read_node(file, "law.yaml").get("d") == Node("2017-06-14", "law.yaml", 3, "d")
    assert kept(tmp_path) == []


def test_the_cache_can_be_switched_off(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever distrusts a cache can do without one, and nothing is written."""
    monkeypatch.setenv("HOLDLAW_CACHE", "off")
    assert read_node(file, "law.yaml").get("d") == Node("2017-06-14", "law.yaml", 3, "d")
    assert kept(tmp_path) == []


def test_without_a_cache_folder_of_its_own_the_home_folder_is_used(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual place, so that an administrator knows where to look and what to delete."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    read_node(file, "law.yaml")
    assert len(list((tmp_path / ".cache" / "holdlaw" / "policies").glob("*.json"))) == 1


def test_a_changed_law_is_read_anew(file: Path) -> None:
    """An amended file must never be answered from what the old one said."""
    read_node(file, "law.yaml")
    file.write_text("a: three\n", encoding="utf-8")
    assert read_node(file, "law.yaml").get("a") == Node("three", "law.yaml", 1, "a")
