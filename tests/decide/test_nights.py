"""Nights at the desk: what is allowed, until when, what is owed, and what is still to be asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError

from .nights import (
    RULE_CRIME,
    answer,
    codes,
    duties,
    fourth_of_july,
    json_of,
    law_with_a_town,
    outcomes,
    sample,
    with_warrant,
)

SUNDAY = "2017-07-02T18:00:00-04:00"
WEDNESDAY = "2017-07-05T18:00:00-04:00"
NOT_COUNTED = ["2017-07-01", "2017-07-02", "2017-07-04"]


def test_the_clocks_over_a_holiday_weekend_differ_by_three_days() -> None:
    """The form's 48 hours run through the weekend and the law's do not; the person leaves at the earlier."""
    found = json_of(fourth_of_july())
    assert {c["name"]: (c["until"], c["days_excluded"]) for c in found["clocks"]} == {
        "form": (SUNDAY, []),
        "regulation": (WEDNESDAY, NOT_COUNTED),
        "us-ny-nyc-police": (WEDNESDAY, NOT_COUNTED),
    }
    assert found["acts"]["hold"]["until"] == SUNDAY
    assert answer(fourth_of_july()).acts[next(iter(answer(fourth_of_july()).acts))].governed_by == "form"


@pytest.mark.parametrize(
    ("at", "outcome", "clause"),
    [
        ("2017-07-02T17:59:59-04:00", "may", "b2"),
        (SUNDAY, "must_not", "form"),
        ("2017-07-02T18:00:01-04:00", "must_not", "form"),
        (WEDNESDAY, "must_not", "b2_expired"),
    ],
)
def test_the_hold_is_unlawful_at_the_deadline_itself(at: str, outcome: str, clause: str) -> None:
    """One second more is a new arrest without authority; nobody may round in the agency's favour."""
    hold = json_of(fourth_of_july(at))["acts"]["hold"]
    assert (hold["outcome"], hold["decided_by"]["clause"]) == (outcome, clause)


@pytest.mark.parametrize(
    ("at", "release", "silence"),
    [
        (None, 0, 0),
        ("2017-07-02T17:59:59-04:00", 0, 0),
        (SUNDAY, 1, 0),
        ("2017-07-05T17:59:59-04:00", 1, 0),
        (WEDNESDAY, 1, 1),
        ("2017-07-05T18:00:01-04:00", 1, 1),
    ],
)
def test_at_expiry_the_person_is_released_and_nobody_is_told_once(
    at: str | None, release: int, silence: int
) -> None:
    """The city forbids notice once its hours are over; said twice or not at all, the card is not trusted."""
    owed = duties(fourth_of_july(at))
    assert (owed.count("release"), owed.count("do_not_notify")) == (release, silence)


def test_while_a_hold_is_allowed_the_release_at_its_end_is_owed() -> None:
    """Whoever starts a hold must know from the first minute how it ends."""
    assert "release_by_deadline" in duties(fourth_of_july())
    assert "release_by_deadline" not in duties(fourth_of_july(SUNDAY))


def test_a_form_that_was_not_served_brings_the_duty_to_serve_it() -> None:
    """The form itself says that it has no effect until the person has a copy."""
    data = sample()
    assert "serve_copy" not in duties(data)
    del data["request"]["served_at"]
    assert "serve_copy" in duties(data)
    assert "HL-3009" in codes(data)


@pytest.mark.parametrize(
    ("searched", "told_by", "stale"),
    [
        ("2017-06-30T12:00:00-04:00", "none", False),
        ("2017-06-30T11:59:59-04:00", "none", True),
        ("2017-06-30T11:59:59-04:00", "court", False),
    ],
)
def test_an_old_search_counts_for_nothing_and_is_made_again(searched: str, told_by: str, stale: bool) -> None:
    """A hit from the morning may be gone by the evening; nobody is held on it, unless a court said so."""
    data = fourth_of_july()
    data["custody"] |= {"search_done_at": searched, "informed_by": told_by}
    assert ("search_again" in duties(data)) is stale
    assert ("HL-3004" in codes(data)) is stale
    assert outcomes(data)["hold"] == ("must_not" if stale else "may")


