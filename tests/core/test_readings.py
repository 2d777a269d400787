"""What one test says of one case, what that rests on, and that both ways of reading agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

import pytest

from holdlaw.core import readings
from holdlaw.core.case import Paper
from holdlaw.core.conditions import (
    ChoiceTest,
    ClockTest,
    FactTest,
    Leaf,
    PaperTest,
    SearchWindow,
    Unknowns,
)
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.core.readings import Finding, finder, reader
from holdlaw.core.truth import Truth

from .build import ALL_OPEN, NO, NOON, UNKNOWN, YES, conviction, entry, found, offences, searched, situation

HOUR = timedelta(hours=1)
COUNTS_AS_NO = Unknowns(frozenset({"match", "agency", "papers", "convictions"}))
WARRANT = PaperTest((("kind", frozenset({"warrant"})), ("names_subject", frozenset({YES}))))
WINDOW = SearchWindow(6, frozenset({"court"}), "(b)(1)(ii)", "")
LISTED = ConvictionTest(listed=offences(entry("NY PL 120.05")), within=LookBack(5, "arrest"))
JUDGED = date(2016, 1, 4)


def paper(**stated: Any) -> Paper:
    """Make a warrant that names its subject, unless said otherwise."""
    kind, when = stated.pop("kind", "warrant"), stated.pop("presented_at", None)
    return Paper(kind, presented_at=when, stated={"names_subject": YES, **stated})


@pytest.mark.parametrize(
    ("stated", "value"), [({"match": YES}, YES), ({"match": NO}, NO), ({"match": UNKNOWN}, NO), ({}, NO)]
)
def test_a_fact_is_read_as_stated_and_an_unknown_as_the_law_has_it(
    stated: dict[str, Truth], value: Truth
) -> None:
    """The answer must show both: what the law makes of a blank, and that it was a blank."""
    finding = found(FactTest("match"), situation(stated), COUNTS_AS_NO)
    assert finding == Finding(value, stated.get("match", UNKNOWN), ("match",))
    assert found(FactTest("match"), situation(stated)).value is stated.get("match", UNKNOWN)


@pytest.mark.parametrize(
    ("choice", "stated", "allowed", "expected"),
    [
        ("agency", "ICE", {"ICE", "CBP"}, YES),
        ("agency", "FBI", {"ICE", "CBP"}, NO),
        ("agency", None, {"ICE", "CBP"}, UNKNOWN),
        ("duties", frozenset({"other", "civil"}), {"civil"}, YES),
        ("duties", frozenset({"other"}), {"civil"}, NO),
        ("duties", frozenset(), {"civil"}, NO),
        ("duties", None, {"civil"}, UNKNOWN),
    ],
)
def test_a_choice_is_read_from_one_or_from_several(
    choice: str, stated: object, allowed: set[str], expected: Truth
) -> None:
    """A sender with two duties falls under the law if either of them does."""
    where = situation(**{choice: stated})  # type: ignore[arg-type]  # a part, by its name
    assert found(ChoiceTest(choice, frozenset(allowed)), where) == Finding(expected, expected, (choice,))


def test_a_choice_nobody_stated_is_read_as_the_law_has_it() -> None:
    """Where the law counts an unknown sender as none of those it names, the answer says so."""
    finding = found(ChoiceTest("agency", frozenset({"ICE"})), situation(agency=None), COUNTS_AS_NO)
    assert finding == Finding(NO, UNKNOWN, ("agency",))


@pytest.mark.parametrize(("running", "expected"), [(True, NO), (False, YES)])
def test_a_clock_test_holds_once_the_clock_has_run_out(running: bool, expected: Truth) -> None:
    """A hold is unlawful at the deadline itself, and the provision on release begins there."""
    where = situation(still_running=lambda case, name, moment: running)
    assert found(ClockTest("city_48h"), where) == Finding(expected, expected, ("at",))


@pytest.mark.parametrize(
    ("papers", "expected", "fields"),
    [
        ((), NO, ("papers",)),
        ((paper(),), YES, ("papers[0].kind",)),
        ((paper(names_subject=NO),), NO, ("papers[0].names_subject",)),
        ((paper(kind="I-200"),), NO, ("papers[0].kind",)),
        ((paper(names_subject=UNKNOWN),), UNKNOWN, ("papers[0].names_subject",)),
        ((paper(kind="I-200"), paper()), YES, ("papers[1].kind",)),
        ((paper(), paper(kind="I-200")), YES, ("papers[0].kind",)),
        ((paper(kind="I-200"), paper(names_subject=UNKNOWN)), UNKNOWN, ("papers[1].names_subject",)),
        ((paper(kind="I-200"), paper(names_subject=NO)), NO, ("papers[0].kind", "papers[1].names_subject")),
    ],
)
def test_some_paper_must_pass_the_whole_test_by_itself(
    papers: tuple[Paper, ...], expected: Truth, fields: tuple[str, ...]
) -> None:
    """An officer's form beside a judge's letter about somebody else is not a judge's warrant."""
    finding = found(WARRANT, situation(papers=papers))
    assert (finding.value, finding.fields) == (expected, fields)


