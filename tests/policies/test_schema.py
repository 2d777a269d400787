"""The schema for editors: made from the reader's tables, and true of every shipped law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from holdlaw.policybook import shipped
from holdlaw.policybook.schema import policy_schema

ROOT = shipped().root
FILES = sorted(path for path in (ROOT / "us").rglob("[0-9]*.yaml"))


def schema() -> dict[str, Any]:
    """Make the schema of the shipped law."""
    return policy_schema(shipped().questions, shipped().calendar_names)


def loaded(text: str) -> Any:
    """Load YAML as an editor does, days as text."""

    def days_as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): days_as_text(part) for key, part in value.items()}
        if isinstance(value, list):
            return [days_as_text(part) for part in value]
        return value.isoformat() if hasattr(value, "isoformat") else value

    return days_as_text(YAML(typ="safe", pure=True).load(text))


def mistakes(data: Any) -> list[str]:
    """List what the schema finds wrong."""
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema()).iter_errors(data)
    ]


def test_the_schema_in_the_repository_is_the_one_the_reader_makes() -> None:
    """An editor that knows other keys than the reader teaches people to write files that are refused."""
    assert json.loads((ROOT / "schema.json").read_text(encoding="utf-8")) == schema()


def test_the_schema_is_a_schema() -> None:
    """An editor would quietly ignore one that is not."""
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_version_is_valid(path: Path) -> None:
    """The first thing a county does is to open a shipped law and change it."""
    assert mistakes(loaded(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effect: must,", "effect: shall,"),
        ("otherwise:", "otherwize:"),
        ("{asks: [hold], says:", "{asks: [hold], agency: [ICE], says:"),
        ("{all: [ice_detainer, proof_of_citizenship_or_lawful_status]}", "{all: []}"),
        ("in_force_from: 2017-09-01", "in_force_from: September 2017"),
        ("title: Duties related to immigration detainer requests\n", ""),
        ("hold: [must, may]", "hold: [must, shall]"),
    ],
)
def test_a_mistake_is_marked_while_it_is_typed(old: str, new: str) -> None:
    """A county's developer learns of a misspelled key at once, not from a refused file."""
    text = (ROOT / "us/tx/2017-09-01.yaml").read_text(encoding="utf-8")
    assert old in text
    assert mistakes(loaded(text.replace(old, new))) != []
