"""Faults that an engine for this law could well have, each as a change to the oracle.

A fault names the module, the name in it, and what to put there instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType
from typing import Any

from . import oracle, oracle_clock
from . import oracle_record as record
from .values import Case, day, instant, moment_of_the_act, release_due_at, says_yes

asked_once = oracle.open_questions
compared_once = oracle.comparison_questions
list_once = record.on_list_i


@dataclass(frozen=True)
class Fault:
    """One planted fault."""

    name: str
    module: ModuleType
    attribute: str
    instead: object


def no_tolling(conviction: dict[str, Any], case: Case) -> int:
    """Jail does not extend the look-back."""
    return 0


def tolling_counted_twice(conviction: dict[str, Any], case: Case) -> int:
    """Two sentences served together count twice."""
    first, last = day(conviction["judgment_on"]), day(case["custody"]["arrested_on"])
    return sum(
        len(record.days_from(max(first, day(period["from"])), min(last, day(period["before"]))))
        for other in case["convictions"]
        for period in other.get("incarcerated") or ()
        if says_yes(period.get("for_listed"))
    )


def tolling_of_its_own_jail_only(conviction: dict[str, Any], case: Case) -> int:
    """Jail for another listed crime of the same person is forgotten."""
    return tolling_counted_twice(conviction, {**case, "convictions": [conviction]})


def unknown_comparison_is_no(position: int, conviction: dict[str, Any]) -> list[Any]:
    """What counsel has not compared counts as not equivalent."""
    return [(path, values[-1:]) for path, values in compared_once(position, conviction)]


def bool_or(case: Case) -> list[Any]:
    """A database's `bool_or` over the convictions: whatever is unknown about one drops out."""
    about_the_record = ("convictions", "custody", "filled_in")
    return [
        (path, values[-1:] if path[0] in about_the_record else values) for path, values in asked_once(case)
    ]


def exactly_five_years_is_in(conviction: dict[str, Any], case: Case) -> bool:
    """The look-back includes its last day."""
    line = record.years_before(day(case["custody"]["arrested_on"]), 5)
    return day(conviction["judgment_on"]) >= line - timedelta(days=record.tolled_days(conviction, case))


def leap_day_rolls_forward(when: date, years: int) -> date:
    """29 February becomes 1 March in a common year."""
    try:
        return when.replace(year=when.year - years)
    except ValueError:
        return date(when.year - years, 3, 1)


def lawful_at_the_limit(case: Case) -> bool:
    """The hold ends after its limit, not at it."""
    limits = [oracle_clock.regulation_clock(case), oracle_clock.form_clock(case)]
    reached = [limit for limit in limits if limit is not None and moment_of_the_act(case) > limit]
    return bool(reached) and oracle.a1_civil_immigration_detainer(case)


def either_list_stops_the_clock(when: date) -> bool:
    """A holiday on one list alone stops the clock."""
    either = oracle_clock.federal_days(when.year) | oracle_clock.new_york_days(when.year)
    return when.weekday() >= oracle_clock.SATURDAY or when in either


def any_warrant_came_with_the_detainer(case: Case) -> bool:
    """A warrant that came later opens (b)(1)."""
    return bool(oracle.judicial_warrants(case))


def six_hours_exactly_is_stale(case: Case) -> bool:
    """The search window excludes its last instant."""
    custody = case["custody"]
    if custody.get("informed_by") or not custody.get("search_done_at"):
        return True
    return release_due_at(case) - instant(custody["search_done_at"]) < timedelta(hours=6)


def limb_iii_reaches_every_list(statute: record.Statute, case: Case) -> bool:
    """An attempt at a crime that a rule added counts."""
    return list_once(statute, case) or record.on_list_v(statute, case)


def rule_2_01_is_settled_in_the_gap(case: Case) -> bool:
    """The rule is taken to be in force from the day its proposal closed."""
    return record.today(case) >= record.RULE_2_01_PROPOSED


def everyone_is_an_adult(conviction: dict[str, Any]) -> bool:
    """A youthful offender counts as convicted."""
    return bool(conviction.get("adjudication"))


def nothing_was_excepted_in_2013(text: str) -> bool:
    """The five exceptions of Local Law 21 are forgotten."""
    return False


def day_in_utc(case: Case) -> date:
    """The law of the day in Greenwich."""
    return moment_of_the_act(case).date()


NEVER = date(9999, 12, 31)
FAULTS = (
    Fault("drops the tolling", record, "tolled_days", no_tolling),
    Fault("counts concurrent jail twice", record, "tolled_days", tolling_counted_twice),
    Fault("tolls with the conviction's own jail only", record, "tolled_days", tolling_of_its_own_jail_only),
    Fault("takes an unknown comparison for a no", oracle, "comparison_questions", unknown_comparison_is_no),
    Fault("uses bool_or over the convictions", oracle, "open_questions", bool_or),
    Fault("lets exactly five years in", record, "within_five_years", exactly_five_years_is_in),
    Fault("rolls a leap day forward", record, "years_before", leap_day_rolls_forward),
    Fault("lets a hold stand at its limit", oracle, "hold_limit_reached", lawful_at_the_limit),
    Fault("stops for a holiday of one list", oracle_clock, "stops_the_clock", either_list_stops_the_clock),
    Fault(
        "lets a later warrant open (b)(1)",
        oracle,
        "b1_i_warrant_with_detainer",
        any_warrant_came_with_the_detainer,
    ),
    Fault("calls a search of six hours stale", oracle, "indicated", six_hours_exactly_is_stale),
    Fault("lets an attempt reach the rule's list", record, "on_list_i", limb_iii_reaches_every_list),
    Fault("settles the gap", record, "rule_2_01_in_force", rule_2_01_is_settled_in_the_gap),
    Fault("counts a youthful offender", record, "as_an_adult", everyone_is_an_adult),
    Fault("takes a state judge for a federal one", oracle, "FEDERAL_JUDGES", oracle.ANY_JUDGE),
    Fault("forgets the exceptions of 2013", record, "may_be_excepted", nothing_was_excepted_in_2013),
    Fault("forgets Wells", oracle, "WELLS_DECIDED", NEVER),
    Fault("forgets § 10-178", oracle, "SECTION_10_178_IN_FORCE", NEVER),
    Fault("forgets chapter 189", record, "CHAPTER_189_IN_FORCE", NEVER),
    Fault("forgets Local Law 63", oracle, "LOCAL_LAW_63_IN_FORCE", NEVER),
    Fault("forgets the state's act", oracle, "STATE_ACT_IN_FORCE", NEVER),
    Fault("reads the calendar in Greenwich", record, "today", day_in_utc),
)