def test_the_first_field_that_is_missing_is_the_one_asked_for() -> None:
    """One question at a time, in the order of the section."""
    test = PaperTest((("probable_cause", frozenset({YES})), ("criminal", frozenset({YES}))))
    finding = found(test, situation(papers=(paper(),)))
    assert finding == Finding(UNKNOWN, UNKNOWN, ("papers[0].probable_cause",))


def test_a_missing_field_of_a_paper_counts_as_no_where_the_law_says_so() -> None:
    """A warrant whose subject nobody has read gives no authority, and what it states is still shown."""
    finding = found(WARRANT, situation(papers=(paper(names_subject=UNKNOWN),)), COUNTS_AS_NO)
    assert finding == Finding(NO, UNKNOWN, ("papers[0].names_subject",))


@pytest.mark.parametrize(
    ("presented", "came_at", "expected"),
    [
        ("by_now", None, YES),
        ("by_now", NOON - HOUR, YES),
        ("by_now", NOON, YES),
        ("by_now", NOON + HOUR, NO),
        ("with_request", None, YES),
        ("with_request", NOON - 2 * HOUR, YES),
        ("with_request", NOON - HOUR, YES),
        ("with_request", NOON - HOUR / 2, NO),
        ("with_request", NOON + HOUR, NO),
        ("city_48h", NOON - 4 * HOUR, YES),
        ("city_48h", NOON - 3 * HOUR, NO),
        ("city_48h", NOON - 2 * HOUR, NO),
    ],
)
def test_a_paper_counts_from_the_moment_it_came(presented: str, came_at: Any, expected: Truth) -> None:
    """The law turns on whether the warrant lay beside the request, or came before the clock ran out."""
    test = PaperTest(WARRANT.fields, presented)
    where = situation(
        papers=(paper(presented_at=came_at),),
        received_at=NOON - HOUR,
        still_running=lambda case, name, moment: moment < NOON - 3 * HOUR,
    )
    finding = found(test, where)
    assert finding.value is expected
    assert finding.fields == (("papers[0].kind",) if expected is YES else ("papers[0].presented_at",))


def test_whether_a_paper_came_with_a_request_of_unknown_time_is_open() -> None:
    """If nobody wrote down when the request came, that is the question to ask."""
    where = situation(papers=(paper(presented_at=NOON - HOUR),), received_at=None)
    finding = found(PaperTest(WARRANT.fields, "with_request"), where)
    assert finding == Finding(UNKNOWN, UNKNOWN, ("request.received_at",))


def test_a_record_that_nobody_searched_is_unknown_and_no_record_is_a_no() -> None:
    """That nobody looked and that nothing was found are two different nights for the person."""
    assert found(LISTED, situation(convictions=None)) == Finding(UNKNOWN, UNKNOWN, ("convictions",))
    assert found(LISTED, situation(convictions=None), COUNTS_AS_NO) == Finding(NO, UNKNOWN, ("convictions",))
    assert found(LISTED, situation(convictions=())) == Finding(NO, NO, ("convictions",))


SURE = conviction("NY PL 120.05", judgment_on=JUDGED)
OLD = conviction("NY PL 120.05", judgment_on=date(2001, 1, 1))
UNDATED = conviction("NY PL 120.05")
ABROAD = conviction("NJ 2C:15-1", judgment_on=JUDGED)
UNLISTED = conviction("NY PL 155.30", judgment_on=JUDGED)