def test_an_open_question_is_asked_of_the_one_who_can_answer() -> None:
    """Nobody has compared the New Jersey robbery; until counsel does, holding on it would be a guess."""
    found = json_of(with_warrant("2018-05-01", "NJ 2C:15-1"))
    assert found["acts"]["hold"]["outcome"] == "not_established"
    assert found["acts"]["hold"]["open_facts"] == [
        "convictions[0].equivalent_to",
        "convictions[0].over_one_year.there",
        "convictions[0].over_one_year.here",
    ]
    question = found["next_question"]
    assert (question["fact"], question["who"]) == ("convictions[0].equivalent_to", "agency counsel")
    assert question["by"] == "2018-05-01T09:30:00-04:00"
    assert "do_not_hold_meanwhile" in [duty["duty"] for duty in found["duties"]]


@pytest.mark.parametrize(("compared", "outcome"), [("NY PL 160.10", "may"), ("none", "must_not")])
def test_an_answer_settles_the_open_question(compared: str, outcome: str) -> None:
    """Counsel's comparison decides, in either direction, and nothing is left open after it."""
    data = with_warrant("2018-05-01", "NJ 2C:15-1")
    data["convictions"][0] |= {"equivalent_to": compared, "over_one_year": {"there": True, "here": True}}
    assert outcomes(data)["hold"] == outcome
    assert answer(data).exit_code == 0


def test_an_unknown_that_counts_as_no_is_still_worth_asking() -> None:
    """A record nobody has searched holds nobody; but a desk should be told what one question could change."""
    question = json_of(with_warrant("2018-05-01") | {"convictions": None})["next_question"]
    assert (question["fact"], question["who"]) == ("convictions", "the search operator")


def test_where_nothing_is_open_nothing_is_asked() -> None:
    """A question that cannot change the answer costs minutes at night."""
    assert json_of(sample())["next_question"] is None


@pytest.mark.parametrize(
    ("day", "outcome", "version"),
    [
        ("2019-08-11", "must_not", "2018-11-13"),
        ("2019-08-12", "not_established", "2018-11-13 or 2019-08-12"),
        ("2019-11-05", "not_established", "2018-11-13 or 2019-08-12"),
        ("2020-02-02", "not_established", "2018-11-13 or 2019-08-12"),
        ("2020-02-03", "may", "2019-08-12"),
    ],
)
def test_in_the_months_when_the_rule_may_not_have_begun_its_crimes_decide_nothing(
    day: str, outcome: str, version: str
) -> None:
    """Nobody has found the rule's first day; a person may not be held on a date that was guessed."""
    found = json_of(with_warrant(day, RULE_CRIME))
    assert (found["acts"]["hold"]["outcome"], found["layers"][0]["version"]) == (outcome, version)
    between = [w for w in found["warnings"] if w["code"] == "HL-3003" and "2019-08-12: " in w["text"]]
    assert len(between) == int(outcome == "not_established")


def test_a_crime_on_both_lists_decides_in_those_months_too() -> None:
    """What both versions say alike is established, whichever of them was in force."""
    assert outcomes(with_warrant("2019-11-05"))["hold"] == "may"


def test_the_state_takes_away_what_the_city_allows_without_a_judge() -> None:
    """Since Wells a hold without a judge's warrant is a new arrest that New York law does not authorise."""
    data = with_warrant("2019-06-04")
    data["request"]["papers"] = []
    data["facts"]["terrorist_database_match"] = True
    found = json_of(data)
    assert [layer["acts"]["hold"] for layer in found["layers"]] == ["may", "must_not"]
    assert found["acts"]["hold"]["decided_by"]["layer"] == "us-ny"
    before = with_warrant("2018-06-05")
    before["request"]["papers"], before["facts"] = [], data["facts"]
    assert outcomes(before)["hold"] == "may"


MAY_NOT = "    otherwise: {outcome: must_not, cite: (a), says: The town holds nobody.}\n"


