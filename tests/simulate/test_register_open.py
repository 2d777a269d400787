"""Requests of a register of which something is open: when release is due, or whose record it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.case import Act
from holdlaw.policybook import shipped
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.simulate.from_register import asked_of
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.simulating import Summary
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from tests.store.made import NOON, ORIGIN, REGISTRAR, draft, minutes, received

CALIFORNIA, CITY = ("us-ca", date(2015, 6, 1)), ("us-ny-nyc-police", date(2016, 6, 1))
BATTERY = {
    "statute": "CA PC 245", "class": "misdemeanor", "judgment_on": "2022-03-02", "adjudication": "adult",
    "wobbler": "yes",
}  # fmt: skip
NOT_LISTED = {"sex_or_arson_registrant": "no", "federal_felony_arrest_warrant": "no"}
"""Facts by which California's law of the day allows a hold whatever the record."""


def searched(convictions: list[dict[str, Any]], **facts: str) -> RecordSearched:
    """A search of the record, and what it found."""
    return RecordSearched(systems=["state_criminal_history"], convictions=convictions, facts=facts)


def released() -> CustodyStated:
    """Release stated for an hour after noon."""
    return CustodyStated(release_due_at=minutes(60).isoformat(), arrested_on="2026-03-01")


def told(folder: Path, law: tuple[str, date], *said: Kind) -> tuple[Summary, tuple[str, ...]]:
    """What a law says of a hold on one request of which this is stated, and the caveats."""
    home = Home(folder / "register")
    create_register(home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    with open_register(home) as register:
        drafts = [received(0), *(draft(content, "request-0", "person-0") for content in said)]
        intake(register, drafts, key="request-0", entered_at=minutes(1))
        (rows,) = asked_of(register, (law_of(shipped(), *law),), (Act.HOLD,))
    return rows.summaries()[Act.HOLD], rows.source.caveats


def test_a_look_back_does_not_end_on_a_day_that_nobody_stated(tmp_path: Path) -> None:
    """The day of the last entry is not the day of the act: a record would count, or lapse, by typing."""
    found = searched([BATTERY], **NOT_LISTED)
    dated, caveats = told(tmp_path / "dated", CALIFORNIA, released(), found)
    assert (dated.allowed, caveats) == (1, ())
    undated, caveats = told(tmp_path / "undated", CALIFORNIA, found)
    assert (undated.cannot_tell, dict(undated.hinges)) == (1, {"at": 1})
    assert caveats == ("For 1 requests nobody stated when the person is to be released.",)


@pytest.mark.parametrize("law", [CALIFORNIA[0], CITY[0]])
def test_without_a_day_and_without_the_law_of_one_nothing_can_be_told(tmp_path: Path, law: str) -> None:
    """Which version of a law holds is the first thing that the missing day decides."""
    home = Home(tmp_path / "register")
    create_register(home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    with open_register(home) as register:
        intake(register, [received(0)], key="request-0", entered_at=minutes(1))
        own = asked_of(register, (law_of(shipped(), law),), (Act.HOLD,))[0].summaries()[Act.HOLD]
    assert (own.cannot_tell, dict(own.clauses), dict(own.hinges)) == (1, {"no day": 1}, {"at": 1})


def test_nothing_rests_on_a_record_while_it_is_in_doubt_whose_it_is(tmp_path: Path) -> None:
    """A match found under another person's name would have made a hold lawful."""
    doubt = IdentityQuestioned(mismatched=["birth_date"])
    match = searched([], terrorist_database_match="yes")
    sure, caveats = told(tmp_path / "sure", CITY, released(), match)
    assert (sure.allowed, caveats) == (1, ())
    stopped, caveats = told(tmp_path / "stopped", CITY, released(), match, doubt)
    assert (stopped.allowed, stopped.not_allowed, stopped.cannot_tell) == (0, 0, 1)
    assert "terrorist_database_match" in stopped.hinges
    assert caveats == (
        "The records of 1 requests are sealed, shredded or in doubt: what is not opened is left open.",
    )


def test_a_record_in_doubt_that_shows_none_is_not_a_record_of_none(tmp_path: Path) -> None:
    """The clean record may be the other person's."""
    doubt = IdentityQuestioned(mismatched=["name"])
    stopped, _ = told(tmp_path, CITY, released(), searched([], terrorist_database_match="no"), doubt)
    assert (stopped.not_allowed, stopped.cannot_tell) == (0, 1)
