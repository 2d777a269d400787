"""Offence lists: what an entry reaches, and what a record must say for a conviction to be on the list."""

from __future__ import annotations

from typing import Any

import pytest

from holdlaw.core.case import NoEquivalent
from holdlaw.core.offences import Reach
from holdlaw.core.statutes import parse_statute
from holdlaw.core.truth import Truth

from .build import NO, UNKNOWN, YES, conviction, entry, offences

ASSAULT = entry("NY PL 120.05")
CONSPIRACY = entry(
    "NY PL 105", group="category", reach=Reach.ARTICLE, only_class="felony", needs_target=True, counted=False
)
WEAPONS = entry("CA PC 16000", reach=Reach.FROM_SECTION)
BY_RULE = entry("NY PL 130.20", group="rule")
LIST = offences(
    ASSAULT,
    entry("NY PL 265.02(4)"),
    BY_RULE,
    CONSPIRACY,
    every_entry_is="felony",
    attempts_of=frozenset({"base"}),
    attempt_class="felony",
)
STATUTE, CLASS, EQUIVALENT, TARGET = (
    f"conviction.{name}" for name in ("statute", "class", "equivalent_to", "target")
)


def reads(statute: str | None, expected: tuple[Truth, str], **fields: Any) -> None:
    """Check a reading of the list: the value, and where it is not a no the field that it rests on."""
    value, field = LIST.reading(conviction(statute, **fields))
    assert value is expected[0]
    assert value is NO or field == expected[1]


@pytest.mark.parametrize(
    ("statute", "expected"),
    [
        ("NY PL 105", YES),
        ("NY PL 105.15", YES),
        ("NY PL 105.15(1)", YES),
        ("NY PL 10.15", NO),
        ("NY PL 1050.15", NO),
        ("NY VTL 105.15", NO),
        ("CA PL 105.15", NO),
    ],
)
def test_an_article_reaches_all_of_its_own_sections_and_no_others(statute: str, expected: Truth) -> None:
    """Article 105 is conspiracy, in six sections; Article 10 is definitions, which nobody is convicted of."""
    assert CONSPIRACY.covers(parse_statute(statute)) is expected


@pytest.mark.parametrize(
    ("statute", "expected"),
    [
        ("CA PC 15999", NO),
        ("CA PC 16000", YES),
        ("CA PC 16001", YES),
        ("CA PC 25400.5", YES),
        ("CA PC 1203-a", NO),
        ("CA HS 16001", NO),
    ],
)
def test_a_part_of_a_code_reaches_from_its_first_section_up(statute: str, expected: Truth) -> None:
    """California's weapon crimes fill a whole part; the section before it is another subject."""
    assert WEAPONS.covers(parse_statute(statute)) is expected


def test_an_entry_of_several_subdivisions_reaches_each_of_them() -> None:
    """The law prints "(2) through (4)" as one entry: the count must be the law's, and the reach too."""
    several = entry("NY PL 265.02(2),NY PL 265.02(3),NY PL 265.02(4)")
    reached = [
        several.covers(parse_statute(f"NY PL 265.02{part}")) for part in ("(1)", "(2)", "(4)", "(5)", "")
    ]
    assert reached == [NO, YES, YES, NO, UNKNOWN]
    assert offences(several).count == 1


def test_open_categories_are_not_counted_as_entries() -> None:
    """A published number of listed crimes must be the number that the law lists."""
    assert LIST.count == 3


def test_a_statute_is_found_among_sections_and_wide_entries_alike() -> None:
    """A list with a gap between its two indexes would let a crime fall off it."""
    both = offences(ASSAULT, entry("NY PL 120", reach=Reach.ARTICLE))
    found = both.find(parse_statute("NY PL 120.05"))
    assert [own.name for own, _ in found] == ["NY PL 120.05", "NY PL 120"]
    assert both.find(parse_statute("NY PL 120.05")) is found
    assert both.find(parse_statute("NY PL 155.30")) == ()


@pytest.mark.parametrize(
    ("statute", "fields", "expected"),
    [
        (None, {}, (UNKNOWN, STATUTE)),
        ("NY PL 120.05", {}, (YES, STATUTE)),
        ("NY PL 120.05", {"class_": "felony"}, (YES, STATUTE)),
        ("NY PL 120.05", {"class_": "misdemeanor"}, (NO, STATUTE)),
        ("NY PL 265.02", {}, (UNKNOWN, STATUTE)),
        ("NY PL 265.02(1)", {}, (NO, STATUTE)),
        ("NY PL 155.30", {}, (NO, STATUTE)),
    ],
)
def test_a_conviction_at_home_is_on_the_list_or_off_it(
    statute: str | None, fields: dict[str, str], expected: tuple[Truth, str]
) -> None:
    """Whether the list names the crime decides whether somebody goes home tonight."""
    reads(statute, expected, **fields)