def test_a_local_limit_does_not_count_where_state_law_makes_it_void(tmp_path: Path) -> None:
    """In Texas a town's "must not" is void; an officer who follows it breaks state law."""
    book = law_with_a_town(tmp_path / "policies", "us-tx", MAY_NOT).book()
    data = with_warrant("2019-06-04", place="us-tx-town")
    found = json_of(data, book)
    assert [layer["acts"]["hold"] for layer in found["layers"]] == ["must_not", "must"]
    assert found["acts"]["hold"]["outcome"] == "must"
    assert found["acts"]["hold"]["decided_by"]["layer"] == "us-tx"
    assert "HL-3008" in codes(data, book)


def test_a_local_limit_stands_where_no_law_makes_it_void(tmp_path: Path) -> None:
    """The same ordinance below New York is the answer."""
    book = law_with_a_town(tmp_path / "policies", "us-ny", MAY_NOT).book()
    data = with_warrant("2019-06-04", place="us-ny-town")
    assert json_of(data, book)["acts"]["hold"]["decided_by"]["layer"] == "us-ny-town"
    assert "HL-3008" not in codes(data, book)


def test_two_clauses_that_disagree_are_an_error_that_shows_both(tmp_path: Path) -> None:
    """A law file that allows and forbids at once must stop, and never pick the one that stands first."""
    clauses = (
        f"{MAY_NOT}    clauses:\n      x: {{cite: (x), effect: may, when: {{asks: [hold]}}}}\n"
        "      y: {cite: (y), effect: must_not, when: {form: [I-247A]}}\n"
    )
    book = law_with_a_town(tmp_path / "policies", "us-ny", clauses).book()
    with pytest.raises(HoldlawError) as refused:
        answer(with_warrant("2019-06-04", place="us-ny-town"), book)
    assert str(refused.value) == (
        "HL-2003: us-ny-town: For hold, x (Town Code § 1(x)) says may, y (Town Code § 1(y)) says must_not. "
        "Both clauses apply and neither gives way. Say in the law file which one overrides the other."
    )


def test_a_town_that_commands_what_the_state_forbids_is_an_error_that_shows_both(tmp_path: Path) -> None:
    """No answer obeys both laws; a person must be told so before anybody acts."""
    must = "    otherwise: {outcome: must, cite: (a), says: The town holds everybody.}\n"
    book = law_with_a_town(tmp_path / "policies", "us-ny", must).book()
    data = with_warrant("2019-06-04", place="us-ny-town")
    data["request"]["papers"] = []
    with pytest.raises(HoldlawError) as refused:
        answer(data, book)
    assert str(refused.value) == (
        "HL-2005: us-ny-town: For hold, us-ny-town says must (Town Code § 1(a)); us-ny says must_not "
        "(People ex rel. Wells v. DeMarco, 168 A.D.3d 31 (2d Dept 2018)). No answer obeys both. "
        "Ask counsel which law gives way."
    )


def test_an_old_decision_can_be_replayed_as_it_was_taken(tmp_path: Path) -> None:
    """A court asks what the law book said that night, and not what a later correction made of it."""
    law = law_with_a_town(tmp_path / "policies", "us-ny", MAY_NOT)
    law.write(
        "us/ny/town/2017-01-01.r2.yaml",
        "policy: us-ny-town\ncorrects: 2017-01-01\nreason: Misread.\nin_force_from: 2017-01-01\n"
        "recorded: 2027-01-15\nenacted_by: Ordinance 1\nsources: [Read again]\n"
        "acts: {hold: {otherwise: {outcome: may, cite: (a), says: The town may hold.}}}\n",
    )
    book, data = law.book(), with_warrant("2019-06-04", place="us-ny-town")
    told = {
        str(day): answer(data, book, day).as_json()["acts"]["hold"]["decided_by"]["version"]
        for day in (date(2027, 1, 14), date(2027, 1, 15))
    }
    assert told == {"2027-01-14": "2017-01-01", "2027-01-15": "2017-01-01.r2"}
    assert answer(data, book, date(2027, 1, 14)).as_json()["acts"]["hold"]["outcome"] == "must_not"
    assert answer(data, book).as_json()["acts"]["hold"]["outcome"] == "may"
