"""Faults that a columnar engine could well have: planted in its SQL, each is caught by the comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pytest
from attrs import evolve, frozen

from holdlaw.core.case import Act, Case, Conviction, Jail, Paper
from holdlaw.core.convictions import years_before
from holdlaw.core.statutes import parse_statute
from holdlaw.core.truth import Truth
from holdlaw.policybook import shipped
from holdlaw.simulate.derive import Derivation, derivation
from holdlaw.simulate.from_cases import source_of
from holdlaw.simulate.gathering import Numbers, any_of, gathered
from holdlaw.simulate.simulating import Simulation, years_of
from holdlaw.simulate.source import Source
from holdlaw.simulate.stating import Columns, stated

from .harness import Said, defined, derived_once, keyed_rows, law, parted, spoilt_rows
from .made import DAY, Maker

pytestmark = pytest.mark.xdist_group("planted faults")
"""One worker draws the cases; what core says of them serves every fault."""

COUNT = 1_000
MORE = 2_500
RARE = ("a leap day that rolls forward",)
"""Faults that few cases turn on."""

POLICE, CALIFORNIA = "us-ny-nyc-police", "us-ca"
ACTS = (Act.HOLD, Act.NOTIFY)
RECORD, PAPERS, CLOCK, WOBBLER, ANY = "record", "papers", "clock", "wobbler", "any"
TOLLED = "tolled"
"""What the cases of a fault are drawn towards, so that their answer turns on it."""

_DATED = r"(FROM counting(?: LEFT JOIN tolled USING \(row_id, judgment_on\))?)$"
_BY_NOW = r"WHEN presented_at > coalesce\(act_at, release_due_at\)"
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "a WHERE on an unknown judgment": (CALIFORNIA, ANY, _DATED, r"\1 WHERE judgment_on > '1900-01-01'"),
    "a WHERE on an unknown arrest": (POLICE, RECORD, _DATED, r"\1 WHERE arrested_on > '1900-01-01'"),
    "a look-back with its last day": (POLICE, RECORD, r"judgment_on > CAST", "judgment_on >= CAST"),
    "a look-back without its anniversary": (
        CALIFORNIA,
        WOBBLER,
        r"judgment_on >= CAST",
        "judgment_on > CAST",
    ),
    "a leap day that rolls forward": (POLICE, RECORD, r"INTERVAL 5 YEAR", "INTERVAL 5 YEAR + INTERVAL 1 DAY"),
    "no tolling": (POLICE, RECORD, r"coalesce\(days_arrest, 0\)", "0"),
    "concurrent jail counted twice": (POLICE, TOLLED, r", max\(last\) OVER \([^)]*\)", ""),
    "jail for any crime": (POLICE, RECORD, r"WHERE for_listed = 2", ""),
    "an unknown record taken for none": (
        CALIFORNIA,
        RECORD,
        r"record = 'unknown' THEN \d+",
        "record = 'unknown' THEN 0",
    ),
    "six hours taken for stale": (POLICE, PAPERS, r"<= INTERVAL 6 HOUR", "< INTERVAL 6 HOUR"),
    "a warrant a minute late": (POLICE, PAPERS, r"presented_at <= received_at", "true"),
    "a paper presented after the act": (POLICE, PAPERS, _BY_NOW, "WHEN false"),
    "a hold lawful at its deadline": (POLICE, CLOCK, r">= 172800000000", "> 172800000000"),
}


def drawn(case: Case, towards: str) -> Case:
    """A detainer whose answer turns on the record, the papers or the clock; `any`: as it was drawn."""
    if towards == ANY:
        return case
    if towards == TOLLED:
        return drawn(tolled(case), RECORD)
    told = None if towards == PAPERS else "court"
    made = evolve(case, custody=evolve(case.custody, informed_by=told))
    request = evolve(made.request, form="I-247A", asks=None, agency="ICE")
    if towards == WOBBLER:
        return wobbler(case)
    if towards == RECORD:
        return evolve(made, at=made.custody.release_due_at, request=evolve(request, papers=(SOUND,)))
    return evolve(made, request=request, facts={**made.facts, "terrorist_database_match": Truth.YES})


def wobbler(case: Case) -> Case:
    """A case whose record is one listed misdemeanor and wobbler, five years before the act."""
    stated: dict[str, Truth | str] = {"class": "misdemeanor", "adjudication": "adult", "wobbler": Truth.YES}
    stated |= {"attempt": Truth.NO, "downgraded_by_prop_47": Truth.NO}
    day = years_before(case.at.date(), 5)
    robbed = Conviction(parse_statute("CA PC 245"), day, stated=stated)
    facts = dict.fromkeys(("sex_or_arson_registrant", "federal_felony_arrest_warrant"), Truth.NO)
    return evolve(case, convictions=(robbed,), facts=facts)


def tolled(case: Case) -> Case:
    """A robbery 200 days beyond the look-back, with the same 150 days in jail served for two sentences."""
    ended = case.custody.release_due_at.date()
    day = years_before(ended, 5) - 200 * DAY
    jail = Jail(day + 10 * DAY, day + 160 * DAY, Truth.YES)
    stated: dict[str, Truth | str] = {"class": "felony", "adjudication": "adult", "attempt": Truth.NO}
    robbed = Conviction(parse_statute("NY PL 160.10"), day, (jail, jail), stated=stated)
    custody = evolve(case.custody, arrested_on=ended)
    return evolve(case, convictions=(robbed,), custody=custody)


SOUND = Paper(
    "warrant",
    stated={
        "issuer": "federal_magistrate",
        "probable_cause": Truth.YES,
        "authorises_federal_custody": Truth.YES,
        "names_subject": Truth.YES,
    },
)
"""A judge's warrant that came with the request."""


