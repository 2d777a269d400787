"""Conditions: what an unknown means in each law, how fresh a search must be, which tests a clause asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from holdlaw.core.case import Act, Custody, Outcome
from holdlaw.core.clauses import InForce, Version
from holdlaw.core.conditions import All, Always, AnyOf, Not, SearchWindow, Unknowns, leaves
from holdlaw.core.truth import Truth

from .build import NOON, clause, fact, rule

NO, UNKNOWN = Truth.NO, Truth.UNKNOWN
A_SECOND = timedelta(seconds=1)
SIX_HOURS = SearchWindow(6, frozenset({"court"}), "(b)(1)(ii)", "Six hours is an assumption.")
CITY = Unknowns(
    counts_as_no=frozenset({"convictions", "papers", "terrorist_database_match"}),
    stays_open=frozenset({"conviction.equivalent_to"}),
)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("terrorist_database_match", NO),
        ("convictions", NO),
        ("conviction.class", NO),
        ("conviction.equivalent_to", UNKNOWN),
        ("papers", NO),
        ("paper.issuer", NO),
        ("custody.arrested_on", UNKNOWN),
        ("reentered_after_removal", UNKNOWN),
    ],
)
def test_each_law_says_what_an_unknown_means(name: str, meaning: Truth) -> None:
    """What a search did not indicate is not indicated; what counsel has not compared stays open."""
    assert CITY.of(name) is meaning
    assert CITY.of(name) is meaning  # as it was kept


def test_an_unknown_stays_open_where_a_law_says_nothing_of_it() -> None:
    """Silence in a law file must never turn "nobody knows" into "no"."""
    assert Unknowns().of("convictions") is UNKNOWN


@pytest.mark.parametrize(
    ("before_release", "shut_out"),
    [
        (timedelta(hours=6) - A_SECOND, False),
        (timedelta(hours=6), False),
        (timedelta(hours=6) + A_SECOND, True),
        (timedelta(), False),
        (timedelta(hours=-3), False),
    ],
)
def test_a_search_counts_for_six_hours_before_release(before_release: timedelta, shut_out: bool) -> None:
    """A record changes; the law asks for a search "at or about" release, and a stale one holds nobody."""
    custody = Custody(NOON, search_done_at=NOON - before_release)
    assert SIX_HOURS.shuts_out(custody) is shut_out


@pytest.mark.parametrize(("informed_by", "shut_out"), [("court", False), ("government", True), (None, True)])
def test_what_a_court_told_the_agency_does_not_go_stale(informed_by: str | None, shut_out: bool) -> None:
    """The law has two sources, a search and a court; only the search must be fresh."""
    custody = Custody(NOON, search_done_at=NOON - timedelta(days=1), informed_by=informed_by)
    assert SIX_HOURS.shuts_out(custody) is shut_out


@pytest.mark.parametrize(
    ("night", "hour", "shut_out"),
    [("2017-11-04", 4, False), ("2017-11-04", 5, True), ("2017-03-11", 6, False), ("2017-03-11", 7, True)],
)
def test_six_hours_are_six_hours_on_the_night_the_clocks_change(
    night: str, hour: int, shut_out: bool
) -> None:
    """From half past eleven to half past five are seven hours when the clocks go back, five in March."""
    before = datetime.fromisoformat(f"{night}T23:30").replace(tzinfo=ZoneInfo("America/New_York"))
    release = before.replace(day=before.day + 1, hour=hour)
    assert SIX_HOURS.shuts_out(Custody(release, search_done_at=before)) is shut_out


def test_a_search_without_a_time_counts() -> None:
    """Nobody stated when it was made, so nothing says that it is stale; the answer warns elsewhere."""
    assert SIX_HOURS.shuts_out(Custody(NOON)) is False


def test_the_tests_of_a_condition_are_listed_once_in_the_order_of_the_statute() -> None:
    """A clerk is asked each question once, and in the order in which the section puts them."""
    a, b, c = fact("a"), fact("b"), fact("c")
    condition = All((b, AnyOf((a, Not(b))), Not(All((c, a))), Always()))
    assert leaves(condition) == (b, a, c)
    assert leaves(Always()) == ()


def a_version(**acts: Outcome) -> Version:
    """Make a version that says one thing of each act named."""
    rules = {Act(name): rule(otherwise=outcome) for name, outcome in acts.items()}
    span = InForce(date(2019, 8, 12), date(2020, 2, 3))
    return Version("us", "1", span, date(2026, 1, 1), "the cite", "A law", (), rules)


def test_a_law_has_no_rule_for_an_act_that_it_does_not_speak_of() -> None:
    """Silence is neither a permission nor a ban, and the answer must say which law was silent."""
    version = a_version(hold=Outcome.MUST_NOT)
    assert version.rule(Act.HOLD).otherwise.effect is Outcome.MUST_NOT
    silence = version.rule(Act.SHARE)
    assert (silence.clauses, silence.otherwise.id) == ((), "silent")
    assert (silence.otherwise.effect, silence.otherwise.cite) == (Outcome.NO_RULE, "the cite")


@pytest.mark.parametrize(
    ("day", "maybe", "surely"),
    [
        (date(2019, 8, 11), False, False),
        (date(2019, 8, 12), True, False),
        (date(2019, 8, 13), True, False),
        (date(2020, 2, 2), True, False),
        (date(2020, 2, 3), True, True),
        (date(2020, 2, 4), True, True),
    ],
)
def test_a_law_whose_first_day_nobody_found_may_hold_before_it_surely_does(
    day: date, maybe: bool, surely: bool
) -> None:
    """Between the two days both laws are asked, and nobody is told that one of them certainly ruled."""
    span = a_version().in_force
    assert (span.may_have_begun(day), span.began(day)) == (maybe, surely)


def test_two_clauses_of_the_same_words_are_still_two() -> None:
    """The clause that decided must be named, not one that happens to look like it."""
    one, other = (clause("b1", Outcome.MAY, Always()) for _ in range(2))
    assert one != other