@pytest.mark.parametrize(
    ("record", "expected", "fields"),
    [
        ((SURE,), YES, ("convictions[0].judgment_on",)),
        ((OLD,), NO, ("convictions[0].judgment_on",)),
        ((UNDATED,), UNKNOWN, ("convictions[0].judgment_on",)),
        ((ABROAD,), UNKNOWN, ("convictions[0].equivalent_to",)),
        ((UNLISTED, SURE), YES, ("convictions[1].judgment_on",)),
        ((UNLISTED, ABROAD), UNKNOWN, ("convictions[1].equivalent_to",)),
        ((ABROAD, SURE), YES, ("convictions[1].judgment_on",)),
        ((UNLISTED, OLD), NO, ("convictions[0].statute", "convictions[1].judgment_on")),
        ((UNDATED, ABROAD), UNKNOWN, ("convictions[0].judgment_on", "convictions[1].equivalent_to")),
    ],
)
def test_one_conviction_that_meets_the_test_is_enough(
    record: tuple[Any, ...], expected: Truth, fields: tuple[str, ...]
) -> None:
    """An unknown line never hides a certain one, and a certain no never hides an unknown."""
    finding = found(LISTED, situation(convictions=record))
    assert (finding.value, tuple(dict.fromkeys(finding.fields))) == (expected, fields)


@pytest.mark.parametrize(
    ("record", "stays_open", "value"),
    [
        (UNDATED, (), NO),
        (ABROAD, (), NO),
        (ABROAD, ("conviction.equivalent_to",), UNKNOWN),
        (conviction("NJ 2C:15-1"), ("conviction.equivalent_to",), NO),
        (conviction("NJ 2C:15-1"), ("conviction.equivalent_to", "conviction.judgment_on"), UNKNOWN),
        (conviction("NJ 2C:15-1"), ("conviction.judgment_on",), NO),
        (SURE, (), YES),
        (OLD, (), NO),
    ],
)
def test_each_blank_of_a_conviction_is_read_as_the_law_has_it(
    record: Any, stays_open: tuple[str, ...], value: Truth
) -> None:
    """A missing day counts as no in New York City; a crime that counsel has not compared stays open."""
    unknowns = Unknowns(COUNTS_AS_NO.counts_as_no, frozenset(stays_open))
    assert found(LISTED, situation(convictions=(record,)), unknowns).value is value


@pytest.mark.parametrize(("arrested_on", "expected"), [(None, NO), (date(2017, 6, 13), NO)])
def test_a_blank_that_counts_as_no_is_not_mended_by_another_that_stays_open(
    arrested_on: date | None, expected: Truth
) -> None:
    """Two blanks in one conviction: the one that the law counts as no settles it."""
    unknowns = Unknowns(COUNTS_AS_NO.counts_as_no, frozenset({"custody.arrested_on"}))
    where = situation(convictions=(ABROAD,), arrested_on=arrested_on)
    assert found(LISTED, where, unknowns).value is expected


@pytest.mark.parametrize("hours", [5, 6, 7])
@pytest.mark.parametrize("stated", list(Truth))
def test_what_a_stale_search_found_is_shown_and_does_not_count(hours: int, stated: Truth) -> None:
    """The officer must see that there was a match, and that it cannot be used before a new search."""
    leaf = Leaf(FactTest("match"), ALL_OPEN, window=WINDOW)
    where = searched(NOON - hours * HOUR, facts={"match": stated})
    finding = finder(leaf)(where)
    expected = (
        Finding(NO, stated, ("match",), shut_out=True) if hours > 6 else Finding(stated, stated, ("match",))
    )
    assert finding == expected
    assert reader(leaf)(where) is finding.value


def test_many_records_can_be_read_one_after_another() -> None:
    """What is kept about one record to save time must never be said of another."""
    leaf = Leaf(LISTED, ALL_OPEN)
    read, find = reader(leaf), finder(leaf)
    for record in [(SURE,), (OLD,), (SURE, OLD), (UNLISTED,), (SURE,), (ABROAD,)]:
        where = situation(convictions=record)
        assert read(where) is find(where).value
    assert read(situation(convictions=(OLD,))) is NO
    assert read(situation(convictions=(SURE,))) is YES


def test_what_is_kept_of_records_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that answers for a year must not fill its memory with other people's records."""
    monkeypatch.setattr(readings, "KEPT_MAX", 2)
    read = reader(Leaf(LISTED, Unknowns(why="read with little memory")))
    for record, value in [(SURE, YES), (OLD, NO), (UNLISTED, NO), (ABROAD, UNKNOWN), (SURE, YES)]:
        assert read(situation(convictions=(record,))) is value


@pytest.mark.parametrize("make", [reader, finder])
def test_a_kind_of_test_that_is_not_known_is_never_read_as_a_yes(make: Callable[[Leaf], object]) -> None:
    """A law file from a later Holdlaw may hold a test this one does not know; it must not pass for met."""
    assert make(Leaf(cast("FactTest", "a test of tomorrow"), ALL_OPEN)) is None