@pytest.mark.parametrize(
    ("statute", "fields", "expected"),
    [
        ("NY PL 120.05", {"class_": "felony"}, (YES, STATUTE)),
        ("NY PL 120.05", {"class_": "misdemeanor"}, (NO, STATUTE)),
        ("NY PL 120.05", {}, (UNKNOWN, CLASS)),
        ("NY PL 130.20", {"class_": "felony"}, (NO, STATUTE)),
        ("NY PL 155.30", {"class_": "felony"}, (NO, STATUTE)),
    ],
)
def test_an_attempt_counts_where_the_law_says_so_and_as_a_felony_only(
    statute: str, fields: dict[str, str], expected: tuple[Truth, str]
) -> None:
    """A felony attempt at a listed crime is listed; an attempt at a crime that was added by rule is not."""
    reads(statute, expected, attempt=YES, **fields)


@pytest.mark.parametrize(
    ("equivalent", "fields", "expected"),
    [
        (None, {"class_": "felony"}, (UNKNOWN, TARGET)),
        (NoEquivalent.NONE, {"class_": "felony"}, (NO, STATUTE)),
        (parse_statute("NY PL 120.05"), {"class_": "felony"}, (YES, STATUTE)),
        (parse_statute("NY PL 155.30"), {"class_": "felony"}, (NO, STATUTE)),
        (parse_statute("NY PL 120.05"), {"class_": "misdemeanor"}, (NO, STATUTE)),
        (parse_statute("NY PL 120.05"), {}, (UNKNOWN, CLASS)),
    ],
)
def test_a_conspiracy_waits_for_counsel_to_say_at_what_it_aimed(
    equivalent: object, fields: dict[str, str], expected: tuple[Truth, str]
) -> None:
    """A conspiracy to shoplift is not a violent crime; the section number alone cannot tell."""
    reads("NY PL 105.10", expected, equivalent_to=equivalent, **fields)


@pytest.mark.parametrize(
    ("equivalent", "expected"),
    [
        (None, UNKNOWN),
        (NoEquivalent.NONE, NO),
        (parse_statute("NY PL 120.05"), YES),
        (parse_statute("NY PL 155.30"), NO),
    ],
)
def test_a_crime_of_another_state_counts_as_counsel_compared_it(equivalent: object, expected: Truth) -> None:
    """Two states name different acts alike; until someone compares them, nobody may be held on it."""
    abroad = conviction("NJ 2C:15-1", equivalent_to=equivalent)
    assert LIST.reading(abroad) == (expected, EQUIVALENT)


@pytest.mark.parametrize(
    ("statute", "equivalent", "expected"),
    [
        ("NY PL 120.05", None, (YES, STATUTE)),
        ("NY PL 155.30", None, (UNKNOWN, EQUIVALENT)),
        ("NY PL 155.30", NoEquivalent.NONE, (NO, EQUIVALENT)),
        ("NY PL 155.30", parse_statute("NY PL 120.05"), (YES, EQUIVALENT)),
    ],
)
def test_an_open_list_leaves_what_it_does_not_name_to_a_person(
    statute: str, equivalent: object, expected: tuple[Truth, str]
) -> None:
    """A list that is "not limited to" its examples cannot be read as if it were complete."""
    open_list = offences(ASSAULT, open_ended=True)
    assert open_list.reading(conviction(statute, equivalent_to=equivalent)) == expected


def test_the_best_reading_of_several_entries_stands() -> None:
    """A crime that two entries reach is listed if either lists it, in whatever order they are printed."""
    sure, unsure, out = (
        entry("NY PL 120.05"),
        entry("NY PL 120.05(9)"),
        entry("NY PL 120.05", only_class="violation"),
    )
    felony = conviction("NY PL 120.05", class_="felony")
    assert offences(unsure, out, sure).reading(felony) == (YES, STATUTE)
    assert offences(out, unsure).reading(felony) == (UNKNOWN, STATUTE)
    assert offences(out).reading(felony) == (NO, "conviction.class")