def planted(pattern: str, instead: str) -> Callable[[str], str]:
    """A change to the SQL, wherever the pattern stands in it."""
    return lambda sql: re.sub(pattern, instead, sql)


@frozen(eq=False)
class Drawn:
    """Cases drawn for some faults, as rows, with what core says of each."""

    source: Source
    how: Derivation
    small: Mapping[str, Columns]
    expected: list[dict[Act, Said]]


@cache
def drawn_for(place: str, towards: str, count: int) -> Drawn:
    """The cases of some faults, made once and put to core once."""
    batch = [drawn(case, towards) for case in Maker(shipped(), place, 99).cases(count)]
    source = source_of(batch, shipped())
    how = derivation(source, law(place).needed(ACTS), years_of(source))
    small = stated(source, law(place).needed(ACTS))
    return Drawn(source, how, small, [defined(case, shipped(), ACTS) for case in batch])


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught(name: str) -> None:
    """A comparison that cannot see these would pass over them in the engine as well."""
    place, towards, pattern, instead = FAULTS[name]
    made = drawn_for(place, towards, MORE if name in RARE else COUNT)
    said = spoilt_rows(made.source, law(place), ACTS, (made.how, made.small), planted(pattern, instead))
    assert next(parted(said, made.expected), None) is not None


def known_or(words: Numbers, places: Numbers, said: Numbers) -> None:
    """What a database's bool_or does: it drops what is not known."""
    any_of(words, places, np.where(said & 3 == 1, 0, said))


@pytest.mark.parametrize(("place", "towards"), [(CALIFORNIA, ANY), (POLICE, RECORD)])
def test_a_planted_bool_or_over_the_convictions_is_caught(
    place: str, towards: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the first any-of that comes to mind, and it turns what nobody knows into a no."""
    made = drawn_for(place, towards, COUNT)
    monkeypatch.setattr("holdlaw.simulate.gathering.any_of", known_or)
    derived = derived_once(made.source, gathered(made.source, made.how, made.small))
    said = keyed_rows(Simulation(made.source, law(place), ACTS, derived))
    assert next(parted(said, made.expected), None) is not None


@pytest.mark.parametrize(("place", "towards"), sorted({fault[:2] for fault in FAULTS.values()}))
def test_without_a_fault_nothing_is_caught(place: str, towards: str) -> None:
    """Otherwise the test above would prove nothing."""
    made = drawn_for(place, towards, COUNT)
    asked = Simulation(
        made.source, law(place), ACTS, derived_once(made.source, gathered(made.source, made.how, made.small))
    )
    assert next(parted(keyed_rows(asked), made.expected), None) is None
