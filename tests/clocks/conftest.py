"""The real calendars, read from `policies/` as they stand, for every test of the clocks."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from holdlaw.clocks import Calendar, calendar_from_data

CALENDARS = Path(__file__).parents[2] / "policies" / "calendars"


def plain(name: str) -> dict[str, Any]:
    """Read the plain data of one calendar file."""
    data: dict[str, Any] = YAML(typ="safe", pure=True).load((CALENDARS / f"{name}.yaml").read_text("utf-8"))
    return data


@pytest.fixture(scope="session")
def federal_data() -> dict[str, Any]:
    """Give the federal calendar file as plain data."""
    return plain("federal")


@pytest.fixture(scope="session")
def federal(federal_data: dict[str, Any]) -> Calendar:
    """Give the federal calendar."""
    return calendar_from_data(federal_data)


@pytest.fixture(scope="session")
def new_york() -> Calendar:
    """Give New York's calendar."""
    return calendar_from_data(plain("us-ny"))
